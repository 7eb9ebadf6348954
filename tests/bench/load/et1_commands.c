/*
 * Durable commands over the wire: so many clients, each the witness of a case of its own, send commands that
 * write, and count those that are answered ok, which is after the commit. As many as there can be, each
 * client with a window of them outstanding; or, with a rate, due at fixed times, whatever the server does.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/base/encode.h>
#include <etatunti/base/env.h>

#include "et1.h"
#include "run.h"

/* Commands of one client that may wait for their answers. */
#define WAITING_MAX 4096
#define FRAME_LEN_MAX ((size_t)1 << 20)
/* Drafts that a client writes in turn. */
#define DRAFTS 8
#define DRAIN_NS INT64_C(2000000000)
#define LOOK_NS INT64_C(100000000)
/* The number of what is asked before: where the case's chain ends now. */
#define ASK_HEAD (UINT64_C(1) << 62)
/* No chain is as long: a case-get from there gives the head and no statements. */
#define FAR 1000000000

struct client {
	uint64_t sent, answered;
	int64_t at_ns[WAITING_MAX]; /* when it was sent, or due; by its number */
};

struct commands {
	struct run *run;
	struct client *clients;
	struct world *world;
	struct et_buf frame;
	size_t heads; /* of chains that are known */
	bool going, refused;
	int64_t begin_at, end_at, first_at;
	uint64_t due, done;
	struct hist latency;
};

static void put_draft(struct commands *commands, struct client *client)
{
	static uint8_t sealed[RUN_BODY_MAX] = { 1 };
	const struct et_slice blob = et_slice_of(sealed, commands->run->body_len);
	char params[64];

	(void)snprintf(params, sizeof(params), "{\"key\":\"bench-%u\",\"data\":0}",
		(unsigned)(client->sent % DRAFTS));
	et1_put_command(&commands->frame, client->sent, "draft-put", params, &blob, 1);
}

static void send_one(struct load_conn *conn, int64_t at_ns)
{
	struct commands *commands = load_measure_ctx(load_of(conn));
	struct client *client = &commands->clients[load_number(conn)];
	struct et_slice bytes;

	if (client->sent - client->answered >= WAITING_MAX) {
		load_fail(conn, "too many commands without an answer");
		return;
	}
	et_buf_reset(&commands->frame);
	if (commands->run->statements == 0)
		put_draft(commands, client);
	else
		et1_put_append(&commands->frame, client->sent, commands->world,
			&commands->world->rooms[load_number(conn)], et1_person(conn),
			commands->run->statements, et_env_now_ms(et_env_system()));
	client->at_ns[client->sent++ % WAITING_MAX] = at_ns;
	bytes = et_buf_view(&commands->frame);
	load_send(conn, bytes.ptr, bytes.len, true);
}

static void ask_head(struct load_conn *conn)
{
	const struct commands *commands = load_measure_ctx(load_of(conn));
	char case_id[ET_B64U_LEN(16) + 1], params[96];

	if (commands->run->statements == 0)
		return;
	et_b64u_encode(et_id_slice(&commands->world->rooms[load_number(conn)].case_id), case_id);
	(void)snprintf(params, sizeof(params), "{\"case\":\"%s\",\"from\":%d}", case_id, FAR);
	et1_command(conn, ASK_HEAD, "case-get", params, NULL, 0);
}

static bool take_head(struct commands *commands, size_t room, const struct et1_reply *reply)
{
	struct world_room *to = &commands->world->rooms[room];
	const char *seq = memmem(reply->json.ptr, reply->json.len, "\"seq\":", 6);

	if (seq == NULL || et_b64u_decode(et1_find(reply, "hash"), to->head.b, 32) != ET_OK)
		return false;
	to->seq = strtoll(seq + 6, NULL, 10);
	commands->heads++;
	return true;
}

static bool in_span(const struct commands *commands, int64_t at_ns)
{
	return commands->going && at_ns >= commands->begin_at && at_ns < commands->end_at;
}

