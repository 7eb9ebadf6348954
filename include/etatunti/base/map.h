/*
 * Hash map from an id (or a number) to a pointer, with a keyed hash (SipHash-2-4), so that a peer
 * who chooses ids cannot choose collisions. Owns its table, never the values.
 */
#ifndef ETATUNTI_BASE_MAP_H
#define ETATUNTI_BASE_MAP_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

struct et_map;

/* The seed is 16 random bytes (et_env_id). NULL: no memory. */
struct et_map *et_map_new(struct et_id seed) ET_MUST_USE;
void et_map_free(struct et_map *map);
size_t et_map_count(const struct et_map *map);

/* value must not be NULL. ET_CONFLICT if the key is there already, ET_NO_MEMORY. */
enum et_err et_map_insert(struct et_map *map, const struct et_id *key, void *value) ET_MUST_USE;
/* NULL if the key is not there. */
void *et_map_get(const struct et_map *map, const struct et_id *key);
/* Returns the value that was there, or NULL. */
void *et_map_remove(struct et_map *map, const struct et_id *key);

/* The same with a number as the key. One map takes keys of one sort. */
enum et_err et_map_insert_u64(struct et_map *map, uint64_t key, void *value) ET_MUST_USE;
void *et_map_get_u64(const struct et_map *map, uint64_t key);
void *et_map_remove_u64(struct et_map *map, uint64_t key);

/*
 * Walks all values in no particular order: start with *cursor = 0, NULL is the end. The map must not
 * change during the walk.
 */
void *et_map_next(const struct et_map *map, size_t *cursor);

#endif
