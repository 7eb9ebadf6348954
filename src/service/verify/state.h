/*
 * What one run of verify carries from part to part. Private to this folder; one file per part.
 */
#ifndef ETATUNTI_SERVICE_VERIFY_STATE_H
#define ETATUNTI_SERVICE_VERIFY_STATE_H

#include <etatunti/base/arena.h>
#include <etatunti/base/map.h>
#include <etatunti/crypto/chain.h>
#include <etatunti/crypto/logrow.h>
#include <etatunti/service/call.h>
#include <etatunti/service/verify.h>
#include <etatunti/store/store.h>

/* Rows read at a time; the arena is emptied between pages. */
#define ET_VERIFY_PAGE 512

/* A row whose hash must stand on the log. */
struct et_verify_logged {
	struct et_hash hash;
	const char *table; /* "dir_statement", "enrolment" */
	int64_t seq, at;   /* what names the row; the time that the log must give it, or 0 */
	struct et_id uid;
	bool seen;
};

/* A row of the unsigned record as the log last said it was written. */
struct et_verify_record {
	struct et_hash hash;
	bool seen; /* the table has it */
};

/* A checkpoint of the file, in its order. */
struct et_verify_mark {
	int64_t seq;
	struct et_hash hash;
};

struct et_verify {
	struct et_store *data, *built;
	struct et_arena *page;           /* rows of the part, emptied by it */
	struct et_arena *step;           /* one row's work, emptied for each */
	struct et_arena *all;            /* lives as long as the run */
	struct et_deployment deployment; /* genesis, g, log_pk */
	struct et_slice salt_secret;
	struct et_map *people;  /* uid → struct et_user: everyone certified */
	struct et_map *logged;  /* first 16 bytes of the hash → struct et_verify_logged */
	struct et_map *records; /* id → struct et_verify_record */
	struct et_verify_mark *marks;
	size_t mark_count, mark_cap;
	int64_t statements; /* of all cases */
	int64_t replayed;
	const struct et_verify_sink *sink;
	char *why;
};

/* The sentence, unless there is one already. Always ET_CORRUPT. */
enum et_err et_verify_fail(struct et_verify *run, const char *fmt, ...) ET_MUST_USE ET_PRINTF(2, 3);
/* A line for the sink. */
void et_verify_say(const struct et_verify *run, const char *fmt, ...) ET_PRINTF(2, 3);

/* Ids and hashes in sentences: hex, the first 8 bytes of a hash. */
struct et_verify_hex {
	char text[33];
};
struct et_verify_hex et_verify_id(const struct et_id *id);

/* The parts, in the order in which they run. */
enum et_err et_verify_genesis(struct et_verify *run) ET_MUST_USE;
enum et_err et_verify_directory(struct et_verify *run) ET_MUST_USE;
enum et_err et_verify_cases(struct et_verify *run) ET_MUST_USE;
enum et_err et_verify_read_marks(struct et_verify *run, const char *path) ET_MUST_USE;
enum et_err et_verify_log(struct et_verify *run) ET_MUST_USE;
enum et_err et_verify_records(struct et_verify *run) ET_MUST_USE;
enum et_err et_verify_projections(struct et_verify *run) ET_MUST_USE;
enum et_err et_verify_data(struct et_verify *run) ET_MUST_USE;

/*
 * The log passes a directory statement: the copy, which has the pairs of today since the directory was
 * walked, has those of then from here on. Everything else of the directory only ever grows.
 */
enum et_err et_verify_directory_then(struct et_verify *run, int64_t seq) ET_MUST_USE;
/* One row of the log that says ok and names a statement of a case: project it into `built`. */
enum et_err et_verify_replay(struct et_verify *run, const struct et_logrow *row) ET_MUST_USE;

/* One row of the log that says ok and names a changed passphrase; and whether the log had them all. */
enum et_err et_verify_relogin(struct et_verify *run, const struct et_logrow *row) ET_MUST_USE;
enum et_err et_verify_relogins_end(struct et_verify *run) ET_MUST_USE;

/* A row that must be found on the log, by its hash. */
enum et_err et_verify_expect(struct et_verify *run, const struct et_verify_logged *row) ET_MUST_USE;
struct et_id et_verify_hash_key(const struct et_hash *hash);

#endif
