/*
 * Starts front and the mailer by executing this program again: fresh memory, none of our descriptors but the
 * socket, as sshd does with its sessions.
 */
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

extern char **environ;

/* More words than any of the two has. */
#define WORDS_MAX 24

static enum et_err start(const char *const words[WORDS_MAX], int child_fd, pid_t *pid)
{
	char *argv[WORDS_MAX];
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none;
	int rc;

	memcpy(argv, words, sizeof(argv));
	if ((rc = posix_spawn_file_actions_init(&actions)) != 0) {
		errno = rc;
		return ET_IO;
	}
	if ((rc = posix_spawnattr_init(&attributes)) != 0) {
		posix_spawn_file_actions_destroy(&actions);
		errno = rc;
		return ET_IO;
	}
	/* Core blocks the signals that stop it; they must not inherit that. */
	sigemptyset(&none);
	rc = posix_spawnattr_setsigmask(&attributes, &none);
	if (rc == 0)
		rc = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	/* dup2 onto itself would leave close-on-exec set: child_fd is never 3 (see below). */
	if (rc == 0)
		rc = posix_spawn_file_actions_adddup2(&actions, child_fd, ET_APP_CHILD_FD);
	if (rc == 0)
		rc = posix_spawn(pid, "/proc/self/exe", &actions, &attributes, argv, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	errno = rc;
	return rc == 0 ? ET_OK : ET_IO;
}

#define SOCKET_LEN (1 << 20)

static enum et_err spawn(const char *const words[WORDS_MAX], pid_t *pid, int *fd)
{
	int pair[2], child_fd;
	enum et_err err = ET_IO;

	*fd = -1;
	*pid = -1;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return ET_IO;
	/* Room for a file on its way, so that neither end wakes the other for a part of it. As much as we get. */
	for (size_t i = 0; i < 2; i++)
		(void)setsockopt(pair[i], SOL_SOCKET, SO_SNDBUF, &(int){ SOCKET_LEN }, sizeof(int));
	child_fd = fcntl(pair[1], F_DUPFD_CLOEXEC, ET_APP_CHILD_FD + 1);
	close(pair[1]);
	if (child_fd >= 0) {
		err = start(words, child_fd, pid);
		close(child_fd);
	}
	if (err == ET_OK)
		*fd = pair[0];
	else
		close(pair[0]);
	return err;
}

enum et_err et_app_spawn_front(const struct et_config *config, pid_t *pid, int *fd)
{
	char port[16], deadline[32], connections[32], rate_factor[32];
	const char *const words[WORDS_MAX] = {
		"etatunti",
		"front",
		"--listen",
		config->listen,
		"--port",
		port,
		"--origin",
		config->origin,
		"--cert",
		config->cert,
		"--key",
		config->key,
		"--web",
		config->web,
		"--login-deadline-ms",
		deadline,
		"--connections",
		connections,
		"--rate-factor",
		rate_factor,
	};

	snprintf(port, sizeof(port), "%d", (int)config->port);
	snprintf(deadline, sizeof(deadline), "%lld", (long long)config->login_deadline_ms);
	snprintf(connections, sizeof(connections), "%lld", (long long)config->connections);
	snprintf(rate_factor, sizeof(rate_factor), "%lld", (long long)config->rate_factor);
	return spawn(words, pid, fd);
}

enum et_err et_app_spawn_mailer(const struct et_config *config, pid_t *pid, int *fd)
{
	char timeout[32];
	const char *words[WORDS_MAX] = {
		"etatunti",
		"mailer",
		"--smtp-url",
		config->smtp_url,
		"--smtp-from",
		config->smtp_from,
		"--smtp-timeout",
		timeout,
	};
	size_t count = 8;

	snprintf(timeout, sizeof(timeout), "%lld", (long long)config->smtp_timeout_s);
	if (config->smtp_user != NULL) {
		words[count++] = "--smtp-user";
		words[count++] = config->smtp_user;
	}
	if (config->smtp_password_file != NULL) {
		words[count++] = "--smtp-password-file";
		words[count++] = config->smtp_password_file;
	}
	if (config->smtp_ca != NULL) {
		words[count++] = "--smtp-ca";
		words[count++] = config->smtp_ca;
	}
	return spawn(words, pid, fd);
}
