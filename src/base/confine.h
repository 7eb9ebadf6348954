/*
 * The two halves of confine.c: files by Landlock, calls by seccomp. ET_IO, errno tells: this kernel, or this
 * kind of processor, has it not.
 */
#ifndef ETATUNTI_BASE_CONFINE_HALVES_H
#define ETATUNTI_BASE_CONFINE_HALVES_H

#include <etatunti/base/confine.h>
#include <etatunti/base/err.h>

enum et_err et_confine_files(const struct et_confine *keep) ET_MUST_USE;
enum et_err et_confine_calls(enum et_process process) ET_MUST_USE;

#endif
