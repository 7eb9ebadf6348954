/* See sim_ask.h. */
#include "sim_ask.h"

#include <stdlib.h>
#include <string.h>

static void forget(struct sa_request *request)
{
	free(request->bytes);
	*request = (struct sa_request){ 0 };
}

void sim_ask_free(struct sim_ask *ask)
{
	for (size_t i = 0; i < SA_REQUESTS; i++)
		forget(&ask->requests[i]);
}

struct sa_request *sim_ask_new(
	struct sim_ask *ask, const char *cmd, struct et_slice frame, bool binary)
{
	struct sa_request *request = &ask->requests[ask->count++ % SA_REQUESTS];
	const char *at = memmem(frame.ptr, frame.len, "\"id\":\"", 6);

	assert_non_null(at);
	forget(request);
	memcpy(request->id, at + 6, SA_ID_LEN);
	assert_non_null(request->command = et_command_find(cmd));
	assert_non_null(request->bytes = malloc(frame.len));
	memcpy(request->bytes, frame.ptr, frame.len);
	request->len = frame.len;
	request->binary = binary;
	request->is_open = true;
	request->cs = -1;
	request->draft = -1;
	return request;
}

struct sa_request *sim_ask_of(struct sim_ask *ask, const char *id)
{
	uint64_t oldest = ask->count < SA_REQUESTS ? 0 : ask->count - SA_REQUESTS;

	for (uint64_t i = ask->count; i > oldest; i--) {
		struct sa_request *request = &ask->requests[(i - 1) % SA_REQUESTS];

		if (memcmp(request->id, id, SA_ID_LEN) == 0)
			return request;
	}
	return NULL;
}
