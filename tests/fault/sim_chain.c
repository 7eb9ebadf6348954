/* See sim_chain.h. */
#include "sim_chain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/crypto/hash.h>
#include <etatunti/crypto/logrow.h>

/* A statement on its way into the model. */
struct row {
	struct et_slice bytes;
	struct et_sig sig;
	struct et_hash hash;
	int author;
	struct et_statement stmt;
	int64_t now_ms;
};

static bool wrong(struct sim_chain *chain, const char *what, const char *kind, int64_t seq)
{
	if (chain->why[0] == '\0')
		(void)snprintf(chain->why, SIM_WHY_LEN, "%s (%s, number %lld)", what, kind,
			(long long)seq);
	return false;
}

void sim_chain_init(struct sim_chain *chain, const struct sim_world *world, char *why)
{
	*chain = (struct sim_chain){ .world = world, .why = why };
	et_chain_start(&chain->dir, &world->kit->deployment.g);
	chain->log_hash = world->kit->deployment.g;
}

void sim_chain_fini(struct sim_chain *chain)
{
	for (int i = 0; i < chain->count; i++) {
		free(chain->cases[i].hashes);
		free(chain->cases[i].grants);
	}
	free(chain->dir_hashes);
}

struct sc_case *sim_chain_case(struct sim_chain *chain, const struct et_id *id)
{
	for (int i = chain->count - 1; i >= 0; i--) {
		if (et_id_eq(&chain->cases[i].id, id))
			return &chain->cases[i];
	}
	return NULL;
}

bool sim_chain_in_force(const struct sim_chain *chain, const struct sc_case *cs, int64_t now_ms)
{
	const struct sc_consent *consent = &cs->consent;

	return cs->general ||
		(!et_id_is_zero(&consent->id) && !consent->ended &&
			(consent->acked || chain->ack_off[sim_org_of_pair(cs->pair)]) &&
			consent->from <= now_ms && now_ms < consent->to);
}

bool sim_chain_was_in_force(const struct sim_chain *chain, const struct sc_case *cs, int64_t now_ms)
{
	return sim_chain_in_force(chain, cs, now_ms) || cs->shaken == chain->turn ||
		chain->policy_turn == chain->turn;
}

static void *grown(void *list, size_t need, size_t *cap, size_t len)
{
	size_t larger = *cap == 0 ? 64 : *cap;

	while (larger <= need)
		larger *= 2;
	if (larger == *cap)
		return list;
	*cap = larger;
	list = realloc(list, larger * len);
	assert_non_null(list);
	return list;
}

static void keep(struct sc_case *cs, const struct et_statement *stmt)
{
	size_t cap = cs->cap, seq = (size_t)stmt->seq;

	cs->hashes = grown(cs->hashes, seq, &cap, sizeof(*cs->hashes));
	cap = cs->cap;
	cs->grants = grown(cs->grants, seq, &cap, sizeof(*cs->grants));
	cs->cap = cap;
	cs->hashes[seq] = stmt->hash;
	cs->grants[seq] = '\0';
}

bool sim_chain_has(struct sim_chain *chain, const struct et_id *case_id, int64_t seq,
	const struct et_hash *hash)
{
	const struct sc_case *cs;

	if (et_id_is_zero(case_id))
		return seq >= 0 && seq <= chain->dir.seq &&
			(seq == 0 || et_hash_eq(&chain->dir_hashes[seq], hash));
	cs = sim_chain_case(chain, case_id);
	return cs != NULL && seq > 0 && seq <= cs->head.seq && et_hash_eq(&cs->hashes[seq], hash);
}

/* --------------------------------------------------------------------- kinds */

static int comp_of(struct et_slice comp)
{
	const char *at = comp.len == 1 ? strchr("PSC", comp.ptr[0]) : NULL;

	return at == NULL ? 0 : (int)(at - "PSC");
}

static void take_create(struct sim_chain *chain, struct sc_case *cs, struct et_lp_reader *body)
{
	struct et_id pair;

	et_lp_get_label(body, "ET1/create");
	pair = et_lp_get_id(body);
	cs->pair = sim_pair_of(chain->world, &pair);
	cs->general = et_slice_eq_str(et_lp_get_word(body), "general");
	for (int i = 0; i < 3; i++) {
		cs->kc[i] = et_lp_get_hash(body);
		cs->epoch[i] = 1;
	}
}

static void take_consent(struct sc_case *cs, struct et_lp_reader *body, const struct row *row)
{
	struct sc_consent *consent = &cs->consent;

	*consent = (struct sc_consent){ .stmt = row->hash, .witness = row->author };
	cs->keyed &= ~(1U << SW_KIM | 1U << SW_KAT);
	et_lp_get_label(body, "ET1/consent");
	consent->id = et_lp_get_id(body);
	(void)et_lp_get_hash(body);
	for (int i = 0; i < 2; i++) {
		(void)et_lp_get_id(body);
		(void)et_lp_get_hash(body);
	}
	consent->from = et_lp_get_ms(body);
	consent->to = et_lp_get_ms(body);
}

