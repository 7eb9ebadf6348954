/* See diskwork.h. Reads and writes the files behind the server's back. */
#include "diskwork.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <etatunti/store/txn.h>

#include "store/handle.h"

/* Pieces this long are looked for, one in so many bytes; they may lie across two pages, so not each is found. */
#define PIECE_LEN 16
#define PIECE_EVERY 256
#define PIECES_MAX 4096

struct cw_world *dw_world_new(struct dw_disk *disk)
{
	*disk = (struct dw_disk){ .dir = "/tmp/etatunti-disk-XXXXXX" };
	assert_non_null(mkdtemp(disk->dir));
	(void)snprintf(disk->path, sizeof(disk->path), "%s/et.db", disk->dir);
	return cw_world_of(kit_new_in(disk->path));
}

void dw_world_free(struct dw_disk *disk, struct cw_world *world)
{
	cw_world_free(world);
	assert_int_equal(unlink(disk->path), 0);
	assert_int_equal(rmdir(disk->dir), 0);
}

static void open_again(struct dw_disk *disk, struct kit *kit)
{
	char why[ET_STORE_WHY_LEN];

	if (et_store_open(disk->path, ET_STORE_SERVE, kit_now(kit), &kit->store, why) != ET_OK)
		fail_msg("store: %s", why);
	kit_restart(kit);
}

void dw_crash(struct dw_disk *disk, struct kit *kit)
{
	kit->store->dead = true; /* leaves the write-ahead log where it is */
	et_store_close(kit->store);
	open_again(disk, kit);
}

static struct et_slice read_file(struct kit *kit, const char *path)
{
	FILE *file = fopen(path, "rb");
	size_t len;
	uint8_t *bytes;

	assert_non_null(file);
	assert_int_equal(fseek(file, 0, SEEK_END), 0);
	len = (size_t)ftell(file);
	rewind(file);
	assert_non_null(bytes = et_arena_alloc(kit->arena, len));
	assert_int_equal(fread(bytes, 1, len, file), len);
	fclose(file);
	return et_slice_of(bytes, len);
}

void dw_keep(struct dw_disk *disk, struct kit *kit)
{
	et_store_close(kit->store);
	disk->kept = read_file(kit, disk->path);
	disk->then = kit->fake;
	open_again(disk, kit);
}

void dw_back(struct dw_disk *disk, struct kit *kit)
{
	FILE *file;

	et_store_close(kit->store);
	assert_non_null(file = fopen(disk->path, "wb"));
	assert_int_equal(fwrite(disk->kept.ptr, 1, disk->kept.len, file), disk->kept.len);
	assert_int_equal(fclose(file), 0);
	kit->fake = disk->then;
	open_again(disk, kit);
}

/* One turn of core, as far as the disk goes; what it says to anybody is thrown away. */
static enum et_err turn(struct kit *kit)
{
	struct et_delivery out;
	enum et_err err = et_store_txn_begin(kit->store, "diskwork");
	bool is_full;

	if (err != ET_OK)
		return err;
	err = et_service_timers(kit->service);
	is_full = et_store_txn_is_lost(kit->store) || err == ET_STORAGE_FULL;
	if (err == ET_OK && !is_full) {
		if ((err = et_store_txn_commit(kit->store)) == ET_OK)
			et_service_committed(kit->service);
		is_full = err == ET_STORAGE_FULL;
	}
	if (err != ET_OK || is_full) {
		et_store_txn_rollback(kit->store);
		if (!is_full || (err != ET_OK && err != ET_STORAGE_FULL))
			return err;
		err = et_service_lost(kit->service);
	}
	while (et_service_next_delivery(kit->service, &out))
		;
	return err;
}

enum et_err dw_advance(struct kit *kit, int64_t ms)
{
	int64_t until = kit->fake.now_ms + ms;
	enum et_err err;

