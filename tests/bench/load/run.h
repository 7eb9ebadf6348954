/*
 * What the modes of bench_load share: the options, the span that is measured, and the result as one
 * JSON object on stdout. Each mode is one function.
 */
#ifndef BENCH_LOAD_RUN_H
#define BENCH_LOAD_RUN_H

#include <sys/types.h>

#include "hist.h"
#include "load.h"
#include "usage.h"

#define RUN_BODY_MIN 16
#define RUN_BODY_MAX 65536

struct run {
	struct load_config config; /* complete but for measure, measure_ctx, count, room_size */
	size_t rooms, room_size, window, body_len, count;
	double rate, seconds, warm_up; /* rate 0: not given */
	size_t statements; /* signed ones of each command; 0: commands that nobody signs */
	pid_t pid;         /* of the server, 0: not known */

	int64_t from_ns, to_ns; /* of the span */
	int64_t own_ns;         /* CPU of ours, at first when it began, then what it took */
	struct usage before, at_begin, at_end;
	bool ended;
};

int run_relay(struct run *run);
int run_paced(struct run *run);
int run_idle(struct run *run);
int run_connect(struct run *run);
int run_commands(struct run *run);

/* Before the first connection; then the span. */
void run_look(struct run *run);
void run_begin(struct run *run);
void run_end(struct run *run);

/* The result: opened with the mode, what every mode says, then fields, then closed. */
void result_open(const struct run *run, const char *mode);
void result_number(const char *name, double value);
void result_latency(const char *name, const struct hist *hist);
void result_close(void);

/* A body that says who sent it and when; the rest is the same in all. */
struct body {
	uint32_t sender;
	uint32_t sequence;
	int64_t at_ns;
};
/* Of the run's body_len, filled with noise that compresses badly. */
const uint8_t *body_make(const struct run *run, const struct body *body);
/* False: not one of ours, or it came to where it should not; the connection fails. */
bool body_read(const struct run *run, struct load_conn *conn, const uint8_t *bytes, size_t len,
	struct body *body);

#endif
