/*
 * What a kind of directory statement is: one const descriptor in one file, src/service/directory/<name>.c,
 * and one line in directory_kinds.def. What is the same for all kinds (chain, signature, who certifies
 * whom) is append.c's. The parts are those of the case statements (statements/statement.h):
 *
 *   parse    the body's bytes → its struct                          (append and verify)
 *   check    may it be, now? Reads the store, asks the domain       (append)
 *   project  what follows from it, in the projection tables only    (append and verify)
 *   tell     what the living notice of it: events, sessions, hours  (append; may be NULL)
 */
#ifndef ETATUNTI_SERVICE_SRC_DIRECTORY_H
#define ETATUNTI_SERVICE_SRC_DIRECTORY_H

#include <etatunti/crypto/chain.h>
#include <etatunti/crypto/login.h>
#include <etatunti/service/kind.h>
#include <etatunti/service/outbox.h>
#include <etatunti/store/directory.h>
#include <etatunti/store/org.h>

#define ET_DISPLAY_CHARS_MAX 80
#define ET_PAIR_NAME_CHARS_MAX 80

/* One statement on its way through its kind. */
struct et_dir_step {
	struct et_store *store;
	struct et_arena *arena;
	const struct et_deployment *deployment;
	struct et_statement stmt; /* verified */
	const void *body;         /* what parse read */
	struct et_id subject;     /* whom or what it is about, for the log; parse sets it */

	/* For check and tell only. */
	struct et_call *call;         /* the issuer is call->user, but of found */
	const struct et_enrol *enrol; /* of found: the enrolment that comes with it */

	/* What check has found out, for project and tell. */
	struct et_id
		about; /* user-add, user-rekey: the invite that was answered; invite: who lost the name */
	bool renewal; /* user-rekey: of the present keys */
};

struct et_directory_kind {
	struct et_kind_doc doc;
	enum et_dir_kind kind;
	size_t body_len; /* of the struct that parse fills */
	enum et_err (*parse)(struct et_dir_step *step, void *body);
	enum et_err (*check)(struct et_dir_step *step);
	enum et_err (*project)(struct et_dir_step *step);
	enum et_err (*tell)(struct et_dir_step *step);
};

const struct et_directory_kind *et_directory_kind_of(enum et_dir_kind kind);

/*
 * Verifies a statement and reads its body: with the issuer's key from the store, or for found with the
 * key that it certifies. Fills stmt, body and subject of the step, whose store, arena and
 * deployment are set. ET_BAD_STATEMENT, ET_BAD_SIGNATURE, ET_FORBIDDEN (an issuer who is not there).
 */
enum et_err et_directory_open(struct et_dir_step *step, struct et_slice bytes,
	const struct et_sig *sig, const struct et_directory_kind **kind) ET_MUST_USE;

/*
 * A statement that a client sent: chain, time, signature, kind, store, log, event `directory`. enrol only
 * for found, and found only with it. *head is the new head. ET_CONFLICT with {head}, and what
 * the kinds refuse.
 */
enum et_err et_directory_append(struct et_call *call, struct et_slice bytes,
	const struct et_sig *sig, const struct et_enrol *enrol, struct et_store_head *head)
	ET_MUST_USE;

/* The head of the directory chain; of an empty one: 0 and G. */
enum et_err et_directory_head(
	struct et_store *store, const struct et_hash *g, struct et_store_head *out) ET_MUST_USE;

/* {seq, hash} of it, as "head". */
void et_directory_put_head(struct et_json *json, const struct et_store_head *head);

/* In found.c: of which organisation and with what key the founding is. */
struct et_found {
	struct et_id org_id;
	struct et_id uid;
	struct et_slice username, display;
	struct et_key32 ipk_s, ipk_e;
	int64_t not_after;
	struct et_key32 log_pk;
	struct et_hash eh;
	struct et_sig sig_f;
};

#endif
