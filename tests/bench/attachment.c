/*
 * An attachment of 10 MB there and back by the commands that the browser uses: chunks staged some at a
 * time, the signed statement that takes them, the chunks again; beside plain TLS in the same run.
 * bench_attachment --port N --pid N --world FILE --cert FILE --key FILE [--rounds N]: JSON on stdout.
 */
#include "attachment.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/base/encode.h>
#include <etatunti/base/env.h>
#include <etatunti/crypto/chain.h>
#include <etatunti/crypto/crypto.h>
#include <etatunti/crypto/hash.h>

#include "load/et1.h"
#include "load/usage.h"

#define CHUNK_LEN ((size_t)65536 + 24 + 16)
#define CHUNKS (ATTACHMENT_LEN / 65536)
/* Chunks on their way at a time: as many as the browser has (CHUNKS_AT_ONCE in web/src/work/chains.ts). */
#define WINDOW 16
#define ROUNDS_MAX 64

enum phase { UP, TAKE, DOWN, PHASES };

struct attachment {
	struct world world;
	struct et1 et1;
	struct load_conn *conn;
	char case_id[ET_B64U_LEN(16) + 1], object_id[ET_B64U_LEN(16) + 1];
	struct et_id object;
	enum phase phase;
	size_t sent, answered, round, rounds;
	uint64_t number;
	int64_t began_ns;
	double seconds[PHASES][ROUNDS_MAX];
	int64_t rss_before_kib, rss_most_kib;
	int64_t cpu_ns[PHASES]; /* of core and front, all rounds together */
	pid_t pid;
	bool failed;
	uint8_t chunk[CHUNK_LEN];
};

/* Another content in each place of each attachment. */
static void fill(struct attachment *a, size_t index)
{
	uint64_t mark[2] = { a->round, index };

	memcpy(a->chunk, mark, sizeof(mark));
}

static void send_chunk(struct attachment *a)
{
	const struct et_slice blob = et_slice_of(a->chunk, CHUNK_LEN);
	char params[160];

	(void)snprintf(params, sizeof(params),
		"{\"case\":\"%s\",\"object\":\"%s\",\"index\":%zu%s}", a->case_id, a->object_id,
		a->sent, a->phase == UP ? ",\"data\":0" : "");
	fill(a, a->sent++);
	if (a->phase == UP)
		et1_command(a->conn, a->number++, "chunk-put", params, &blob, 1);
	else
		et1_command(a->conn, a->number++, "chunk-get", params, NULL, 0);
}

static void put_body(struct attachment *a, struct et_buf *body)
{
	struct et_hasher hasher;
	struct et_hash hash;

	et_hasher_init(&hasher);
	for (size_t i = 0; i < CHUNKS; i++) {
		fill(a, i);
		hash = et_hash_of(et_slice_of(a->chunk, CHUNK_LEN));
		et_hasher_add(&hasher, et_hash_slice(&hash));
	}
	hash = et_hasher_end(&hasher);
	et_lp_put_label(body, "ET1/object");
	et_lp_put_id(body, &a->object);
	et_lp_put_str(body, "attachment");
	et_lp_put_str(body, "S");
	et_lp_put_ms(body, 1);
	et_lp_put_ms(body, 1);
	et_lp_put_hash(body, &hash);
	et_lp_put_ms(body, (int64_t)(CHUNKS * CHUNK_LEN));
	et_lp_put_ms(body, (int64_t)CHUNKS);
}

