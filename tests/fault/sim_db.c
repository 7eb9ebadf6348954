/* See sim_db.h. */
#include "sim_db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* after the four above */
#include <cmocka.h>

static const char *const texts[SQ_COUNT] = {
	[SQ_STATEMENTS] = "SELECT rowid, case_id, stmt, sig, hash, author FROM statement "
			  "WHERE rowid > ?1 ORDER BY rowid",
	[SQ_DIRECTORY] = "SELECT seq, stmt, sig, hash, issuer FROM dir_statement "
			 "WHERE seq > ?1 ORDER BY seq",
	[SQ_LOG] = "SELECT seq, row, hash FROM log WHERE seq > ?1 ORDER BY seq",
	[SQ_HOURS] = "SELECT COUNT(*), SUM(minutes) FROM place WHERE hour_id IS NOT NULL "
		     "GROUP BY hour_id HAVING COUNT(*) > 4 OR SUM(minutes) > 60",
	[SQ_ROOM] = "SELECT case_id, closed_at IS NULL FROM case_session WHERE session_id = ?1",
	[SQ_KELA_WRAPS] = "SELECT COUNT(*) FROM wrap w JOIN user u ON u.uid = w.recipient "
			  "JOIN org o ON o.org_id = u.org_id "
			  "WHERE w.case_id = ?1 AND w.comp = 'S' AND o.kind = 'kela'",
	[SQ_REPLY] = "SELECT reply FROM reply WHERE uid = ?1 AND id = ?2",
	[SQ_REPLIES] = "SELECT rowid, id, reply, at FROM reply WHERE rowid >= ?1 ORDER BY rowid",
	[SQ_DRAFT] = "SELECT ct FROM draft WHERE uid = ?1 AND key = ?2",
	[SQ_CHECKPOINT] = "SELECT l.hash FROM log l JOIN checkpoint c ON c.seq = l.seq "
			  "WHERE l.seq = ?1",
	[SQ_CASE] = "SELECT state, series_id, hour_id, place_state, session_id, held, minutes "
		    "FROM case_view WHERE case_id = ?1",
	[SQ_HOURS_AHEAD] = "SELECT hour_id, starts_at, ends_at, local_date, state FROM hour "
			   "WHERE series_id = ?1 AND starts_at > ?2 AND starts_at < ?3 "
			   "ORDER BY starts_at",
	[SQ_NEXT_HOUR] = "SELECT MIN(h.starts_at) FROM hour h WHERE h.starts_at > ?1 "
			 "AND h.state = 'planned' "
			 "AND EXISTS (SELECT 1 FROM place p WHERE p.hour_id = h.hour_id)",
	[SQ_HOUR_END] = "SELECT MIN(ends_at) FROM hour "
			"WHERE series_id = ?1 AND starts_at > ?2 AND state = 'planned'",
	[SQ_HOURS_NOW] = "SELECT COUNT(*) FROM hour h JOIN place p ON p.hour_id = h.hour_id "
			 "WHERE h.starts_at BETWEEN ?1 - 7000000 AND ?1 + 900000 "
			 "AND p.state IN ('queued', 'ready', 'needs-info', 'in-turn')",
	[SQ_OBJECT] = "SELECT object_id, rev, ct_hash, comp FROM object "
		      "WHERE case_id = ?1 AND type = ?2 ORDER BY seq DESC LIMIT 1",
	[SQ_GUEST] = "SELECT guest_id FROM guest "
		     "WHERE case_id = ?1 AND ended_seq IS NULL ORDER BY seq DESC LIMIT 1",
};

void sim_db_open(struct sim_db *db, sqlite3 *of)
{
	*db = (struct sim_db){ .db = of };
}

void sim_db_close(struct sim_db *db)
{
	for (size_t i = 0; i < SQ_COUNT; i++)
		sqlite3_finalize(db->stmts[i]);
	*db = (struct sim_db){ 0 };
}

sqlite3_stmt *sim_db_ask(struct sim_db *db, enum sim_query query)
{
	sqlite3_stmt **stmt = &db->stmts[query];

	if (*stmt == NULL &&
		sqlite3_prepare_v3(db->db, texts[query], -1, SQLITE_PREPARE_PERSISTENT, stmt,
			NULL) != SQLITE_OK)
		fail_msg("%s: %s", texts[query], sqlite3_errmsg(db->db));
	return *stmt;
}

sqlite3_stmt *sim_db_ask_of(struct sim_db *db, enum sim_query query, const struct et_id *id)
{
	sqlite3_stmt *stmt = sim_db_ask(db, query);

	assert_int_equal(
		sqlite3_bind_blob(stmt, 1, id->b, sizeof(id->b), SQLITE_TRANSIENT), SQLITE_OK);
	return stmt;
}

sqlite3_stmt *sim_db_ask_from(struct sim_db *db, enum sim_query query, int64_t from)
{
	sqlite3_stmt *stmt = sim_db_ask(db, query);

	assert_int_equal(sqlite3_bind_int64(stmt, 1, from), SQLITE_OK);
	return stmt;
}

struct et_slice sim_db_bytes(sqlite3_stmt *stmt, int column)
{
	const void *ptr = sqlite3_column_blob(stmt, column);

	return et_slice_of(ptr, (size_t)sqlite3_column_bytes(stmt, column));
}

struct et_id sim_db_id(sqlite3_stmt *stmt, int column)
{
	struct et_id id;

	(void)et_id_from(sim_db_bytes(stmt, column), &id);
	return id;
}

struct et_hash sim_db_hash(sqlite3_stmt *stmt, int column)
{
	struct et_hash hash;

	(void)et_hash_from(sim_db_bytes(stmt, column), &hash);
	return hash;
}
