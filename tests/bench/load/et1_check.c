/*
 * bench_et1_check PORT KEYS: our dialect of the load generator against a real server, so that it does not rot
 * between benches. Every seat of every room sends, every frame must arrive at the two others and nowhere
 * else; then each pair's witness appends signed statements and puts a draft, and has ok for each.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/base/env.h>

#include "et1.h"

#define BODY_LEN 1024
#define FRAMES 40
#define APPENDS 4
#define DRAFT_LEN 296
#define FRAME_LEN_MAX ((size_t)1 << 20)
#define SOURCES 3

struct check {
	struct world world;
	struct et1 et1;
	struct load_config config;
	size_t delivered, replied, wanted;
	bool wrong;
};

static struct check *of(struct load_conn *conn)
{
	return load_measure_ctx(load_of(conn));
}

static void complain(struct load_conn *conn, const char *what, struct et_slice said)
{
	(void)fprintf(
		stderr, "connection %zu: %s: %.*s\n", load_number(conn), what, ET_SLICE_FMT(said));
	of(conn)->wrong = true;
	load_stop(load_of(conn));
}

/* --------------------------------------------------------------------- rooms */

/* A body says whose it is. */
static void talk(struct load_conn *conn)
{
	struct load *load = load_of(conn);
	uint8_t body[BODY_LEN];

	if (load_ready_count(load) < load_config_of(load)->count)
		return;
	for (size_t i = 0; i < load_config_of(load)->count; i++) {
		memset(body, (int)i, sizeof(body));
		for (size_t n = 0; n < FRAMES; n++)
			load_relay(load_at(load, i), body, sizeof(body));
	}
}

static void heard(struct load_conn *conn, const uint8_t *body, size_t len)
{
	struct check *check = of(conn);
	bool whole = len == BODY_LEN && memcmp(body, body + 1, len - 1) == 0;

	if (!whole || body[0] == load_number(conn) || body[0] / WORLD_SEATS != load_room(conn))
		complain(conn, "a frame that is not for it", et_slice_of(NULL, 0));
	else if (++check->delivered == check->wanted)
		load_stop(load_of(conn));
}

/* ------------------------------------------------------------------ commands */

static void send_frame(struct load_conn *conn, struct et_buf *frame)
{
	struct et_slice bytes = et_buf_view(frame);

	load_send(conn, bytes.ptr, bytes.len, true);
	et_buf_reset(frame);
}

static void work(struct load_conn *conn)
{
	struct check *check = of(conn);
	struct world_room *room = &check->world.rooms[load_number(conn)];
	int64_t now_ms = et_env_now_ms(et_env_system());
	uint8_t sealed[DRAFT_LEN] = { 1 };
	const struct et_slice blob = et_slice_of(sealed, sizeof(sealed));
	struct et_buf frame;

	et_buf_init(&frame, FRAME_LEN_MAX);
	for (uint64_t i = 0; i < APPENDS; i++) {
		et1_put_append(&frame, i, &check->world, room, et1_person(conn),
			i == 0 ? ET1_STATEMENTS_MAX : 1, now_ms);
		send_frame(conn, &frame);
	}
	et1_put_command(&frame, APPENDS, "draft-put", "{\"key\":\"bench\",\"data\":0}", &blob, 1);
	send_frame(conn, &frame);
	et_buf_fini(&frame);
}

static void answered(struct load_conn *conn, const uint8_t *data, size_t len, bool is_binary)
{
	struct check *check = of(conn);
	struct et1_reply reply;

	if (!et1_read_reply(data, len, is_binary, &reply))
		return;
	if (!reply.ok || reply.number > APPENDS)
		complain(conn, "refused", reply.json);
	else if (++check->replied == check->wanted)
		load_stop(load_of(conn));
}

/* ---------------------------------------------------------------------- runs */

static bool run(struct check *check, const struct load_measure *measure, enum et1_who who,
	bool join, size_t wanted_each)
{
	struct load *load;
	bool good;

	check->et1 = (struct et1){ .world = &check->world, .who = who };
	check->config.measure = measure;
	check->config.join = join;
	check->config.count = et1_conn_max(&check->et1);
	check->config.room_size = join ? WORLD_SEATS : 1;
	check->wanted = wanted_each * check->config.count;
	if ((load = load_new(&check->config)) == NULL)
		return false;
	good = load_run(load) && !check->wrong;
	load_free(load);
	return good;
}

int main(int argc, char **argv)
{
	static const struct load_measure rooms = { .ready = talk, .delivered = heard };
	static const struct load_measure commands = { .ready = work, .message = answered };
	struct check check = { 0 };
	char host[64], origin[80];
	bool good;

	if (argc != 3 || !world_read(&check.world, argv[2])) {
		(void)fprintf(stderr, "usage: bench_et1_check PORT KEYS\n");
		return 2;
	}
	(void)snprintf(host, sizeof(host), "localhost:%s", argv[1]);
	(void)snprintf(origin, sizeof(origin), "https://%s", host);
	check.config = (struct load_config){ .dialect = &load_et1,
		.dialect_ctx = &check.et1,
		.measure_ctx = &check,
		.address = "127.0.0.1",
		.port = (uint16_t)strtoul(argv[1], NULL, 10),
		.host = host,
		.origin = origin,
		.sources = SOURCES };
	good = run(&check, &rooms, ET1_SEATS, true, (WORLD_SEATS - 1) * FRAMES) &&
		run(&check, &commands, ET1_WITNESS, false, APPENDS + 1);
	if (good)
		printf("%zu frames delivered, %zu commands done\n", check.delivered, check.replied);
	world_free(&check.world);
	return good ? 0 : 1;
}
