/*
 * What has come from connections that nobody is signed in on, until it is acted on: after what those who are signed in
 * ask, and a little of it in each turn. When thousands come back at once, each with a signature to be verified, those
 * who are at work do not wait behind them. In the order in which it came; knows nothing of what it means.
 */
#ifndef ET_CORE_STRANGERS_H
#define ET_CORE_STRANGERS_H

#include <etatunti/base/env.h>
#include <etatunti/ipc/ipc.h>

/* Frames of strangers that are acted on in one turn: a few milliseconds, for which all others wait. */
#define ET_STRANGERS_TURN_MAX 16
/* Bytes of them that wait, before no more is read from front. */
#define ET_STRANGERS_LEN_MAX ((size_t)4 << 20)

struct et_strangers;

/* NULL: no memory. */
struct et_strangers *et_strangers_new(const struct et_env *env) ET_MUST_USE;
/* NULL is nothing. */
void et_strangers_free(struct et_strangers *strangers);
/* Front is gone, and with it all of them. */
void et_strangers_forget(struct et_strangers *strangers);

bool et_strangers_are_none(const struct et_strangers *strangers);
/* Whether something of that connection waits: what comes from it now comes after that. */
bool et_strangers_have(const struct et_strangers *strangers, uint64_t conn);

/* No room for another frame: some of what waits has to be taken first. */
bool et_strangers_are_full(const struct et_strangers *strangers);
/* Keeps a copy. ET_NO_MEMORY. */
enum et_err et_strangers_keep(struct et_strangers *strangers, const struct et_ipc_frame *frame)
	ET_MUST_USE;
/* Takes the oldest. False: none. Borrowed until the next call of this or et_strangers_forget. */
bool et_strangers_next(struct et_strangers *strangers, struct et_ipc_frame *frame) ET_MUST_USE;

#endif
