/*
 * What the process may still do once it serves. Knows nothing of connections.
 */
#ifndef ET_FRONT_CONFINE_H
#define ET_FRONT_CONFINE_H

#include <etatunti/base/err.h>

/*
 * From here on this process opens no file by name, starts no program, looks into no other process and,
 * where the kernel knows how (6.7, 6.12), opens no connection of its own and signals nobody. What is
 * open stays usable. For good, and for every child. ET_IO: this kernel has no Landlock; errno tells.
 */
enum et_err et_confine(void) ET_MUST_USE;

#endif
