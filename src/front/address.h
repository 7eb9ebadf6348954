/*
 * How many connections there are, in all and from each network address. Knows no sockets: the
 * caller says when a connection comes and goes.
 */
#ifndef ET_FRONT_ADDRESS_H
#define ET_FRONT_ADDRESS_H

#include <sys/socket.h>

#include <etatunti/base/map.h>

/* One address that has connections; lives as long as it has. */
struct et_address {
	struct et_id key;
	unsigned conn_count;
};

struct et_addresses {
	struct et_map *map;
	unsigned conn_count, conn_max;
	unsigned address_max, loopback_max;
};

enum et_err et_addresses_init(struct et_addresses *addresses, struct et_id seed, unsigned conn_max,
	unsigned address_max, unsigned loopback_max) ET_MUST_USE;
void et_addresses_fini(struct et_addresses *addresses);

/* Counts a connection. ET_RATE: too many from there, or in all. ET_NO_MEMORY, ET_BAD_PARAM. */
enum et_err et_addresses_acquire(struct et_addresses *addresses, const struct sockaddr *from,
	struct et_address **address) ET_MUST_USE;
/* The connection is gone; NULL is nothing. */
void et_addresses_release(struct et_addresses *addresses, struct et_address *address);

#define ET_ADDRESS_TEXT_MAX 64
/* What core counts by, as we do here: "192.0.2.1", "2001:db8::" (the /64); else "unknown". */
void et_address_text(const struct sockaddr *from, char out[ET_ADDRESS_TEXT_MAX]);

#endif
