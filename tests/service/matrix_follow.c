/* The attempts of the table about what comes after the hour. */
#include "matrix.h"

#include "followwork.h"

struct kit_reply *mx_do_follow_up(struct mx *mx, struct kit_peer *by)
{
	fw_follow_up(&mx->cs, by, "first", kit_now(mx->kit) + 60 * KIT_DAY);
	return cw_send(&mx->cs, by);
}

struct kit_reply *mx_do_hold(struct mx *mx, struct kit_peer *by)
{
	fw_hold(&mx->cs, by, 1, "a complaint");
	return cw_send(&mx->cs, by);
}

struct kit_reply *mx_do_retention_county(struct mx *mx, struct kit_peer *by)
{
	return mx_append(
		mx, by, "retention", fw_retention_body(mx->kit, &mx->kit->org[KIT_COUNTY], 120));
}

struct kit_reply *mx_do_retention_kela(struct mx *mx, struct kit_peer *by)
{
	return mx_append(
		mx, by, "retention", fw_retention_body(mx->kit, &mx->kit->org[KIT_KELA], 120));
}

struct kit_reply *mx_do_retention_list(struct mx *mx, struct kit_peer *by)
{
	(void)mx;
	return kit_call(by, "retention-list", NULL);
}

/* A code that worker and contact may put. */
static struct kit_reply *put(struct mx *mx, struct kit_peer *by, const struct et_id *id)
{
	return fw_put(by, id, &mx->world->series, fw_quarter(mx->kit), "feedback",
		json_pack("[o]", fw_value("worker_hour_useful", 4)));
}

struct kit_reply *mx_do_measure_put(struct mx *mx, struct kit_peer *by)
{
	const struct et_id fresh = kit_fresh_id(mx->kit);

	return put(mx, by, &fresh);
}

void mx_put_measure(struct mx *mx)
{
	kit_ok(put(mx, mx->dag, &mx->measure));
}

/* Of somebody else's, by whoever has come to know its id. */
struct kit_reply *mx_do_measure_drop(struct mx *mx, struct kit_peer *by)
{
	return fw_drop(by, &mx->measure);
}

struct kit_reply *mx_do_report(struct mx *mx, struct kit_peer *by)
{
	return kit_call(
		by, "report", json_pack("{s:s, s:s}", "from", "2025Q4", "to", fw_quarter(mx->kit)));
}
