/*
 * Counting connections by address. IPv6 counts by /64, which is what one subscriber gets; IPv4
 * mapped into IPv6 counts as IPv4.
 */
#include "address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/base/assert.h>

static const uint8_t mapped_prefix[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

/* All 16 bytes of the address, IPv4 in its mapped form. */
static bool address_bytes(const struct sockaddr *from, uint8_t out[16])
{
	if (from->sa_family == AF_INET) {
		struct sockaddr_in in;

		memcpy(&in, from, sizeof(in));
		memcpy(out, mapped_prefix, sizeof(mapped_prefix));
		memcpy(out + sizeof(mapped_prefix), &in.sin_addr, 4);
		return true;
	}
	if (from->sa_family == AF_INET6) {
		struct sockaddr_in6 in6;

		memcpy(&in6, from, sizeof(in6));
		memcpy(out, &in6.sin6_addr, 16);
		return true;
	}
	return false;
}

static bool is_mapped(const uint8_t bytes[16])
{
	return memcmp(bytes, mapped_prefix, sizeof(mapped_prefix)) == 0;
}

static bool is_loopback(const uint8_t bytes[16])
{
	static const uint8_t one[16] = { [15] = 1 };

	return (is_mapped(bytes) && bytes[12] == 127) || memcmp(bytes, one, sizeof(one)) == 0;
}

/* Out of which of its 2^64 addresses a subscriber speaks is its own choice. */
static void cut_to_subscriber(uint8_t bytes[16])
{
	if (!is_mapped(bytes) && !is_loopback(bytes))
		memset(bytes + 8, 0, 8);
}

enum et_err et_addresses_init(struct et_addresses *addresses, struct et_id seed, unsigned conn_max,
	unsigned address_max, unsigned loopback_max)
{
	memset(addresses, 0, sizeof(*addresses));
	addresses->conn_max = conn_max;
	addresses->address_max = address_max;
	addresses->loopback_max = loopback_max;
	addresses->map = et_map_new(seed);
	return addresses->map == NULL ? ET_NO_MEMORY : ET_OK;
}

void et_addresses_fini(struct et_addresses *addresses)
{
	struct et_address *address;
	size_t cursor = 0;

	if (addresses == NULL || addresses->map == NULL)
		return;
	while ((address = et_map_next(addresses->map, &cursor)) != NULL)
		free(address);
	et_map_free(addresses->map);
	addresses->map = NULL;
}

static enum et_err find_or_add(
	struct et_addresses *addresses, const struct et_id *key, struct et_address **address)
{
	enum et_err err;

	if ((*address = et_map_get(addresses->map, key)) != NULL)
		return ET_OK;
	if ((*address = calloc(1, sizeof(**address))) == NULL)
		return ET_NO_MEMORY;
	(*address)->key = *key;
	if ((err = et_map_insert(addresses->map, key, *address)) != ET_OK) {
		free(*address);
		*address = NULL;
	}
	return err;
}

enum et_err et_addresses_acquire(
	struct et_addresses *addresses, const struct sockaddr *from, struct et_address **address)
{
	struct et_id key;
	unsigned max;
	enum et_err err;

	*address = NULL;
	if (!address_bytes(from, key.b))
		return ET_BAD_PARAM;
	if (addresses->conn_count >= addresses->conn_max)
		return ET_RATE;
	max = is_loopback(key.b) ? addresses->loopback_max : addresses->address_max;
	if (max == 0)
		return ET_RATE;
	cut_to_subscriber(key.b);
	if ((err = find_or_add(addresses, &key, address)) != ET_OK)
		return err;
	if ((*address)->conn_count >= max) {
		*address = NULL;
		return ET_RATE;
	}
	(*address)->conn_count++;
	addresses->conn_count++;
	return ET_OK;
}

void et_addresses_release(struct et_addresses *addresses, struct et_address *address)
{
	if (address == NULL)
		return;
	ET_ASSERT(address->conn_count > 0 && addresses->conn_count > 0);
	addresses->conn_count--;
	if (--address->conn_count > 0)
		return;
	et_map_remove(addresses->map, &address->key);
	free(address);
}

void et_address_text(const struct sockaddr *from, char out[ET_ADDRESS_TEXT_MAX])
{
	uint8_t bytes[16];

	snprintf(out, ET_ADDRESS_TEXT_MAX, "unknown");
	if (!address_bytes(from, bytes))
		return;
	cut_to_subscriber(bytes);
	if (is_mapped(bytes))
		(void)inet_ntop(AF_INET, bytes + 12, out, ET_ADDRESS_TEXT_MAX);
	else
		(void)inet_ntop(AF_INET6, bytes, out, ET_ADDRESS_TEXT_MAX);
}
