/*
 * A whole server without sockets, and people with real keys: frames go in, frames come out, the clock
 * stands until it is moved, and all randomness follows from a seed. Anything unexpected fails the
 * test that is running.
 *
 * Deployment: county "Ikaalinen" and Kela "Kela", where asked for a second county, "Parkano". The clock starts at
 * KIT_T0.
 */
#ifndef ETATUNTI_TESTS_SERVICE_TESTKIT_H
#define ETATUNTI_TESTS_SERVICE_TESTKIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* after the four above */
#include <cmocka.h>
#include <jansson.h>

#include <etatunti/base/arena.h>
#include <etatunti/base/buf.h>
#include <etatunti/base/env_fake.h>
#include <etatunti/base/list.h>
#include <etatunti/crypto/chain.h>
#include <etatunti/crypto/grant.h>
#include <etatunti/crypto/lp.h>
#include <etatunti/crypto/sign.h>
#include <etatunti/service/service.h>
#include <etatunti/store/store.h>

/* Monday 2 March 2026, 08:00 in Helsinki. */
#define KIT_T0 INT64_C(1772431200000)
#define KIT_MINUTE INT64_C(60000)
#define KIT_HOUR INT64_C(3600000)
#define KIT_DAY (24 * KIT_HOUR)

enum { KIT_COUNTY, KIT_KELA, KIT_SECOND, KIT_ORGS };

struct kit_mails;

struct kit {
	struct et_env_fake fake;
	struct et_store *store;
	struct et_deployment deployment;
	struct et_buf genesis;
	struct et_sign_key log_key;
	uint8_t salt_secret[32];
	uint8_t founder_secret[KIT_ORGS][32]; /* of the organisations' founding links */
	struct et_id org[KIT_ORGS];
	struct et_service *service;
	struct et_arena *arena; /* lives as long as the kit */
	struct et_list peers;
	uint64_t front_next;
	size_t checkpoint_count; /* lines for checkpoints.log, and the newest */
	struct et_slice checkpoint_line;
	bool storage_low;                   /* what storage_is_low answers */
	const struct et_service_mail *mail; /* NULL: none is sent; for mailwork.h */
	struct kit_mails *mails;
};

/* A reply; good until the next reply of the same peer. */
struct kit_reply {
	json_t *json;      /* the whole envelope */
	json_t *ok;        /* NULL if refused */
	const char *error; /* the code; NULL if ok */
	struct et_slice blobs[64];
	size_t blob_count;
	struct et_slice raw; /* the frame as it came */
};

/* One browser: a connection, and the keys of the person in front of it. */
struct kit_peer {
	struct et_link link;
	struct kit *kit;
	uint64_t front;        /* 0: not connected */
	struct et_list frames; /* text and blob frames that came, oldest first */
	bool signed_in;        /* front was told to lift the deadline */
	bool knocked;          /* the same, for a guest */
	bool closed;           /* the server closed it */
	uint16_t close_code;
	struct et_id conn;  /* public id */
	struct et_id room;  /* of a session, that front relays it in; zero: none */
	struct et_id lobby; /* of an hour, the same */
	struct kit_reply reply;
	json_t *last, *event; /* behind reply; behind what kit_event gave */

	struct et_id uid, sid, org;
	char username[40], display[40];
	const char *roles;
	struct et_sign_key identity, login, session;
	struct et_key32 ipk_e;
	struct et_hash eh;
	int64_t not_after;
};

/* ------------------------------------------------------------------ server */

struct kit *kit_new(void);
/* The same with the record in that new file; NULL: in memory. */
struct kit *kit_new_in(const char *path);
/* In memory, with the second county. */
struct kit *kit_new_wide(void);
void kit_free(struct kit *kit);
/* Moves the clock and runs every timer on the way, each at its time. */
void kit_advance(struct kit *kit, int64_t ms);
/* The timers that are due, as core looks at them whenever it wakes, at least once a minute. */
void kit_turn(struct kit *kit);
int64_t kit_now(const struct kit *kit);
/* The service as after a restart of the process, on the same store; all connections are gone. */
void kit_restart(struct kit *kit);
/* What et_verify_run would find: runs it on the store and expects ET_OK. */
void kit_verify(struct kit *kit);

/* ------------------------------------------------------------------- peers */

/* A connection from 127.0.0.1, or from that address; nobody is signed in. Freed with the kit. */
struct kit_peer *kit_connect(struct kit *kit);
struct kit_peer *kit_connect_from(struct kit *kit, const char *address);
/* Another connection with the keys of the same person. */
struct kit_peer *kit_connect_as(const struct kit_peer *person);
/* The connection is cut. */
void kit_cut(struct kit_peer *peer);
/* And forgotten: the peer is no more. */
void kit_drop(struct kit_peer *peer);

/*
 * Sends a command and gives its reply. params is taken over (NULL: {}); with blobs the frame is binary. The
 * id is fresh.
 */
struct kit_reply *kit_call(struct kit_peer *peer, const char *cmd, json_t *params);
struct kit_reply *kit_call_blobs(struct kit_peer *peer, const char *cmd, json_t *params,
	const struct et_slice *blobs, size_t blob_count);
/* The same with a given id of the request: for repeating one. */
struct kit_reply *kit_call_id(struct kit_peer *peer, const struct et_id *id, const char *cmd,
	json_t *params, const struct et_slice *blobs, size_t blob_count);
