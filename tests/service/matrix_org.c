/* The rows of the table about the organisations' own documents, by whoever tries. */
#include <string.h>

#include "matrix.h"
#include "orgwork.h"

void mx_publish_card(struct mx *mx)
{
	struct kit_card card = kit_card_of(mx->world->ann);

	mx->card = card.id;
	kit_ok(mx_append(mx, mx->world->kim, "card", kit_card_signed(&card)));
	kit_advance(mx->kit, 1000);
}

static struct kit_reply *record_template(struct mx *mx, struct kit_peer *by, int org)
{
	return mx_append(mx, by, "record-template",
		kit_template_body(mx->kit, &mx->kit->org[org], "lifecare", "MONSU: {monsu}"));
}

struct kit_reply *mx_do_record_template_county(struct mx *mx, struct kit_peer *by)
{
	return record_template(mx, by, KIT_COUNTY);
}

struct kit_reply *mx_do_record_template_kela(struct mx *mx, struct kit_peer *by)
{
	return record_template(mx, by, KIT_KELA);
}

static struct kit_reply *team(struct mx *mx, struct kit_peer *by, int org)
{
	struct kit_team team = kit_team_of(mx->world->coord);

	team.org = mx->kit->org[org];
	return mx_append(mx, by, "team", kit_team_body(mx->kit, &team));
}

struct kit_reply *mx_do_team_county(struct mx *mx, struct kit_peer *by)
{
	return team(mx, by, KIT_COUNTY);
}

struct kit_reply *mx_do_team_kela(struct mx *mx, struct kit_peer *by)
{
	return team(mx, by, KIT_KELA);
}

/* The proposal is of the other side: whoever tries is the one who has checked it. */
struct kit_reply *mx_do_card(struct mx *mx, struct kit_peer *by)
{
	bool is_kelas = by->roles != NULL && strstr(by->roles, "contact") != NULL;
	struct kit_card card = kit_card_of(is_kelas ? mx->dag : mx->kai);

	return mx_append(mx, by, "card", kit_card_signed(&card));
}

struct kit_reply *mx_do_card_drop(struct mx *mx, struct kit_peer *by)
{
	return mx_append(mx, by, "card-drop", kit_card_drop_body(mx->kit, &mx->card));
}
