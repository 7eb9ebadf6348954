/* The attempts of the table about guests: at the door, in the room, and by the pair. */
#include "matrix.h"

#include "guestwork.h"

struct kit_reply *mx_do_guest_hi(struct mx *mx, struct kit_peer *by)
{
	return kit_call(by, "guest-hi", json_pack("{s:o}", "guest", kit_json_id(&mx->link.id)));
}

/* Right in all but the challenge, which nobody of the table has been given for it. */
struct kit_reply *mx_do_guest_knock(struct mx *mx, struct kit_peer *by)
{
	struct gw_device device = mx->knocker;

	device.peer = by;
	return gw_knock_by(&device, &mx->link.id, &mx->link.key, &device.key, &mx->challenge);
}

struct kit_reply *mx_do_guest_join(struct mx *mx, struct kit_peer *by)
{
	(void)mx;
	return kit_call(by, "guest-join", NULL);
}

struct kit_reply *mx_do_guest_ice(struct mx *mx, struct kit_peer *by)
{
	(void)mx;
	return kit_call(by, "guest-ice", NULL);
}

struct kit_reply *mx_do_guest_list(struct mx *mx, struct kit_peer *by)
{
	return kit_call(by, "guest-list", json_pack("{s:o}", "case", kit_json_id(&mx->cs.id)));
}

struct kit_reply *mx_do_guest_invite(struct mx *mx, struct kit_peer *by)
{
	struct gw_link link;

	gw_invite(&mx->cs, by, &link);
	return cw_send(&mx->cs, by);
}

struct kit_reply *mx_do_guest_admit(struct mx *mx, struct kit_peer *by)
{
	gw_admit(&mx->cs, by, &mx->link, &mx->session, &mx->knocker);
	return cw_send(&mx->cs, by);
}

struct kit_reply *mx_do_guest_remove(struct mx *mx, struct kit_peer *by)
{
	gw_remove(&mx->cs, by, &mx->link);
	return cw_send(&mx->cs, by);
}
