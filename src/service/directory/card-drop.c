/*
 * A published card does not hold any more: said by who proposed it, by who checked it, or by a coordinator.
 */
#include <etatunti/store/card.h>

#include "issuer.h"

struct card_drop {
	struct et_id card_id;
};

static enum et_err parse(struct et_dir_step *step, void *body)
{
	struct card_drop *drop = body;
	struct et_lp_reader lp;

	et_lp_read(&lp, step->stmt.body);
	et_lp_get_label(&lp, "ET1/card-drop");
	drop->card_id = et_lp_get_id(&lp);
	step->subject = drop->card_id;
	return et_lp_end(&lp);
}

static bool stands_for(const struct et_user *user, const struct et_store_card *card)
{
	return (user->roles & ET_ROLE_COORDINATOR) != 0 || et_id_eq(&user->uid, &card->proposer) ||
		et_id_eq(&user->uid, &card->checker);
}

static enum et_err check(struct et_dir_step *step)
{
	const struct card_drop *drop = step->body;
	struct et_store_card card;
	enum et_err err;

	if ((err = et_issuer_may(step, ET_DIR_CARD_DROP, NULL)) != ET_OK)
		return err;
	err = et_store_card_by_id(step->store, &drop->card_id, &card);
	if (err != ET_OK)
		return err == ET_NOT_FOUND ? ET_BAD_STATEMENT : err;
	if (!stands_for(step->call->user, &card))
		return ET_FORBIDDEN;
	return card.dropped == 0 ? ET_OK : ET_BAD_STATEMENT;
}

static enum et_err project(struct et_dir_step *step)
{
	const struct card_drop *drop = step->body;

	return et_store_card_drop(step->store, &drop->card_id, step->stmt.seq);
}

const struct et_directory_kind et_directory_kind_card_drop = {
	.doc = {
		.name = "card-drop",
		.by = "its checker, its proposer, a coordinator",
		.body = "LP(\"ET1/card-drop\", card_id)",
		.rule = "a card that stands",
	},
	.kind = ET_DIR_CARD_DROP,
	.body_len = sizeof(struct card_drop),
	.parse = parse,
	.check = check,
	.project = project,
};
