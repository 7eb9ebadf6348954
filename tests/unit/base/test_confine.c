/*
 * Each process, confined as the product does it, tries what a process that was taken over would try; what it
 * needs for its work goes on. Every attempt is a child of its own, for most of them are its end.
 */
#define _GNU_SOURCE /* process_vm_readv, prlimit, unshare */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* after the four above */
#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <etatunti/base/log.h>
#include <etatunti/base/sanitized.h>

#include "base/confine.h"

#define LANDLOCK_CREATE_RULESET 444

/* Made before, as by a process that has its sockets and files open when it confines itself. */
static struct {
	char folder[64];
	int pipe[2], listener, fresh;
	struct sockaddr_in address; /* the listener's */
} before;

/* -------------------------------------------------- attempts: 0 if it went through, else errno */

static int result(long rc)
{
	return rc < 0 ? errno : 0;
}

static int open_system_file(void)
{
	return result(open("/etc/passwd", O_RDONLY | O_CLOEXEC));
}

static int open_kept_file(void)
{
	return result(open("/etc/hostname", O_RDONLY | O_CLOEXEC));
}

static int write_kept_file(void)
{
	return result(open("/etc/hostname", O_WRONLY | O_CLOEXEC));
}

static int make_file_elsewhere(void)
{
	return result(open("/tmp/et-confined", O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
}

static int in_folder(char path[128], const char *name)
{
	return snprintf(path, 128, "%s/%s", before.folder, name);
}

static int make_file_in_folder(void)
{
	char path[128], other[128];
	int fd;

	in_folder(path, "one");
	in_folder(other, "two");
	if ((fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666)) < 0)
		return errno;
	if (pwrite(fd, "x", 1, 9) != 1 || fdatasync(fd) != 0 || ftruncate(fd, 0) != 0 ||
		rename(path, other) != 0 || unlink(other) != 0)
		return errno;
	return result(close(fd));
}

static int make_folder_in_folder(void)
{
	char path[128];

	in_folder(path, "below");
	return result(mkdir(path, 0700));
}

static int execute(void)
{
	return result(execl("/bin/true", "true", (char *)NULL));
}

static int make_process(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return result(pid);
}

static void *idle(void *ctx)
{
	return ctx;
}

static int make_thread(void)
{
	pthread_t thread;
	int rc = pthread_create(&thread, NULL, idle, NULL);

	return rc != 0 ? rc : pthread_join(thread, NULL);
}

static int make_socket(void)
{
	return result(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

static int make_local_socket(void)
{
	return result(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

static int make_raw_socket(void)
{
	return result(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0));
}

static int connect_somewhere(void)
{
	return result(connect(
		before.fresh, (const struct sockaddr *)&before.address, sizeof(before.address)));
}

static int listen_somewhere(void)
{
	return result(listen(before.fresh, 1));
}

static int accept_one(void)
{
	int fd = accept4(before.listener, NULL, NULL, SOCK_CLOEXEC);

	return fd < 0 && errno == EAGAIN ? 0 : result(fd);
}

static int look_into_parent(void)
{
	return result(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL));
}

static int read_parent(void)
{
	char byte;
	struct iovec ours = { &byte, 1 }, theirs = { before.folder, 1 };

	return result(process_vm_readv(getppid(), &ours, 1, &theirs, 1, 0));
}

static int signal_parent(void)
{
	return result(kill(getppid(), 0));
}

static int signal_parent_by_descriptor(void)
{
	return result(fcntl(before.pipe[1], F_SETOWN, getppid()));
}

static int signal_thread_of_parent(void)
{
	return result(syscall(SYS_tgkill, getppid(), getppid(), 0));
}

static int limit_parent(void)
{
	static const struct rlimit none;

	return result(prlimit(getppid(), RLIMIT_FSIZE, &none, NULL));
}

static int be_dumped(void)
{
	return result(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0));
}

static int make_code(void)
{
	void *at = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return at == MAP_FAILED ? errno : 0;
}

static int turn_into_code(void)
{
	void *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return at == MAP_FAILED ? errno : result(mprotect(at, 4096, PROT_READ | PROT_EXEC));
}

static int make_ring(void)
{
	char params[120] = { 0 };

	return result(syscall(SYS_io_uring_setup, 1, params));
}

static int be_root_of_a_namespace(void)
{
	return result(unshare(CLONE_NEWUSER));
}

#ifdef __x86_64__
/* The same kernel by another door: numbers of x32. */
static int call_as_x32(void)
{
	return result(syscall(0x40000000 | SYS_getpid));
}
#endif

static int leave_by_abort(void)
{
	abort();
}

static int work(void)
{
	struct pollfd polled = { .fd = before.pipe[1], .events = POLLOUT };
	struct timespec now;
	char byte = 'x', *memory = malloc(1 << 22);

	if (memory == NULL)
		return ENOMEM;
	memory[1 << 21] = 1;
	free(memory);
	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0 || getrandom(&byte, 1, 0) != 1 ||
		poll(&polled, 1, 0) < 0 || write(before.pipe[1], &byte, 1) != 1)
		return errno;
	et_log_info("test", "a line, by the clock");
	return result(fcntl(before.pipe[1], F_SETFL, O_NONBLOCK));
}

/* -------------------------------------------------- what becomes of them */

enum outcome {
	DONE,
	DENIED, /* an error that the process survives */
	KILLED, /* by SIGSYS */
	ABORTED,
};

static const struct attempt {
	const char *name;
	int (*try)(void);
	enum outcome front, core, mailer;
	bool loose; /* AddressSanitizer needs that call */
} attempts[] = {
	{ "its work", work, DONE, DONE, DONE, false },
	{ "open /etc/passwd", open_system_file, KILLED, DENIED, DENIED, true },
	{ "open what is kept to read", open_kept_file, KILLED, DENIED, DONE, true },
	{ "write what is kept to read", write_kept_file, KILLED, DENIED, DENIED, true },
	{ "make a file in /tmp", make_file_elsewhere, KILLED, DENIED, DENIED, true },
	{ "make a file in its folder", make_file_in_folder, KILLED, DONE, DENIED, true },
	{ "make a folder in its folder", make_folder_in_folder, KILLED, KILLED, KILLED, false },
	{ "execute a program", execute, KILLED, KILLED, KILLED, false },
	{ "fork", make_process, KILLED, KILLED, KILLED, true },
	{ "start a thread", make_thread, KILLED, DONE, DONE, true },
	{ "make a socket", make_socket, KILLED, KILLED, DONE, false },
	{ "make a local socket", make_local_socket, KILLED, KILLED, DENIED, false },
	{ "make a raw socket", make_raw_socket, KILLED, KILLED, KILLED, false },
	{ "connect", connect_somewhere, KILLED, KILLED, DONE, false },
	{ "listen", listen_somewhere, KILLED, KILLED, KILLED, false },
	{ "accept", accept_one, DONE, DONE, KILLED, false },
	{ "ptrace its parent", look_into_parent, KILLED, KILLED, KILLED, true },
	{ "read its parent's memory", read_parent, KILLED, KILLED, KILLED, false },
	{ "signal its parent", signal_parent, KILLED, KILLED, KILLED, true },
	{ "signal by a descriptor", signal_parent_by_descriptor, KILLED, KILLED, KILLED, false },
	{ "signal a thread", signal_thread_of_parent, KILLED, KILLED, KILLED, true },
	{ "limit its parent", limit_parent, KILLED, KILLED, KILLED, false },
	{ "allow core dumps again", be_dumped, KILLED, KILLED, KILLED, true },
	{ "map new code", make_code, KILLED, KILLED, DONE, false },
	{ "make data code", turn_into_code, KILLED, KILLED, DONE, false },
	{ "io_uring", make_ring, DENIED, KILLED, KILLED, false },
	{ "a namespace", be_root_of_a_namespace, KILLED, KILLED, KILLED, false },
#ifdef __x86_64__
	{ "a call as x32", call_as_x32, KILLED, KILLED, KILLED, false },
#endif
	{ "abort", leave_by_abort, ABORTED, ABORTED, ABORTED, false },
};

#define ATTEMPT_COUNT (sizeof(attempts) / sizeof(attempts[0]))

static void confine_as(enum et_process process)
{
	static const char *const readable[] = { "/etc/hostname", "/not/there", NULL };
	const char *const writable[] = { before.folder, NULL };
	struct et_confine keep = { .process = process };

	if (process == ET_PROCESS_MAILER)
		keep.readable = readable;
	if (process == ET_PROCESS_CORE)
		keep.writable = writable;
	et_confine_start();
	et_confine(&keep);
}

static int end_of(pid_t child)
{
	int status;

	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static enum outcome try_as(enum et_process process, const struct attempt *attempt)
{
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		confine_as(process);
		_exit(attempt->try() == 0 ? 0 : 1);
	}
	status = end_of(child);
	if (WIFEXITED(status))
		return WEXITSTATUS(status) == 0 ? DONE : DENIED;
	assert_false(WCOREDUMP(status));
	if (WTERMSIG(status) == SIGABRT)
		return ABORTED;
	assert_int_equal(WTERMSIG(status), SIGSYS);
	return KILLED;
}

static void need_the_kernel(void)
{
	if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) < 0 ||
		syscall(LANDLOCK_CREATE_RULESET, NULL, (size_t)0, 1U) < 1) {
		print_message("this kernel lacks seccomp or Landlock\n");
		skip();
	}
}

