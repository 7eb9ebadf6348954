/*
 * A guest's half of a visit, and the pair's: links, knocks right or wrong as they are told, admissions. On top of
 * casework; what is sealed is random bytes of the right shape.
 */
#ifndef ETATUNTI_TESTS_SERVICE_GUESTWORK_H
#define ETATUNTI_TESTS_SERVICE_GUESTWORK_H

#include <etatunti/crypto/guest.h>

#include "casework.h"

/* An invite as the pair made it, with the key that its link gives. */
struct gw_link {
	struct et_id id;
	struct et_sign_key key;
	struct et_slice ct, wrap; /* of gw_invite, gw_admit */
};

/* One browser of a guest. */
struct gw_device {
	struct kit_peer *peer;
	struct et_sign_key key;
	struct et_key32 pk_e;
	struct et_hash challenge;
};

/* What is in the body of a guest-invite; gw_invite fills it with what is right. */
struct gw_invite {
	struct et_id id, consent;
	struct et_key32 link_pk;
	int64_t epoch, expires_at;
	struct et_slice ct;
	struct et_hash ct_hash;
};

void gw_link_new(struct kit *kit, struct gw_link *out);
/* Right for that case now, for 13 days. */
struct gw_invite gw_invite_right(const struct cw_case *cs, struct gw_link *link);
void gw_invite_of(struct cw_case *cs, const struct kit_peer *by, const struct gw_invite *invite);
/* A fresh link, its invite into the batch. */
void gw_invite(struct cw_case *cs, const struct kit_peer *by, struct gw_link *link);
void gw_admit(struct cw_case *cs, const struct kit_peer *by, struct gw_link *link,
	const struct et_id *session, const struct gw_device *device);
void gw_remove(struct cw_case *cs, const struct kit_peer *by, const struct gw_link *link);

/* A browser with fresh keys; nothing is said yet. */
void gw_device_new(struct kit *kit, struct gw_device *out);
/* The same keys on a new connection. */
void gw_device_again(struct kit *kit, const struct gw_device *from, struct gw_device *out);
struct kit_reply *gw_hi(struct gw_device *device, const struct et_id *guest);
/* With the challenge of the newest gw_hi, signed by the link and the device. */
struct kit_reply *gw_knock(struct gw_device *device, const struct gw_link *link);
/* Signed by whatever keys over whatever challenge. */
struct kit_reply *gw_knock_by(struct gw_device *device, const struct et_id *guest,
	const struct et_sign_key *link_key, const struct et_sign_key *own,
	const struct et_hash *challenge);
/* gw_hi and gw_knock, which is let through; "waiting" or "admitted". */
const char *gw_at_door(struct gw_device *device, const struct gw_link *link);
struct kit_reply *gw_join(struct gw_device *device);

/* The hour has come: Kim, Ann and Ben in, the case's session open; its id. */
struct et_id gw_session(struct cw_world *world, struct cw_case *cs);
struct kit_reply *gw_room_join(
	struct kit_peer *peer, const struct cw_case *cs, const struct et_id *session);
/* Ann is in that room: a link, and its guest comes into the room too. */
void gw_let_in(struct cw_world *world, struct cw_case *cs, const struct et_id *session,
	struct gw_link *link, struct gw_device *device);
/* A session with Ann in the room, a link, and its guest in the room too. */
struct et_id gw_visit(
	struct cw_world *world, struct cw_case *cs, struct gw_link *link, struct gw_device *device);

#endif
