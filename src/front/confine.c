/*
 * Landlock with an empty list of exceptions (Linux 5.13; landlock(7)). The numbers stand here because
 * the headers of Debian 12 are older than kernels that this may run on.
 */
#define _GNU_SOURCE /* syscall */

#include "confine.h"

#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CREATE_RULESET 444
#define RESTRICT_SELF 446
#define ASK_VERSION 1U

/* struct landlock_ruleset_attr of version 6; a kernel that knows less takes zeroes behind its own. */
struct ruleset {
	uint64_t fs, net, scoped;
};

/* Everything that this version of Landlock can forbid. */
static struct ruleset all_of(long version)
{
	struct ruleset all = { .fs = (UINT64_C(1) << 13) - 1 };

	if (version >= 2)
		all.fs |= UINT64_C(1) << 13; /* link across folders */
	if (version >= 3)
		all.fs |= UINT64_C(1) << 14; /* truncate */
	if (version >= 4)
		all.net = 3; /* bind, connect */
	if (version >= 5)
		all.fs |= UINT64_C(1) << 15; /* ioctl of devices */
	if (version >= 6)
		all.scoped = 3; /* abstract sockets, signals */
	return all;
}

enum et_err et_confine(void)
{
	long version = syscall(CREATE_RULESET, NULL, (size_t)0, ASK_VERSION);
	struct ruleset all;
	long fd, rc;

	if (version < 1)
		return ET_IO;
	all = all_of(version);
	if ((fd = syscall(CREATE_RULESET, &all, sizeof(all), 0U)) < 0)
		return ET_IO;
	rc = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (rc == 0)
		rc = syscall(RESTRICT_SELF, (int)fd, 0U);
	(void)close((int)fd);
	return rc == 0 ? ET_OK : ET_IO;
}
