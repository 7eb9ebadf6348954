/*
 * Who relays what people in a call tell each other comes before who commits: core takes less where both want the
 * same processor, and lets itself be interrupted. A kernel that shares by deadlines (Linux 6.12 and later) lets who
 * wakes up wait until the turn of who runs is over, unless that one has asked for longer turns than the other.
 * Beside a process that never sleeps, on one processor, who wakes every millisecond waited for 4.7 ms
 * (p99) before and 0.1 ms with both; with either alone it was 1.7 to 4.7. One that has had more than
 * its part of the processor waits for the next tick all the same (4 ms), so front's part is made the greatest that there
 * is: relayed frames beside core at full load took 4.2 ms (p99) by equal parts, and by those with 5 to 1 or 9 to 1. That core
 * still gets its commands in handfuls is up to base/pace.c. A class of its own (SCHED_RR) did as well and cost a 20th of
 * what front relays alone: the kernel holds it up.
 *
 * Nothing in a process that gives way may ever yield: it would be out for the whole of its long turn, each time.
 * So syscalls.def lets nobody.
 */
#include "share.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <etatunti/base/processors.h>

/* Long beside everybody's 3 ms, and the shortest that there is. With 100 ms core itself waited too long for its turn. */
#define LONG_NS UINT64_C(10000000)
#define SHORT_NS UINT64_C(100000)
#define NICEST 19
#define GREEDIEST (-20)

/* As in linux/sched/types.h, which does not go with the C library's sched.h. */
struct attributes {
	uint32_t size, policy;
	uint64_t flags;
	int32_t nice;
	uint32_t priority;
	uint64_t runtime, deadline, period;
};

static int within(int nice)
{
	return nice > NICEST ? NICEST : nice < GREEDIEST ? GREEDIEST : nice;
}

static bool ask_for(uint64_t turn_ns, int nicer)
{
	struct attributes attributes = { .size = sizeof(attributes) };

	if (syscall(SYS_sched_getattr, 0, &attributes, sizeof(attributes), 0) != 0)
		return false;
	attributes.runtime = turn_ns;
	attributes.nice = within(attributes.nice + nicer);
	return syscall(SYS_sched_setattr, 0, &attributes, 0) == 0;
}

void et_app_give_way(int nicer)
{
	(void)ask_for(LONG_NS, nicer);
}

void et_app_come_first(void)
{
	/* Not on the only one: who keeps front busy would keep core from it. */
	if (!et_processors_are_many() || !ask_for(SHORT_NS, GREEDIEST))
		(void)ask_for(SHORT_NS, 0);
}
