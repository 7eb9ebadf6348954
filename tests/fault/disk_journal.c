/* See disk_journal.h. A file is replayed up to its last sync whole, from there on with losses. */
#include "disk_journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "disk_mem.h"
#include "store/fault.h"

enum op_type { OP_WRITE, OP_TRUNCATE, OP_SYNC, OP_FAILED_SYNC };

struct dj_op {
	enum op_type type;
	size_t file;
	int64_t at; /* of a truncation: the new length */
	size_t len;
	uint8_t *bytes;
	bool is_unsure; /* a sync after it has failed */
};

struct image {
	uint8_t *bytes;
	size_t len, cap;
};

/* ----------------------------------------------------------------- listening */

static uint8_t *copied(const void *bytes, size_t len)
{
	uint8_t *copy = malloc(len > 0 ? len : 1);

	if (copy == NULL)
		abort();
	if (len > 0)
		memcpy(copy, bytes, len);
	return copy;
}

/* If it is about one of the two files. */
static void keep(struct dj_journal *journal, const char *name, struct dj_op op, const void *bytes)
{
	for (op.file = 0; op.file < DJ_FILES; op.file++) {
		if (name != NULL && strcmp(journal->name[op.file], name) == 0)
			break;
	}
	if (op.file == DJ_FILES)
		return;
	if (journal->count == journal->cap) {
		journal->cap = journal->cap == 0 ? 1024 : 2 * journal->cap;
		journal->ops = realloc(journal->ops, journal->cap * sizeof(*journal->ops));
		if (journal->ops == NULL)
			abort();
	}
	op.bytes = op.len > 0 ? copied(bytes, op.len) : NULL;
	journal->ops[journal->count++] = op;
}

static void wrote(void *ctx, const char *name, const void *bytes, int len, int64_t at)
{
	keep(ctx, name, (struct dj_op){ .type = OP_WRITE, .at = at, .len = (size_t)len }, bytes);
}

static void truncated(void *ctx, const char *name, int64_t len)
{
	keep(ctx, name, (struct dj_op){ .type = OP_TRUNCATE, .at = len }, NULL);
}

static void synced(void *ctx, const char *name)
{
	keep(ctx, name, (struct dj_op){ .type = OP_SYNC }, NULL);
}

/* What has been written since the last sync, failed or not, is unsure from here on. */
static void unsynced(void *ctx, const char *name)
{
	struct dj_journal *journal = ctx;
	size_t last = journal->count;

	keep(ctx, name, (struct dj_op){ .type = OP_FAILED_SYNC }, NULL);
	if (journal->count == last)
		return; /* of another file */
	for (size_t i = last; i > 0; i--) {
		struct dj_op *op = &journal->ops[i - 1];

		if (op->file != journal->ops[last].file)
			continue;
		if (op->type == OP_SYNC || op->type == OP_FAILED_SYNC)
			return;
		op->is_unsure = true;
	}
}

void dj_begin(struct dj_journal *journal, const char *path)
{
	const struct fault_watch watch = { wrote, truncated, synced, unsynced, journal };
	struct et_slice now = dm_get(path);

	*journal = (struct dj_journal){ .base = copied(now.ptr, now.len), .base_len = now.len };
	(void)snprintf(journal->name[0], sizeof(journal->name[0]), "%s", path);
	(void)snprintf(journal->name[1], sizeof(journal->name[1]), "%s-wal", path);
	fault_watch(&watch);
}

void dj_end(struct dj_journal *journal)
{
	fault_watch(NULL);
	for (size_t i = 0; i < journal->count; i++)
		free(journal->ops[i].bytes);
	free(journal->ops);
	free(journal->base);
	*journal = (struct dj_journal){ 0 };
}

/* ------------------------------------------------------------------- a crash */

const char *dj_loss_name(enum dj_loss loss)
{
	static const char *const names[] = { "dropped", "torn", "mixed", "sectors" };

	return names[loss];
}

static uint64_t draw(uint64_t *random)
{
	*random ^= *random << 13;
	*random ^= *random >> 7;
	*random ^= *random << 17;
	return *random * UINT64_C(0x2545f4914f6cdd1d);
}

static bool toss(uint64_t *random)
{
	return draw(random) >> 63 != 0;
}

static void resize(struct image *image, size_t len)
{
	if (len > image->cap) {
		image->cap = 2 * len;
		if ((image->bytes = realloc(image->bytes, image->cap)) == NULL)
			abort();
	}
	if (len > image->len)
		memset(image->bytes + image->len, 0, len - image->len);
	image->len = len;
}

