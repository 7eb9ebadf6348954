/* See disk_rig.h. */
#include "disk_rig.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <etatunti/crypto/hash.h>

#include "disk_mem.h"
#include "store/handle.h"

#define SAID_MAX ((size_t)8 << 20)
#define IPC_QUEUE_MAX ((size_t)8 << 20)
/* Of our own: a line that was kept outside the database. */
#define SAID_KEPT 1000
/* Soon enough that SQLite moves its WAL within the run too. */
#define WAL_PAGES 100

static enum et_err keep(void *ctx, struct et_slice line)
{
	struct dk_rig *rig = ctx;

	dk_put_frame(&rig->said, SAID_KEPT, 0, line);
	return ET_OK;
}

static enum et_err open_store(struct dk_rig *rig)
{
	char why[ET_STORE_WHY_LEN];
	enum et_err err;

	dm_put(rig->script->path, rig->script->image);
	dj_begin(&rig->journal, rig->script->path);
	err = et_store_open(rig->script->path, ET_STORE_SERVE, rig->fake.now_ms, &rig->store, why);
	if (err == ET_OK)
		assert_int_equal(sqlite3_wal_autocheckpoint(rig->store->db, WAL_PAGES), SQLITE_OK);
	return err;
}

static struct et_core_config config_of(struct dk_rig *rig)
{
	struct kit *kit = rig->script->kit;

	return (struct et_core_config){ .service = { .env = &rig->fake.env,
						.store = rig->store,
						.deployment = &kit->deployment,
						.salt_secret = et_slice_of(kit->salt_secret, 32),
						.log_key = &kit->log_key },
		.keep_checkpoint = keep,
		.keep_ctx = rig };
}

void dk_rig_attach(struct dk_rig *rig)
{
	int fds[2];

	et_ipc_free(rig->front);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	rig->front = et_ipc_new(fds[1], ET_IPC_FRONT, IPC_QUEUE_MAX);
	assert_non_null(rig->front);
	et_core_attach(rig->core, et_ipc_new(fds[0], ET_IPC_CORE, IPC_QUEUE_MAX));
}

enum et_err dk_rig_start(struct dk_rig *rig, const struct dk_script *script)
{
	struct et_core_config config;
	enum et_err err;

	*rig = (struct dk_rig){ .script = script };
	et_env_fake_init(&rig->fake, script->run.start.now_ms, 0);
	dk_put_clock(&rig->fake, &script->run.start);
	et_buf_init(&rig->said, SAID_MAX);
	et_buf_init(&rig->answers, SAID_MAX);
	if ((err = open_store(rig)) != ET_OK)
		return err;
	config = config_of(rig);
	return et_core_open(&config, &rig->core);
}

void dk_rig_open(struct dk_rig *rig, const struct dk_script *script)
{
	enum et_err err = dk_rig_start(rig, script);

	if (err != ET_OK)
		fail_msg("core does not start: %s", et_err_symbol(err));
	dk_rig_attach(rig);
}

static enum et_ipc_type type_of(const struct dk_input *input)
{
	if (input->type == DK_OPENED)
		return ET_IPC_OPEN;
	if (input->type == DK_CLOSED)
		return ET_IPC_CLOSED;
	return input->binary ? ET_IPC_BLOB : ET_IPC_TEXT;
}

static void listen_to_core(struct dk_rig *rig)
{
	struct et_ipc_frame frame;
	bool have = true, eof;

	assert_int_equal(et_ipc_fill(rig->front, &eof), ET_OK);
	while (have) {
		assert_int_equal(et_ipc_next(rig->front, &frame, &have), ET_OK);
		if (!have)
			break;
		dk_put_frame(&rig->said, frame.type, frame.conn, frame.payload);
		if (frame.type == ET_IPC_SEND_TEXT)
			dk_put_frame(&rig->answers, ET_DELIVER_TEXT, frame.conn, frame.payload);
		if (frame.type == ET_IPC_SEND_BLOB)
			dk_put_frame(&rig->answers, ET_DELIVER_BLOB, frame.conn, frame.payload);
	}
}

static void put_input(struct dk_rig *rig, const struct dk_input *input)
{
	assert_int_equal(et_ipc_put(rig->front, type_of(input), input->front, input->bytes), ET_OK);
}

static enum et_err turn(struct dk_rig *rig, size_t number)
{
	enum et_err err;

	et_buf_reset(&rig->said);
	et_buf_reset(&rig->answers);
	assert_int_equal(et_ipc_flush(rig->front), ET_OK);
	assert_int_equal(et_ipc_pending(rig->front), 0);
	if (number < rig->script->run.count)
		err = et_core_turn(rig->core);
	else
		err = et_core_stop(rig->core);
	listen_to_core(rig);
	return err;
}

const struct dk_step *dk_step_at(const struct dk_script *script, size_t number)
{
	static const struct dk_step stop;

	return number < script->run.count ? &script->run.steps[number] : &stop;
}

enum et_err dk_rig_step(struct dk_rig *rig, size_t number)
{
	const struct dk_step *step = dk_step_at(rig->script, number);

