/*
 * The loop: makes the connections, waits, hands out what came, lets the measure speak, writes what
 * was queued. Knows neither frames nor dialects.
 */
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "inside.h"

#define EVENTS 512
#define SPARE_FDS 64
#define READ_AHEAD ((size_t)64 << 10)
#define NS_S INT64_C(1000000000)
#define NEVER INT64_MAX

int64_t load_now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * NS_S + now.tv_nsec;
}

/* xorshift64*: masks and keys need to differ, no more. */
uint64_t load_random(struct load *load)
{
	load->seed ^= load->seed >> 12;
	load->seed ^= load->seed << 25;
	load->seed ^= load->seed >> 27;
	return load->seed * UINT64_C(0x2545F4914F6CDD1D);
}

static bool enough_descriptors(size_t count)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == -1)
		return false;
	if (limit.rlim_cur >= count + SPARE_FDS)
		return true;
	limit.rlim_cur = count + SPARE_FDS;
	if (limit.rlim_max < limit.rlim_cur)
		limit.rlim_max = limit.rlim_cur;
	return setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

/* The same for every server: TLS 1.3, no tickets, the cipher that costs least here. */
static SSL_CTX *new_tls(void)
{
	SSL_CTX *tls = SSL_CTX_new(TLS_client_method());

	if (tls == NULL || SSL_CTX_set_min_proto_version(tls, TLS1_3_VERSION) != 1 ||
		SSL_CTX_set_ciphersuites(tls, "TLS_AES_128_GCM_SHA256") != 1 ||
		SSL_CTX_set1_groups_list(tls, "X25519:P-256") != 1) {
		SSL_CTX_free(tls);
		return NULL;
	}
	SSL_CTX_set_verify(tls, SSL_VERIFY_NONE, NULL);
	SSL_CTX_set_options(tls, SSL_OP_NO_TICKET);
	SSL_CTX_set_session_cache_mode(tls, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_mode(tls,
		SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
			SSL_MODE_RELEASE_BUFFERS);
	SSL_CTX_set_read_ahead(tls, 1);
	SSL_CTX_set_default_read_buffer_len(tls, READ_AHEAD);
	return tls;
}

/* Ahead of whoever shares the processor by turns, where the system allows it: who measures time waits for nobody. */
static void come_first(void)
{
	const struct sched_param lowest = { .sched_priority = sched_get_priority_min(SCHED_RR) };

	(void)sched_setscheduler(0, SCHED_RR, &lowest);
}

static bool set_up(struct load *load)
{
	const struct load_config *config = &load->config;
	size_t state_size = (config->dialect->state_size + 15) & ~(size_t)15;

	load->conns = calloc(config->count, sizeof(*load->conns));
	load->states = calloc(config->count, state_size == 0 ? 1 : state_size);
	load->dirty = calloc(config->count, sizeof(struct load_conn *));
	if (load->conns == NULL || load->states == NULL || load->dirty == NULL)
		return false;
	for (size_t i = 0; i < config->count; i++)
		load->conns[i] = (struct load_conn){
			.load = load,
			.number = i,
			.fd = -1,
			.state_mem = load->states + i * state_size,
		};
	load->seed = (uint64_t)load_now_ns() | 1;
	load->wake_ns = NEVER;
	load->epoll = epoll_create1(EPOLL_CLOEXEC);
	/* Timers of this process are as exact as they can be. */
	(void)prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
	if (config->is_prompt)
		come_first();
	return load->epoll != -1 && (load->tls = new_tls()) != NULL;
}

struct load *load_new(const struct load_config *config)
{
	struct load *load;

	if (!enough_descriptors(config->count)) {
		fprintf(stderr, "load: %zu connections are more than the limit of open files\n",
			config->count);
		return NULL;
	}
	if ((load = calloc(1, sizeof(*load))) == NULL)
		return NULL;
	load->config = *config;
	load->epoll = -1;
	if (!set_up(load)) {
		fputs("load: the loop could not be set up\n", stderr);
		load_free(load);
		return NULL;
	}
	return load;
}

void load_free(struct load *load)
{
	if (load == NULL)
		return;
	for (size_t i = 0; load->conns != NULL && i < load->config.count; i++)
		conn_hang_up(&load->conns[i]);
	SSL_CTX_free(load->tls);
	if (load->epoll != -1)
		close(load->epoll);
	free(load->conns);
	free(load->states);
	free(load->dirty);
	free(load);
}

static void start_some(struct load *load)
{
	const struct load_config *config = &load->config;
	size_t at_once = config->at_once == 0 ? config->count : config->at_once;

	while (!load->failed && load->started < config->count && load->on_the_way < at_once) {
		struct load_conn *conn = &load->conns[load->started++];

		load->on_the_way++;
		if (!conn_start(conn)) {
			fprintf(stderr, "load: connection %zu can't be made: %s\n", conn->number,
				strerror(errno));
			load->failed = true;
		}
	}
}

static bool wait_for(struct load *load, struct epoll_event *events, int *count)
{
	struct timespec left = { 0, 0 };
	int64_t ns = load->wake_ns == NEVER ? 0 : load->wake_ns - load_now_ns();

	if (load->dirty_count == 0 && ns > 0)
		left = (struct timespec){ .tv_sec = ns / NS_S, .tv_nsec = ns % NS_S };
	*count = epoll_pwait2(load->epoll, events, EVENTS,
		load->wake_ns == NEVER && load->dirty_count == 0 ? NULL : &left, NULL);
	if (*count == -1 && errno == EINTR)
		*count = 0;
	return *count >= 0;
}

static void flush(struct load *load)
{
	/* What is lost may be answered by something new: that is for the next turn. */
	size_t count = load->dirty_count;

	for (size_t i = 0; i < count; i++) {
		struct load_conn *conn = load->dirty[i];

		conn->is_dirty = false;
		if (conn->state != CONN_GONE)
			conn_flush(conn);
	}
	load->dirty_count -= count;
	memmove(load->dirty, load->dirty + count, load->dirty_count * sizeof(struct load_conn *));
}

bool load_run(struct load *load)
{
	static struct epoll_event events[EVENTS];
	const struct load_measure *measure = load->config.measure;
	int count;

	load->stopped = false;
	while (!load->stopped && !load->failed) {
		start_some(load);
		if (!wait_for(load, events, &count)) {
			perror("load: epoll");
			return false;
		}
		load->turn_ns = load_now_ns();
		if (load->turn_ns >= load->wake_ns)
			load->wake_ns = NEVER;
		for (int i = 0; i < count; i++)
			conn_event(events[i].data.ptr, events[i].events);
		if (measure->turn != NULL)
			measure->turn(load);
		flush(load);
	}
	return !load->failed;
}

void load_stop(struct load *load)
{
	load->stopped = true;
}

void load_mark_dirty(struct load_conn *conn)
{
	struct load *load = conn->load;

	if (conn->is_dirty)
		return;
	conn->is_dirty = true;
	load->dirty[load->dirty_count++] = conn;
}

void load_relay(struct load_conn *conn, const void *body, size_t len)
{
	const struct load_dialect *dialect = conn->load->config.dialect;
	uint8_t head[LOAD_HEAD_MAX];
	size_t head_len = dialect->head != NULL ? dialect->head(conn, len, head) : 0;

	load_send_with(conn, head, head_len, body, len, true);
}

void load_ready(struct load_conn *conn)
{
	const struct load_measure *measure = conn->load->config.measure;

	if (conn->is_ready || conn->state != CONN_OPEN)
		return;
	conn->is_ready = true;
	conn->load->ready++;
	conn->load->on_the_way--;
	if (measure->ready != NULL)
		measure->ready(conn);
}

void load_delivered(struct load_conn *conn, const uint8_t *body, size_t len)
{
	const struct load_measure *measure = conn->load->config.measure;

	if (measure->delivered != NULL)
		measure->delivered(conn, body, len);
}

void load_pass(struct load_conn *conn, const uint8_t *data, size_t len, bool is_binary)
{
	const struct load_measure *measure = conn->load->config.measure;

	if (measure->message != NULL)
		measure->message(conn, data, len, is_binary);
}

struct load *load_of(struct load_conn *conn)
{
	return conn->load;
}

struct load_conn *load_at(struct load *load, size_t number)
{
	return &load->conns[number];
}

size_t load_number(const struct load_conn *conn)
{
	return conn->number;
}

size_t load_room(const struct load_conn *conn)
{
	return conn->number / conn->load->config.room_size;
}

size_t load_seat(const struct load_conn *conn)
{
	return conn->number % conn->load->config.room_size;
}

bool load_is_ready(const struct load_conn *conn)
{
	return conn->is_ready;
}

void *load_state(struct load_conn *conn)
{
	return conn->state_mem;
}

const struct load_config *load_config_of(const struct load *load)
{
	return &load->config;
}

void *load_dialect_ctx(struct load_conn *conn)
{
	return conn->load->config.dialect_ctx;
}

void *load_measure_ctx(struct load *load)
{
	return load->config.measure_ctx;
}

size_t load_ready_count(const struct load *load)
{
	return load->ready;
}

int64_t load_started_ns(const struct load_conn *conn)
{
	return conn->started_ns;
}

size_t load_waiting(const struct load_conn *conn)
{
	return conn->out.len - conn->out.at;
}

int64_t load_turn_ns(const struct load *load)
{
	return load->turn_ns;
}

void load_wake_at(struct load *load, int64_t at_ns)
{
	if (at_ns < load->wake_ns)
		load->wake_ns = at_ns;
}
