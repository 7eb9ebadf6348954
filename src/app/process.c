/*
 * Starts front by executing this program again: fresh memory, none of our descriptors but the
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

static enum et_err start(const struct et_config *config, int child_fd, pid_t *pid)
{
	char port[16], deadline[32];
	const char *const words[] = {
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
		NULL,
	};
	char *argv[sizeof(words) / sizeof(words[0])];
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none;
	int rc;

	snprintf(port, sizeof(port), "%d", (int)config->port);
	snprintf(deadline, sizeof(deadline), "%lld", (long long)config->login_deadline_ms);
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
	/* Core blocks the signals that stop it; front must not inherit that. */
	sigemptyset(&none);
	rc = posix_spawnattr_setsigmask(&attributes, &none);
	if (rc == 0)
		rc = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	/* dup2 onto itself would leave close-on-exec set: child_fd is never 3 (see below). */
	if (rc == 0)
		rc = posix_spawn_file_actions_adddup2(&actions, child_fd, ET_APP_FRONT_FD);
	if (rc == 0)
		rc = posix_spawn(pid, "/proc/self/exe", &actions, &attributes, argv, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	errno = rc;
	return rc == 0 ? ET_OK : ET_IO;
}

enum et_err et_app_spawn_front(const struct et_config *config, pid_t *pid, int *fd)
{
	int pair[2], child_fd;
	enum et_err err = ET_IO;

	*fd = -1;
	*pid = -1;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return ET_IO;
	child_fd = fcntl(pair[1], F_DUPFD_CLOEXEC, ET_APP_FRONT_FD + 1);
	close(pair[1]);
	if (child_fd >= 0) {
		err = start(config, child_fd, pid);
		close(child_fd);
	}
	if (err == ET_OK)
		*fd = pair[0];
	else
		close(pair[0]);
	return err;
}
