/*
 * Log-linear counting: the exponent of a length and its next six bits choose the slot.
 */
#include "hist.h"

#include <string.h>

#define SUB_BITS 6

static unsigned slot_of(uint64_t ns)
{
	unsigned exponent;

	if (ns < HIST_SUB)
		return (unsigned)ns;
	exponent = 63 - (unsigned)__builtin_clzll(ns);
	return (exponent - SUB_BITS + 1) * HIST_SUB +
		(unsigned)(ns >> (exponent - SUB_BITS) & (HIST_SUB - 1));
}

/* The longest that falls into a slot. */
static int64_t slot_end(unsigned slot)
{
	unsigned exponent = slot / HIST_SUB;

	if (exponent == 0)
		return slot;
	return (int64_t)(((uint64_t)HIST_SUB + slot % HIST_SUB + 1) << (exponent - 1)) - 1;
}

void hist_add(struct hist *hist, int64_t ns)
{
	if (ns < 0)
		ns = 0;
	hist->slots[slot_of((uint64_t)ns)]++;
	hist->count++;
	hist->sum_ns += (double)ns;
	if (ns > hist->max_ns)
		hist->max_ns = ns;
}

int64_t hist_at(const struct hist *hist, double share)
{
	double wanted = share * (double)hist->count;
	uint64_t seen = 0;

	if (hist->count == 0)
		return 0;
	for (unsigned i = 0; i < HIST_SLOTS; i++) {
		seen += hist->slots[i];
		if (seen > 0 && (double)seen >= wanted)
			return slot_end(i) < hist->max_ns ? slot_end(i) : hist->max_ns;
	}
	return hist->max_ns;
}

void hist_clear(struct hist *hist)
{
	memset(hist, 0, sizeof(*hist));
}