/* Nothing is given to Kela, key or membership, without a consent in force. */
static bool take_gift(struct sim_chain *chain, struct sc_case *cs, struct et_lp_reader *body,
	const struct row *row)
{
	bool is_grant = et_slice_eq_str(row->stmt.kind, "grant");
	struct et_id uid;
	int to;

	et_lp_get_label(body, is_grant ? "ET1/grant" : "ET1/member-add");
	if (is_grant) {
		(void)et_lp_get_hash(body);
		(void)et_lp_get_id(body);
		cs->grants[row->stmt.seq] = "PSC"[comp_of(et_lp_get_word(body))];
		(void)et_lp_get_u64(body);
		(void)et_lp_get_hash(body);
	}
	uid = et_lp_get_id(body);
	if ((to = sim_person_of(chain->world, &uid)) < 0)
		return wrong(chain, "given to nobody", "grant", row->stmt.seq);
	/* Of a policy in the same turn it is not known which came first. */
	if (sim_is_of_kela(to) && chain->policy_turn != chain->turn &&
		!sim_chain_in_force(chain, cs, row->now_ms))
		return wrong(chain, "Kela is given a part without a consent in force",
			is_grant ? "grant" : "member-add", row->stmt.seq);
	if (is_grant)
		cs->keyed |= 1U << to;
	else
		cs->members |= 1U << to;
	return true;
}

static bool take_kind(struct sim_chain *chain, struct sc_case *cs, const struct row *row)
{
	const struct et_slice kind = row->stmt.kind;
	struct et_lp_reader body;

	et_lp_read(&body, row->stmt.body);
	if (et_slice_eq_str(kind, "create")) {
		take_create(chain, cs, &body);
		cs->members = 1U << row->author;
	} else if (et_slice_eq_str(kind, "grant") || et_slice_eq_str(kind, "member-add")) {
		if (!take_gift(chain, cs, &body, row))
			return false;
	} else if (et_slice_eq_str(kind, "consent")) {
		take_consent(cs, &body, row);
		cs->shaken = chain->turn;
	} else if (et_slice_eq_str(kind, "consent-ack")) {
		cs->consent.acked = true;
	} else if (et_slice_eq_str(kind, "revoke")) {
		cs->consent.ended = true;
		cs->shaken = chain->turn;
	} else if (et_slice_eq_str(kind, "rotate")) {
		int comp;

		et_lp_get_label(&body, "ET1/rotate");
		comp = comp_of(et_lp_get_word(&body));
		cs->epoch[comp] = et_lp_get_ms(&body);
		cs->kc[comp] = et_lp_get_hash(&body);
		if (comp == 1)
			cs->keyed = 0;
	} else if (et_slice_eq_str(kind, "close")) {
		cs->closed = true;
		cs->closed_by = row->author;
	} else if (et_slice_eq_str(kind, "erase")) {
		cs->erased = true;
	}
	return body.err == ET_OK || wrong(chain, "a body can't be read", "case", row->stmt.seq);
}

static bool open_row(struct sim_chain *chain, enum et_chain which, struct row *row)
{
	const struct et_key32 *key;

	if (row->author < 0)
		return wrong(chain, "a statement of nobody", "author", 0);
	key = &chain->world->people[row->author].identity.pk;
	if (et_statement_open(which, row->bytes, &row->sig, key, &chain->world->kit->deployment.g,
		    &row->stmt) != ET_OK ||
		!et_hash_eq(&row->stmt.hash, &row->hash))
		return wrong(chain, "a committed statement does not verify",
			which == ET_CHAIN_DIR ? "directory" : "case", row->stmt.seq);
	chain->statements++;
	return true;
}

static bool take_case(struct sim_chain *chain, struct row *row)
{
	struct sc_case *cs;

	if (!open_row(chain, ET_CHAIN_CASE, row))
		return false;
	if ((cs = sim_chain_case(chain, &row->stmt.case_id)) == NULL) {
		if (chain->count == SC_CASES)
			return wrong(chain, "the simulator has no room for a case", "case", 0);
		cs = &chain->cases[chain->count++];
		*cs = (struct sc_case){ .id = row->stmt.case_id };
		et_chain_start(&cs->head, &chain->world->kit->deployment.g);
	}
	if (et_chain_append(&cs->head, &row->stmt) != ET_OK)
		return wrong(chain, "a case's chain is broken", "case", row->stmt.seq);
	keep(cs, &row->stmt);
	return take_kind(chain, cs, row);
}

