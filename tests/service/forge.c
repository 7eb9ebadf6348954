/* What a lying server writes, in good form. */
#include "forge.h"

#include <string.h>

#include <etatunti/crypto/hash.h>
#include <etatunti/crypto/logrow.h>
#include <etatunti/service/verify.h>
#include <etatunti/store/directory.h>
#include <etatunti/store/logrow.h>
#include <etatunti/store/txn.h>

void forge_row(struct cw_world *world, const char *action, const struct et_id *actor,
	const struct et_id *case_id, const struct et_id *object, const struct et_hash *statement)
{
	struct kit *kit = world->kit;
	struct et_logrow row = {
		.genesis = kit->deployment.g,
		.utc_ms = kit_now(kit),
		.actor_uid = *actor,
		.action = et_slice_str(action),
		.result = ET_SLICE_LIT("ok"),
		.statement_hash = *statement,
	};
	struct et_store_logrow stored;
	struct et_buf buf;

	if (case_id != NULL)
		row.case_id = *case_id;
	if (object != NULL)
		row.object_id = *object;
	assert_int_equal(et_store_logrow_head(kit->store, &row.seq, &row.prev), ET_OK);
	row.seq++;
	et_buf_init(&buf, 4096);
	et_logrow_put(&buf, &row);
	stored = (struct et_store_logrow){
		.seq = row.seq, .row = kit_take(kit, &buf), .case_id = row.case_id
	};
	stored.hash = et_hash_of(stored.row);
	assert_int_equal(et_store_logrow_append(kit->store, &stored), ET_OK);
}

void forge_dir(struct cw_world *world, const struct kit_peer *by, const char *kind,
	struct et_slice body, const struct et_id *subject, bool logged)
{
	struct et_store *store = world->kit->store;
	struct et_statement draft = kit_draft(by, ET_CHAIN_DIR, NULL, kind, body);
	struct et_store_head head;
	struct kit_signed made;

	assert_int_equal(et_store_directory_head(store, &head), ET_OK);
	draft.seq = head.seq + 1;
	draft.prev = head.hash;
	made = kit_statement(world->kit, &draft, &by->identity);
	const struct et_store_dir_statement row = { .seq = draft.seq,
		.stmt = made.stmt,
		.sig = made.sig,
		.hash = made.hash,
		.kind = draft.kind,
		.issuer = draft.author,
		.time = draft.time_ms };

	assert_int_equal(et_store_txn_begin(store, "forge"), ET_OK);
	assert_int_equal(et_store_directory_append(store, &row), ET_OK);
	if (logged)
		forge_row(world, kind, &draft.author, NULL, subject, &made.hash);
	assert_int_equal(et_store_txn_commit(store), ET_OK);
}

void forge_expect(struct et_store *store, const char *sentence)
{
	char why[ET_VERIFY_WHY_LEN];

	assert_int_equal(et_verify_run(store, NULL, NULL, why), ET_CORRUPT);
	if (strstr(why, sentence) == NULL)
		fail_msg("expected \"%s\", got \"%s\"", sentence, why);
}