/* The statement that takes the chunks. */
static void send_statement(struct attachment *a)
{
	const struct world_person *by = et1_person(a->conn);
	struct world_room *room = &a->world.rooms[load_number(a->conn)];
	struct et_statement statement = { .chain = ET_CHAIN_CASE,
		.genesis = a->world.genesis,
		.case_id = room->case_id,
		.seq = room->seq + 1,
		.prev = room->head,
		.time_ms = et_env_now_ms(et_env_system()),
		.author = by->uid,
		.kind = ET_SLICE_LIT("object") };
	struct et_buf body, bytes;
	struct et_slice blobs[2];
	struct et_sig sig;
	char params[128];

	et_buf_init(&body, 4096);
	et_buf_init(&bytes, 4096);
	put_body(a, &body);
	statement.body = et_buf_view(&body);
	et_statement_put(&bytes, &statement);
	sig = et_sign_detached(&by->identity, et_buf_view(&bytes));
	room->seq++;
	room->head = et_statement_hash(et_buf_view(&bytes), &sig);
	blobs[0] = et_buf_view(&bytes);
	blobs[1] = et_sig_slice(&sig);
	(void)snprintf(params, sizeof(params),
		"{\"case\":\"%s\",\"statements\":[{\"stmt\":0,\"sig\":1,\"data\":[]}]}",
		a->case_id);
	a->began_ns = load_now_ns(); /* hashing was the client's part */
	et1_command(a->conn, a->number++, "case-append", params, blobs, 2);
	et_buf_fini(&body);
	et_buf_fini(&bytes);
}

/* What the server has come to, before a phase and after it. */
static int64_t look(struct attachment *a)
{
	struct usage usage = usage_of(a->pid);

	a->rss_most_kib = usage.most_kib > a->rss_most_kib ? usage.most_kib : a->rss_most_kib;
	return usage.cpu_ns;
}

static void begin(struct attachment *a, enum phase phase)
{
	a->phase = phase;
	a->sent = a->answered = 0;
	a->cpu_ns[phase] -= look(a);
	a->began_ns = load_now_ns();
	if (phase == TAKE) {
		a->sent = 1;
		send_statement(a);
		return;
	}
	if (phase == UP) {
		a->object = et_env_id(et_env_system());
		et_b64u_encode(et_id_slice(&a->object), a->object_id);
	}
	while (a->sent < WINDOW)
		send_chunk(a);
}

static void on_ready(struct load_conn *conn)
{
	struct attachment *a = load_measure_ctx(load_of(conn));

	a->conn = conn;
	et_b64u_encode(et_id_slice(&a->world.rooms[load_number(conn)].case_id), a->case_id);
	a->rss_before_kib = usage_of(a->pid).rss_kib;
	begin(a, UP);
}

static void fail(struct load_conn *conn, const char *why, struct et_slice what)
{
	struct attachment *a = load_measure_ctx(load_of(conn));

	(void)fprintf(stderr, "bench_attachment: %s: %.*s\n", why, ET_SLICE_FMT(what));
	a->failed = true;
	load_stop(load_of(conn));
}

