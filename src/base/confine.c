/*
 * What a process gives up, in which order, and what is said where it can't. How: confine_files.c,
 * confine_calls.c.
 */
#include "confine.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include <etatunti/base/log.h>

static const char *name_of(enum et_process process)
{
	switch (process) {
	case ET_PROCESS_FRONT: return "front";
	case ET_PROCESS_CORE: return "core";
	case ET_PROCESS_MAILER:
	default: return "mailer";
	}
}

void et_confine_start(void)
{
	static const struct rlimit none;

	(void)umask(077);
	if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 ||
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		et_log_warn("confine", "what is in memory can't be kept from the disk here: %s",
			strerror(errno));
}

void et_confine(const struct et_confine *keep)
{
	int files_why, calls_why;

	/* The log is in UTC, but the C library looks for the file of its zone, again and again if no TZ names one. */
	(void)setenv("TZ", "UTC0", 0);
	tzset();
	files_why = et_confine_files(keep) == ET_OK ? 0 : errno;
	/* Last: it forbids what the other needs. */
	calls_why = et_confine_calls(keep->process) == ET_OK ? 0 : errno;
	if (files_why != 0)
		et_log_warn(name_of(keep->process),
			"this kernel does not keep it from files (Landlock: %s)%s%s%s",
			strerror(files_why), calls_why != 0 ? ", nor from calls (seccomp: " : "",
			calls_why != 0 ? strerror(calls_why) : "", calls_why != 0 ? ")" : "");
	else if (calls_why != 0)
		et_log_warn(name_of(keep->process),
			"this kernel does not keep it from calls (seccomp: %s)",
			strerror(calls_why));
}
