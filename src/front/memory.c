/*
 * See memory.h. Counts what is held roughly, by connections and what waits for them; knows neither.
 */
#include "memory.h"

#include <malloc.h>

/* What TLS and the library hold for a connection: during its handshake and head, and once it is a peer. */
#define COMING_LEN ((size_t)64 << 10)
#define PEER_LEN ((size_t)16 << 10)
/* Below this it is no crowd. */
#define CROWD_LEN ((size_t)16 << 20)
#define LEFT_PART 2

bool et_memory_is_idle(struct et_memory *memory, size_t coming_count, size_t peer_count)
{
	size_t held = memory->waiting_len + coming_count * COMING_LEN + peer_count * PEER_LEN;

	if (held > memory->peak_len)
		memory->peak_len = held;
	if (memory->peak_len < CROWD_LEN || held > memory->peak_len / LEFT_PART)
		return false;
	memory->peak_len = held;
	return true;
}

void et_memory_give_back(void)
{
#ifdef __GLIBC__
	(void)malloc_trim(0);
#endif
}
