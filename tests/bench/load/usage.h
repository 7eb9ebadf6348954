/*
 * What processes cost: our own CPU, and memory and CPU of a server with all it has started, from
 * /proc. Judges nothing.
 */
#ifndef BENCH_USAGE_H
#define BENCH_USAGE_H

#include <stdint.h>
#include <sys/types.h>

struct usage {
	unsigned processes;
	int64_t cpu_ns;  /* user and system, of those that live now */
	int64_t rss_kib; /* resident; what processes share counts for each */
	/* The most that has been resident of each since it was asked last, or started. */
	int64_t most_kib;
};

/* CPU of this process so far. */
int64_t usage_own_cpu_ns(void);
/* Of pid and its descendants. processes 0: it is gone. */
struct usage usage_of(pid_t pid);
/* Above this share of a core the generator may be the bottleneck, and results say so. */
#define USAGE_OWN_MAX 0.85

#endif