	if (number < rig->script->run.count)
		dk_put_clock(&rig->fake, step);
	for (size_t i = step->first; i < step->first + step->count; i++)
		put_input(rig, &rig->script->run.inputs[i]);
	return turn(rig, number);
}

enum et_err dk_rig_again(struct dk_rig *rig, size_t number, int64_t later_ms)
{
	const struct dk_step *step = dk_step_at(rig->script, number);

	et_env_fake_advance(&rig->fake, later_ms);
	for (size_t i = step->first; i < step->first + step->count; i++) {
		if (rig->script->run.inputs[i].type == DK_FRAME)
			put_input(rig, &rig->script->run.inputs[i]);
	}
	return turn(rig, number);
}

enum et_err dk_rig_meet(struct dk_rig *rig, uint64_t front, struct et_slice frame)
{
	const struct dk_input inputs[] = {
		{ .type = DK_OPENED, .front = front, .bytes = ET_SLICE_LIT("192.0.2.77") },
		{ .type = DK_FRAME, .front = front, .bytes = frame },
	};

	for (size_t i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++)
		put_input(rig, &inputs[i]);
	return turn(rig, 0);
}

void dk_rig_drain(struct dk_rig *rig)
{
	static char bytes[65536];

	while (recv(et_ipc_fd(rig->front), bytes, sizeof(bytes), MSG_DONTWAIT) > 0)
		;
	while (recv(et_core_front_fd(rig->core), bytes, sizeof(bytes), MSG_DONTWAIT) > 0)
		;
}

void dk_rig_close(struct dk_rig *rig)
{
	et_core_close(rig->core);
	et_store_close(rig->store);
	et_ipc_free(rig->front);
	rig->core = NULL;
	rig->store = NULL;
	rig->front = NULL;
}

void dk_rig_forget(struct dk_rig *rig)
{
	et_buf_fini(&rig->said);
	et_buf_fini(&rig->answers);
	dj_end(&rig->journal);
}

struct et_hash dk_state_of(struct et_store *store)
{
	sqlite3_int64 len = 0;
	unsigned char *bytes = sqlite3_serialize(store->db, "main", &len, 0);
	struct et_hash hash = { { 0 } };

	if (bytes != NULL)
		hash = et_hash_of(et_slice_of(bytes, (size_t)len));
	sqlite3_free(bytes);
	return hash;
}

/* ------------------------------------------------------------------ as it is known */

static void learn(struct dk_known *known, struct dk_rig *rig, size_t number)
{
	struct dk_known_step *step = &known->steps[number];
	const struct fault_counts before = fault_counts();
	const struct et_buf *recorded = &dk_step_at(rig->script, number)->answers;
	struct fault_counts now;

	step->before = number == 0 ? dk_state_of(rig->store) : known->steps[number - 1].after;
	assert_int_equal(dk_rig_step(rig, number), ET_OK);
	step->ops = rig->journal.count;
	now = fault_counts();
	step->writes = now.writes[FAULT_ALL] - before.writes[FAULT_ALL];
	step->syncs = now.syncs[FAULT_ALL] - before.syncs[FAULT_ALL];
	known->writes += step->writes;
	known->syncs += step->syncs;
	step->after = dk_state_of(rig->store);
	if (number < rig->script->run.count &&
		!et_slice_eq(et_buf_view(&rig->answers), et_buf_view(recorded)))
		fail_msg("step %zu: core answers not as was recorded", number);
	et_buf_init(&step->said, SAID_MAX);
	et_buf_slice(&step->said, et_buf_view(&rig->said));
}

void dk_known_new(struct dk_known *out, const struct dk_script *script, struct dk_rig *rig)
{
	size_t count = script->run.count + 1;
	struct fault_counts before, now;

	*out = (struct dk_known){ .script = script, .count = count };
	assert_non_null(out->steps = calloc(count, sizeof(*out->steps)));
	out->judged =
		mmap(NULL, count + 1, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(out->judged != MAP_FAILED);
	dk_rig_open(rig, script);
	for (size_t i = 0; i < count; i++)
		learn(out, rig, i);
	before = fault_counts();
	dk_rig_close(rig);
	now = fault_counts();
	out->end_writes = now.writes[FAULT_ALL] - before.writes[FAULT_ALL];
	out->end_syncs = now.syncs[FAULT_ALL] - before.syncs[FAULT_ALL];
	print_message("%zu commands (%zu refused) in %zu steps: %lld writes, %lld syncs; "
		      "%lld and %lld at the end; %zu bytes before it\n",
		script->commands, script->refused, count, (long long)out->writes,
		(long long)out->syncs, (long long)out->end_writes, (long long)out->end_syncs,
		script->image.len);
}

void dk_known_free(struct dk_known *known)
{
	for (size_t i = 0; i < known->count; i++)
		et_buf_fini(&known->steps[i].said);
	assert_int_equal(munmap(known->judged, known->count + 1), 0);
	free(known->steps);
}
