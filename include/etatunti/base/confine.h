/*
 * What a process may still do once it serves. Knows nothing of what it serves.
 */
#ifndef ETATUNTI_BASE_CONFINE_H
#define ETATUNTI_BASE_CONFINE_H

#include <stdbool.h>

#include <etatunti/base/err.h>

/* What is kept; all zero: nothing. */
struct et_confine {
	const char *const *readable; /* files and folders, NULL at the end; NULL: none */
	bool connects;               /* to other machines */
};

/*
 * From here on this process opens no file by name but to read what is kept, starts no program, looks into
 * no other process and, where the kernel knows how (6.7, 6.12), listens nowhere, opens no
 * connection of its own unless that is kept, and signals nobody. What is open stays usable. For good, and
 * for every child. ET_IO: this kernel has no Landlock; errno tells.
 */
enum et_err et_confine(const struct et_confine *keep) ET_MUST_USE;

#endif
