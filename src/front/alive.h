/*
 * Who has said nothing for a while is asked whether they are there, and hung up on if no answer comes. Done
 * here, for the library's own timers stand in one sorted list, in which a step costs as many as there
 * are connections.
 */
#ifndef ET_FRONT_ALIVE_H
#define ET_FRONT_ALIVE_H

#include <stdint.h>

#include <etatunti/base/err.h>
#include <etatunti/base/list.h>

struct et_front;
struct et_msg;
struct et_peer;

struct et_alive {
	struct et_list heard; /* peers, longest silent first, as exactly as ET_ALIVE_GRAIN_MS */
	struct et_list asked; /* have been sent a ping since, in the order of it */
	struct et_msg *ping;
};

/* Of a peer. */
struct et_pulse {
	int64_t heard_at_ms;
	bool asked;
	struct et_link in_alive;
};

/* What comes so soon after something else is not written down. */
#define ET_ALIVE_GRAIN_MS 500

enum et_err et_alive_init(struct et_alive *alive) ET_MUST_USE;
void et_alive_fini(struct et_alive *alive);

/* Something came from the peer; the first time it is taken in. */
void et_alive_heard(struct et_front *front, struct et_peer *peer);
/* It is gone, or saying goodbye. */
void et_alive_forget(struct et_front *front, struct et_peer *peer);
/* Every now and then: asks and hangs up. */
void et_alive_check(struct et_front *front, int64_t now_ms);

#endif
