/*
 * A client's half of casework, on top of the testkit: keeps the head of a case's chain, signs statements
 * of every kind, right or wrong as it is told, and sends them. And a county with two pairs, a contact
 * and a weekly hour, so that a test begins where it gets interesting.
 */
#ifndef ETATUNTI_TESTS_SERVICE_CASEWORK_H
#define ETATUNTI_TESTS_SERVICE_CASEWORK_H

#include "testkit.h"

#define CW_BATCH_MAX 16

/* A statement that is signed and not sent yet. */
struct cw_stmt {
	struct kit_signed signed_by;
	struct et_slice data; /* empty: none */
};

/* A case as its clients know it. */
struct cw_case {
	struct kit *kit;
	struct et_id id;
	const char *lane;    /* of cw_create; "client" unless changed */
	struct et_id series; /* that cw_queue names; cw_open: the world's */
	int64_t seq;         /* of the newest statement, sent or not */
	struct et_hash head;
	int64_t sent_seq; /* of the newest that the server has */
	struct et_hash sent_head;
	struct et_hash kc[3]; /* of the newest epochs, P S C */
	int64_t epoch[3];
	struct cw_stmt batch[CW_BATCH_MAX];
	size_t batch_count;

	/* What cw_consent and cw_object last made. */
	struct et_id consent;
	struct et_hash consent_stmt;
	struct et_id doc;
	struct et_hash ct_hash;
};

struct cw_world {
	struct kit *kit;
	struct kit_peer *coord, *kela; /* coordinators */
	struct kit_peer *ann, *ben;    /* pair A */
	struct kit_peer *cid;          /* pair B */
	struct kit_peer *kim;          /* Kela's contact */
	struct et_id pair_a, pair_b;
	struct et_id series; /* of pair A and the contact, weekly at 12:00 */
	struct et_id hour;   /* the next one */
	int64_t starts_at;
};

struct cw_world *cw_world_new(void);
/* The same in that kit, which is the world's from then on. */
struct cw_world *cw_world_of(struct kit *kit);
void cw_world_free(struct cw_world *world);
/* Time passes; everybody signs in anew, on new connections. */
void cw_later(struct cw_world *world, int64_t ms);
/* A new pair-set: who is in pair A from now on. */
void cw_set_pair(struct cw_world *world, struct kit_peer *const *workers, size_t count);
/* Directory statements about who stands for whom, whose hour it is, and whether four eyes are asked for. */
struct et_id cw_substitute(struct cw_world *world, const struct kit_peer *for_whom,
	const struct kit_peer *by, int64_t from, int64_t to);
/* Other dates for one that is there. */
void cw_substitute_again(struct cw_world *world, const struct et_id *id,
	const struct kit_peer *for_whom, const struct kit_peer *by, int64_t from, int64_t to);
void cw_set_contact(struct cw_world *world, const struct kit_peer *contact);
void cw_set_consent_ack(struct cw_world *world, bool required);
/* The n-th hour after the next one. */
struct et_id cw_hour(struct cw_world *world, size_t n);

/* ---------------------------------------------------------------- statements */

/* Signs the body as the next statement by that person at the kit's time and puts it into the batch. */
void cw_add(struct cw_case *cs, const struct kit_peer *by, const char *kind, struct et_slice body,
	struct et_slice data);
/* The same for a statement that is already drafted (wrong in some way). */
void cw_add_draft(struct cw_case *cs, const struct kit_peer *by, const struct et_statement *draft,
	struct et_slice data);
/* The draft that cw_add would sign. */
struct et_statement cw_draft(const struct cw_case *cs, const struct kit_peer *by, const char *kind,
	struct et_slice body);
/* Sends the batch; if it is refused the chain is as it was before. */
struct kit_reply *cw_send(struct cw_case *cs, struct kit_peer *by);
/* The same in two halves: the frame, for a batch of several; and what came back. */
struct et_slice cw_frame(struct cw_case *cs);
struct kit_reply *cw_answered(struct cw_case *cs, struct kit_reply *reply);