/* Any bytes as a frame; NULL if nothing came back. */
struct kit_reply *kit_raw(struct kit_peer *peer, struct et_slice frame, bool binary);
/* Several frames in one shared transaction; replies are then taken with kit_next_reply. */
void kit_batch(struct kit_peer *const *peers, const struct et_slice *frames, size_t count);
struct kit_reply *kit_next_reply(struct kit_peer *peer);
/* The bytes of a text frame with a fresh id; lives as long as the kit. */
struct et_slice kit_text(struct kit *kit, const char *cmd, json_t *params);
/* The same with blobs: a binary frame. */
struct et_slice kit_frame(struct kit *kit, const char *cmd, json_t *params,
	const struct et_slice *blobs, size_t blob_count);

/* Expect ok and give it; expect that error code and give the error object. */
json_t *kit_ok(struct kit_reply *reply);
json_t *kit_refused(struct kit_reply *reply, const char *code);

/*
 * The oldest event of that name that the peer has not looked at, or NULL; events before it are
 * dropped. Good until the next event of the same peer.
 */
json_t *kit_event(struct kit_peer *peer, const char *name);
/* Whether one of that name has come and not been looked at; drops nothing. */
bool kit_has_event(const struct kit_peer *peer, const char *name);
/* Forgets what has come so far. */
void kit_forget(struct kit_peer *peer);

/*
 * A signed statement: bytes and signature live as long as the kit. Fill what is to differ from the
 * right one (seq, prev, time, author) before.
 */
struct kit_signed {
	struct et_slice stmt;
	struct et_sig sig;
	struct et_hash hash;
};

/* ------------------------------------------------------------------ people */

/* Founds the organisation (KIT_COUNTY, KIT_KELA) and signs in. */
struct kit_peer *kit_founder(struct kit *kit, int org, const char *username);
/* Invites, enrols, confirms and signs in a person of the coordinator's organisation. */
struct kit_peer *kit_person(struct kit_peer *coordinator, const char *username, const char *roles);
/* Signs in on a connected peer: hi, login. */
void kit_sign_in(struct kit_peer *peer);
/* re, reproof. */
struct kit_reply *kit_reproof(struct kit_peer *peer);

/* Steps of the above, for tests of them. */
struct et_id kit_invite(struct kit_peer *coordinator, const char *username, const char *roles,
	int64_t expires, uint8_t secret[32]);
/* With a display name, for a day; the reply of dir-append. */
struct kit_reply *kit_invite_as(struct kit_peer *coordinator, const char *username,
	const char *display, const char *roles, uint8_t secret[32]);
struct kit_reply *kit_enrol(struct kit_peer *peer, const struct et_id *invite,
	const uint8_t secret[32], const char *username);
/* The same with the identity keys of somebody else. */
struct kit_reply *kit_enrol_with(struct kit_peer *peer, const struct et_id *invite,
	const uint8_t secret[32], const char *username, const struct kit_peer *keys);
struct kit_reply *kit_user_add(struct kit_peer *coordinator, const struct kit_peer *person);
struct kit_reply *kit_hi(struct kit_peer *peer);
/* With the challenge of hi's reply; what it sends is the former. */
json_t *kit_login_params(struct kit_peer *peer, json_t *challenge);
struct kit_reply *kit_login(struct kit_peer *peer, json_t *challenge);

/* A directory statement with that body at the head of the chain, signed by the peer; and sent. */
struct kit_signed kit_dir_sign(struct kit_peer *issuer, const char *kind, struct et_slice body);
struct kit_reply *kit_dir_append(struct kit_peer *issuer, const char *kind, struct et_slice body);

/* Makes a care pair / a weekly series for it (first hour a week from the current day, 12:00). */
struct et_id kit_pair(struct kit_peer *coordinator, const char *name,
	struct kit_peer *const *workers, size_t count);
struct et_id kit_series(
	struct kit_peer *coordinator, const struct et_id *pair, const struct kit_peer *contact);
/* The n-th planned hour of the series from now on (0 is the next); its start goes to *starts_at. */
struct et_id kit_hour(
	struct kit_peer *peer, const struct et_id *series, size_t n, int64_t *starts_at);

/* ------------------------------------------------------------------- bytes */

struct kit_signed kit_statement(
	struct kit *kit, const struct et_statement *statement, const struct et_sign_key *key);
/* A fresh statement of a chain by the peer: genesis, author, time; case_id NULL in the directory. */
struct et_statement kit_draft(const struct kit_peer *peer, enum et_chain chain,
	const struct et_id *case_id, const char *kind, struct et_slice body);

struct et_id kit_fresh_id(struct kit *kit);
struct et_slice kit_random(struct kit *kit, size_t len);
/* What is in the buffer, for as long as the kit; ends the buffer. */
struct et_slice kit_take(struct kit *kit, struct et_buf *buf);
/* JSON strings of bytes and back; kit_get_* fail the test if the key is not so. */
json_t *kit_json_bytes(struct et_slice bytes);
json_t *kit_json_id(const struct et_id *id);
struct et_id kit_get_id(const json_t *object, const char *key);
struct et_hash kit_get_hash(const json_t *object, const char *key);
int64_t kit_get_int(const json_t *object, const char *key);
const char *kit_get_str(const json_t *object, const char *key);

/* How many rows of the log have that action and result; NULL: any. */
size_t kit_log_count(struct kit *kit, const char *action, const char *result);

#endif