static void on_message(struct load_conn *conn, const uint8_t *data, size_t len, bool is_binary)
{
	struct commands *commands = load_measure_ctx(load_of(conn));
	struct client *client = &commands->clients[load_number(conn)];
	int64_t now = load_now_ns();
	struct et1_reply reply;

	if (commands->refused || !et1_read_reply(data, len, is_binary, &reply))
		return;
	if (reply.ok && reply.number == ASK_HEAD && take_head(commands, load_number(conn), &reply))
		return;
	if (!reply.ok || reply.number != client->answered) {
		(void)fprintf(stderr, "bench_load: refused: %.*s\n", ET_SLICE_FMT(reply.json));
		commands->refused = true;
		load_stop(load_of(conn));
		return;
	}
	/* At a rate what counts is when it was due, else when the answer came. */
	if (commands->run->rate > 0
			? in_span(commands, client->at_ns[client->answered % WAITING_MAX])
			: in_span(commands, now)) {
		commands->done++;
		hist_add(&commands->latency, now - client->at_ns[client->answered % WAITING_MAX]);
	}
	client->answered++;
	if (commands->run->rate <= 0 && now < commands->end_at)
		send_one(conn, now);
}

static void go(struct load *load, struct commands *commands)
{
	const struct run *run = commands->run;

	commands->going = true;
	commands->first_at = load_turn_ns(load);
	commands->begin_at = commands->first_at + (int64_t)(run->warm_up * 1e9);
	commands->end_at = commands->begin_at + (int64_t)(run->seconds * 1e9);
	for (size_t i = 0; run->rate <= 0 && i < run->count * run->window; i++)
		send_one(load_at(load, i % run->count), commands->first_at);
}

static void send_due(struct load *load, struct commands *commands)
{
	double gap_ns = 1e9 / commands->run->rate;

	for (;;) {
		int64_t at = commands->first_at + (int64_t)((double)commands->due * gap_ns);

		if (at >= commands->end_at)
			return;
		if (at > load_now_ns()) {
			load_wake_at(load, at);
			return;
		}
		send_one(load_at(load, commands->due++ % commands->run->count), at);
	}
}

static bool all_answered(const struct commands *commands)
{
	for (size_t i = 0; i < commands->run->count; i++)
		if (commands->clients[i].sent != commands->clients[i].answered)
			return false;
	return true;
}

static void on_turn(struct load *load)
{
	struct commands *commands = load_measure_ctx(load);
	struct run *run = commands->run;
	int64_t now = load_turn_ns(load);

	if (!commands->going) {
		if (load_ready_count(load) < run->count ||
			(run->statements > 0 && commands->heads < run->count))
			return;
		go(load, commands);
	}
	load_wake_at(load, now + LOOK_NS);
	if (run->from_ns == 0 && now >= commands->begin_at)
		run_begin(run);
	if (run->rate > 0)
		send_due(load, commands);
	if (!run->ended && now >= commands->end_at)
		run_end(run);
	if (run->ended && (all_answered(commands) || now > commands->end_at + DRAIN_NS))
		load_stop(load);
}

static void say(const struct commands *commands)
{
	const struct run *run = commands->run;
	double seconds = (double)(run->to_ns - run->from_ns) / 1e9;

	result_open(run, "commands");
	result_number("clients", (double)run->count);
	result_number("rate", run->rate);
	result_number("statements_each", (double)run->statements);
	result_number("commands_per_s", (double)commands->done / seconds);
	result_number(
		"statements_per_s", (double)commands->done * (double)run->statements / seconds);
	result_latency("latency", &commands->latency);
	result_close();
}

int run_commands(struct run *run)
{
	static const struct load_measure measure = {
		.ready = ask_head, .message = on_message, .turn = on_turn
	};
	struct et1 *et1 = run->config.dialect_ctx;
	struct commands *commands = calloc(1, sizeof(*commands));
	struct load *load = NULL;
	int code = 1;

	if (commands == NULL || et1 == NULL ||
		(commands->clients = calloc(run->count, sizeof(struct client))) == NULL)
		goto out;
	et1->who = ET1_WITNESS;
	commands->run = run;
	commands->world = et1->world;
	et_buf_init(&commands->frame, FRAME_LEN_MAX);
	run->config.count = run->count;
	run->config.measure = &measure;
	run->config.measure_ctx = commands;
	run_look(run);
	if ((load = load_new(&run->config)) == NULL || !load_run(load) || commands->refused)
		goto out;
	say(commands);
	code = 0;
out:
	load_free(load);
	if (commands != NULL) {
		et_buf_fini(&commands->frame);
		free(commands->clients);
	}
	free(commands);
	return code;
}
