/*
 * What the parts of the load generator's library share: the state of a connection and of the loop.
 * Private to tests/bench/load.
 */
#ifndef BENCH_LOAD_INSIDE_H
#define BENCH_LOAD_INSIDE_H

#include <openssl/ssl.h>

#include "load.h"

/* One read takes at most so much; a longer frame is read into memory of its own. */
#define SCRATCH_LEN ((size_t)256 << 10)
#define MESSAGE_MAX ((size_t)16 << 20)

enum conn_state {
	CONN_NONE,
	CONN_CONNECTING,
	CONN_HANDSHAKE,
	CONN_UPGRADE,
	CONN_OPEN,
	CONN_LEAVING, /* what is queued goes out, then we hang up */
	CONN_GONE,
};

struct bytes {
	uint8_t *ptr;
	size_t at, len, cap; /* bytes [at, len) are still wanted */
};

struct load_conn {
	struct load *load;
	size_t number;
	enum conn_state state;
	int fd;
	SSL *ssl;
	bool is_ready, is_dirty, wants_write, whole_is_binary;
	unsigned armed;  /* what epoll watches for */
	const char *why; /* it was lost, not left */
	int64_t started_ns;
	struct bytes out;   /* to be sent */
	struct bytes part;  /* of a frame whose end has not come */
	struct bytes whole; /* of a message in several frames */
	void *state_mem;
};

struct load {
	struct load_config config;
	SSL_CTX *tls;
	int epoll;
	struct load_conn *conns;
	uint8_t *states;
	struct load_conn **dirty;
	size_t dirty_count;
	size_t started, on_the_way, ready;
	int64_t turn_ns, wake_ns;
	uint64_t seed; /* of masks and keys */
	bool stopped, failed;
	uint8_t scratch[SCRATCH_LEN];
};

/* bytes.c */
uint8_t *bytes_room(struct bytes *bytes, size_t len); /* room for len more, behind len */
void bytes_add(struct bytes *bytes, const void *ptr, size_t len);
void bytes_free(struct bytes *bytes);

/* frames.c: takes the frames at the front of data; returns how many bytes that were. */
size_t frames_take(struct load_conn *conn, uint8_t *data, size_t len);
/* The length of the frame that data begins with, 0 if that can't be told yet. */
size_t frames_len(const uint8_t *data, size_t len);
void frames_put_control(struct load_conn *conn, unsigned opcode, const void *data, size_t len);

/* conn.c */
bool conn_start(struct load_conn *conn);
void conn_event(struct load_conn *conn, unsigned events);
void conn_flush(struct load_conn *conn);
void conn_hang_up(struct load_conn *conn);

/* load.c */
void load_mark_dirty(struct load_conn *conn);
uint64_t load_random(struct load *load);

#endif
