/*
 * Errors, assertions, clocks, randomness and our own log.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/env_fake.h>
#include <etatunti/base/log.h>
#include <etatunti/base/types.h>

/* 2025-11-24T16:00:00Z */
#define NOW_MS 1764000000000

static void test_errors(void **state)
{
	(void)state;
	assert_int_equal(ET_OK, 0);
	assert_string_equal(et_err_wire(ET_RATE), "rate_limited");
	assert_string_equal(et_err_symbol(ET_HOUR_FULL), "HOUR_FULL");
	assert_int_equal(et_err_disposition(ET_STORAGE), ET_FATAL);
	assert_int_equal(et_err_disposition(ET_BAD_FRAME), ET_CLOSE);
	assert_true(et_err_is_logged(ET_FORBIDDEN));
	assert_false(et_err_is_logged(ET_OK));
	for (int i = 0; i < (int)ET_ERR_COUNT; i++) {
		const char *wire = et_err_wire((enum et_err)i);

		assert_true(strlen(wire) > 1);
		assert_int_equal(strspn(wire, "abcdefghijklmnopqrstuvwxyz_"), strlen(wire));
	}
}

static void test_assertion_ends_the_process(void **state)
{
	int status;
	pid_t child;

	(void)state;
	ET_ASSERT(1 + 1 == 2);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		(void)close(STDERR_FILENO);
		(void)signal(SIGABRT, SIG_DFL);
		ET_ASSERT(1 + 1 == 3);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
}

static void test_system_world(void **state)
{
	const struct et_env *env = et_env_system();
	struct et_id a = et_env_id(env), b = et_env_id(env);
	int64_t mono_ms = et_env_mono_ms(env);
	uint8_t big[1000] = { 0 };
	size_t zeroes = 0;

	(void)state;
	assert_true(et_env_now_ms(env) > NOW_MS);
	assert_true(et_env_mono_ms(env) >= mono_ms);
	assert_false(et_id_eq(&a, &b));
	et_env_random(env, big, sizeof(big));
	for (size_t i = 0; i < sizeof(big); i++)
		zeroes += big[i] == 0;
	assert_true(zeroes < 50);
}

static void test_fake_world(void **state)
{
	struct et_env_fake one, two, other;
	struct et_id a, b, c;

	(void)state;
	et_env_fake_init(&one, NOW_MS, 1);
	et_env_fake_init(&two, NOW_MS, 1);
	et_env_fake_init(&other, NOW_MS, 2);
	a = et_env_id(&one.env);
	b = et_env_id(&two.env);
	c = et_env_id(&other.env);
	assert_true(et_id_eq(&a, &b));
	assert_false(et_id_eq(&a, &c));
	b = et_env_id(&two.env);
	assert_false(et_id_eq(&a, &b));
	et_env_fake_advance(&one, 1500);
	assert_true(et_env_now_ms(&one.env) == NOW_MS + 1500);
	assert_true(et_env_mono_ms(&one.env) == 1500);
	et_env_fake_set_now(&one, 5);
	assert_true(et_env_now_ms(&one.env) == 5);
	assert_true(et_env_mono_ms(&one.env) == 1500);
}

struct sink {
	struct et_env_fake fake;
	int pipe[2];
	char text[8192];
};

static const char *written(struct sink *sink)
{
	ssize_t len = read(sink->pipe[0], sink->text, sizeof(sink->text) - 1);

	sink->text[len < 0 ? 0 : len] = '\0';
	return sink->text;
}

static int sink_set_up(void **state)
{
	static struct sink sink;

	et_env_fake_init(&sink.fake, NOW_MS + 7, 1);
	if (pipe(sink.pipe) != 0 || fcntl(sink.pipe[0], F_SETFL, O_NONBLOCK) != 0)
		return -1;
	et_log_configure(&sink.fake.env, sink.pipe[1], ET_LOG_INFO);
	*state = &sink;
	return 0;
}

static int sink_tear_down(void **state)
{
	struct sink *sink = *state;

	et_log_configure(NULL, STDERR_FILENO, ET_LOG_INFO);
	return close(sink->pipe[0]) | close(sink->pipe[1]);
}

static void test_log_line(void **state)
{
	struct sink *sink = *state;

	et_log_debug("core", "not shown");
	assert_string_equal(written(sink), "");
	et_log_warn("core", "peer %d gone", 3);
	assert_string_equal(written(sink), "warn 2025-11-24T16:00:00.007Z core: peer 3 gone\n");
	et_log_error("core", "a\nforged\x1b line");
	assert_string_equal(written(sink), "error 2025-11-24T16:00:00.007Z core: a?forged? line\n");
}

static void test_log_long_line_is_cut(void **state)
{
	struct sink *sink = *state;
	size_t len;

	et_log_info("core", "%05000d", 1);
	len = strlen(written(sink));
	assert_true(len > 500 && len < 1024);
	assert_int_equal(sink->text[len - 1], '\n');
}

static void noisy(void)
{
	et_log_info("front", "again");
}

static size_t count_lines(const char *text)
{
	size_t lines = 0;

	for (; *text != '\0'; text++)
		lines += *text == '\n';
	return lines;
}

static void test_log_site_is_limited(void **state)
{
	struct sink *sink = *state;

	for (int i = 0; i < 1000; i++)
		noisy();
	assert_int_equal(count_lines(written(sink)), ET_LOG_SITE_LINES);
	/* Another site is not held back by it. */
	et_log_info("front", "else");
	assert_int_equal(count_lines(written(sink)), 1);
	et_env_fake_advance(&sink->fake, ET_LOG_SITE_WINDOW_MS);
	noisy();
	assert_non_null(strstr(written(sink), "again (990 like it held back)\n"));
	noisy();
	assert_null(strstr(written(sink), "held back"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_assertion_ends_the_process),
		cmocka_unit_test(test_system_world),
		cmocka_unit_test(test_fake_world),
		cmocka_unit_test_setup_teardown(test_log_line, sink_set_up, sink_tear_down),
		cmocka_unit_test_setup_teardown(
			test_log_long_line_is_cut, sink_set_up, sink_tear_down),
		cmocka_unit_test_setup_teardown(
			test_log_site_is_limited, sink_set_up, sink_tear_down),
	};

	return cmocka_run_group_tests_name("world", tests, NULL, NULL);
}
