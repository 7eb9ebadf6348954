/*
 * In the place of libwebsockets, for front's callbacks without a socket: one request at a time, one piece of a message at a
 * time, and what front writes. Wrapped by the linker; parses nothing.
 */
#ifndef ETATUNTI_TESTS_FAULT_MEMORY_LWS_H
#define ETATUNTI_TESTS_FAULT_MEMORY_LWS_H

#include <libwebsockets.h>

#include "server.h"

#define ML_WRITTEN_MAX ((size_t)64 << 10)

struct ml_header {
	enum lws_token_indexes token;
	const char *value;
};

/* What the callbacks find; a test sets it before it calls one. */
struct ml_scene {
	struct et_front *front;
	int method; /* LWSHUMETH_… */
	const char *uri;
	const struct ml_header *headers;
	size_t header_count;
	bool is_binary, is_final;
	const char *answer; /* to whoever fetches: the body, in pieces */
	size_t answer_len;
	/* Since it was set to 0. */
	uint8_t written[ML_WRITTEN_MAX];
	size_t written_len;
};
extern struct ml_scene ml_scene;

/* Connections as the library would name them: never looked into. */
struct lws *ml_connection(unsigned number);

#endif
