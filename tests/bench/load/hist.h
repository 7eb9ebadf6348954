/*
 * Latencies: how many of each length, in steps of 1/64 of the length (log-linear). Knows no clock.
 */
#ifndef BENCH_HIST_H
#define BENCH_HIST_H

#include <stdint.h>

#define HIST_SUB 64
#define HIST_SLOTS (64 * HIST_SUB)

struct hist {
	uint64_t count, slots[HIST_SLOTS];
	int64_t max_ns;
	double sum_ns;
};

void hist_add(struct hist *hist, int64_t ns);
/* The least length that share (0 … 1) of all do not exceed; 0 if there are none. */
int64_t hist_at(const struct hist *hist, double share);
void hist_clear(struct hist *hist);

#endif
