/*
 * A secret that an operator keeps in a file: its first line. Knows not what it is for.
 */
#ifndef ETATUNTI_BASE_SECRET_H
#define ETATUNTI_BASE_SECRET_H

#include <stddef.h>

#include <etatunti/base/err.h>

#define ET_SECRET_TEXT_MAX 1024

/* Text with a terminator; an empty line is empty text. ET_IO with errno; ET_TOO_LARGE: the file is. */
enum et_err et_secret_read(const char *path, char out[ET_SECRET_TEXT_MAX]) ET_MUST_USE;

#endif
