/*
 * Landlock (Linux 5.13; landlock(7)): files, programs, other processes. The numbers stand here because the
 * headers of Debian 12 are older than kernels that this may run on.
 */
#define _GNU_SOURCE /* syscall, O_PATH */

#include "confine.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <etatunti/base/sanitized.h>

#define CREATE_RULESET 444
#define ADD_RULE 445
#define RESTRICT_SELF 446
#define ASK_VERSION 1U
#define PATH_BENEATH 1

#define FS_WRITE_FILE (UINT64_C(1) << 1)
#define FS_READ_FILE (UINT64_C(1) << 2)
#define FS_READ_FOLDER (UINT64_C(1) << 3)
#define FS_REMOVE_FILE (UINT64_C(1) << 5)
#define FS_MAKE_FILE (UINT64_C(1) << 8)
#define FS_TRUNCATE (UINT64_C(1) << 14)
#define NET_BIND UINT64_C(1)
#define NET_CONNECT UINT64_C(2)

#define READS (FS_READ_FILE | FS_READ_FOLDER)
#define WRITES (READS | FS_WRITE_FILE | FS_REMOVE_FILE | FS_MAKE_FILE | FS_TRUNCATE)
/* What a rule about a file, not a folder, may say. */
#define OF_A_FILE (FS_READ_FILE | FS_WRITE_FILE | FS_TRUNCATE)

/* struct landlock_ruleset_attr of version 6; a kernel that knows less takes zeroes behind its own. */
struct ruleset {
	uint64_t fs, net, scoped;
};

/* struct landlock_path_beneath_attr */
struct beneath {
	uint64_t allowed;
	int32_t fd;
} __attribute__((packed));

/* Everything that this version of Landlock can forbid, but connecting to those who send mail. */
static struct ruleset all_of(long version, enum et_process process)
{
	struct ruleset all = { .fs = (UINT64_C(1) << 13) - 1 };

	if (version >= 2)
		all.fs |= UINT64_C(1) << 13; /* link across folders */
	if (version >= 3)
		all.fs |= FS_TRUNCATE;
	if (version >= 4)
		all.net = process == ET_PROCESS_MAILER ? NET_BIND : NET_BIND | NET_CONNECT;
	if (version >= 5)
		all.fs |= UINT64_C(1) << 15; /* ioctl of devices */
	if (version >= 6)
		all.scoped = 3; /* abstract sockets, signals */
	return all;
}

static long allow(int ruleset, const char *path, uint64_t access)
{
	struct beneath rule = { .fd = open(path, O_PATH | O_CLOEXEC) };
	struct stat what;
	long rc = 0;

	if (rule.fd < 0)
		return 0;
	if (fstat(rule.fd, &what) == 0) {
		rule.allowed = S_ISDIR(what.st_mode) ? access : access & OF_A_FILE;
		rc = syscall(ADD_RULE, ruleset, PATH_BENEATH, &rule, 0U);
	}
	(void)close(rule.fd);
	return rc;
}

static long allow_each(int ruleset, const char *const *paths, uint64_t access)
{
	long rc = 0;

	for (; rc == 0 && paths != NULL && *paths != NULL; paths++)
		rc = allow(ruleset, *paths, access);
	return rc;
}

enum et_err et_confine_files(const struct et_confine *keep)
{
	long version = syscall(CREATE_RULESET, NULL, (size_t)0, ASK_VERSION);
	struct ruleset all;
	long fd, rc;
	int why;

	if (version < 1)
		return ET_IO;
	all = all_of(version, keep->process);
	if ((fd = syscall(CREATE_RULESET, &all, sizeof(all), 0U)) < 0)
		return ET_IO;
	rc = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (rc == 0)
		rc = allow_each((int)fd, keep->readable, READS);
	if (rc == 0)
		rc = allow_each((int)fd, keep->writable, WRITES & all.fs);
	/* The sanitizer reads /proc to find leaks, and programs and libraries to name places in its reports. */
	if (rc == 0 && ET_SANITIZED)
		rc = allow((int)fd, "/", READS);
	if (rc == 0)
		rc = syscall(RESTRICT_SELF, (int)fd, 0U);
	why = errno;
	(void)close((int)fd);
	errno = why;
	return rc == 0 ? ET_OK : ET_IO;
}
