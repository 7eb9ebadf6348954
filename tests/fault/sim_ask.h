/*
 * What clients have asked: the bytes, for repeating them, and what the server has said to it, once and for all. Knows no
 * command but by its name.
 */
#ifndef ETATUNTI_TESTS_FAULT_SIM_ASK_H
#define ETATUNTI_TESTS_FAULT_SIM_ASK_H

#include <etatunti/service/command.h>

#include "sim_world.h"

#define SA_REQUESTS 2048
#define SA_ID_LEN 22

struct sa_request {
	char id[SA_ID_LEN + 1];
	const struct et_command *command;
	int client, person;  /* person -1: a guest */
	int act;             /* whatever the tally counts it as */
	int cs;              /* which case; -1: none */
	bool of_s;           /* asks for what Kela sees on a consent only */
	int draft;           /* which of the person's drafts; -1: none */
	struct et_hash what; /* its bytes; zero: it is dropped */
	uint8_t *bytes;
	size_t len;
	bool binary;
	bool is_open;     /* the client has no answer yet */
	bool is_answered; /* it is done: this is what is said to it */
	struct et_hash answer;
	int64_t answered_at;
	int64_t row, row_at; /* where the server remembers it, and since when */
};

struct sim_ask {
	struct sa_request requests[SA_REQUESTS];
	uint64_t count;
};

void sim_ask_free(struct sim_ask *ask);
/* Keeps a copy of the frame; the rest is the caller's to fill. */
struct sa_request *sim_ask_new(
	struct sim_ask *ask, const char *cmd, struct et_slice frame, bool binary);
/* NULL: not known, or no more. */
struct sa_request *sim_ask_of(struct sim_ask *ask, const char *id);

#endif
