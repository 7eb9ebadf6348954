/*
 * How `etatunti backup` asks a running core for a copy of the database: a socket in the data folder. Who can't read the log
 * key there is told nothing: the other processes of the server may not open files, but they might connect.
 *
 * Messages over SOCK_SEQPACKET, one of these structs each; both ends are builds of the same program, or see by `form`
 * that they aren't:
 *   core    struct et_control_hello    on connecting
 *   command struct et_control_ask      with the descriptor of an empty file: the copy's; core answers
 *   command one byte                   another step, as often as core answered MORE
 *   core    struct et_control_answer   MORE or DONE (the file is whole, and to be synced), or FAILED: the end
 * Whoever hangs up has stopped asking; the file is then of no use.
 */
#ifndef ETATUNTI_CORE_CONTROL_H
#define ETATUNTI_CORE_CONTROL_H

#include <etatunti/base/env.h>
#include <etatunti/crypto/sign.h>
#include <etatunti/store/store.h>

#define ET_CONTROL_FORM UINT32_C(0x45544331) /* "ETC1" */

/* Pages of one step: a quarter of a megabyte, well under a millisecond between two turns of core. */
#define ET_CONTROL_STEP_PAGES 64

struct et_control_hello {
	uint32_t form;
	uint32_t is_busy; /* with somebody else's: the end */
	uint8_t nonce[32];
};

struct et_control_ask {
	uint32_t form;
	struct et_hash proof; /* et_control_proof */
};

enum et_control_state { ET_CONTROL_MORE = 1, ET_CONTROL_DONE, ET_CONTROL_FAILED };

struct et_control_answer {
	uint32_t form;
	uint32_t state;             /* enum et_control_state */
	int64_t left, total;        /* pages */
	char why[ET_STORE_WHY_LEN]; /* FAILED: a sentence */
};

/* That whoever asks has the log key. */
struct et_hash et_control_proof(const struct et_sign_key *log_key, const uint8_t nonce[32]);

/* -------------------------------------------------------------- core's end */

struct et_control;

struct et_control_config {
	int listen_fd; /* a SOCK_SEQPACKET socket that listens, not blocking; stays the caller's */
	const struct et_env *env;
	struct et_store *store;
	const struct et_sign_key *log_key;
};

/* NULL: no memory. What the config borrows must outlive it. To be freed before the store is closed. */
struct et_control *et_control_new(const struct et_control_config *config);
void et_control_free(struct et_control *control);

/* What poll() waits for, to be read: who knocks; who asks, -1 if nobody does. */
int et_control_listen_fd(const struct et_control *control);
int et_control_peer_fd(const struct et_control *control);

/*
 * Between two turns of core, outside any transaction: lets in who knocks (one at a time; another is told so), and does one
 * step for who asks. Never waits, and nothing that goes wrong here is an error of core's.
 */
void et_control_turn(struct et_control *control, bool knocks, bool asks);

#endif