static void put(struct image *image, const struct dj_op *op, size_t from, size_t to)
{
	size_t end = (size_t)op->at + to;

	if (from == to)
		return;
	if (end > image->len)
		resize(image, end);
	memcpy(image->bytes + (size_t)op->at + from, op->bytes + from, to - from);
}

static void apply(struct image *image, const struct dj_op *op)
{
	if (op->type == OP_WRITE)
		put(image, op, 0, op->len);
	else if (op->type == OP_TRUNCATE && (size_t)op->at < image->len)
		image->len = (size_t)op->at;
}

/* Where the sector ends in which the byte lies, within the write. */
static size_t sector_end(const struct dj_op *op, size_t from)
{
	size_t end = ((size_t)op->at + from) / DJ_SECTOR * DJ_SECTOR + DJ_SECTOR - (size_t)op->at;

	return end < op->len ? end : op->len;
}

static void apply_sectors(struct image *image, const struct dj_op *op, uint64_t *random)
{
	for (size_t from = 0, end; from < op->len; from = end) {
		end = sector_end(op, from);
		if (toss(random))
			put(image, op, from, end);
	}
}

static void apply_torn(struct image *image, const struct dj_op *op, uint64_t *random)
{
	size_t end = op->len == 0 ? 0 : draw(random) % op->len;

	if (op->type == OP_WRITE)
		put(image, op, 0, end == 0 ? 0 : sector_end(op, end - 1));
}

static size_t last_sync(const struct dj_journal *journal, size_t count, size_t file)
{
	while (count > 0 &&
		(journal->ops[count - 1].type != OP_SYNC || journal->ops[count - 1].file != file))
		count--;
	return count;
}

/* All that waits counts, of whichever file: a disk does not know of files. */
static size_t at_risk(const struct dj_journal *journal, size_t count, size_t out[])
{
	size_t waiting = 0, sure[DJ_FILES];

	for (size_t file = 0; file < DJ_FILES; file++)
		sure[file] = last_sync(journal, count, file);
	for (size_t i = 0; i < count; i++) {
		const struct dj_op *op = &journal->ops[i];

		if (op->type == OP_SYNC || op->type == OP_FAILED_SYNC || i < sure[op->file])
			continue;
		if (out != NULL)
			out[waiting] = i;
		waiting++;
	}
	return waiting;
}

bool dj_is_at_risk(const struct dj_journal *journal, size_t count)
{
	return at_risk(journal, count, NULL) > 0;
}

static void lose(struct image images[DJ_FILES], const struct dj_journal *journal,
	const size_t waiting[], size_t count, enum dj_loss loss, uint64_t random)
{
	size_t kept = loss == DJ_TORN && count > 0 ? draw(&random) % count : 0;

	for (size_t i = 0; i < count && loss != DJ_DROPPED; i++) {
		const struct dj_op *op = &journal->ops[waiting[i]];
		struct image *image = &images[op->file];

		if (loss == DJ_SECTORS && op->type == OP_WRITE)
			apply_sectors(image, op, &random);
		else if (loss == DJ_TORN ? i < kept : toss(&random))
			apply(image, op);
		else if (loss == DJ_TORN && i == kept)
			apply_torn(image, op, &random);
	}
}

void dj_crash(const struct dj_journal *journal, size_t count, enum dj_loss loss, uint64_t seed,
	const char *database, const char *wal)
{
	const char *names[DJ_FILES] = { database, wal };
	struct image images[DJ_FILES] = { { 0 } };
	size_t *waiting = calloc(count + 1, sizeof(*waiting)), lost;
	uint64_t random = (seed + 1) * UINT64_C(0x9e3779b97f4a7c15) | 1;

	if (waiting == NULL)
		abort();
	for (size_t file = 0; file < DJ_FILES; file++) {
		size_t sure = last_sync(journal, count, file);

		if (file == 0) {
			resize(&images[file], journal->base_len);
			memcpy(images[file].bytes, journal->base, journal->base_len);
		}
		for (size_t i = 0; i < sure; i++) {
			const struct dj_op *op = &journal->ops[i];

			if (op->file == file &&
				(!op->is_unsure || (loss != DJ_DROPPED && toss(&random))))
				apply(&images[file], op);
		}
	}
	lost = at_risk(journal, count, waiting);
	lose(images, journal, waiting, lost, loss, random);
	for (size_t file = 0; file < DJ_FILES; file++) {
		dm_put(names[file], et_slice_of(images[file].bytes, images[file].len));
		free(images[file].bytes);
	}
	free(waiting);
}
