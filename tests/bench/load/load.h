/*
 * The load generator's library: many WebSocket connections over TLS 1.3 in one thread and one epoll
 * loop. It owns sockets, TLS, frames and time; what is said to log in is a dialect's business, what
 * is measured is the measure's.
 *
 * Everything runs inside load_run, in callbacks. What is sent is queued, and written once at the end
 * of the loop's turn, all that waits for a connection in one write.
 */
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LOAD_HEAD_MAX 128 /* what a dialect may put in front of a relayed body */
#define LOAD_PATH_MAX 256

struct load;
struct load_conn;

/*
 * How one kind of server is spoken to. All callbacks but target, opened and received may be NULL.
 * A connection is number 0 … count − 1; room = number / room_size, seat = number % room_size.
 */
struct load_dialect {
	const char *name;
	const char *subprotocol; /* NULL: none is asked for */
	size_t state_size;       /* load_state(conn): so many zero bytes for each connection */

	/* The path that the upgrade asks for. */
	void (*target)(struct load_conn *conn, char path[LOAD_PATH_MAX]);
	/* The upgrade is through: say what logs in. Ends, later or at once, with load_ready. */
	void (*opened)(struct load_conn *conn);
	/*
	 * One whole message; data is valid during the call only. A relayed body inside it goes to
	 * load_delivered, what is not the dialect's own to load_pass, what is wrong to load_fail.
	 */
	void (*received)(struct load_conn *conn, const uint8_t *data, size_t len, bool is_binary);
	/*
	 * For load_relay: what stands in front of a body of body_len bytes to everyone else in the
	 * room, in one binary message. Returns its length. NULL: nothing.
	 */
	size_t (*head)(struct load_conn *conn, size_t body_len, uint8_t out[LOAD_HEAD_MAX]);
	/* The connection is gone: give back what the state holds. */
	void (*closed)(struct load_conn *conn);
};

/* What is measured. Each may be NULL. */
struct load_measure {
	void (*ready)(struct load_conn *conn); /* logged in, and in its room if join is set */
	/* A body that load_relay of another connection of the room has sent. */
	void (*delivered)(struct load_conn *conn, const uint8_t *body, size_t len);
	/* Any other message after ready: replies, events. */
	void (*message)(struct load_conn *conn, const uint8_t *data, size_t len, bool is_binary);
	/* Ended by the other side, or failed; why is a sentence. Without it load_run ends with it. */
	void (*lost)(struct load_conn *conn, const char *why);
	void (*turn)(struct load
			*load); /* once in each turn of the loop, before what waits is written */
};

struct load_config {
	const struct load_dialect *dialect;
	const struct load_measure *measure;
	void *dialect_ctx, *measure_ctx; /* load_dialect_ctx, load_measure_ctx */
	const char *address;             /* numeric IPv4 */
	uint16_t port;
	const char *host,
		*origin; /* as the headers say: "localhost:8443", "https://localhost:8443" */
	size_t count, room_size;
	bool is_prompt; /* who wakes us is not kept waiting: for measures of time */
	bool join;      /* dialects: into the room before load_ready */
	size_t at_once; /* connections on their way at a time; 0: all */
	unsigned
		sources; /* local addresses 127.0.0.2 … to come from, in turn; 0: as the kernel likes */
};

/* NULL: a sentence is on stderr. */
struct load *load_new(const struct load_config *config);
void load_free(struct load *load);

/* Makes all connections and goes on until load_stop. False: failed, a sentence is on stderr. */
bool load_run(struct load *load);
void load_stop(struct load *load);

/* Queues a whole message (masked, one frame). head may be NULL. */
void load_send(struct load_conn *conn, const void *data, size_t len, bool is_binary);
void load_send_with(struct load_conn *conn, const void *head, size_t head_len, const void *body,
	size_t body_len, bool is_binary);
/* Queues a body for everyone else in the connection's room. */
void load_relay(struct load_conn *conn, const void *body, size_t len);
/* Says goodbye and hangs up; lost is not called. */
void load_close(struct load_conn *conn);

/* A dialect's reports. */
void load_ready(struct load_conn *conn);
void load_delivered(struct load_conn *conn, const uint8_t *body, size_t len);
void load_pass(struct load_conn *conn, const uint8_t *data, size_t len, bool is_binary);
void load_fail(struct load_conn *conn, const char *why);

struct load *load_of(struct load_conn *conn);
struct load_conn *load_at(struct load *load, size_t number);
size_t load_number(const struct load_conn *conn);
size_t load_room(const struct load_conn *conn);
size_t load_seat(const struct load_conn *conn);
bool load_is_ready(const struct load_conn *conn);
void *load_state(struct load_conn *conn);
const struct load_config *load_config_of(const struct load *load);
void *load_dialect_ctx(struct load_conn *conn);
void *load_measure_ctx(struct load *load);
size_t load_ready_count(const struct load *load);
/* When its connect was asked for. */
int64_t load_started_ns(const struct load_conn *conn);
/* Bytes that wait in us for a connection. */
size_t load_waiting(const struct load_conn *conn);

/* Monotonic time; load_turn_ns is that of the present turn, without asking the kernel. */
int64_t load_now_ns(void);
int64_t load_turn_ns(const struct load *load);
/* turn is called at that time at the latest, though nothing comes; forgotten once it was. */
void load_wake_at(struct load *load, int64_t at_ns);

/* dialects.c: rooms by path (ws, bun, raw), MQTT over WebSocket (mosquitto). et1.h has ours. */
extern const struct load_dialect load_plain, load_mqtt;

#endif
