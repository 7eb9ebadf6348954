/*
 * Binding the control socket, and the asking end of it. Refuses to know how the copy is made.
 */
#define _GNU_SOURCE /* O_PATH */

#include "control.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <etatunti/core/control.h>

#include "command.h"
#include "data.h"

/* Steps between two syncs: what is not on its disk yet stays little, so that core never waits for it. */
#define SYNC_STEPS 16
/* How long a server may be busy with something else. */
#define PATIENCE_S 60

/* A socket's address holds a hundred bytes, a folder's name more: the name goes by the folder's descriptor. */
static enum et_err name_of(const char *data, struct sockaddr_un *address, int *dir)
{
	*address = (struct sockaddr_un){ .sun_family = AF_UNIX };
	if ((*dir = open(data, O_PATH | O_DIRECTORY | O_CLOEXEC)) < 0)
		return ET_IO;
	(void)snprintf(address->sun_path, sizeof(address->sun_path), "/proc/self/fd/%d/%s", *dir,
		ET_DATA_CONTROL);
	return ET_OK;
}

/* What failed by errno stays so. */
static enum et_err give_up(int *fd)
{
	int error = errno;

	if (*fd >= 0)
		(void)close(*fd);
	*fd = -1;
	errno = error;
	return ET_IO;
}

enum et_err et_app_control_listen(const char *data, int *fd)
{
	struct sockaddr_un address;
	enum et_err err;
	int dir;

	*fd = -1;
	if ((err = name_of(data, &address, &dir)) != ET_OK)
		return err;
	*fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (*fd < 0 || (unlinkat(dir, ET_DATA_CONTROL, 0) != 0 && errno != ENOENT) ||
		bind(*fd, (const struct sockaddr *)&address, sizeof(address)) != 0 ||
		fchmodat(dir, ET_DATA_CONTROL, 0600, 0) != 0 || listen(*fd, 4) != 0)
		err = give_up(fd);
	(void)close(dir);
	return err;
}

void et_app_control_end(const char *data, int fd)
{
	char path[ET_DATA_PATH_LEN];

	if (fd < 0)
		return;
	(void)close(fd);
	if (et_data_path(path, data, ET_DATA_CONTROL) == ET_OK)
		(void)unlink(path);
}

static enum et_err dial(const char *data, int *fd)
{
	const struct timeval patience = { .tv_sec = PATIENCE_S };
	struct sockaddr_un address;
	enum et_err err;
	int dir;

	*fd = -1;
	if ((err = name_of(data, &address, &dir)) != ET_OK)
		return err;
	if ((*fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0)) < 0 ||
		setsockopt(*fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)) != 0 ||
		connect(*fd, (const struct sockaddr *)&address, sizeof(address)) != 0)
		err = give_up(fd);
	(void)close(dir);
	return err;
}

static bool send_ask(int fd, const struct et_control_ask *ask, int file_fd)
{
	char room[CMSG_SPACE(sizeof(int))] = { 0 };
	struct et_control_ask said = *ask;
	struct iovec part = { .iov_base = &said, .iov_len = sizeof(said) };
	struct msghdr msg = { .msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = room,
		.msg_controllen = sizeof(room) };
	struct cmsghdr *head = CMSG_FIRSTHDR(&msg);

	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(head), &file_fd, sizeof(int));
	return sendmsg(fd, &msg, MSG_NOSIGNAL) == (ssize_t)sizeof(said);
}

/* A message of that form and length; else a sentence. */
static int receive(const char *command, const char *data, int fd, void *out, size_t len)
{
	uint32_t form = 0;
	ssize_t n;

	do
		n = recv(fd, out, len, MSG_TRUNC);
	while (n < 0 && errno == EINTR);
	if (n < 0 && errno == EAGAIN)
		(void)et_app_refuse(command, "the server of %s has not answered for %d seconds",
			data, PATIENCE_S);
	else if (n <= 0)
		(void)et_app_refuse(command, "the server of %s has hung up before the end", data);
	if (n <= 0)
		return ET_EXIT_FAILED;
	if (n >= (ssize_t)sizeof(form))
		memcpy(&form, out, sizeof(form));
	if (n != (ssize_t)len || form != ET_CONTROL_FORM)
		return et_app_refuse(command,
			"the server of %s is another build of this program, which can't be asked: stop it "
			"first",
			data);
	return ET_EXIT_OK;
}

static int ask(const char *command, const char *data, int fd, int file_fd)
{
	struct et_control_ask message = { .form = ET_CONTROL_FORM };
	struct et_control_hello hello;
	struct et_sign_key key;
	int code;

	if ((code = receive(command, data, fd, &hello, sizeof(hello))) != ET_EXIT_OK)
		return code;
	if (hello.is_busy != 0)
		return et_app_refuse(command, "another backup of %s is being made", data);
	if (et_data_read_log_key(data, &key) != ET_OK)
		return et_app_refuse(command, "%s/%s can't be read", data, ET_DATA_LOG_KEY);
	message.proof = et_control_proof(&key, hello.nonce);
	et_sign_key_fini(&key);
	if (send_ask(fd, &message, file_fd))
		return ET_EXIT_OK;
	(void)et_app_refuse(command, "the server of %s has hung up before the end", data);
	return ET_EXIT_FAILED;
}

/* Step by step until the copy is whole. */
static int go_on(const char *command, const char *data, int fd, int file_fd)
{
	struct et_control_answer answer;
	int code;

	for (unsigned steps = 1;; steps++) {
		if ((code = receive(command, data, fd, &answer, sizeof(answer))) != ET_EXIT_OK)
			return code;
		if (answer.state == ET_CONTROL_DONE)
			return ET_EXIT_OK;
		answer.why[sizeof(answer.why) - 1] = '\0';
		if (answer.state != ET_CONTROL_MORE) {
			(void)et_app_refuse(command, "%s can't be copied: %s", data, answer.why);
			return ET_EXIT_FAILED;
		}
		if (steps % SYNC_STEPS == 0 && fdatasync(file_fd) != 0) {
			(void)et_app_refuse(
				command, "the copy can't be written: %s", strerror(errno));
			return ET_EXIT_FAILED;
		}
		/* If it is gone, receiving says so. */
		(void)!send(fd, "", 1, MSG_NOSIGNAL);
	}
}

int et_app_control_backup(const char *command, const char *data, int file_fd)
{
	int fd, code;

	if (dial(data, &fd) != ET_OK)
		return et_app_refuse(command,
			"%s is in use by a process that can't be asked for a backup: a server that is just "
			"starting, or another backup or check",
			data);
	if ((code = ask(command, data, fd, file_fd)) == ET_EXIT_OK)
		code = go_on(command, data, fd, file_fd);
	(void)close(fd);
	return code;
}
