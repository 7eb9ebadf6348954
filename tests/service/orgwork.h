/*
 * The organisations' own documents for tests: templates of records, teams, published cards; right ones, to
 * be bent before they are signed.
 */
#ifndef ETATUNTI_TESTS_SERVICE_ORGWORK_H
#define ETATUNTI_TESTS_SERVICE_ORGWORK_H

#include "testkit.h"

struct et_slice kit_template_body(
	struct kit *kit, const struct et_id *org, const char *target, const char *text);

struct kit_team {
	struct et_id id, org;
	const char *name, *task, *when, *contact;
};
struct kit_team kit_team_of(const struct kit_peer *coordinator);
struct et_slice kit_team_body(struct kit *kit, const struct kit_team *team);

struct kit_card {
	struct et_id id;
	const char *lang, *topics, *question, *answer;
	const struct kit_peer *proposer;
};
struct kit_card kit_card_of(const struct kit_peer *proposer);
/* What the proposer signs, and what the checker publishes with that signature. */
struct et_slice kit_card_text(const struct kit_card *card);
struct et_slice kit_card_body(const struct kit_card *card, const struct et_sig *sig);
/* The same, signed by the proposer. */
struct et_slice kit_card_signed(const struct kit_card *card);
struct et_slice kit_card_drop_body(struct kit *kit, const struct et_id *card);

#endif
