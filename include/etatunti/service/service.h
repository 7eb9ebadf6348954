/*
 * The server as a state machine: frames and time in, deliveries out. No socket, no file, no thread.
 * Every call below that may touch the store must run inside one transaction that the caller (core)
 * has begun; what is to be delivered waits here until the caller has committed it.
 */
#ifndef ETATUNTI_SERVICE_SERVICE_H
#define ETATUNTI_SERVICE_SERVICE_H

#include <etatunti/base/env.h>
#include <etatunti/crypto/sign.h>
#include <etatunti/service/call.h>

/* Idle end (not in a room), absolute end, connections a user. ET1 section 2. */
#define ET_SESSION_IDLE_MS (INT64_C(15) * 60000)
#define ET_SESSION_LIFE_MS (INT64_C(12) * 3600000)
#define ET_SESSION_CONN_MAX 4
/* A challenge must be answered within this. */
#define ET_CHALLENGE_MS INT64_C(60000)
#define ET_CLOCK_SKEW_MS INT64_C(120000)
#define ET_REPLY_KEEP_MS (INT64_C(24) * 3600000)
#define ET_CHUNK_KEEP_MS (INT64_C(24) * 3600000)
#define ET_CHECKPOINT_ROWS 256
#define ET_CHECKPOINT_MS INT64_C(60000)
#define ET_HOURS_AHEAD_WEEKS 26

struct et_ahead;

/* How reminders are sent. */
struct et_service_mail {
	const char *from;
	int64_t retry_ms; /* until a mail is tried again; doubled each time */
};

/* Everything is borrowed for the life of the service. */
struct et_service_config {
	const struct et_env *env;
	struct et_store *store;
	const struct et_deployment *deployment;
	struct et_slice salt_secret; /* 32 bytes, for salts of invites and of unknown users */
	const struct et_sign_key *log_key;
	/* Whether storage is so low that writes are refused (reads and calls go on). NULL: never. */
	bool (*storage_is_low)(void *ctx);
	void *storage_ctx;
	const struct et_service_mail *mail; /* NULL: nobody is reminded by e-mail */
	struct et_ahead *ahead; /* verifies what waits on another processor; NULL: nothing does */
	int64_t rate_factor; /* a connection may ask so many times as often as usual; 0: as usual */
};

/* NULL: no memory. Reads the head of the log: a transaction must be open. */
struct et_service *et_service_new(const struct et_service_config *config) ET_MUST_USE;
void et_service_free(struct et_service *service);

/*
 * A connection came or went; front's numbers, never used again. address is its network address as
 * text. ET_NO_MEMORY; ET_CONFLICT: that number is open already.
 */
enum et_err et_service_opened(struct et_service *service, uint64_t front, struct et_slice address)
	ET_MUST_USE;
/* Those who were in a lobby or a room with it are told. Errors as et_service_frame. */
enum et_err et_service_closed(struct et_service *service, uint64_t front) ET_MUST_USE;
/* Front died: all of them went, and there is nobody to be told. */
void et_service_all_closed(struct et_service *service);

/* Everybody goes: those in rooms leave them, with their rows on the log. Errors as et_service_frame. */
enum et_err et_service_leave_rooms(struct et_service *service) ET_MUST_USE;
/*
 * The end of a run: out of the rooms, and a last checkpoint over what none covers yet. Errors as
 * et_service_timers.
 */
enum et_err et_service_stop(struct et_service *service) ET_MUST_USE;

/* Somebody is signed in on that connection. */
bool et_service_is_signed_in(const struct et_service *service, uint64_t front);

/*
 * One frame through all gates. The refusal of a command is no error here: ET_OK. If
 * et_store_txn_is_lost says so then, roll back and call et_service_lost. Any other error is fatal:
 * the transaction must not be committed and the process must end (ET_STORAGE, ET_INTERNAL).
 */
enum et_err et_service_frame(
	struct et_service *service, uint64_t front, struct et_slice frame, bool binary) ET_MUST_USE;

/* A binary frame that will come: what it asks to be verified is, meanwhile. Decides nothing, needs no transaction. */
void et_service_ahead(struct et_service *service, uint64_t front, struct et_slice frame);

/*
 * Somebody asks for the calendar at a secret address; number is front's, for the answer: ET_DELIVER_FEED with
 * the status of HTTP (200, 404, 429, 503) and the text. Nothing is delivered if the transaction is lost.
 * Errors as et_service_frame.
 */
enum et_err et_service_feed(struct et_service *service, uint64_t number, struct et_slice secret,
	struct et_slice address) ET_MUST_USE;

/*
 * The mailer has come, and takes deliveries; it is gone, and what it has not answered is tried again; it has
 * answered the mail of that number: the last inside the transaction. Errors as et_service_frame.
 */
enum et_mailed { ET_MAILED_SENT, ET_MAILED_LATER, ET_MAILED_REFUSED };
enum et_err et_service_mailer_here(struct et_service *service) ET_MUST_USE;
enum et_err et_service_mailer_gone(struct et_service *service) ET_MUST_USE;
enum et_err et_service_mailed(struct et_service *service, uint64_t number, enum et_mailed mailed)
	ET_MUST_USE;

/* The transaction is committed: what waits may be delivered. */
void et_service_committed(struct et_service *service);
/*
 * The disk was full and the transaction is lost and rolled back: nothing of it is delivered, and every
 * command in it is answered storage_full. The mailer must go too: what it has answered may be undone, so
 * all that it has is tried again. Errors as et_service_frame.
 */
enum et_err et_service_lost(struct et_service *service) ET_MUST_USE;

/* When the next timer is due; INT64_MAX: none. */
int64_t et_service_next_at(const struct et_service *service);
/*
 * Runs every timer that is due now. Errors as et_service_frame; ET_STORAGE_FULL (also of
 * et_service_closed): roll back and call et_service_lost, what was due is tried again.
 */
enum et_err et_service_timers(struct et_service *service) ET_MUST_USE;

enum et_delivery_type {
	ET_DELIVER_TEXT,       /* a text frame for a connection */
	ET_DELIVER_BLOB,       /* a binary frame for a connection */
	ET_DELIVER_SIGNED_IN,  /* front lifts the login deadline */
	ET_DELIVER_KNOCKED,    /* the same for a guest, whose frames stay small */
	ET_DELIVER_CLOSE,      /* after what went before; code and reason of the WebSocket */
	ET_DELIVER_ROOM_JOIN,  /* room, conn_id: front relays from and to it */
	ET_DELIVER_ROOM_LEAVE, /* room */
	ET_DELIVER_ROOM_CLOSE, /* room; no connection */
	ET_DELIVER_CHECKPOINT, /* bytes: a line for checkpoints.log; no connection */
	ET_DELIVER_FEED,       /* code, bytes: the calendar that front asked for by that number */
	ET_DELIVER_MAIL, /* bytes: for the mailer, by the number in front: address, line feed, message */
};

struct et_delivery {
	enum et_delivery_type type;
	uint64_t front;
	struct et_slice bytes;
	struct et_id room, conn_id;
	uint16_t code;
	const char *reason;
};

/*
 * Takes the oldest delivery: after the commit, in a loop. bytes are valid until the next call of any
 * function of this header. False: none left.
 */
bool et_service_next_delivery(struct et_service *service, struct et_delivery *out);

/* Bytes of all deliveries that wait. */
size_t et_service_waiting_len(const struct et_service *service);

size_t et_service_conn_count(const struct et_service *service);

#endif
