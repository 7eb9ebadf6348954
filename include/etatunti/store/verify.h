/*
 * What `etatunti verify` needs of the database besides the nouns: SQLite's own checks and the comparison
 * of the stored projections with rebuilt ones. Knows no chain.
 *
 *   et_store_open(path, ET_STORE_READ, …, &data)     et_store_open_memory(…, &built)
 *   et_store_txn_begin(built)
 *   … replay genesis, enrolments, directory, hours and case statements into built …
 *   et_store_txn_commit(built)
 *   for every name in et_store_projections(): et_store_verify_compare(data, built, name, …)
 *   et_store_verify_schema(data, built, …)
 */
#ifndef ETATUNTI_STORE_VERIFY_H
#define ETATUNTI_STORE_VERIFY_H

#include <etatunti/store/store.h>

/* The tables that the chains determine, NULL-terminated (section "projections" of the migration). */
#define ET_STORE_PROJECTIONS \
	"org", "invite", "user", "user_key", "credential", "pair", "pair_member", "substitute", \
		"series", "series_pair", "hour", "hour_set", "team", "card", "casefile", \
		"commitment", "member", "retention", "follow_up", "hold", "case_end", "measure", \
		"measure_value", "wrap", "object", "consent", "place", "case_session", \
		"confirmation", "guest"
const char *const *et_store_projections(void);

/* SQLite's integrity_check and foreign_key_check. ET_CORRUPT with the first finding in why. */
enum et_err et_store_verify_integrity(struct et_store *store, char why[ET_STORE_WHY_LEN])
	ET_MUST_USE;

/*
 * Rows that belong to a row of the projections and have none, and values of meta that nobody knows: of
 * object_ct, wrap_data, guest_data, chunk (taken ones); rows of the chains under a key of zeroes. ET_CORRUPT: why names the first.
 */
enum et_err et_store_verify_extra(struct et_store *store, char why[ET_STORE_WHY_LEN]) ET_MUST_USE;

/*
 * ET_OK if both have the same tables, views, indexes and triggers, word for word. ET_CORRUPT: why names
 * the first that is another, missing or too many in `store`.
 */
enum et_err et_store_verify_schema(
	struct et_store *store, struct et_store *built, char why[ET_STORE_WHY_LEN]) ET_MUST_USE;

/*
 * ET_OK if both have exactly the same rows in that table. ET_CORRUPT: why names the first row, by key
 * and column, that is missing, too many or different in `store` as against `built`.
 */
enum et_err et_store_verify_compare(struct et_store *store, struct et_store *built,
	const char *table, char why[ET_STORE_WHY_LEN]) ET_MUST_USE;

#endif
