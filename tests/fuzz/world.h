/*
 * The world that every script is put to: a county with two pairs, Kela, a contact, and three cases: c0 just
 * opened, c1 with a consent and a place, c2 in its hour, its session open, with a guest. Always the same at the
 * same moment, whatever was done to it before.
 */
#ifndef ETATUNTI_TESTS_FUZZ_WORLD_H
#define ETATUNTI_TESTS_FUZZ_WORLD_H

#include "service/guestwork.h"
#include "service/orgwork.h"

enum { FZ_COORD, FZ_KELA, FZ_ANN, FZ_BEN, FZ_CID, FZ_KIM, FZ_PEOPLE };
enum { FZ_OPEN, FZ_CONSENTED, FZ_IN_TURN, FZ_NEW, FZ_NEWER, FZ_CASES };

struct fz_world {
	struct cw_world *cw;
	struct kit *kit;
	struct cw_case cases[FZ_CASES]; /* the last two: an id that no case has yet */
	struct et_id session, hour_after;
	struct et_hash eh[FZ_PEOPLE]; /* their enrolments, which a new connection does not have */
	struct gw_link link;
	struct gw_device guest; /* the keys of who was let in; no connection */
	struct et_id
		card; /* that ann proposes, and her signature of it (words of fuzz/corpus/dir) */
	struct et_sig card_sig;
};

/* As it was; connections and sessions of the last script are gone. */
struct fz_world *fz_world_begin(void);

/* "ann", "gus" the guest, any other word: the person, or a stranger. */
const struct kit_peer *fz_person(const struct fz_world *world, struct et_slice name);
/* Of the same. */
const struct et_hash *fz_enrolment(const struct fz_world *world, struct et_slice name);
/* A connection of that person, signed in if that is let through; the same until it is gone. */
struct kit_peer *fz_conn(struct fz_world *world, struct et_slice name);

/* Everything but log, checkpoints, replies and sessions. */
struct et_hash fz_world_digest(struct fz_world *world);
/* What must be true at any time: hours are not overfull; the whole record verifies. */
void fz_world_judge(struct fz_world *world);

#endif
