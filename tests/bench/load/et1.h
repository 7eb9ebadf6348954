/*
 * Our own protocol for the load generator: signs in with a person's real key, comes into a real room,
 * relays by real peer frames; and commands and signed statements for what measures them. All that the
 * server checks is right; what it can't look into is random bytes.
 *
 * load_config.dialect_ctx is a struct et1.
 */
#ifndef BENCH_LOAD_ET1_H
#define BENCH_LOAD_ET1_H

#include <etatunti/base/buf.h>

#include "load.h"

#include "bench/world_keys.h"

/* Connections of one person at a time that the server allows. */
#define ET1_PERSON_CONNS 4
/* Statements of one case-append at most. */
#define ET1_STATEMENTS_MAX 16

/* Whose the connection of a number is. */
enum et1_who {
	ET1_SEATS,    /* seat number % 3 of room number / 3; with load_config.join it joins */
	ET1_WITNESS,  /* the first worker of room number: who writes to that room's case */
	ET1_CROWD,    /* person number / 4 of all: each has four connections */
	ET1_STRANGER, /* nobody: does not sign in, and is ready at once */
};

struct et1 {
	struct world *world;
	enum et1_who who;
};

extern const struct load_dialect load_et1;
/* How many connections that can be. */
size_t et1_conn_max(const struct et1 *et1);
/* Who is at the other end. */
const struct world_person *et1_person(struct load_conn *conn);

/* ----------------------------------------------------------------- commands */

/* The `id` of a request holds a number of the caller's, and eight random bytes of this run. */
struct et1_reply {
	uint64_t number;
	bool ok;
	struct et_slice json;  /* the envelope */
	struct et_slice blobs; /* all of them, one after the other */
};

/* Puts a request; params is JSON, NULL: {}. With blobs (their lengths are in the frame) it is binary. */
void et1_put_command(struct et_buf *frame, uint64_t number, const char *cmd, const char *params,
	const struct et_slice *blobs, size_t blob_count);
/* The same, sent. */
void et1_command(struct load_conn *conn, uint64_t number, const char *cmd, const char *params,
	const struct et_slice *blobs, size_t blob_count);
/* What came to load_measure.message: a reply to a command above. False: an event, or no text of ours. */
bool et1_read_reply(const uint8_t *data, size_t len, bool is_binary, struct et1_reply *out);
/* The string of that key in a reply, "code" in {"error":{"code":…}}: not unescaped. Empty: none. */
struct et_slice et1_find(const struct et1_reply *reply, const char *key);

/* --------------------------------------------------------------- statements */

/*
 * The next count statements of the room's case, signed by that person at that time (now, or within 120 s; never
 * running back), as a case-append. They are follow-ups, each with another date: a row of the chain, a
 * projection, a row of the log, and nothing sealed. seq and head of the room move on: what is made must be
 * sent, in order.
 */
void et1_put_append(struct et_buf *frame, uint64_t number, const struct world *world,
	struct world_room *room, const struct world_person *by, size_t count, int64_t time_ms);

#endif
