/*
 * The world that every seed begins in, made once: two counties and Kela, three pairs, four weekly hours, everybody's keys, and
 * the record as bytes. Knows no client and no network.
 */
#ifndef ETATUNTI_TESTS_FAULT_SIM_WORLD_H
#define ETATUNTI_TESTS_FAULT_SIM_WORLD_H

#include "disk_script.h"
#include "service/casework.h"

enum {
	SW_COORD,
	SW_ANN,
	SW_BEN,
	SW_CID,
	SW_KELA,
	SW_KIM,
	SW_KAT,
	SW_COORD2,
	SW_WIL,
	SW_WES,
	SW_PEOPLE
};
#define SW_PAIRS 3
#define SW_SERIES 4

struct sim_world {
	struct kit *
		kit; /* keys and deployment; its clock is that of whoever writes. No service, no store */
	struct dk_script names;            /* of the files; nothing else of it */
	struct kit_peer people[SW_PEOPLE]; /* copies: nobody is connected */
	struct et_id pairs[SW_PAIRS], series[SW_SERIES];
	int of_pair[SW_SERIES];    /* whose pair's series it is */
	int contact_of[SW_SERIES]; /* a person */
	struct et_slice image;
	int64_t now_ms;
};

/* Installs disk_mem.h and store/fault.h. */
void sim_world_new(struct sim_world *out);
void sim_world_free(struct sim_world *world);

bool sim_is_worker(int person);
bool sim_is_contact(int person);
bool sim_is_of_kela(int person);
bool sim_is_in_pair(int person, int pair);
/* -1: nobody's. */
int sim_person_of(const struct sim_world *world, const struct et_id *uid);
int sim_pair_of(const struct sim_world *world, const struct et_id *pair);
/* The organisation of a pair: KIT_COUNTY, KIT_SECOND. */
int sim_org_of_pair(int pair);

#endif
