/*
 * The whole record checked offline: everything that is signed or hashed, and that everything else follows
 * from it (PROTOCOL.md section 8). Writes nothing; needs no secret.
 */
#ifndef ETATUNTI_SERVICE_VERIFY_H
#define ETATUNTI_SERVICE_VERIFY_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

struct et_store;

/* One sentence, without a full stop: what does not hold, by table and key. */
#define ET_VERIFY_WHY_LEN 400

/* Where the findings go, a line per part that holds: "directory: 12 statements". */
struct et_verify_sink {
	void (*line)(void *ctx, const char *text);
	void *ctx;
};

/*
 * Checks, in this order: the database itself, genesis, directory and enrolments, the chains of the cases,
 * the log row by row with its checkpoints (those of the table and the lines of checkpoints.log), the
 * unsigned records against their hashes on the log, the projections against ones rebuilt by
 * replaying the statements in the log's order, and the ciphertexts.
 *
 * store was opened with ET_STORE_READ (or is the memory of a test). checkpoints_path is NULL or the file's
 * name. sink may be NULL.
 *
 * ET_OK: all of it holds. ET_CORRUPT: why names the first bad row, "statement case 3f… seq 4: the
 * signature does not match". ET_IO: the checkpoint file cannot be read. ET_STORAGE, ET_NO_MEMORY.
 */
enum et_err et_verify_run(struct et_store *store, const char *checkpoints_path,
	const struct et_verify_sink *sink, char why[ET_VERIFY_WHY_LEN]) ET_MUST_USE;

#endif
