/*
 * Guests at the door and in the room: people without an account who hold the link of a case's invite. What
 * the invite opens now, and what becomes of their connections when it opens that no more.
 */
#ifndef ETATUNTI_SERVICE_SRC_GUESTS_H
#define ETATUNTI_SERVICE_SRC_GUESTS_H

#include <etatunti/store/guest.h>

#include "conn.h"

/* A knock is heard for so long, then the guest knocks again. */
#define ET_KNOCK_LIFE_MS (INT64_C(4) * 3600000)
/* Connections that may knock by one link at a time. */
#define ET_KNOCKS_MAX 4

enum et_invite_state {
	ET_INVITE_GONE,     /* it opens nothing: ended, expired, or there never was one */
	ET_INVITE_OPEN,     /* one may knock by it */
	ET_INVITE_ADMITTED, /* its keys may be in the room of its session */
};

const char *et_invite_state_word(enum et_invite_state state);

/* What it opens at now_ms; *row is zero if there never was such an invite. Errors of the store only. */
enum et_err et_guests_load(struct et_call *call, const struct et_id *guest_id,
	struct et_store_guest *row, enum et_invite_state *out) ET_MUST_USE;

/* For authorise: the guest of the call's connection has been let in and may stay. ET_FORBIDDEN. */
enum et_err et_guests_let_in(struct et_call *call, struct et_store_guest *row) ET_MUST_USE;

/* The proved keys of a guest's connection. */
struct et_guest_keys {
	struct et_key32 pk_s, pk_e;
	struct et_sig link_sig;
};

/* ET_RATE with retry_ms: too many are at the door by this link, or knock too often. */
enum et_err et_guests_may_knock(struct et_call *call, const struct et_id *guest_id) ET_MUST_USE;
/*
 * The connection has answered its challenge: state guest, the members in the room hear of it, unless these
 * keys are let in already. ET_NO_MEMORY.
 */
enum et_err et_guests_knock(struct et_call *call, const struct et_store_guest *row,
	const struct et_guest_keys *keys) ET_MUST_USE;
/* It is gone: who heard it knock hears that too. */
void et_guests_gone(struct et_call *call, struct et_conn *conn);

/* The timer of a guest's connection: looked at again, and the timer set anew. */
enum et_err et_guests_due(struct et_call *call, struct et_conn *conn) ET_MUST_USE;

/*
 * For seal.c. Tells those who have been let in, and puts out those whose invite opens nothing any more: of that
 * case; NULL: of all.
 */
enum et_err et_guests_settle(struct et_call *call, const struct et_id *case_id) ET_MUST_USE;
/* That connection has entered a room: a member hears who knocks there; a guest is in it once. */
enum et_err et_guests_joined(
	struct et_call *call, struct et_conn *conn, const struct et_id *case_id) ET_MUST_USE;

#endif
