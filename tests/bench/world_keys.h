/*
 * What the load generator knows of the people of a world that bench_world has made: their keys, and the
 * rooms that are open. A text file of mode 600, one line for each thing. Owns the file's form only.
 */
#ifndef BENCH_WORLD_KEYS_H
#define BENCH_WORLD_KEYS_H

#include <stdio.h>

#include <etatunti/base/types.h>
#include <etatunti/crypto/sign.h>

#define WORLD_USERNAME_SIZE 40
/* Seats of a room: two workers of the pair, then Kela's contact. */
#define WORLD_SEATS 3

struct world_person {
	char username[WORLD_USERNAME_SIZE];
	struct et_id uid;
	struct et_sign_key login, identity;
};

/* An open session, and the case that it is of, as its chain ended when the world was made. */
struct world_room {
	struct et_id case_id, session, hour, series;
	int64_t seq;
	struct et_hash head;
};

/* The persons of room r are 3 r, 3 r + 1 and 3 r + 2; workers of the county without a pair follow. */
struct world {
	struct et_hash genesis;
	struct world_person *people;
	size_t people_count;
	struct world_room *rooms;
	size_t room_count;
};

void world_put_genesis(FILE *out, const struct et_hash *genesis);
void world_put_person(FILE *out, const struct world_person *person);
void world_put_room(FILE *out, const struct world_room *room);

/* False: a sentence is on stderr, and the world is empty. */
bool world_read(struct world *world, const char *path);
void world_free(struct world *world);

#endif
