/*
 * The world of the access matrix: one case of pair A at one moment of its life, every actor of
 * et_matrix_cell with a connection, and whatever an attempt needs to be right in all but the right to it.
 */
#ifndef ETATUNTI_TESTS_SERVICE_MATRIX_H
#define ETATUNTI_TESTS_SERVICE_MATRIX_H

#include "guestwork.h"

#include <etatunti/service/matrix.h>

/* What stands in the case from the beginning, by the witness. */
struct mx_object {
	struct et_id id;
	struct et_hash ct_hash;
};

struct mx {
	struct cw_world *world;
	struct kit *kit;
	enum et_moment moment;
	struct cw_case cs;
	struct kit_peer *actors[ET_ACTOR_COUNT];
	struct kit_peer *dag, *eve; /* of pair A too: a member, none */
	struct kit_peer *kai;       /* contact of another series of pair A, no member */
	struct kit_peer *joe, *joy; /* wait to be confirmed: in the county, in Kela */
	struct mx_object question, background, plan, doc, attachment;
	struct et_id session;
	struct et_id measure;
	struct et_id card;   /* published: the witness's, checked by the contact */
	struct et_id invite; /* open, into the county */
	uint8_t secret[32];
	struct gw_link link;      /* of a guest of the case, from when there may be one */
	struct gw_device knocker; /* keys that the pair might let in by it */
	struct et_hash challenge; /* of the actor whose session is over */
};

struct mx *mx_new(enum et_moment moment);
void mx_free(struct mx *mx);
/* The day of the rule a week after the hour of the case, in which a turn may go on. */
void mx_date(const struct mx *mx, char out[11]);

/* matrix_org.c. */
void mx_publish_card(struct mx *mx);
/* What measure-drop takes back, put by dag: matrix_follow.c. */
void mx_put_measure(struct mx *mx);

/* Onto the directory at its head, read behind the server's back: not everybody may ask for it. */
struct kit_reply *mx_append(
	struct mx *mx, struct kit_peer *by, const char *kind, struct et_slice body);

/* Who may is in the lobby of the hour from the beginning: matrix_room.c. */
void mx_enter_lobby(struct mx *mx);

/*
 * One row's attempt, by that actor: a request that is right, if only the actor may. In the order of the
 * table; the reply is the server's.
 */
typedef struct kit_reply *mx_attempt(struct mx *mx, struct kit_peer *by);

#define COMMAND(symbol, name, about, rule) mx_attempt mx_do_##symbol;
#define CASE(symbol, kind, about, rule) mx_attempt mx_do_##symbol;
#define DIRECTORY(symbol, kind, about, rule) mx_attempt mx_do_##symbol;
#include "service/access.def"
#undef COMMAND
#undef CASE
#undef DIRECTORY

#endif
