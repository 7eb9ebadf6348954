/*
 * What a record says, row by row: the same for two databases that differ in their pages alone, and whose commands are in its
 * reply memory. Knows no table but that one.
 */
#ifndef ETATUNTI_TESTS_FAULT_MEMORY_CONTENT_H
#define ETATUNTI_TESTS_FAULT_MEMORY_CONTENT_H

#include <etatunti/crypto/hash.h>
#include <etatunti/store/store.h>

struct et_hash mc_content(struct et_store *store);
/* Whether the reply to a request of that id is remembered. */
bool mc_remembers(struct et_store *store, const struct et_id *id);
/* The id of the request in a frame as it came; false: it has none. */
bool mc_id_of(struct et_slice frame, struct et_id *out);
/* How the good reply to it begins. */
void mc_reply_begins(const struct et_id *id, char *out, size_t size);

#endif
