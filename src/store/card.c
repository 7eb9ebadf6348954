/* Published cards: who stands for each. Knows none of their texts. */
#include <etatunti/store/card.h>

#include "sql.h"

static const struct et_col cols[] = {
	ET_FIXED(et_store_card, card_id, 0),
	ET_FIXED(et_store_card, proposer, 0),
	ET_FIXED(et_store_card, checker, 0),
	ET_INT(et_store_card, dropped, 0),
	ET_INT(et_store_card, seq, 0),
};
static const struct et_shape shape = ET_SHAPE(cols, et_store_card);

enum et_err et_store_card_insert(struct et_store *store, const struct et_store_card *card)
{
	return et_sql_run(store, ET_Q_CARD_INSERT,
		ET_VALS(et_val_id(&card->card_id), et_val_id(&card->proposer),
			et_val_id(&card->checker), et_val_int(card->seq)));
}

enum et_err et_store_card_drop(struct et_store *store, const struct et_id *card_id, int64_t seq)
{
	return et_sql_run_one(
		store, ET_Q_CARD_DROP, ET_VALS(et_val_id(card_id), et_val_int(seq)), ET_FORBIDDEN);
}

enum et_err et_store_card_by_id(
	struct et_store *store, const struct et_id *card_id, struct et_store_card *out)
{
	return et_sql_row(store, ET_Q_CARD_BY_ID, ET_VALS(et_val_id(card_id)), &shape, NULL, out);
}

enum et_err et_store_card_count(struct et_store *store, int64_t *out)
{
	return et_sql_int(store, ET_Q_CARD_COUNT, ET_NO_VALS, out);
}
