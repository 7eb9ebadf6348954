/* See disk_record.h. Changes nothing of what it hears; knows no command. */
#include "disk_record.h"

#include <stdlib.h>
#include <string.h>

#define SAID_MAX ((size_t)8 << 20)
#define FRAME_HEADER_LEN 16

static struct kit *heard; /* NULL: nobody is listened to */
static struct dk_recording *record;
static bool is_open; /* the newest step has not been committed */

static void *grown(void *list, size_t count, size_t *cap, size_t len)
{
	void *larger;

	if (count < *cap)
		return list;
	*cap = *cap == 0 ? 64 : 2 * *cap;
	larger = realloc(list, *cap * len);
	assert_non_null(larger);
	return larger;
}

static struct dk_step snapshot(const struct kit *kit)
{
	struct dk_step step = {
		.now_ms = kit->fake.now_ms, .mono_ms = kit->fake.mono_ms, .random = kit->fake.state
	};

	et_buf_init(&step.answers, SAID_MAX);
	return step;
}

static void enter(void)
{
	if (heard == NULL || is_open)
		return;
	record->steps = grown(record->steps, record->count, &record->cap, sizeof(*record->steps));
	record->steps[record->count] = snapshot(heard);
	record->steps[record->count++].first = record->input_count;
	is_open = true;
}

static void hear(struct dk_input input)
{
	if (heard == NULL)
		return;
	enter();
	record->inputs = grown(
		record->inputs, record->input_count, &record->input_cap, sizeof(*record->inputs));
	assert_int_equal(et_arena_slice(heard->arena, input.bytes, &input.bytes), ET_OK);
	record->inputs[record->input_count++] = input;
	record->steps[record->count - 1].count++;
}

void dk_record(struct kit *kit, struct dk_recording *out)
{
	*out = (struct dk_recording){ .start = snapshot(kit) };
	record = out;
	heard = kit;
	is_open = false;
}

void dk_record_end(void)
{
	heard = NULL;
}

void dk_put_clock(struct et_env_fake *fake, const struct dk_step *step)
{
	fake->now_ms = step->now_ms;
	fake->mono_ms = step->mono_ms;
	fake->state = step->random;
}

void dk_put_frame(struct et_buf *said, unsigned type, uint64_t front, struct et_slice bytes)
{
	et_buf_u32be(said, type);
	et_buf_u64be(said, front);
	et_buf_u32be(said, (uint32_t)bytes.len);
	et_buf_slice(said, bytes);
}

static uint32_t u32_at(struct et_slice said, size_t at)
{
	const uint8_t *p = said.ptr + at;

	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

bool dk_has_frame(struct et_slice said, unsigned type)
{
	for (size_t at = 0; at < said.len; at += FRAME_HEADER_LEN + u32_at(said, at + 12)) {
		if (u32_at(said, at) == type)
			return true;
	}
	return false;
}

bool dk_says(struct et_slice said, const char *text)
{
	return said.len > 0 && memmem(said.ptr, said.len, text, strlen(text)) != NULL;
}

/* ------------------------------------------------------------------- listening */

enum et_err __real_et_service_opened(
	struct et_service *service, uint64_t front, struct et_slice address);
enum et_err __wrap_et_service_opened(
	struct et_service *service, uint64_t front, struct et_slice address);
enum et_err __real_et_service_closed(struct et_service *service, uint64_t front);
enum et_err __wrap_et_service_closed(struct et_service *service, uint64_t front);
enum et_err __real_et_service_frame(
	struct et_service *service, uint64_t front, struct et_slice frame, bool binary);
enum et_err __wrap_et_service_frame(
	struct et_service *service, uint64_t front, struct et_slice frame, bool binary);
enum et_err __real_et_service_timers(struct et_service *service);
enum et_err __wrap_et_service_timers(struct et_service *service);
void __real_et_service_committed(struct et_service *service);
void __wrap_et_service_committed(struct et_service *service);
bool __real_et_service_next_delivery(struct et_service *service, struct et_delivery *out);
bool __wrap_et_service_next_delivery(struct et_service *service, struct et_delivery *out);

enum et_err __wrap_et_service_opened(
	struct et_service *service, uint64_t front, struct et_slice address)
{
	hear((struct dk_input){ .type = DK_OPENED, .front = front, .bytes = address });
	return __real_et_service_opened(service, front, address);
}

enum et_err __wrap_et_service_closed(struct et_service *service, uint64_t front)
{
	hear((struct dk_input){ .type = DK_CLOSED, .front = front });
	return __real_et_service_closed(service, front);
}

enum et_err __wrap_et_service_frame(
	struct et_service *service, uint64_t front, struct et_slice frame, bool binary)
{
	hear((struct dk_input){
		.type = DK_FRAME, .front = front, .bytes = frame, .binary = binary });
	return __real_et_service_frame(service, front, frame, binary);
}

enum et_err __wrap_et_service_timers(struct et_service *service)
{
	enter();
	return __real_et_service_timers(service);
}

void __wrap_et_service_committed(struct et_service *service)
{
	is_open = false;
	__real_et_service_committed(service);
}

bool __wrap_et_service_next_delivery(struct et_service *service, struct et_delivery *out)
{
	bool have = __real_et_service_next_delivery(service, out);

	if (have && heard != NULL && record->count > 0 &&
		(out->type == ET_DELIVER_TEXT || out->type == ET_DELIVER_BLOB))
		dk_put_frame(&record->steps[record->count - 1].answers, out->type, out->front,
			out->bytes);
	return have;
}
