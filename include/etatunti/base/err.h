/*
 * The one error enumeration of the program and what each error means for the peer that caused it.
 * Knows no command and no text for people: clients translate the wire code.
 */
#ifndef ETATUNTI_BASE_ERR_H
#define ETATUNTI_BASE_ERR_H

#include <stdbool.h>

#define ET_MUST_USE __attribute__((warn_unused_result))
#define ET_PRINTF(fmt_arg, first_arg) __attribute__((format(printf, fmt_arg, first_arg)))
#define ET_NORETURN __attribute__((noreturn))

/* What follows from an error in a command; see errors.def. */
enum et_disposition {
	ET_REPLY,
	ET_CLOSE,
	ET_FATAL,
};

/* ET_OK is 0. `if ((err = f(...)) != ET_OK) goto out;` */
enum et_err {
#define X(symbol, wire, disposition, logged) ET_##symbol,
#include "../../../src/base/errors.def"
#undef X
	ET_ERR_COUNT
};

/* The code of an error reply, e.g. "hour_full"; static, never NULL. */
const char *et_err_wire(enum et_err err);

/* The symbol without its prefix, e.g. "HOUR_FULL", for our own log lines; static, never NULL. */
const char *et_err_symbol(enum et_err err);

enum et_disposition et_err_disposition(enum et_err err);

/* Whether a command refused for this reason leaves a row in the append-only log. */
bool et_err_is_logged(enum et_err err);

#endif
