/*
 * Entries in a map by a keyed hash of what they are about, and in a list by age.
 */
#include "door.h"

#include <stdlib.h>

#include <etatunti/base/list.h>
#include <etatunti/base/map.h>
#include <etatunti/crypto/hash.h>

#include "tokens.h"

/* Twenty times what a connection may. */
static const struct et_door_rate address_rate = { 240, 20 };

struct entry {
	struct et_link link;
	struct et_id key;
	int64_t failures, failed_at;
	struct et_rate_bucket knocks;
};

struct et_door {
	struct et_map *entries;
	struct et_list by_age; /* the least recently used first */
	struct et_id secret;
};

struct et_door *et_door_new(const struct et_env *env)
{
	struct et_door *door = calloc(1, sizeof(*door));

	if (door == NULL)
		return NULL;
	et_list_init(&door->by_age);
	door->secret = et_env_id(env);
	door->entries = et_map_new(et_env_id(env));
	if (door->entries == NULL) {
		free(door);
		return NULL;
	}
	return door;
}

static void forget(struct et_door *door, struct entry *entry)
{
	et_map_remove(door->entries, &entry->key);
	et_list_remove(&door->by_age, &entry->link);
	free(entry);
}

void et_door_free(struct et_door *door)
{
	if (door == NULL)
		return;
	while (!et_list_is_empty(&door->by_age))
		forget(door, ET_CONTAINER(et_list_first(&door->by_age), struct entry, link));
	et_map_free(door->entries);
	free(door);
}

static struct et_id key_of(const struct et_door *door, const char *what, struct et_slice text)
{
	struct et_hash prefix = et_hash_keyed(et_id_slice(&door->secret), et_slice_str(what));
	struct et_hash hash = et_hash_keyed(et_hash_slice(&prefix), text);
	struct et_id key = { { 0 } };

	for (size_t i = 0; i < sizeof(key.b); i++)
		key.b[i] = hash.b[i];
	return key;
}

/* Of a name from one address. */
static struct et_id pair_key(
	const struct et_door *door, struct et_slice name, struct et_slice address)
{
	struct et_id by_name = key_of(door, "name at", name);
	struct et_hash hash = et_hash_keyed(et_id_slice(&by_name), address);

	return key_of(door, "pair", et_hash_slice(&hash));
}

static struct entry *find(struct et_door *door, const struct et_id *key, bool make)
{
	struct entry *entry = et_map_get(door->entries, key);

	if (entry != NULL || !make)
		return entry;
	if (et_map_count(door->entries) >= ET_DOOR_ENTRIES_MAX)
		forget(door, ET_CONTAINER(et_list_first(&door->by_age), struct entry, link));
	if ((entry = calloc(1, sizeof(*entry))) == NULL)
		return NULL;
	entry->key = *key;
	if (et_map_insert(door->entries, key, entry) != ET_OK) {
		free(entry);
		return NULL;
	}
	et_list_push_back(&door->by_age, &entry->link);
	return entry;
}

static void freshen(struct et_door *door, struct entry *entry)
{
	et_list_remove(&door->by_age, &entry->link);
	et_list_push_back(&door->by_age, &entry->link);
}

static int64_t wait_of(
	const struct entry *entry, int64_t free_failures, int64_t wait_max_ms, int64_t mono_ms)
{
	int64_t over, wait_ms = 1000, since_ms;

	if (entry == NULL || entry->failures < free_failures)
		return 0;
	since_ms = mono_ms - entry->failed_at;
	if (since_ms >= ET_DOOR_FORGET_MS)
		return 0;
	for (over = entry->failures - free_failures; over > 0 && wait_ms < wait_max_ms; over--)
		wait_ms *= 2;
	if (wait_ms > wait_max_ms)
		wait_ms = wait_max_ms;
	return since_ms < wait_ms ? wait_ms - since_ms : 0;
}

enum et_err et_door_check(struct et_door *door, struct et_slice name, struct et_slice address,
	int64_t mono_ms, int64_t *retry_ms)
{
	const struct {
		struct et_id key;
		int64_t free_failures, wait_max_ms;
	} counts[] = {
		{ pair_key(door, name, address), ET_DOOR_FREE_NAME, ET_DOOR_WAIT_MAX_MS },
		{ key_of(door, "address", address), ET_DOOR_FREE_ADDRESS, ET_DOOR_WAIT_MAX_MS },
		{ key_of(door, "name", name), ET_DOOR_FREE_EVERYWHERE, ET_DOOR_WAIT_EVERYWHERE_MS },
	};

	*retry_ms = 0;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		int64_t wait_ms = wait_of(find(door, &counts[i].key, false),
			counts[i].free_failures, counts[i].wait_max_ms, mono_ms);

		if (wait_ms > *retry_ms)
			*retry_ms = wait_ms;
	}
	return *retry_ms > 0 ? ET_RATE : ET_OK;
}

static void count_failure(struct et_door *door, struct et_id key, int64_t mono_ms)
{
	struct entry *entry = find(door, &key, true);

	if (entry == NULL)
		return;
	if (entry->failures > 0 && mono_ms - entry->failed_at >= ET_DOOR_FORGET_MS)
		entry->failures = 0;
	entry->failures++;
	entry->failed_at = mono_ms;
	freshen(door, entry);
}

void et_door_failed(
	struct et_door *door, struct et_slice name, struct et_slice address, int64_t mono_ms)
{
	count_failure(door, pair_key(door, name, address), mono_ms);
	count_failure(door, key_of(door, "name", name), mono_ms);
	count_failure(door, key_of(door, "address", address), mono_ms);
}

void et_door_passed(struct et_door *door, struct et_slice name, struct et_slice address)
{
	struct et_id key = pair_key(door, name, address);
	struct entry *entry = find(door, &key, false);

	if (entry != NULL)
		forget(door, entry);
}

enum et_err et_door_ask(struct et_door *door, const char *of, struct et_slice text,
	struct et_door_rate rate, int64_t mono_ms, int64_t *retry_ms)
{
	struct et_id key = key_of(door, of, text);
	struct entry *entry = find(door, &key, true);

	*retry_ms = 0;
	if (entry == NULL)
		return ET_NO_MEMORY;
	freshen(door, entry);
	return et_tokens_take(&entry->knocks, rate.burst, rate.per_s, mono_ms, retry_ms);
}

enum et_err et_door_knock(
	struct et_door *door, struct et_slice address, int64_t mono_ms, int64_t *retry_ms)
{
	return et_door_ask(door, "address", address, address_rate, mono_ms, retry_ms);
}
