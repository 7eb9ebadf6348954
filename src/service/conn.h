/*
 * Connections and where each stands: its state, who is signed in on it, the lobby and the room that
 * it is in. Changed by the session and presence commands only; nothing here is stored.
 */
#ifndef ETATUNTI_SERVICE_SRC_CONN_H
#define ETATUNTI_SERVICE_SRC_CONN_H

#include <etatunti/base/text.h>

#include "rate.h"
#include "state.h"

#define ET_ADDRESS_LEN_MAX 64

enum et_proof {
	ET_PROOF_LOGIN,   /* after hi: signature of the login key */
	ET_PROOF_SESSION, /* after re: signature of the session key */
	ET_PROOF_GUEST,   /* after guest-hi: signatures of the link's key and the guest's own */
};

/* Of a guest's connection (guests.h); what it answered is in challenge, whose invite in uid. */
struct et_conn_knock {
	struct et_id case_id;
	struct et_key32 pk_s, pk_e;
	struct et_sig link_sig;
	int64_t at, expires_at;
	bool let_in; /* these keys are, and it has been told */
};

struct et_conn {
	struct et_link link;
	struct et_due due; /* when its session may have ended */
	uint64_t front;
	char address[ET_ADDRESS_LEN_MAX + 1];
	enum et_conn_state state;
	bool closing;    /* its CLOSE is on the way: nothing more is taken */
	struct et_id id; /* public; from hi or re on */
	struct et_rate_bucket buckets[ET_RATE_COUNT];
	struct et_rate_bucket guesses; /* of frames looked at ahead */
	struct et_id invite;           /* the invite shown or used here, for `confirmed` */

	/* challenged */
	enum et_proof proof;
	struct et_hash challenge;
	int64_t challenged_at;
	struct et_id claimed_uid, claimed_sid; /* zero: nobody; the proof will fail */
	char claimed_name[ET_TEXT_USERNAME_MAX + 1];

	/* in; of a guest: the invite's id in the place of uid, nothing else but the room */
	struct et_id uid, sid, org;
	unsigned roles;        /* as of its last command */
	struct et_key32 ipk_s; /* the same: to guess with, which key will be asked for */
	int64_t session_from, not_after, seen_at, touched_at;
	struct et_id called_by; /* who rang here last, and when: lobby-call.c */
	int64_t called_at;
	struct et_id lobby; /* hour; zero: in none */
	struct et_id room;  /* session of a case; zero: in none */

	struct et_conn_knock knock;
};

struct et_conn *et_conn_find(const struct et_service *service, uint64_t front);
/* The signed-in connection with that public id, or NULL. */
struct et_conn *et_conn_by_id(const struct et_service *service, const struct et_id *id);

/* The connection that a list position stands for. */
#define ET_CONN_OF(it) ET_CONTAINER(it, struct et_conn, link)

/* Fresh public id; state challenged. The challenge is random. */
void et_conn_challenge(struct et_call *call, enum et_proof proof);
/* The challenge is used up: back to new. */
void et_conn_unchallenge(struct et_conn *conn);

/*
 * Signs in as that user under that session and sets the timer. A connection that has the same session is
 * replaced; of more than ET_SESSION_CONN_MAX the oldest one ends. ET_NO_MEMORY, errors of the store.
 */
enum et_err et_conn_sign_in(struct et_call *call, const struct et_user *user,
	const struct et_id *sid, int64_t session_from) ET_MUST_USE;

/*
 * `ended` with that reason and then the close of the connection; out of lobby and room. end_session:
 * its session may not be taken up again either.
 */
enum et_err et_conn_end(struct et_call *call, struct et_conn *conn, const char *reason,
	bool end_session) ET_MUST_USE;

/* The person's certificate ends at another time now: so may the sessions. ET_NO_MEMORY. */
enum et_err et_conn_renewed(struct et_service *service, const struct et_id *uid, int64_t not_after)
	ET_MUST_USE;

/* A command came: the idle time starts again. Writes seen_at to the store once a minute. */
enum et_err et_conn_seen(struct et_service *service, struct et_conn *conn, int64_t now_ms)
	ET_MUST_USE;

/* The same, written at once: where a cut connection must be able to come back. */
enum et_err et_conn_touch(struct et_service *service, struct et_conn *conn, int64_t now_ms)
	ET_MUST_USE;

/* The timer of its session fired: ends it, or sets the timer anew. */
enum et_err et_conn_due(struct et_call *call, struct et_conn *conn) ET_MUST_USE;

/* Of the user's row in the store; text lives as long as the arena. ET_CORRUPT. */
struct et_store_user;
enum et_err et_user_from_row(const struct et_store_user *row, struct et_user *out) ET_MUST_USE;

#endif