static void on_message(struct load_conn *conn, const uint8_t *data, size_t len, bool is_binary)
{
	struct attachment *a = load_measure_ctx(load_of(conn));
	struct et1_reply reply;

	if (!et1_read_reply(data, len, is_binary, &reply))
		return;
	if (!reply.ok) {
		fail(conn, "refused", reply.json);
		return;
	}
	if (a->phase == DOWN) {
		fill(a, a->answered);
		if (!et_slice_eq(reply.blobs, et_slice_of(a->chunk, CHUNK_LEN))) {
			fail(conn, "a chunk came back as another", reply.json);
			return;
		}
	}
	a->answered++;
	if (a->phase != TAKE && a->sent < CHUNKS)
		send_chunk(a);
	if (a->answered < (a->phase == TAKE ? 1 : CHUNKS))
		return;
	a->seconds[a->phase][a->round] = (double)(load_now_ns() - a->began_ns) / 1e9;
	a->cpu_ns[a->phase] += look(a);
	if (a->phase + 1 < PHASES)
		begin(a, a->phase + 1);
	else if (++a->round < a->rounds)
		begin(a, UP);
	else
		load_stop(load_of(conn));
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double middle(double *values, size_t count)
{
	qsort(values, count, sizeof(*values), by_size);
	return values[count / 2];
}

static double mb_per_s(double seconds)
{
	return (double)ATTACHMENT_LEN / 1e6 / seconds;
}

static double cpu_ms(const struct attachment *a, enum phase phase)
{
	return (double)a->cpu_ns[phase] / 1e6 / (double)a->rounds;
}

static void say(struct attachment *a, const struct plain *plain)
{
	double up[ROUNDS_MAX], down[ROUNDS_MAX], whole[ROUNDS_MAX];

	for (size_t i = 0; i < a->rounds; i++) {
		up[i] = plain[i].up_s;
		down[i] = plain[i].down_s;
		whole[i] = a->seconds[UP][i] + a->seconds[TAKE][i];
	}
	printf("{\"up_mb_per_s\": %.1f, \"down_mb_per_s\": %.1f, \"take_ms\": %.1f",
		mb_per_s(middle(whole, a->rounds)), mb_per_s(middle(a->seconds[DOWN], a->rounds)),
		middle(a->seconds[TAKE], a->rounds) * 1e3);
	printf(", \"plain_up_mb_per_s\": %.1f, \"plain_down_mb_per_s\": %.1f",
		mb_per_s(middle(up, a->rounds)), mb_per_s(middle(down, a->rounds)));
	printf(", \"up_cpu_ms\": %.1f, \"take_cpu_ms\": %.1f, \"down_cpu_ms\": %.1f", cpu_ms(a, UP),
		cpu_ms(a, TAKE), cpu_ms(a, DOWN));
	printf(", \"rss_mib_before\": %.1f, \"rss_mib_most\": %.1f}\n",
		(double)a->rss_before_kib / 1024, (double)a->rss_most_kib / 1024);
}

static bool transfer(struct attachment *a, uint16_t port)
{
	static const struct load_measure measure = { .ready = on_ready, .message = on_message };
	char host[64], origin[80];
	struct load_config config = { .dialect = &load_et1,
		.measure = &measure,
		.dialect_ctx = &a->et1,
		.measure_ctx = a,
		.address = "127.0.0.1",
		.port = port,
		.host = host,
		.origin = origin,
		.count = 1,
		.room_size = 1 };
	struct load *load;
	bool done;

	(void)snprintf(host, sizeof(host), "localhost:%u", port);
	(void)snprintf(origin, sizeof(origin), "https://%s", host);
	a->et1 = (struct et1){ &a->world, ET1_WITNESS };
	if ((load = load_new(&config)) == NULL)
		return false;
	done = load_run(load) && !a->failed;
	load_free(load);
	return done;
}

int main(int argc, char **argv)
{
	static const struct option options[] = { { "port", required_argument, NULL, 'p' },
		{ "pid", required_argument, NULL, 'P' }, { "world", required_argument, NULL, 'W' },
		{ "cert", required_argument, NULL, 'c' }, { "key", required_argument, NULL, 'k' },
		{ "rounds", required_argument, NULL, 'r' }, { NULL, 0, NULL, 0 } };
	static struct attachment a = { .rounds = 9 };
	static struct plain plain[ROUNDS_MAX];
	const char *world = NULL, *cert = NULL, *key = NULL;
	uint16_t port = 0;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case 'p': port = (uint16_t)strtoul(optarg, NULL, 10); break;
		case 'P': a.pid = (pid_t)strtol(optarg, NULL, 10); break;
		case 'W': world = optarg; break;
		case 'c': cert = optarg; break;
		case 'k': key = optarg; break;
		case 'r': a.rounds = strtoul(optarg, NULL, 10); break;
		default:
			port = 0;
			optind = argc;
			break;
		}
	}
	if (port == 0 || world == NULL || cert == NULL || key == NULL || a.rounds == 0 ||
		a.rounds > ROUNDS_MAX) {
		(void)fprintf(stderr,
			"usage: bench_attachment --port N --pid N --world FILE --cert FILE"
			" --key FILE [--rounds N]\n");
		return 2;
	}
	if (et_crypto_init() != ET_OK || !world_read(&a.world, world) || !transfer(&a, port) ||
		!plain_tls(cert, key, ATTACHMENT_LEN, a.rounds, plain))
		return 1;
	say(&a, plain);
	world_free(&a.world);
	return 0;
}