static void try_all_as(enum et_process process, size_t column)
{
	need_the_kernel();
	for (size_t i = 0; i < ATTEMPT_COUNT; i++) {
		const struct attempt *attempt = &attempts[i];
		const enum outcome wanted[] = { attempt->front, attempt->core, attempt->mailer };
		enum outcome got;

		if (ET_SANITIZED && attempt->loose)
			continue;
		got = try_as(process, attempt);
		if (got != wanted[column])
			fail_msg("%s: %d, not %d", attempt->name, (int)got, (int)wanted[column]);
	}
}

static void front_has_what_is_open(void **state)
{
	(void)state;
	try_all_as(ET_PROCESS_FRONT, 0);
}

static void core_has_its_folder(void **state)
{
	(void)state;
	try_all_as(ET_PROCESS_CORE, 1);
}

static void the_mailer_has_connections(void **state)
{
	(void)state;
	try_all_as(ET_PROCESS_MAILER, 2);
}

/* -------------------------------------------------- from the start */

static int look_at_start(void)
{
	char path[128];
	struct rlimit limit;
	struct stat what;
	int fd;

	et_confine_start();
	if (getrlimit(RLIMIT_CORE, &limit) != 0 || limit.rlim_cur != 0 || limit.rlim_max != 0)
		return 1;
	if (prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0)
		return 2;
	if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1)
		return 3;
	in_folder(path, "mode");
	if ((fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666)) < 0 || fstat(fd, &what) != 0 ||
		unlink(path) != 0)
		return 4;
	return (what.st_mode & 0777) == 0600 ? 0 : 5;
}

