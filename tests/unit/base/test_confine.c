/* Once confined, a process keeps what it has open and gets nothing more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* after the four above */
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <etatunti/base/confine.h>

enum { KEPT = 0, NO_LANDLOCK = 77 };

/* In a child: what it finds, as an exit code. */
static int try_everything(int kept_fd)
{
	static const char *const kept[] = { "/etc/hostname", "/not/there", "/usr/share", NULL };
	const struct et_confine keep = { .readable = kept };
	char byte = 'x';
	int pair[2];

	if (et_confine(&keep) != ET_OK)
		return NO_LANDLOCK;
	if (open("/etc/passwd", O_RDONLY | O_CLOEXEC) != -1 || errno != EACCES)
		return 1;
	if (open("/tmp/et-confined", O_WRONLY | O_CREAT | O_CLOEXEC, 0600) != -1 || errno != EACCES)
		return 2;
	if (execl("/bin/true", "true", (char *)NULL) != -1 || errno != EACCES)
		return 3;
	if (write(kept_fd, &byte, 1) != 1)
		return 4;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
		return 5;
	if (open("/etc/hostname", O_RDONLY | O_CLOEXEC) == -1 ||
		open("/usr/share", O_RDONLY | O_CLOEXEC) == -1)
		return 6;
	if (open("/etc/hostname", O_WRONLY | O_CLOEXEC) != -1 || errno != EACCES)
		return 7;
	return KEPT;
}

static void nothing_more(void **state)
{
	int pipe_fds[2], status;
	pid_t child;
	char byte;

	(void)state;
	assert_int_equal(pipe(pipe_fds), 0);
	assert_true((child = fork()) >= 0);
	if (child == 0)
		_exit(try_everything(pipe_fds[1]));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == NO_LANDLOCK)
		skip();
	assert_int_equal(WEXITSTATUS(status), KEPT);
	assert_int_equal(read(pipe_fds[0], &byte, 1), 1);
	close(pipe_fds[0]);
	close(pipe_fds[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