static bool take_dir(struct sim_chain *chain, struct row *row)
{
	struct et_lp_reader body;
	struct et_id org;

	if (!open_row(chain, ET_CHAIN_DIR, row))
		return false;
	if (et_chain_append(&chain->dir, &row->stmt) != ET_OK)
		return wrong(chain, "the directory is broken", "directory", row->stmt.seq);
	chain->dir_hashes = grown(chain->dir_hashes, (size_t)row->stmt.seq, &chain->dir_cap,
		sizeof(*chain->dir_hashes));
	chain->dir_hashes[row->stmt.seq] = row->hash;
	if (!et_slice_eq_str(row->stmt.kind, "policy"))
		return true;
	chain->policy_turn = chain->turn;
	et_lp_read(&body, row->stmt.body);
	et_lp_get_label(&body, "ET1/policy");
	org = et_lp_get_id(&body);
	for (int i = 0; i < KIT_ORGS; i++) {
		if (et_id_eq(&chain->world->kit->org[i], &org))
			chain->ack_off[i] = et_slice_eq_str(et_lp_get_word(&body), "off");
	}
	return true;
}

/* -------------------------------------------------------------------- rows */

static struct row read_row(const struct sim_chain *chain, sqlite3_stmt *stmt, int first)
{
	struct row row = { .bytes = sim_db_bytes(stmt, first),
		.hash = sim_db_hash(stmt, first + 2) };
	struct et_id author = sim_db_id(stmt, first + 3);

	(void)et_sig_from(sim_db_bytes(stmt, first + 1), &row.sig);
	row.author = sim_person_of(chain->world, &author);
	return row;
}

static bool follow_log(struct sim_chain *chain, sqlite3_stmt *stmt)
{
	const struct et_slice bytes = sim_db_bytes(stmt, 1);
	const struct et_hash hash = et_hash_of(bytes), stored = sim_db_hash(stmt, 2);
	struct et_logrow row;

	if (et_logrow_read(bytes, &chain->world->kit->deployment.g, &row) != ET_OK ||
		row.seq != chain->log_seq + 1 || row.seq != sqlite3_column_int64(stmt, 0) ||
		!et_hash_eq(&row.prev, &chain->log_hash) || !et_hash_eq(&hash, &stored))
		return wrong(chain, "the log is broken", "log", chain->log_seq + 1);
	chain->log_seq = row.seq;
	chain->log_hash = hash;
	return true;
}

bool sim_chain_follow(struct sim_chain *chain, struct sim_core *core)
{
	sqlite3_stmt *stmt;
	bool good = true;
	struct row row;

	chain->turn++;
	stmt = sim_db_ask_from(&core->db, SQ_LOG, chain->log_seq);
	while (good && sqlite3_step(stmt) == SQLITE_ROW)
		good = follow_log(chain, stmt);
	sqlite3_reset(stmt);
	stmt = sim_db_ask_from(&core->db, SQ_DIRECTORY, chain->dir.seq);
	while (good && sqlite3_step(stmt) == SQLITE_ROW) {
		row = read_row(chain, stmt, 1);
		good = take_dir(chain, &row);
	}
	sqlite3_reset(stmt);
	stmt = sim_db_ask_from(&core->db, SQ_STATEMENTS, chain->row);
	while (good && sqlite3_step(stmt) == SQLITE_ROW) {
		chain->row = sqlite3_column_int64(stmt, 0);
		row = read_row(chain, stmt, 2);
		row.now_ms = core->fake.now_ms;
		good = take_case(chain, &row);
	}
	sqlite3_reset(stmt);
	return good;
}

bool sim_chain_is_kept(struct sim_chain *chain, struct sim_core *core)
{
	int64_t left = 0, log_left = chain->log_seq > 0;
	sqlite3_stmt *stmt;

	for (int i = 0; i < chain->count; i++)
		left += chain->cases[i].head.seq;
	stmt = sim_db_ask_from(&core->db, SQ_STATEMENTS, 0);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		const struct et_id id = sim_db_id(stmt, 1);
		const struct et_hash hash = sim_db_hash(stmt, 4);
		const struct sc_case *cs = sim_chain_case(chain, &id);

		for (int64_t seq = 1; cs != NULL && seq <= cs->head.seq; seq++)
			left -= et_hash_eq(&cs->hashes[seq], &hash);
	}
	sqlite3_reset(stmt);
	left += chain->dir.seq;
	stmt = sim_db_ask_from(&core->db, SQ_DIRECTORY, 0);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		const struct et_hash hash = sim_db_hash(stmt, 3);
		int64_t seq = sqlite3_column_int64(stmt, 0);

		left -= seq <= chain->dir.seq && et_hash_eq(&chain->dir_hashes[seq], &hash);
	}
	sqlite3_reset(stmt);
	stmt = sim_db_ask_from(&core->db, SQ_LOG, chain->log_seq - 1);
	if (log_left && sqlite3_step(stmt) == SQLITE_ROW) {
		const struct et_hash hash = sim_db_hash(stmt, 2);

		log_left = !et_hash_eq(&hash, &chain->log_hash);
	}
	sqlite3_reset(stmt);
	return (left == 0 && !log_left) ||
		wrong(chain, "what was committed is gone", "statements and rows", left + log_left);
}