void cw_case_init(struct cw_case *cs, struct kit *kit);
void cw_create(struct cw_case *cs, const struct kit_peer *by, const struct et_id *pair);
void cw_member_add(struct cw_case *cs, const struct kit_peer *by, const struct kit_peer *who,
	const char *comps);
void cw_member_remove(struct cw_case *cs, const struct kit_peer *by, const struct kit_peer *who);
/* A new key of the compartment, which cw_grant and cw_object use from then on. */
void cw_rotate(struct cw_case *cs, const struct kit_peer *by, char comp);
/* The same for any epoch and key. */
void cw_rotate_to(struct cw_case *cs, const struct kit_peer *by, char comp, int64_t epoch,
	const struct et_hash *kc);
/* basis NULL: none. Of the newest epoch. */
void cw_grant(struct cw_case *cs, const struct kit_peer *by, const struct kit_peer *to, char comp,
	const struct et_id *basis);
void cw_grant_of(struct cw_case *cs, const struct kit_peer *by, const struct kit_peer *to,
	char comp, int64_t epoch, const struct et_hash *kc, const struct et_id *basis);
/* Random ciphertext of the right shape; its hash is in cs->ct_hash. */
void cw_object(struct cw_case *cs, const struct kit_peer *by, const struct et_id *object,
	const char *type, char comp, int64_t rev);
/* The body of the above under the first epoch. */
struct et_slice cw_object_body(struct kit *kit, const struct et_id *object, const char *type,
	char comp, int64_t rev, const struct et_hash *ct_hash, int64_t size, int64_t chunks);

struct cw_consent {
	struct et_id id, doc, file, replaces;
	struct et_hash doc_hash, file_hash;
	int64_t valid_from, valid_to;
	const char *capture;
};
void cw_consent_of(struct cw_case *cs, const struct kit_peer *by, const struct cw_consent *consent);
/* A fresh document and a drawn consent on it, from now for so long; replaces NULL: none. */
void cw_consent(struct cw_case *cs, const struct kit_peer *by, int64_t for_ms,
	const struct et_id *replaces);
/* consent-ack, consent-seen of cs->consent. */
void cw_point(struct cw_case *cs, const struct kit_peer *by, const char *kind);
void cw_revoke(struct cw_case *cs, const struct kit_peer *by);
void cw_queue(struct cw_case *cs, const struct kit_peer *by, const struct et_id *hour, int minutes);
/* hour zero: the first free one of the series. */
void cw_queue_as(struct cw_case *cs, const struct kit_peer *by, const struct et_id *series,
	const struct et_id *hour, int minutes, const char *urgency);
/* pos 0: last. */
void cw_place(struct cw_case *cs, const struct kit_peer *by, const struct et_id *hour, int64_t pos);
/* unqueue, session-close: an id and a word. prepare, close: id NULL. */
void cw_word(struct cw_case *cs, const struct kit_peer *by, const char *kind,
	const struct et_id *id, const char *word);
void cw_session_open(struct cw_case *cs, const struct kit_peer *by, const struct et_id *hour,
	const struct et_id *session);
void cw_confirm(
	struct cw_case *cs, const struct kit_peer *by, const struct et_id *object, int64_t rev);

/* ---------------------------------------------------------------------- cases */

/* By ann: created, ben a member, all keys for both. */
void cw_open(struct cw_world *world, struct cw_case *cs);
/* The same as a general question. */
void cw_open_general(struct cw_world *world, struct cw_case *cs);
/* And a consent for 300 days, acknowledged by ben. */
void cw_consented(struct cw_world *world, struct cw_case *cs);
/* And kim a member with the keys of S and C. */
void cw_with_contact(struct cw_world *world, struct cw_case *cs);
/* And queued to the next hour for 15 minutes. */
void cw_queued(struct cw_world *world, struct cw_case *cs);

#endif
