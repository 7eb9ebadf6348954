/*
 * A server that lies in good form: rows and statements that no rule has let in, rightly signed, hashed
 * and logged. For the tests of verify.
 */
#ifndef ETATUNTI_TESTS_SERVICE_FORGE_H
#define ETATUNTI_TESTS_SERVICE_FORGE_H

#include "record.h"

/* A row of the log at its end that says ok. case_id, object NULL: zero. Inside a transaction. */
void forge_row(struct cw_world *world, const char *action, const struct et_id *actor,
	const struct et_id *case_id, const struct et_id *object, const struct et_hash *statement);

/* A directory statement at the end of the chain, signed by that person; logged: with its row. */
void forge_dir(struct cw_world *world, const struct kit_peer *by, const char *kind,
	struct et_slice body, const struct et_id *subject, bool logged);

/* verify finds something, and says so. */
void forge_expect(struct et_store *store, const char *sentence);

#endif
