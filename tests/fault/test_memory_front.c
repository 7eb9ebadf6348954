/*
 * Each allocation of front's parsers fails in its turn, and each with all that follow: what a browser, core or a site gets is
 * what it should get or a clean refusal, nothing leaks, and the next round is whole.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
/* before cmocka */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* after the four above */
#include <cmocka.h>

#include <etatunti/base/encode.h>
#include <etatunti/front/fetch.h>

#include "calendar.h"
#include "gate.h"
#include "headers.h"
#include "memory_fail.h"
#include "memory_lws.h"
#include "peer.h"
#include "relay.h"

#define EACH_MAX 5000
#define ORIGIN "https://tunti.example"
#define PAGE "<!doctype html><title>x</title>"
#define FEED "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
#define BODY_LEN ((size_t)5000)

static char folder[] = "/tmp/etatunti-memory-XXXXXX";

/* What a round has seen; each is whole, or absent because front refused. */
enum seen { PAGE_SEEN, FEED_SEEN, TEXT_SEEN, RELAY_SEEN, ROOMS_SEEN, FETCH_SEEN, SEEN_COUNT };

struct round {
	struct et_front *front;
	struct et_ipc *core;
	struct et_front_config config;
	bool seen[SEEN_COUNT];
};

/* ------------------------------------------------------------------------ a front */

/* What is front's is counted and may fail; the rest of a round is the test's. */
#define AS_FRONT(call) \
	do { \
		mf_enter(); \
		call; \
		mf_leave(); \
	} while (0)

static enum et_err open_tables(struct et_front *front, char message[ET_BUNDLE_MESSAGE_MAX])
{
	const struct et_env *env = front->config->env;
	enum et_err err;

	if ((err = et_site_init(&front->site, front->config->origin)) != ET_OK)
		return err;
	if ((err = et_bundle_load(folder, &front->bundle, message)) != ET_OK)
		return err;
	if ((front->peers = et_map_new(et_env_id(env))) == NULL)
		return ET_NO_MEMORY;
	if ((err = et_alive_init(&front->alive)) != ET_OK)
		return err;
	if ((err = et_rooms_init(&front->rooms, et_env_id(env))) != ET_OK)
		return err;
	return et_addresses_init(&front->addresses, et_env_id(env), 8, 8, 8);
}

