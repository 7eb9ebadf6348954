/*
 * Two lists in the order of time: a look at the first of each says whether there is anything to do.
 */
#include "alive.h"

#include <etatunti/base/log.h>

#include "peer.h"

#define PEER_OF(link) ET_CONTAINER(link, struct et_peer, pulse.in_alive)
#define MS_S INT64_C(1000)

enum et_err et_alive_init(struct et_alive *alive)
{
	et_list_init(&alive->heard);
	et_list_init(&alive->asked);
	/* Of a pong that is empty the library says nothing, and a pong says what its ping said. */
	alive->ping = et_msg_new_sealed(NULL, ET_MSG_PING, ET_SLICE_LIT("?"));
	return alive->ping == NULL ? ET_NO_MEMORY : ET_OK;
}

void et_alive_fini(struct et_alive *alive)
{
	et_msg_release(alive->ping);
	alive->ping = NULL;
}

void et_alive_forget(struct et_front *front, struct et_peer *peer)
{
	et_list_remove(peer->pulse.asked ? &front->alive.asked : &front->alive.heard,
		&peer->pulse.in_alive);
}

void et_alive_heard(struct et_front *front, struct et_peer *peer)
{
	struct et_pulse *pulse = &peer->pulse;
	int64_t now_ms = et_front_now_ms(front);

	if (et_link_is_linked(&pulse->in_alive) && !pulse->asked &&
		now_ms - pulse->heard_at_ms < ET_ALIVE_GRAIN_MS)
		return;
	et_alive_forget(front, peer);
	pulse->heard_at_ms = now_ms;
	pulse->asked = false;
	et_list_push_back(&front->alive.heard, &pulse->in_alive);
}

static void ask(struct et_front *front, struct et_peer *peer)
{
	et_alive_forget(front, peer);
	peer->pulse.asked = true;
	et_list_push_back(&front->alive.asked, &peer->pulse.in_alive);
	et_peer_send(front, peer, front->alive.ping);
}

void et_alive_check(struct et_front *front, int64_t now_ms)
{
	struct et_link *first;

	while ((first = et_list_first(&front->alive.heard)) != NULL &&
		now_ms - PEER_OF(first)->pulse.heard_at_ms >= front->limits.ping_s * MS_S)
		ask(front, PEER_OF(first));
	while ((first = et_list_first(&front->alive.asked)) != NULL &&
		now_ms - PEER_OF(first)->pulse.heard_at_ms >= front->limits.hangup_s * MS_S) {
		et_log_debug("front", "a connection that has fallen silent is cut");
		et_peer_cut(front, PEER_OF(first));
	}
}
