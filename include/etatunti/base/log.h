/*
 * Our own operational log: one line to stderr per event, for the operator and systemd. It never
 * holds content, names, keys or parameters of a command; the record of who did what is the
 * append-only log of the store, not this.
 */
#ifndef ETATUNTI_BASE_LOG_H
#define ETATUNTI_BASE_LOG_H

#include <etatunti/base/env.h>
#include <etatunti/base/err.h>

enum et_log_level {
	ET_LOG_DEBUG,
	ET_LOG_INFO,
	ET_LOG_WARN,
	ET_LOG_ERROR,
};

/* Each call site may write this many lines in each window; what it held back is counted. */
#define ET_LOG_SITE_LINES 10
#define ET_LOG_SITE_WINDOW_MS 10000

/* State of one call site; made by the macros below. */
struct et_log_site {
	int64_t window_start_ms;
	unsigned lines, held_back;
	bool started;
};

/*
 * Where lines go and which are written; by default stderr, ET_LOG_INFO and the system's clock.
 * env is borrowed for as long as lines are written; NULL gives back the default.
 */
void et_log_configure(const struct et_env *env, int fd, enum et_log_level level_min);

/* "<level> <UTC time> <component>: <message>\n" in one write. Control characters become '?'. */
void et_log_write(struct et_log_site *site, enum et_log_level level, const char *component,
	const char *fmt, ...) ET_PRINTF(4, 5);

#define ET_LOG_AT(level, component, ...) \
	do { \
		static struct et_log_site et_log_site_; \
		et_log_write(&et_log_site_, level, component, __VA_ARGS__); \
	} while (0)

#define et_log_debug(component, ...) ET_LOG_AT(ET_LOG_DEBUG, component, __VA_ARGS__)
#define et_log_info(component, ...) ET_LOG_AT(ET_LOG_INFO, component, __VA_ARGS__)
#define et_log_warn(component, ...) ET_LOG_AT(ET_LOG_WARN, component, __VA_ARGS__)
#define et_log_error(component, ...) ET_LOG_AT(ET_LOG_ERROR, component, __VA_ARGS__)

#endif
