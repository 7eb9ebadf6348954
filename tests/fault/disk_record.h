/*
 * What was put to a service, transaction by transaction, and what it said: so that the same can be put to core again, on a
 * disk that fails. It listens at the calls of service.h, wrapped by the linker (CMake: et_fault_recorded).
 */
#ifndef ETATUNTI_TESTS_FAULT_DISK_RECORD_H
#define ETATUNTI_TESTS_FAULT_DISK_RECORD_H

#include "service/testkit.h"

enum dk_input_type { DK_OPENED, DK_FRAME, DK_CLOSED };

struct dk_input {
	enum dk_input_type type;
	uint64_t front;
	struct et_slice bytes; /* the frame, the address */
	bool binary;
};

/* One transaction; without inputs it was the timers'. */
struct dk_step {
	int64_t now_ms, mono_ms; /* the clocks, and where the randomness stood */
	uint64_t random;
	size_t first, count;   /* its inputs */
	struct et_buf answers; /* what went to connections, in order: dk_put_frame */
};

struct dk_recording {
	struct dk_step start; /* clocks and randomness before the service began */
	struct dk_step *steps;
	size_t count, cap;
	struct dk_input *inputs;
	size_t input_count, input_cap;
};

/* From here to the end all goes into *out; bytes are kept in the kit's arena. */
void dk_record(struct kit *kit, struct dk_recording *out);
void dk_record_end(void);

/* Puts the fake there, as the step was. */
void dk_put_clock(struct et_env_fake *fake, const struct dk_step *step);
/* One frame of what was said, in the form in which two runs are compared. */
void dk_put_frame(struct et_buf *said, unsigned type, uint64_t front, struct et_slice bytes);
/* Whether one of that type is among them; whether the text is in any. */
bool dk_has_frame(struct et_slice said, unsigned type);
bool dk_says(struct et_slice said, const char *text);

#endif
