/*
 * What a crowd has taken goes back to the system once it is gone: the C library by itself keeps what lies
 * between things that live on.
 */
#ifndef ET_FRONT_MEMORY_H
#define ET_FRONT_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* Zero at first. */
struct et_memory {
	size_t waiting_len; /* in all send queues together; peer.c counts */
	size_t peak_len;    /* most that was held since memory was last given back */
};

/*
 * Once a turn: how many connections are on their way in, and how many there are as peers. True: so much less is held than
 * was that it is worth giving back now.
 */
bool et_memory_is_idle(struct et_memory *memory, size_t coming_count, size_t peer_count);
void et_memory_give_back(void);

#endif
