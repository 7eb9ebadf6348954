/*
 * Core's end of the control socket: a copy of the database, a step whenever it is asked for. Refuses to know
 * names of files: it has a socket and what was handed to it.
 */
#define _GNU_SOURCE /* accept4 */

#include <etatunti/core/control.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <etatunti/base/log.h>
#include <etatunti/crypto/crypto.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/store/backup.h>

#define PROOF_LABEL "etatunti control "

struct et_control {
	struct et_control_config config;
	int peer_fd, file_fd; /* -1: none */
	uint8_t nonce[32];
	struct et_store_backup *backup; /* NULL: not asked for yet */
};

struct et_hash et_control_proof(const struct et_sign_key *log_key, const uint8_t nonce[32])
{
	char text[sizeof(PROOF_LABEL) - 1 + 32];

	memcpy(text, PROOF_LABEL, sizeof(PROOF_LABEL) - 1);
	memcpy(text + sizeof(PROOF_LABEL) - 1, nonce, 32);
	return et_hash_keyed(
		et_slice_of(log_key->sk, sizeof(log_key->sk)), et_slice_of(text, sizeof(text)));
}

struct et_control *et_control_new(const struct et_control_config *config)
{
	struct et_control *control = calloc(1, sizeof(*control));

	if (control == NULL)
		return NULL;
	control->config = *config;
	control->peer_fd = -1;
	control->file_fd = -1;
	return control;
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
	*fd = -1;
}

static void hang_up(struct et_control *control)
{
	et_store_backup_end(control->backup);
	control->backup = NULL;
	close_fd(&control->file_fd);
	close_fd(&control->peer_fd);
}

void et_control_free(struct et_control *control)
{
	if (control == NULL)
		return;
	hang_up(control);
	free(control);
}

int et_control_listen_fd(const struct et_control *control)
{
	return control->config.listen_fd;
}

int et_control_peer_fd(const struct et_control *control)
{
	return control->peer_fd;
}

static bool say(int fd, const void *message, size_t len)
{
	return send(fd, message, len, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)len;
}

/* Says it and, unless there is more to come, is done with who asked. */
static void answer(struct et_control *control, enum et_control_state state, const char *why)
{
	struct et_control_answer answer = { .form = ET_CONTROL_FORM, .state = state };

	if (control->backup != NULL) {
		answer.left = et_store_backup_left(control->backup);
		answer.total = et_store_backup_total(control->backup);
	}
	(void)snprintf(answer.why, sizeof(answer.why), "%s", why);
	if (state == ET_CONTROL_FAILED)
		et_log_warn("core", "no backup: %s", why);
	if (state == ET_CONTROL_DONE)
		et_log_info("core", "a backup was made: %lld pages", (long long)answer.total);
	if (!say(control->peer_fd, &answer, sizeof(answer)) || state != ET_CONTROL_MORE)
		hang_up(control);
}

static void let_in(struct et_control *control)
{
	struct et_control_hello hello = { .form = ET_CONTROL_FORM };
	int fd = accept4(control->config.listen_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

	if (fd < 0)
		return;
	if (control->backup != NULL) {
		hello.is_busy = 1;
		(void)say(fd, &hello, sizeof(hello));
		(void)close(fd);
		return;
	}
	/* Who has not said yet what for is not waited for. */
	hang_up(control);
	et_env_random(control->config.env, control->nonce, sizeof(control->nonce));
	memcpy(hello.nonce, control->nonce, sizeof(hello.nonce));
	control->peer_fd = fd;
	if (!say(fd, &hello, sizeof(hello)))
		hang_up(control);
}

/* A message, and the descriptor that came with it. Its length; 0: hung up, or too much; -1: nothing yet. */
static ssize_t receive(int fd, void *out, size_t len, int *handed)
{
	char room[CMSG_SPACE(sizeof(int))] = { 0 };
	struct iovec part = { .iov_base = out, .iov_len = len };
	struct msghdr msg = { .msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = room,
		.msg_controllen = CMSG_LEN(sizeof(int)) }; /* room for no second one */
	ssize_t n = recvmsg(fd, &msg, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
	struct cmsghdr *head = n > 0 ? CMSG_FIRSTHDR(&msg) : NULL;

	*handed = -1;
	if (n < 0)
		return errno == EAGAIN || errno == EINTR ? -1 : 0;
	if (head != NULL && head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS &&
		head->cmsg_len == CMSG_LEN(sizeof(int)))
		memcpy(handed, CMSG_DATA(head), sizeof(int));
	return (msg.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0 ? n : 0;
}

/* An empty file of the right kind: what is written to it can't be kept back by anybody. */
static bool is_fit(int fd)
{
	int flags = fcntl(fd, F_GETFL);
	struct stat st;

	return flags >= 0 && (flags & O_ACCMODE) == O_RDWR && (flags & O_APPEND) == 0 &&
		fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == 0;
}

static void step(struct et_control *control)
{
	char why[ET_STORE_WHY_LEN] = "";
	bool done;

	if (et_store_backup_step(control->backup, ET_CONTROL_STEP_PAGES, &done, why) != ET_OK)
		answer(control, ET_CONTROL_FAILED, why);
	else
		answer(control, done ? ET_CONTROL_DONE : ET_CONTROL_MORE, "");
}

static bool is_proved(const struct et_control *control, const struct et_control_ask *ask)
{
	struct et_hash proof = et_control_proof(control->config.log_key, control->nonce);

	return ask->form == ET_CONTROL_FORM &&
		et_secret_eq(et_hash_slice(&proof), et_hash_slice(&ask->proof));
}

/* The first message of who was let in. */
static void begin(struct et_control *control)
{
	struct et_control_ask ask = { 0 };
	ssize_t len = receive(control->peer_fd, &ask, sizeof(ask), &control->file_fd);

	if (len < 0)
		return;
	if (len != (ssize_t)sizeof(ask) || !is_proved(control, &ask)) {
		if (len > 0)
			et_log_warn("core", "somebody without the log key asked for a backup");
		hang_up(control);
		return;
	}
	if (control->file_fd < 0 || !is_fit(control->file_fd))
		answer(control, ET_CONTROL_FAILED, "what it is to be written to is no empty file");
	else if (et_store_backup_begin(control->config.store, control->file_fd, &control->backup) !=
		ET_OK)
		answer(control, ET_CONTROL_FAILED, "the server has no memory for it");
	else
		step(control);
}

static void go_on(struct et_control *control)
{
	char byte;
	int handed;
	ssize_t len = receive(control->peer_fd, &byte, sizeof(byte), &handed);

	close_fd(&handed);
	if (len > 0)
		step(control);
	else if (len == 0)
		hang_up(control);
}

void et_control_turn(struct et_control *control, bool knocks, bool asks)
{
	if (asks && control->backup == NULL)
		begin(control);
	else if (asks)
		go_on(control);
	if (knocks)
		let_in(control);
}