	for (;;) {
		int64_t next = et_service_next_at(kit->service);

		if (next > until)
			break;
		if (next > kit->fake.now_ms)
			et_env_fake_advance(&kit->fake, next - kit->fake.now_ms);
		if ((err = turn(kit)) != ET_OK)
			return err;
	}
	et_env_fake_advance(&kit->fake, until - kit->fake.now_ms);
	return ET_OK;
}

void dw_secret(struct dw_secrets *secrets, struct et_slice bytes)
{
	assert_true(secrets->count < DW_SECRETS_MAX && bytes.len >= PIECE_LEN);
	secrets->list[secrets->count++] = bytes;
}

void dw_secret_rows(struct dw_secrets *secrets, struct kit *kit, const char *sql)
{
	size_t before = secrets->count;
	sqlite3_stmt *stmt;

	assert_int_equal(sqlite3_prepare_v2(kit->store->db, sql, -1, &stmt, NULL), SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		struct et_slice kept,
			bytes = et_slice_of(sqlite3_column_blob(stmt, 0),
				(size_t)sqlite3_column_bytes(stmt, 0));

		assert_int_equal(et_arena_slice(kit->arena, bytes, &kept), ET_OK);
		dw_secret(secrets, kept);
	}
	sqlite3_finalize(stmt);
	assert_true(secrets->count > before);
}

/* Pieces by their first two bytes: each file is gone through once. */
struct pieces {
	uint16_t first[UINT16_MAX + 1]; /* 0: none, else a number in list */
	struct piece {
		const uint8_t *ptr;
		size_t secret;
		uint16_t next;
	} list[PIECES_MAX];
	uint16_t count;
};

static uint16_t start_of(const uint8_t *ptr)
{
	return (uint16_t)(ptr[0] << 8 | ptr[1]);
}

static void add_piece(struct pieces *pieces, const uint8_t *ptr, size_t secret)
{
	uint16_t *first = &pieces->first[start_of(ptr)];

	assert_true(pieces->count + 1 < PIECES_MAX);
	pieces->count++;
	pieces->list[pieces->count] = (struct piece){ ptr, secret, *first };
	*first = pieces->count;
}

static void cut(struct pieces *pieces, const struct dw_secrets *secrets)
{
	memset(pieces, 0, sizeof(*pieces));
	for (size_t i = 0; i < secrets->count; i++) {
		struct et_slice secret = secrets->list[i];

		for (size_t at = 0; at + PIECE_LEN <= secret.len; at += PIECE_EVERY)
			add_piece(pieces, secret.ptr + at, i);
		add_piece(pieces, secret.ptr + secret.len - PIECE_LEN, i);
	}
}

static void look(const struct pieces *pieces, struct et_slice file, bool *found)
{
	for (size_t at = 0; at + PIECE_LEN <= file.len; at++) {
		const uint8_t *ptr = file.ptr + at;

		for (uint16_t i = pieces->first[start_of(ptr)]; i != 0; i = pieces->list[i].next) {
			if (memcmp(ptr, pieces->list[i].ptr, PIECE_LEN) == 0)
				found[pieces->list[i].secret] = true;
		}
	}
}

size_t dw_found(const struct dw_disk *disk, const struct dw_secrets *secrets)
{
	static struct pieces pieces;
	struct kit scratch = { .arena = et_arena_new((size_t)1 << 20, (size_t)1 << 28) };
	bool found[DW_SECRETS_MAX] = { false };
	DIR *dir = opendir(disk->dir);
	struct dirent *entry;
	size_t count = 0, files = 0;

	assert_non_null(dir);
	cut(&pieces, secrets);
	while ((entry = readdir(dir)) != NULL) {
		char path[400];

		if (entry->d_name[0] == '.')
			continue;
		(void)snprintf(path, sizeof(path), "%s/%s", disk->dir, entry->d_name);
		look(&pieces, read_file(&scratch, path), found);
		files++;
	}
	closedir(dir);
	et_arena_free(scratch.arena);
	assert_true(files > 0);
	for (size_t i = 0; i < secrets->count; i++)
		count += found[i];
	return count;
}
