/*
 * The starter stays outside of the sandbox, for what may execute programs and make sockets is no sandbox;
 * so it is as small as this, and listens to two words only. Forked by serve.c before the record is opened.
 */
#include "starter.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <etatunti/base/log.h>

#include "process.h"

/* How long front may take to close its connections. */
#define FRONT_END_MS 3000

enum word { START, END };

struct order {
	uint8_t word, which;
};

/* With the socket beside it, if there is one. */
struct answer {
	int err, why;
};

static const struct {
	const char *name;
	enum et_err (*spawn)(const struct et_config *config, pid_t *pid, int *fd);
	int end_ms;
} kinds[ET_APP_CHILD_COUNT] = {
	[ET_APP_CHILD_FRONT] = { "front", et_app_spawn_front, FRONT_END_MS },
	[ET_APP_CHILD_MAILER] = { "the mailer", et_app_spawn_mailer, 0 },
};

/* Room for one descriptor beside a message. */
union beside {
	char bytes[CMSG_SPACE(sizeof(int))];
	struct cmsghdr align;
};

static enum et_err send_answer(int line, struct answer answer, int fd)
{
	struct iovec bytes = { .iov_base = &answer, .iov_len = sizeof(answer) };
	union beside beside = { .bytes = { 0 } };
	struct msghdr message = { .msg_iov = &bytes, .msg_iovlen = 1 };
	struct cmsghdr *head;

	if (fd >= 0) {
		message.msg_control = beside.bytes;
		message.msg_controllen = sizeof(beside.bytes);
		head = CMSG_FIRSTHDR(&message);
		head->cmsg_level = SOL_SOCKET;
		head->cmsg_type = SCM_RIGHTS;
		head->cmsg_len = CMSG_LEN(sizeof(fd));
		memcpy(CMSG_DATA(head), &fd, sizeof(fd));
	}
	return sendmsg(line, &message, MSG_NOSIGNAL) == (ssize_t)sizeof(answer) ? ET_OK : ET_IO;
}

static enum et_err take_answer(int line, struct answer *answer, int *fd)
{
	struct iovec bytes = { .iov_base = answer, .iov_len = sizeof(*answer) };
	union beside beside = { .bytes = { 0 } };
	struct msghdr message = {
		.msg_iov = &bytes,
		.msg_iovlen = 1,
		.msg_control = beside.bytes,
		.msg_controllen = sizeof(beside.bytes),
	};
	const struct cmsghdr *head;
	ssize_t got;

	*fd = -1;
	do {
		got = recvmsg(line, &message, MSG_CMSG_CLOEXEC);
	} while (got < 0 && errno == EINTR);
	if (got != (ssize_t)sizeof(*answer)) {
		if (got >= 0)
			errno = EPIPE;
		return ET_IO;
	}
	head = CMSG_FIRSTHDR(&message);
	if (head != NULL && head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS)
		memcpy(fd, CMSG_DATA(head), sizeof(*fd));
	return ET_OK;
}

/* How it went, when that was not of its own will. A call that it may not make ends it by SIGSYS. */
static void tell_end(const char *name, int status)
{
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
		et_log_error("starter",
			"%s was ended by the kernel, for a call that it may not make: "
			"look for type=1326 in the kernel's log",
			name);
	else if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL)
		et_log_error("starter", "%s was ended by signal %d", name, WTERMSIG(status));
}

/* It gets a moment to end by itself, then it is ended. */
static void end_child(enum et_app_child which, pid_t *pid)
{
	int status = 0;

	if (*pid <= 0)
		return;
	for (int waited = 0; waited < kinds[which].end_ms; waited += 10) {
		if (waitpid(*pid, &status, WNOHANG) != 0) {
			tell_end(kinds[which].name, status);
			*pid = -1;
			return;
		}
		poll(NULL, 0, 10);
	}
	kill(*pid, SIGKILL);
	if (waitpid(*pid, &status, 0) == *pid)
		tell_end(kinds[which].name, status);
	*pid = -1;
}

/* Until core's end of the line is closed: by core, or because core is gone. */
static void obey(const struct et_config *config, int line)
{
	pid_t pids[ET_APP_CHILD_COUNT] = { -1, -1 };
	struct order order;
	enum et_err err = ET_OK;
	ssize_t got = 0;

	while (err == ET_OK) {
		struct answer answer = { .err = ET_OK };
		int fd = -1;

		if ((got = recv(line, &order, sizeof(order), 0)) < 0 && errno == EINTR)
			continue;
		if (got != (ssize_t)sizeof(order) || order.which >= ET_APP_CHILD_COUNT)
			break;
		end_child((enum et_app_child)order.which, &pids[order.which]);
		if (order.word == START) {
			answer.err = (int)kinds[order.which].spawn(config, &pids[order.which], &fd);
			answer.why = errno;
		}
		err = send_answer(line, answer, fd);
		if (fd >= 0)
			close(fd);
	}
	for (int which = ET_APP_CHILD_COUNT - 1; which >= 0; which--)
		end_child((enum et_app_child)which, &pids[which]);
}

enum et_err et_starter_open(const struct et_config *config, struct et_starter *starter)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		return ET_IO;
	starter->pid = fork();
	if (starter->pid == 0) {
		close(pair[0]);
		(void)prctl(PR_SET_NAME, "etatunti-start", 0, 0, 0);
		obey(config, pair[1]);
		_exit(0);
	}
	close(pair[1]);
	starter->line = pair[0];
	if (starter->pid > 0)
		return ET_OK;
	close(starter->line);
	starter->line = -1;
	return ET_IO;
}

static enum et_err order(
	const struct et_starter *starter, enum word word, enum et_app_child which, int *fd)
{
	const struct order order = { .word = (uint8_t)word, .which = (uint8_t)which };
	struct answer answer = { .err = ET_OK };
	enum et_err err = ET_IO;

	*fd = -1;
	if (send(starter->line, &order, sizeof(order), MSG_NOSIGNAL) == (ssize_t)sizeof(order))
		err = take_answer(starter->line, &answer, fd);
	if (err == ET_OK && answer.err != ET_OK) {
		err = ET_IO;
		errno = answer.why;
	}
	return err;
}

enum et_err et_starter_start(const struct et_starter *starter, enum et_app_child which, int *fd)
{
	enum et_err err = order(starter, START, which, fd);

	if (err == ET_OK && *fd < 0) {
		errno = EMFILE;
		err = ET_IO;
	}
	if (err != ET_OK)
		et_log_error("core", "%s can't be started: %s", kinds[which].name, strerror(errno));
	return err;
}

void et_starter_end(const struct et_starter *starter, enum et_app_child which)
{
	int none;

	if (order(starter, END, which, &none) != ET_OK)
		et_log_error("core", "the starter is gone: %s", strerror(errno));
}

void et_starter_close(struct et_starter *starter)
{
	if (starter->line < 0)
		return;
	close(starter->line);
	starter->line = -1;
	while (waitpid(starter->pid, NULL, 0) < 0 && errno == EINTR)
		;
}
