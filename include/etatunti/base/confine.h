/*
 * What a process may still do: at its start, and once it serves. Knows nothing of what it serves.
 */
#ifndef ETATUNTI_BASE_CONFINE_H
#define ETATUNTI_BASE_CONFINE_H

/* Each has its own column in src/base/syscalls.def. */
enum et_process {
	ET_PROCESS_FRONT = 1,
	ET_PROCESS_CORE = 2,
	ET_PROCESS_MAILER = 4,
};

struct et_confine {
	enum et_process process;
	/* Files and folders, NULL at the end; NULL: none. What is not there needs no exception. */
	const char *const *readable;
	const char *const *writable; /* folders, to read, write, make and remove files in */
};

/*
 * The first thing that a process does: leaves no core dump, lets nobody of the same user look into it, makes
 * files for its user only, and gets no more rights by what it executes. Its children inherit all but the second.
 */
void et_confine_start(void);

/*
 * From here on this process opens no file by name but what is kept, starts no program and looks into no other
 * process (Landlock), and a call to the kernel that its column does not have ends it at once (seccomp): so
 * it also opens no connection, listens nowhere and signals nobody, unless its column says otherwise. What is
 * open stays usable. For good, and for every child. Call it with one thread only.
 *
 * Where this kernel lacks one of the two, a line on the log says which and why; the other holds, and what was to
 * be served is served.
 */
void et_confine(const struct et_confine *keep);

#endif
