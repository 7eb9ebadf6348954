/*
 * The set of processors that the kernel lets us have, which may be smaller than the machine's.
 */
#define _GNU_SOURCE /* CPU_COUNT */

#include <etatunti/base/processors.h>

#include <sched.h>

bool et_processors_are_many(void)
{
	cpu_set_t set;

	return sched_getaffinity(0, sizeof(set), &set) == 0 && CPU_COUNT(&set) > 1;
}
