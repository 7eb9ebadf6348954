/*
 * Open addressing with linear probing, at most three quarters full; removal shifts the run back, so
 * there are no tombstones. SipHash-2-4 over the 16 key bytes (Aumasson and Bernstein, 2012).
 */
#include <stdlib.h>
#include <string.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/map.h>

#define FIRST_CAP 16

struct slot {
	struct et_id key;
	void *value; /* NULL: free */
};

struct et_map {
	uint64_t k0, k1;
	struct slot *slots;
	size_t cap, count; /* cap is a power of two */
};

static uint64_t load_le(const uint8_t *b)
{
	uint64_t value = 0;

	for (int i = 7; i >= 0; i--)
		value = value << 8 | b[i];
	return value;
}

static uint64_t rotl(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

static void sip_round(uint64_t v[4])
{
	v[0] += v[1];
	v[1] = rotl(v[1], 13) ^ v[0];
	v[0] = rotl(v[0], 32);
	v[2] += v[3];
	v[3] = rotl(v[3], 16) ^ v[2];
	v[0] += v[3];
	v[3] = rotl(v[3], 21) ^ v[0];
	v[2] += v[1];
	v[1] = rotl(v[1], 17) ^ v[2];
	v[2] = rotl(v[2], 32);
}

static void sip_word(uint64_t v[4], uint64_t word)
{
	v[3] ^= word;
	sip_round(v);
	sip_round(v);
	v[0] ^= word;
}

static size_t home_of(const struct et_map *map, const struct et_id *key)
{
	uint64_t v[4] = {
		map->k0 ^ 0x736f6d6570736575u,
		map->k1 ^ 0x646f72616e646f6du,
		map->k0 ^ 0x6c7967656e657261u,
		map->k1 ^ 0x7465646279746573u,
	};

	sip_word(v, load_le(key->b));
	sip_word(v, load_le(key->b + 8));
	sip_word(v, (uint64_t)sizeof(key->b) << 56);
	v[2] ^= 0xff;
	for (int i = 0; i < 4; i++)
		sip_round(v);
	return (size_t)(v[0] ^ v[1] ^ v[2] ^ v[3]) & (map->cap - 1);
}

/* The slot of the key, or the free slot where it would go. */
static size_t find(const struct et_map *map, const struct et_id *key)
{
	size_t at = home_of(map, key);

	while (map->slots[at].value != NULL && !et_id_eq(&map->slots[at].key, key))
		at = (at + 1) & (map->cap - 1);
	return at;
}

struct et_map *et_map_new(struct et_id seed)
{
	struct et_map *map = calloc(1, sizeof(*map));

	if (map == NULL)
		return NULL;
	map->k0 = load_le(seed.b);
	map->k1 = load_le(seed.b + 8);
	map->cap = FIRST_CAP;
	if ((map->slots = calloc(map->cap, sizeof(*map->slots))) == NULL) {
		free(map);
		return NULL;
	}
	return map;
}

void et_map_free(struct et_map *map)
{
	if (map == NULL)
		return;
	free(map->slots);
	free(map);
}

size_t et_map_count(const struct et_map *map)
{
	return map->count;
}

static enum et_err grow(struct et_map *map)
{
	struct slot *old = map->slots;
	size_t old_cap = map->cap;
	struct slot *slots;

	if ((slots = calloc(old_cap * 2, sizeof(*slots))) == NULL)
		return ET_NO_MEMORY;
	map->slots = slots;
	map->cap = old_cap * 2;
	for (size_t i = 0; i < old_cap; i++) {
		if (old[i].value != NULL)
			map->slots[find(map, &old[i].key)] = old[i];
	}
	free(old);
	return ET_OK;
}

enum et_err et_map_insert(struct et_map *map, const struct et_id *key, void *value)
{
	enum et_err err;
	size_t at;

	ET_ASSERT(value != NULL);
	at = find(map, key);
	if (map->slots[at].value != NULL)
		return ET_CONFLICT;
	if ((map->count + 1) * 4 > map->cap * 3) {
		if ((err = grow(map)) != ET_OK)
			return err;
		at = find(map, key);
	}
	map->slots[at] = (struct slot){ *key, value };
	map->count++;
	return ET_OK;
}

void *et_map_get(const struct et_map *map, const struct et_id *key)
{
	return map->slots[find(map, key)].value;
}

void *et_map_remove(struct et_map *map, const struct et_id *key)
{
	size_t mask = map->cap - 1, hole = find(map, key);
	void *value = map->slots[hole].value;

	if (value == NULL)
		return NULL;
	/* Whatever follows in the run moves into the hole, unless its home lies behind the hole. */
	for (size_t at = (hole + 1) & mask; map->slots[at].value != NULL; at = (at + 1) & mask) {
		size_t home = home_of(map, &map->slots[at].key);

		if (((at - home) & mask) >= ((at - hole) & mask)) {
			map->slots[hole] = map->slots[at];
			hole = at;
		}
	}
	map->slots[hole] = (struct slot){ { { 0 } }, NULL };
	map->count--;
	return value;
}

static struct et_id key_of_u64(uint64_t key)
{
	struct et_id id = { { 0 } };

	for (int i = 0; i < 8; i++)
		id.b[15 - i] = (uint8_t)(key >> (8 * i));
	return id;
}

enum et_err et_map_insert_u64(struct et_map *map, uint64_t key, void *value)
{
	struct et_id id = key_of_u64(key);

	return et_map_insert(map, &id, value);
}

void *et_map_get_u64(const struct et_map *map, uint64_t key)
{
	struct et_id id = key_of_u64(key);

	return et_map_get(map, &id);
}

void *et_map_remove_u64(struct et_map *map, uint64_t key)
{
	struct et_id id = key_of_u64(key);

	return et_map_remove(map, &id);
}

void *et_map_next(const struct et_map *map, size_t *cursor)
{
	while (*cursor < map->cap) {
		void *value = map->slots[(*cursor)++].value;

		if (value != NULL)
			return value;
	}
	return NULL;
}
