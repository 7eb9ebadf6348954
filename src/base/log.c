/*
 * One write per line, so that lines of several processes do not mix; each call site is rate-limited,
 * for a peer must not be able to fill the disk through our own log. The sink is the only file-scope
 * state of the layer. Lines of one process come from one thread.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/log.h>

#define LINE_MAX_LEN 1024

static struct {
	const struct et_env *env;
	int fd;
	enum et_log_level level_min;
} sink = { NULL, STDERR_FILENO, ET_LOG_INFO };

void et_log_configure(const struct et_env *env, int fd, enum et_log_level level_min)
{
	sink.env = env;
	sink.fd = fd;
	sink.level_min = level_min;
}

static const struct et_env *sink_env(void)
{
	return sink.env == NULL ? et_env_system() : sink.env;
}

/* Whether the site may write now; *held_back says how many lines it could not since it last did. */
static bool admit(struct et_log_site *site, unsigned *held_back)
{
	int64_t mono_ms = et_env_mono_ms(sink_env());

	if (!site->started || mono_ms - site->window_start_ms >= ET_LOG_SITE_WINDOW_MS) {
		site->started = true;
		site->window_start_ms = mono_ms;
		site->lines = 0;
	}
	if (site->lines >= ET_LOG_SITE_LINES) {
		site->held_back++;
		return false;
	}
	site->lines++;
	*held_back = site->held_back;
	site->held_back = 0;
	return true;
}

static const char *level_name(enum et_log_level level)
{
	static const char *const names[] = { "debug", "info", "warn", "error" };

	ET_ASSERT((size_t)level < sizeof(names) / sizeof(names[0]));
	return names[level];
}

static size_t put_head(char *line, size_t cap, enum et_log_level level, const char *component)
{
	int64_t now_ms = et_env_now_ms(sink_env());
	time_t seconds = (time_t)(now_ms / 1000);
	struct tm tm;
	char stamp[32];
	int len;

	ET_ASSERT(gmtime_r(&seconds, &tm) != NULL);
	ET_ASSERT(strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H:%M:%S", &tm) > 0);
	len = snprintf(line, cap, "%s %s.%03dZ %s: ", level_name(level), stamp,
		(int)(now_ms % 1000), component);
	ET_ASSERT(len > 0 && (size_t)len < cap);
	return (size_t)len;
}

void et_log_write(struct et_log_site *site, enum et_log_level level, const char *component,
	const char *fmt, ...)
{
	char line[LINE_MAX_LEN];
	unsigned held_back = 0;
	size_t len;
	ssize_t written;
	va_list args;

	if (level < sink.level_min || !admit(site, &held_back))
		return;
	len = put_head(line, sizeof(line) / 2, level, component);
	va_start(args, fmt);
	(void)vsnprintf(line + len, sizeof(line) - 64 - len, fmt, args);
	va_end(args);
	len = strlen(line);
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)line[i] < 0x20 || line[i] == 0x7f)
			line[i] = '?';
	}
	if (held_back > 0)
		len += (size_t)snprintf(
			line + len, sizeof(line) - len, " (%u like it held back)", held_back);
	line[len++] = '\n';
	/* Nothing can be done about a log that does not take the line. */
	written = write(sink.fd, line, len);
	(void)written;
}
