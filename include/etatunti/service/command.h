/*
 * What a command is: one const descriptor in one file, src/service/commands/<name>.c, and one line in
 * commands.def. Everything that is the same for all commands (gates, transaction, log, reply memory,
 * replies) is dispatch.c's; a command says only what is its own.
 *
 *	struct hour_list {			the struct of the params
 *		int64_t from, to;
 *	};
 *	static const struct et_field fields[] = {
 *		ET_F_INT(struct hour_list, from, "from", 0, ET_TIME_MAX),
 *		ET_F_INT(struct hour_list, to, "to", 0, ET_TIME_MAX),
 *	};
 *	static enum et_err handle(struct et_call *call);
 *	const struct et_command et_command_hour_list = {
 *		.name = "hour-list", …, .params = ET_FIELDS(fields, struct hour_list),
 *	};
 */
#ifndef ETATUNTI_SERVICE_COMMAND_H
#define ETATUNTI_SERVICE_COMMAND_H

#include <etatunti/domain/directory.h>
#include <etatunti/proto/event.h>
#include <etatunti/proto/field.h>

/* The state of a connection (PROTOCOL.md section 2), as bits: in which ones a command is taken. */
enum et_conn_state {
	ET_CONN_NEW = 1,
	ET_CONN_CHALLENGED = 2,
	ET_CONN_IN = 4,
	ET_CONN_GUEST = 8, /* has knocked: somebody from outside, with a part in one room at most */
};
/* Whoever it is: a guest too has to see whether the connection lives. */
#define ET_CONN_ANY (ET_CONN_NEW | ET_CONN_CHALLENGED | ET_CONN_IN | ET_CONN_GUEST)

/* Roles that may use a command at all (gate 5); more is decided by authorise. */
#define ET_ROLE_ANY 0u
#define ET_ROLE_CASE (ET_ROLE_WORKER | ET_ROLE_CONTACT)

enum et_effect {
	ET_READ,     /* changes nothing but the log; not remembered */
	ET_WRITE,    /* once per (user, id): remembered 24 h; refused when storage runs out */
	ET_ANEW,     /* the same, but done anew each time: its reply is a secret, never kept */
	ET_PRESENCE, /* who is connected, where: not remembered, since it is of one connection */
};

/* Token buckets (rate.c) per connection, for ET_RATE_DOOR per address too. */
enum et_rate {
	ET_RATE_LIGHT, /* small reads, presence */
	ET_RATE_HEAVY, /* lists, blobs */
	ET_RATE_WRITE,
	ET_RATE_DOOR, /* what strangers may send */
	ET_RATE_COUNT,
};

struct et_call;

struct et_command {
	const char *name;    /* "hour-list" */
	const char *summary; /* one line for PROTOCOL.md */
	unsigned states;     /* enum et_conn_state bits */
	unsigned roles;      /* ET_ROLE_* bits, any of them; ET_ROLE_ANY */
	enum et_effect effect;
	enum et_rate rate;
	/*
	 * The action of its log row. NULL: no act on anybody's data, only refusals leave a row (under
	 * the command's name). With an action and no et_call_log of its own, success leaves one row
	 * made from call->about.
	 */
	const char *action;
	struct et_fields params;
	const char *reply;           /* TypeScript type of "ok", "{ seq: number; hash: Hash }" */
	bool reply_blobs;            /* the reply carries blobs */
	const enum et_event *events; /* those it may cause; asserted */
	size_t event_count;
	/*
	 * May this caller do it to this object, now? Inside the transaction. Loads what it needs into
	 * call->loaded for handle. NULL: state and role are all that is asked.
	 */
	enum et_err (*authorise)(struct et_call *call);
	/* Load, decide (domain), store; fills call->reply and call->outbox. Nothing else. */
	enum et_err (*handle)(struct et_call *call);
};

/* By name; NULL if there is none. */
const struct et_command *et_command_find(const char *name);
size_t et_command_count(void);
/* In the order of commands.def. */
const struct et_command *et_command_at(size_t i);

#define ET_EVENTS(...) \
	.events = (const enum et_event[]){ __VA_ARGS__ }, \
	.event_count = sizeof((const enum et_event[]){ __VA_ARGS__ }) / sizeof(enum et_event)

/* Words of the state bits, for documents: "new", "challenged", "in", "any". */
const char *et_conn_state_word(unsigned states);

#endif