/* False: front did not start, and has said why. */
static bool start(struct round *round)
{
	char message[ET_BUNDLE_MESSAGE_MAX] = "";
	enum et_err err = ET_NO_MEMORY;
	int fds[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	round->config = (struct et_front_config){
		.env = et_env_system(), .origin = ORIGIN, .web_root = folder, .ipc_fd = fds[0]
	};
	et_front_limits_default(&round->config.limits);
	assert_non_null(round->core = et_ipc_new(fds[1], ET_IPC_CORE, (size_t)1 << 20));
	AS_FRONT(round->front = et_front_new(&round->config));
	if (round->front == NULL) {
		close(fds[0]);
		return false;
	}
	AS_FRONT(err = open_tables(round->front, message));
	if (err != ET_OK) {
		assert_int_equal(err, ET_NO_MEMORY);
		return false;
	}
	assert_int_equal(uv_loop_init(&round->front->loop), 0);
	round->front->loop_open = true;
	assert_int_equal(uv_timer_init(&round->front->loop, &round->front->tick), 0);
	round->front->tick.data = round->front;
	ml_scene.front = round->front;
	return true;
}

static void stop(struct round *round)
{
	/* A front that ends leaves its loop by et_front_exit, which counts for one run of it. */
	if (round->front != NULL && round->front->exit_code != -1)
		(void)uv_run(&round->front->loop, UV_RUN_NOWAIT);
	if (round->front != NULL)
		AS_FRONT(et_front_free(round->front));
	et_ipc_free(round->core);
	round->front = NULL;
}

/* ----------------------------------------------------------------------- requests */

static bool wrote(const char *begin, const char *end)
{
	size_t begin_len = strlen(begin), end_len = strlen(end);

	return ml_scene.written_len >= begin_len + end_len &&
		memcmp(ml_scene.written, begin, begin_len) == 0 &&
		memcmp(ml_scene.written + ml_scene.written_len - end_len, end, end_len) == 0;
}

/* Nothing at all, with the connection closed, or a whole refusal. */
static void assert_clean_refusal(int closed)
{
	assert_true((ml_scene.written_len == 0 && closed != 0) ||
		wrote("HTTP/1.1 503 Service Unavailable\r\n", "\r\n\r\nService Unavailable\n"));
}

static int call_http(enum lws_callback_reasons reason, struct et_session *session, const char *uri)
{
	char path[256];
	int closed;

	(void)snprintf(path, sizeof(path), "%s", uri);
	AS_FRONT(closed = et_http_callback(ml_connection(1), reason, session, path, strlen(uri)));
	return closed;
}

static void set_request(const char *uri)
{
	static const struct ml_header headers[] = { { WSI_TOKEN_HOST, "tunti.example" },
		{ WSI_TOKEN_HTTP_ACCEPT_ENCODING, "br;q=0, gzip" } };

	ml_scene.method = LWSHUMETH_GET;
	ml_scene.uri = uri;
	ml_scene.headers = headers;
	ml_scene.header_count = sizeof(headers) / sizeof(headers[0]);
	ml_scene.written_len = 0;
}

static void ask_for_page(struct round *round)
{
	struct et_session session = { 0 };
	int closed;

	set_request("/");
	assert_int_equal(call_http(LWS_CALLBACK_FILTER_HTTP_CONNECTION, &session, "/"), 0);
	closed = call_http(LWS_CALLBACK_HTTP, &session, "/");
	if (closed == 0)
		closed = call_http(LWS_CALLBACK_HTTP_WRITEABLE, &session, "");
	round->seen[PAGE_SEEN] = closed == 0 && wrote("HTTP/1.1 200 OK\r\n", PAGE);
	if (!round->seen[PAGE_SEEN])
		assert_clean_refusal(closed);
}

/* Core's side of a calendar; false: it was not asked. */
static bool answer_calendar(struct round *round)
{
	struct et_ipc_frame frame;
	enum et_err err;
	bool have, eof;

	AS_FRONT(err = et_ipc_flush(round->front->ipc));
	if (err != ET_OK)
		return false;
	assert_int_equal(et_ipc_fill(round->core, &eof), ET_OK);
	assert_int_equal(et_ipc_next(round->core, &frame, &have), ET_OK);
	if (!have)
		return false;
	assert_int_equal(frame.type, ET_IPC_FEED_ASK);
	assert_int_equal(et_ipc_put_feed(round->core, frame.conn, 200, ET_SLICE_LIT(FEED)), ET_OK);
	assert_int_equal(et_ipc_flush(round->core), ET_OK);
	return true;
}

/* False: the line to core is broken, and front would end. */
static bool take_from_core(struct round *round, struct et_ipc_frame *frame)
{
	enum et_err err;
	bool have = false, eof;

	AS_FRONT(err = et_ipc_fill(round->front->ipc, &eof));
	if (err == ET_OK)
		AS_FRONT(err = et_ipc_next(round->front->ipc, frame, &have));
	assert_true(err == ET_OK ? have : err == ET_NO_MEMORY);
	return err == ET_OK;
}

static bool ask_for_feed(struct round *round)
{
	static const char uri[] = "/calendar/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics";
	struct et_session session = { 0 };
	struct et_ipc_frame frame;
	bool is_line_whole = true;
	int closed;

	set_request(uri);
	closed = call_http(LWS_CALLBACK_HTTP, &session, uri);
	if (session.asking != NULL) {
		is_line_whole = answer_calendar(round) && take_from_core(round, &frame);
		if (is_line_whole) {
			AS_FRONT(et_calendar_answer(round->front, &frame));
			closed = call_http(LWS_CALLBACK_HTTP_WRITEABLE, &session, "");
			if (closed == 0 && session.asking != NULL)
				closed = call_http(LWS_CALLBACK_HTTP_WRITEABLE, &session, "");
			round->seen[FEED_SEEN] = wrote("HTTP/1.1 200 OK\r\n", FEED);
		}
	}
	if (is_line_whole && !round->seen[FEED_SEEN])
		assert_clean_refusal(closed);
	AS_FRONT(et_calendar_forget(round->front, &session));
	return is_line_whole;
}

/* --------------------------------------------------------------------- WebSockets */

static int call_ws(enum lws_callback_reasons reason, unsigned number, struct et_session *session,
	const void *bytes, size_t len)
{
	uint8_t copy[4096];
	int closed;

	if (len > 0)
		memcpy(copy, bytes, len);
	AS_FRONT(closed = et_ws_callback(ml_connection(number), reason, session, copy, len));
	return closed;
}

static bool is_here(const struct et_session *session)
{
	return session->peer != NULL && session->peer->state == ET_PEER_OPEN;
}

static const struct et_id room = { { 1 } };

static void come(struct round *round, struct et_session *session, unsigned number)
{
	const struct et_id public_conn = { { (uint8_t)(number + 10) } };
	enum et_err err;
	int closed = call_ws(LWS_CALLBACK_ESTABLISHED, number, session, NULL, 0);

	assert_int_equal(closed != 0, session->peer == NULL);
	if (closed != 0)
		return;
	AS_FRONT(err = et_room_join(
			 &round->front->rooms, &room, &session->peer->guest, &public_conn));
	assert_true(err == ET_OK || err == ET_NO_MEMORY);
	if (err != ET_OK)
		AS_FRONT(et_peer_cut(round->front, session->peer));
}

/* In two pieces, so that the message has to grow. */
static void send_in_two(struct et_session *session, unsigned number, const uint8_t *bytes,
	size_t len, bool is_binary)
{
	ml_scene.is_binary = is_binary;
	ml_scene.is_final = false;
	(void)call_ws(LWS_CALLBACK_RECEIVE, number, session, bytes, len / 2);
	ml_scene.is_final = true;
	if (is_here(session))
		(void)call_ws(
			LWS_CALLBACK_RECEIVE, number, session, bytes + len / 2, len - len / 2);
}

static void relay(struct round *round, struct et_session *from, struct et_session *to)
{
	uint8_t frame[ET_RELAY_HEADER_LEN + 1000] = { ET_RELAY_KIND };
	size_t head_len = 4; /* of a WebSocket frame of this length */

	frame[4] = room.b[0];
	frame[20] = 1 + 10;
	memset(frame + ET_RELAY_HEADER_LEN, 'p', 1000);
	send_in_two(from, 1, frame, sizeof(frame), true);
	ml_scene.written_len = 0;
	if (to->peer != NULL)
		AS_FRONT(et_peer_flush(round->front, to->peer));
	if (ml_scene.written_len == 0)
		return;
	assert_int_equal(ml_scene.written_len, head_len + sizeof(frame));
	assert_memory_equal(ml_scene.written + head_len, frame, sizeof(frame));
	round->seen[RELAY_SEEN] = true;
}

/* What core was told: whoever came has gone, and the text is as it was. */
static void check_core(struct round *round, const uint8_t *text, size_t len)
{
	struct et_ipc_frame frame;
	size_t opened = 0, closed = 0;
	bool have = true, eof;

	assert_int_equal(et_ipc_fill(round->core, &eof), ET_OK);
	for (;;) {
		assert_int_equal(et_ipc_next(round->core, &frame, &have), ET_OK);
		if (!have)
			break;
		opened += frame.type == ET_IPC_OPEN;
		closed += frame.type == ET_IPC_CLOSED;
		if (frame.type != ET_IPC_TEXT)
			continue;
		assert_true(et_slice_eq(frame.payload, et_slice_of(text, len)));
		round->seen[TEXT_SEEN] = true;
	}
	assert_int_equal(opened, closed);
	round->seen[ROOMS_SEEN] = opened == 2;
}

static void two_people(struct round *round)
{
	struct et_session ann = { 0 }, ben = { 0 };
	uint8_t text[2000];
	enum et_err err;

	memset(text, 't', sizeof(text));
	come(round, &ann, 1);
	come(round, &ben, 2);
	if (is_here(&ann))
		send_in_two(&ann, 1, text, sizeof(text), false);
	if (is_here(&ann))
		relay(round, &ann, &ben);
	(void)call_ws(LWS_CALLBACK_CLOSED, 1, &ann, NULL, 0);
	(void)call_ws(LWS_CALLBACK_CLOSED, 2, &ben, NULL, 0);
	assert_int_equal(et_map_count(round->front->rooms.map), 0);
	assert_int_equal(et_map_count(round->front->peers), 0);
	AS_FRONT(err = et_ipc_flush(round->front->ipc));
	if (err == ET_OK)
		check_core(round, text, sizeof(text));
	else
		assert_int_equal(err, ET_NO_MEMORY); /* front ends */
}

/* -------------------------------------------------------------------------- fetch */

static void fetch(struct round *round)
{
	static char body[BODY_LEN];
	const struct et_fetch_config config = { .origin = ORIGIN, .timeout_s = 5 };
	struct et_fetcher *fetcher;
	struct et_fetched out;
	char why[ET_FETCH_WHY_MAX];
	enum et_err err;

	memset(body, 'b', sizeof(body));
	ml_scene.answer = body;
	ml_scene.answer_len = sizeof(body);
	ml_scene.header_count = 0;
	AS_FRONT(err = et_fetcher_new(&config, &fetcher, why));
	if (err == ET_OK) {
		AS_FRONT(err = et_fetch(fetcher, "/", "identity", 2 * BODY_LEN, &out, why));
		round->seen[FETCH_SEEN] = err == ET_OK && !out.too_long &&
			out.len == sizeof(body) && memcmp(out.body, body, sizeof(body)) == 0;
		AS_FRONT(et_fetched_fini(&out));
		AS_FRONT(et_fetcher_free(fetcher));
	}
	if (!round->seen[FETCH_SEEN]) {
		assert_int_equal(err, ET_NO_MEMORY);
		assert_true(why[0] != '\0');
	}
}

/* ------------------------------------------------------------------------- rounds */

/* How much of it was seen; fails the test where something is neither whole nor refused. */
static size_t go_round(void)
{
	struct round round = { 0 };
	size_t count = 0;

	if (start(&round)) {
		ask_for_page(&round);
		if (ask_for_feed(&round))
			two_people(&round);
	}
	stop(&round);
	fetch(&round);
	for (size_t i = 0; i < SEEN_COUNT; i++)
		count += round.seen[i];
	return count;
}

static void each(bool for_good)
{
	long live = mf_counts().live;
	size_t n = 0, all, whole = 0;
	size_t before = mf_counts().all;

	assert_int_equal(go_round(), SEEN_COUNT);
	all = mf_counts().all - before;
	do {
		size_t seen;

		mf_fail(++n, for_good);
		seen = go_round();
		whole += seen == SEEN_COUNT;
		if (!mf_has_failed())
			assert_int_equal(seen, SEEN_COUNT);
		mf_fail_no_more();
		assert_int_equal(mf_counts().live, live);
	} while (n < EACH_MAX && n <= all);
	assert_int_equal(go_round(), SEEN_COUNT);
	print_message("a round asks for memory %zu times; %s fails: %zu tried, %zu of them whole\n",
		all, for_good ? "from the n-th on all" : "the n-th", n, whole);
	assert_true(all > 20 && whole * 2 < n);
}

static void test_each_fails(void **state)
{
	(void)state;
	each(false);
}

static void test_from_each_on_all_fail(void **state)
{
	(void)state;
	each(true);
}

/* -------------------------------------------------------------------- the web root */

static void put_file(const char *name, const char *text)
{
	char path[128];
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	assert_non_null(file = fopen(path, "w"));
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static const char *const names[] = { "index.html", "index.html.br", "app.js", "app.js.gz" };

static int setup(void **state)
{
	(void)state;
	mf_install();
	assert_non_null(mkdtemp(folder));
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		put_file(names[i], i == 0 ? PAGE : "x");
	(void)go_round(); /* what libraries keep for themselves from their first time on */
	return 0;
}

static int teardown(void **state)
{
	char path[128];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		(void)snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
		assert_int_equal(unlink(path), 0);
	}
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_fails),
		cmocka_unit_test(test_from_each_on_all_fail),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
