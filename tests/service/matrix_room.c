/* The commands of the table about lobby, room and the ways of a call. */
#include "matrix.h"

static json_t *hour_param(const struct mx *mx)
{
	return json_pack("{s:o}", "hour", kit_json_id(&mx->world->hour));
}

void mx_enter_lobby(struct mx *mx)
{
	static const enum et_actor people[] = { ET_ACTOR_WITNESS, ET_ACTOR_SECOND,
		ET_ACTOR_CONTACT };

	for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++)
		kit_ok(kit_call(mx->actors[people[i]], "lobby-enter", hour_param(mx)));
}

/* Somebody of the hour, who is signed in and not in its lobby. */
struct kit_reply *mx_do_lobby_call(struct mx *mx, struct kit_peer *by)
{
	json_t *params = hour_param(mx);

	json_object_set_new(params, "uid", kit_json_id(&mx->dag->uid));
	return kit_call(by, "lobby-call", params);
}

struct kit_reply *mx_do_turn_probe(struct mx *mx, struct kit_peer *by)
{
	return kit_call(by, "turn-probe", hour_param(mx));
}

struct kit_reply *mx_do_room_ice(struct mx *mx, struct kit_peer *by)
{
	return kit_call(by, "room-ice",
		json_pack("{s:o, s:o}", "case", kit_json_id(&mx->cs.id), "session",
			kit_json_id(&mx->session)));
}
