/*
 * Reading ahead: one read takes what the socket has, be it several TLS records, where OpenSSL by itself
 * reads each in two steps. The library does not know of records that are left behind then, and
 * would wait for the socket to speak again; so it is told at the end of the turn.
 */
#ifndef ET_FRONT_READAHEAD_H
#define ET_FRONT_READAHEAD_H

#include <stdbool.h>

#include <etatunti/base/list.h>

struct et_front;
struct et_peer;

struct et_readahead {
	struct et_list read; /* peers whose sockets have been read in this turn */
	bool draining;       /* only what has been read is taken */
};

void et_readahead_init(struct et_readahead *readahead);
/* From here on the peer's socket is read ahead. */
void et_readahead_start(struct et_peer *peer);
/* The peer is gone. */
void et_readahead_stop(struct et_front *front, struct et_peer *peer);
/* The library takes from it again, which it does not while it holds back what goes out. */
void et_readahead_again(struct et_front *front, struct et_peer *peer);
/* Has the library take every whole record that has been read. May free peers. */
void et_readahead_drain(struct et_front *front);

#endif
