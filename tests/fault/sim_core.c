/* See sim_core.h. The disk is X1's: disk_mem.h under store/fault.h, watched by disk_journal.h. */
#include "sim_core.h"

#include <string.h>
#include <sys/socket.h>

#include "disk_mem.h"
#include "store/fault.h"
#include "store/handle.h"

#define IPC_QUEUE_MAX ((size_t)8 << 20)
#define CHECKPOINTS_MAX ((size_t)64 << 20)
#define WAL_PAGES 200

static enum et_err keep(void *ctx, struct et_slice line)
{
	struct sim_core *core = ctx;

	et_buf_slice(&core->fresh, line);
	et_buf_u8(&core->fresh, '\n');
	return line.len > 0 ? et_buf_err(&core->fresh) : ET_INTERNAL;
}

static bool storage_is_low(void *ctx)
{
	return ((struct sim_core *)ctx)->is_low;
}

static void open_store(struct sim_core *core)
{
	char why[ET_STORE_WHY_LEN];
	const char *path = core->world->names.path;

	if (et_store_open(path, ET_STORE_SERVE, core->fake.now_ms, &core->store, why) != ET_OK)
		fail_msg("the record does not open: %s", why);
	assert_int_equal(sqlite3_wal_autocheckpoint(core->store->db, WAL_PAGES), SQLITE_OK);
	sim_db_open(&core->db, core->store->db);
}

static void start(struct sim_core *core)
{
	struct kit *kit = core->world->kit;
	struct et_core_config config = { .service = { .env = &core->fake.env,
						 .store = core->store,
						 .deployment = &kit->deployment,
						 .salt_secret = et_slice_of(kit->salt_secret, 32),
						 .log_key = &kit->log_key,
						 .storage_is_low = storage_is_low,
						 .storage_ctx = core },
		.keep_checkpoint = keep,
		.keep_ctx = core };
	int fds[2];

	assert_int_equal(et_core_open(&config, &core->core), ET_OK);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	core->front = et_ipc_new(fds[1], ET_IPC_FRONT, IPC_QUEUE_MAX);
	assert_non_null(core->front);
	et_core_attach(core->core, et_ipc_new(fds[0], ET_IPC_CORE, IPC_QUEUE_MAX));
}

void sim_core_rebase(struct sim_core *core)
{
	assert_int_equal(sqlite3_wal_checkpoint_v2(
				 core->store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL),
		SQLITE_OK);
	dj_end(&core->journal);
	dj_begin(&core->journal, core->world->names.path);
	core->settled = 0;
}

void sim_core_new(struct sim_core *core, const struct sim_world *world, uint64_t seed)
{
	*core = (struct sim_core){ .world = world };
	et_buf_init(&core->checkpoints, CHECKPOINTS_MAX);
	et_buf_init(&core->fresh, CHECKPOINTS_MAX);
	et_env_fake_init(&core->fake, world->now_ms, seed);
	dm_put(world->names.path, world->image);
	dm_delete(world->names.wal);
	open_store(core);
	sim_core_rebase(core);
	start(core);
}

static void close_all(struct sim_core *core)
{
	dj_end(&core->journal);
	fault_writes(0, 0);
	fault_syncs(0, 0);
	core->is_armed = false;
	sim_db_close(&core->db);
	et_core_close(core->core);
	et_store_close(core->store);
	et_ipc_free(core->front);
	core->core = NULL;
	core->store = NULL;
	core->front = NULL;
}

void sim_core_free(struct sim_core *core)
{
	close_all(core);
	et_buf_fini(&core->checkpoints);
	et_buf_fini(&core->fresh);
	dm_delete(core->world->names.path);
	dm_delete(core->world->names.wal);
	dm_delete(core->world->names.back);
	dm_delete(core->world->names.back_wal);
}

void sim_core_settle(struct sim_core *core)
{
	core->settled = core->journal.count;
	et_buf_slice(&core->checkpoints, et_buf_view(&core->fresh));
	et_buf_reset(&core->fresh);
}

enum et_err sim_core_turn(struct sim_core *core)
{
	bool eof;
	enum et_err err;

	sim_core_settle(core);
	assert_int_equal(et_ipc_flush(core->front), ET_OK);
	assert_int_equal(et_ipc_pending(core->front), 0);
	if ((err = et_core_turn(core->core)) != ET_OK)
		return err;
	assert_int_equal(et_ipc_fill(core->front, &eof), ET_OK);
	assert_false(eof);
	return ET_OK;
}

/* On the files that were put aside. */
static void come_back(struct sim_core *core)
{
	const struct dk_script *names = &core->world->names;

	close_all(core);
	core->is_low = false;
	dm_put(names->path, dm_get(names->back));
	dm_put(names->wal, dm_get(names->back_wal));
	open_store(core);
	sim_core_rebase(core);
	start(core);
}

void sim_core_kill(struct sim_core *core)
{
	const struct dk_script *names = &core->world->names;

	dm_put(names->back, dm_get(names->path));
	dm_put(names->back_wal, dm_get(names->wal));
	come_back(core);
}

void sim_core_lose_power(struct sim_core *core, enum dj_loss loss, uint64_t seed)
{
	const struct dk_script *names = &core->world->names;
	size_t span = core->journal.count - core->settled + 1;

	dj_crash(&core->journal, core->settled + seed % span, loss, seed, names->back,
		names->back_wal);
	et_buf_reset(&core->fresh);
	core->fake.mono_ms = 0;
	come_back(core);
}

void sim_core_full(struct sim_core *core, enum sim_full full, uint64_t seed)
{
	bool fails = full == SIM_NOTICED || full == SIM_NO_ROOM;
	int64_t pages = 0;

	core->is_low = full == SIM_NOTICED;
	fault_writes(fails ? 1 : 0, fails ? SQLITE_FULL : 0);
	if (full == SIM_PAGES) {
		assert_int_equal(et_store_page_count(core->store, &pages), ET_OK);
		pages += (int64_t)(seed % 8);
	}
	assert_int_equal(et_store_limit_pages(core->store, pages), ET_OK);
}

void sim_core_break(struct sim_core *core, uint64_t seed)
{
	const struct fault fault = { .countdown = 1 + (int)(seed % 4),
		.rc = SQLITE_IOERR_WRITE,
		.once = true,
		.written = (int)(seed >> 8 & 255) };
	const struct fault sync = { .countdown = 1, .rc = SQLITE_IOERR_FSYNC, .once = true };

	if ((seed >> 16 & 1) != 0)
		fault_write(&fault);
	else
		fault_sync(&sync);
	core->is_armed = true;
}
