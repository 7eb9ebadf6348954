/* See orgwork.h. */
#include "orgwork.h"

#define BYTES_MAX 65536

struct et_slice kit_template_body(
	struct kit *kit, const struct et_id *org, const char *target, const char *text)
{
	struct et_buf buf;

	et_buf_init(&buf, BYTES_MAX);
	et_lp_put_label(&buf, "ET1/record-template");
	et_lp_put_id(&buf, org);
	et_lp_put_str(&buf, target);
	et_lp_put_str(&buf, text);
	return kit_take(kit, &buf);
}

struct kit_team kit_team_of(const struct kit_peer *coordinator)
{
	return (struct kit_team){ .id = kit_fresh_id(coordinator->kit),
		.org = coordinator->org,
		.name = "Aikuissosiaalityö",
		.task = "Toimeentulo, asuminen",
		.when = "Kun rahat eivät riitä\ntai vuokra on maksamatta",
		.contact = "Vaihde 02 123 4567" };
}

struct et_slice kit_team_body(struct kit *kit, const struct kit_team *team)
{
	struct et_buf buf;

	et_buf_init(&buf, BYTES_MAX);
	et_lp_put_label(&buf, "ET1/team");
	et_lp_put_id(&buf, &team->id);
	et_lp_put_id(&buf, &team->org);
	et_lp_put_str(&buf, team->name);
	et_lp_put_str(&buf, team->task);
	et_lp_put_str(&buf, team->when);
	et_lp_put_str(&buf, team->contact);
	return kit_take(kit, &buf);
}

struct kit_card kit_card_of(const struct kit_peer *proposer)
{
	return (struct kit_card){ .id = kit_fresh_id(proposer->kit),
		.lang = "fi",
		.topics = "housing-allowance,studies",
		.question = "Voiko opiskelija saada yleistä asumistukea?",
		.answer = "Pääosin opintotuen asumislisän sijaan.\nTarkista elämäntilanne.",
		.proposer = proposer };
}

static void put_words(struct et_buf *buf, const struct kit_card *card)
{
	et_lp_put_id(buf, &card->id);
	et_lp_put_str(buf, card->lang);
	et_lp_put_str(buf, card->topics);
	et_lp_put_str(buf, card->question);
	et_lp_put_str(buf, card->answer);
}

struct et_slice kit_card_text(const struct kit_card *card)
{
	struct kit *kit = card->proposer->kit;
	struct et_buf buf;

	et_buf_init(&buf, BYTES_MAX);
	et_lp_put_label(&buf, "ET1/card-text");
	et_lp_put_hash(&buf, &kit->deployment.g);
	put_words(&buf, card);
	return kit_take(kit, &buf);
}

struct et_slice kit_card_body(const struct kit_card *card, const struct et_sig *sig)
{
	struct et_buf buf;

	et_buf_init(&buf, BYTES_MAX);
	et_lp_put_label(&buf, "ET1/card");
	put_words(&buf, card);
	et_lp_put_id(&buf, &card->proposer->uid);
	et_lp_put_sig(&buf, sig);
	return kit_take(card->proposer->kit, &buf);
}

struct et_slice kit_card_signed(const struct kit_card *card)
{
	struct et_sig sig = et_sign_detached(&card->proposer->identity, kit_card_text(card));

	return kit_card_body(card, &sig);
}

struct et_slice kit_card_drop_body(struct kit *kit, const struct et_id *card)
{
	struct et_buf buf;

	et_buf_init(&buf, BYTES_MAX);
	et_lp_put_label(&buf, "ET1/card-drop");
	et_lp_put_id(&buf, card);
	return kit_take(kit, &buf);
}