static void nothing_leaks_from_the_start(void **state)
{
	pid_t child;
	int status;

	(void)state;
	assert_true((child = fork()) >= 0);
	if (child == 0)
		_exit(look_at_start());
	status = end_of(child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

/* -------------------------------------------------- an older kernel */

/* From here on this process sees a kernel without Landlock, and without seccomp if that is told as well. */
static void be_on_an_older_kernel(bool without_seccomp)
{
	const struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LANDLOCK_CREATE_RULESET, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_prctl, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PR_SET_SECCOMP, 0, 1),
		BPF_STMT(BPF_RET | BPF_K,
			without_seccomp ? SECCOMP_RET_ERRNO | EINVAL : SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = {
		.len = sizeof(code) / sizeof(code[0]),
		.filter = (struct sock_filter *)(uintptr_t)code,
	};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
		prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) != 0)
		_exit(2);
}

/* Lines on the log, and whether it could go on as a process that is not confined so. */
static void log_of_older(bool without_seccomp, char out[512])
{
	int lines[2], status;
	pid_t child;
	ssize_t len;

	assert_int_equal(pipe(lines), 0);
	assert_true((child = fork()) >= 0);
	if (child == 0) {
		et_log_configure(et_env_system(), lines[1], ET_LOG_INFO);
		be_on_an_older_kernel(without_seccomp);
		confine_as(ET_PROCESS_CORE);
		_exit(open_system_file() == 0 ? 0 : 1);
	}
	status = end_of(child);
	close(lines[1]);
	len = read(lines[0], out, 511);
	assert_true(len >= 0);
	out[len] = '\0';
	close(lines[0]);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void one_line_says_what_is_lacking(void **state)
{
	char line[512];

	(void)state;
	need_the_kernel();
	log_of_older(true, line);
	assert_non_null(strstr(line,
		"core: this kernel does not keep it from files (Landlock: Function not implemented), "
		"nor from calls (seccomp: Invalid argument)\n"));
	assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
	log_of_older(false, line);
	assert_non_null(strstr(line, "files (Landlock: Function not implemented)\n"));
	assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
}

static int set_up(void **state)
{
	socklen_t len = sizeof(before.address);

	(void)state;
	strcpy(before.folder, "/tmp/et-confine-XXXXXX");
	before.address.sin_family = AF_INET;
	before.address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	before.listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	before.fresh = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (mkdtemp(before.folder) == NULL || pipe(before.pipe) != 0 || before.fresh < 0 ||
		bind(before.listener, (struct sockaddr *)&before.address, len) != 0 ||
		listen(before.listener, 8) != 0)
		return -1;
	return getsockname(before.listener, (struct sockaddr *)&before.address, &len);
}

static int tear_down(void **state)
{
	(void)state;
	return rmdir(before.folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(front_has_what_is_open),
		cmocka_unit_test(core_has_its_folder),
		cmocka_unit_test(the_mailer_has_connections),
		cmocka_unit_test(nothing_leaks_from_the_start),
		cmocka_unit_test(one_line_says_what_is_lacking),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
