/*
 * One command on its way through the gates: what a handler is given, and where it leaves what it has
 * to say. A handler reads the upper half, writes the lower half, and returns ET_OK or the refusal.
 */
#ifndef ETATUNTI_SERVICE_CALL_H
#define ETATUNTI_SERVICE_CALL_H

#include <etatunti/base/arena.h>
#include <etatunti/base/env.h>
#include <etatunti/crypto/genesis.h>
#include <etatunti/proto/json.h>
#include <etatunti/proto/reply.h>
#include <etatunti/service/command.h>

struct et_ahead;
struct et_store;
struct et_service;
struct et_conn;
struct et_outbox;
struct et_standing;

/* What holds for the whole deployment; borrowed from the service, never changes. */
struct et_deployment {
	struct et_slice genesis_bytes;
	struct et_genesis genesis;
	struct et_hash g; /* H(genesis) */
	struct et_key32 log_pk;
	const char *origin; /* "https://localhost:8443" */
	const char *version;
	const char *feedback;   /* an e-mail address or a page's; NULL: none */
	const char *const *ice; /* STUN addresses */
	size_t ice_count;
	const char *const *turn; /* TURN addresses, all with the same secret */
	size_t turn_count;
	struct et_slice turn_secret;
	int64_t turn_ttl_s;
	bool relay_only; /* browsers are told to show each other no address of theirs */
	bool demo;
};

/* Who is signed in; from the directory, read again at every command (gate 5). */
struct et_user {
	struct et_id uid;
	struct et_slice username, display; /* live as long as the call */
	struct et_id org;
	enum et_org_kind org_kind;
	unsigned roles;
	struct et_key32 ipk_s, ipk_e;
	int64_t not_after;
};

/* One row of the append-only log. Zeroed fields: nothing to say there. purpose NULL = "". */
struct et_act {
	const char *action;
	struct et_id case_id, object_id;
	char comp;                  /* 'P', 'S', 'C' or 0 */
	const char *purpose;        /* "preparation", "consultation", … */
	struct et_id recipient_org; /* of a disclosure: who got it */
	struct et_hash statement_hash;
};

/* Bytes with their hash. */
struct et_hashed {
	struct et_slice bytes;
	struct et_hash hash;
};

struct et_call {
	/* read */
	const struct et_env *env; /* randomness; the time is now_ms, read once */
	int64_t now_ms;
	struct et_arena *arena; /* gone when the call ends */
	struct et_store *store;
	const struct et_deployment *deployment;
	struct et_ahead *ahead; /* has verified what waited; NULL: nothing has */
	const struct et_command *command;
	const void *params;             /* the command's struct */
	const struct et_hashed *hashed; /* long blobs of the request, hashed already */
	size_t hashed_count;
	const struct et_user *user;    /* NULL before login and in jobs */
	struct et_id actor, actor_org; /* of log rows: the user; login and enrol set them */
	struct et_conn *conn;          /* session.h; NULL in jobs */
	struct et_service *service; /* for session.c, lobby.c, room.c, outbox.c; not for commands */

	/* written */
	struct et_standing *standing; /* of the statement before, in the same command: standing.h */
	void *loaded;                 /* from authorise to handle */
	struct et_act about;          /* what it is done to: set as soon as it is known, so that a
					   refusal's row names it; action is filled in later */
	struct et_json reply;         /* pairs of "ok" */
	struct et_slice reply_blobs[ET_PROTO_BLOB_MAX];
	size_t reply_blob_count;
	const char *bad_field;    /* which param a refusal is about */
	struct et_json extra;     /* more pairs of the error object: head, next_hour, index, … */
	struct et_outbox *outbox; /* outbox.h: what others get to know */
	struct et_act *acts;      /* et_call_log */
	size_t act_count, act_cap;
};

/*
 * Adds a blob to the reply and gives its index. The bytes must live as long as the arena.
 * ET_TOO_LARGE: more than ET_PROTO_BLOB_MAX, or the frame would pass ET_PROTO_BINARY_LEN_MAX.
 */
enum et_err et_call_blob(struct et_call *call, struct et_slice bytes, size_t *index) ET_MUST_USE;

/* et_hash_of a blob of the request; a long one was hashed with the request and is not hashed again. call may be NULL. */
struct et_hash et_call_hash_of(const struct et_call *call, struct et_slice blob);

/*
 * One row of the log more, written in the order given when the handler has returned ET_OK; with any
 * such row there is none made from call->about. ET_NO_MEMORY.
 */
enum et_err et_call_log(struct et_call *call, const struct et_act *act) ET_MUST_USE;

/* Names the param that the refusal is about: `return et_call_bad(call, "from", ET_BAD_PARAM);` */
enum et_err et_call_bad(struct et_call *call, const char *field, enum et_err why) ET_MUST_USE;

/*
 * A signed time must lie within 120 s of now: ET_CLOCK_SKEW with {now} otherwise.
 */
enum et_err et_call_check_time(struct et_call *call, int64_t time_ms) ET_MUST_USE;

/* The error extra {head:{seq,hash}} that goes with ET_CONFLICT on a chain. */
void et_call_extra_head(struct et_call *call, int64_t seq, const struct et_hash *hash);

#endif
