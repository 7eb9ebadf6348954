/*
 * A small deployment for the tests of the store: two organisations, a pair of two workers, a contact, a
 * coordinator, one series with hours, and cases as a test wants them. No cryptography: the store
 * looks at sizes only.
 */
#ifndef ETATUNTI_TESTS_STORE_WORLD_H
#define ETATUNTI_TESTS_STORE_WORLD_H

#include <etatunti/store/consent.h>
#include <etatunti/store/hour.h>
#include <etatunti/store/place.h>
#include <etatunti/store/store.h>
#include <etatunti/store/txn.h>

#define NOW INT64_C(1800000000000)
#define HOUR_MS INT64_C(3600000)
#define DAY_MS (24 * HOUR_MS)

/* ids by kind and number, so that a failing test shows which is which. */
struct et_id id_of(char kind, unsigned n);
struct et_hash hash_of(char kind, unsigned n);

#define COUNTY id_of('o', 1)
#define KELA id_of('o', 2)
#define COORDINATOR id_of('u', 1)
#define WORKER id_of('u', 2)
#define COLLEAGUE id_of('u', 3)
#define CONTACT id_of('u', 4)
#define STRANGER id_of('u', 5) /* a worker of no pair */
#define PAIR id_of('p', 1)
#define SERIES id_of('s', 1)
#define HOUR(n) id_of('h', n) /* 1…4, a week apart, the first starts at NOW + DAY_MS */
#define CASE(n) id_of('c', n)
#define CONSENT(n) id_of('k', n)

struct world {
	struct et_store *store;
	struct et_arena *arena;
	char dir[64];
	char path[96];
	unsigned seq; /* of the cases' statements, all alike */
};

/* A store in memory (or in a file of a new directory) with the deployment, in no transaction. */
void world_init(struct world *world);
void world_init_file(struct world *world);
/* The same without any row. */
void world_init_empty_file(struct world *world);
void world_fini(struct world *world);

/* Fills an empty store; needs an open transaction. */
void world_fill(struct et_store *store);
/* An open case of the pair with both workers and the contact as members and a consent (acknowledged,
 * in force from NOW - 1 day to NOW + 100 days). Needs an open transaction. */
void world_case(struct et_store *store, unsigned n);
/* A place as the `queue` statement with seq 10 of the case makes it. */
struct et_store_place world_place(unsigned case_n, struct et_id hour_id, int64_t minutes);

/* The number that a query by hand gives; -1 if it does not. For looking behind the interface. */
int64_t world_count(struct et_store *store, const char *sql);
/* SQLite's result of a statement by hand. */
int world_exec(struct et_store *store, const char *sql);

#define OK(expr) assert_int_equal((expr), ET_OK)

#endif
