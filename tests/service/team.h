/*
 * The usual people of a test: both coordinators, a pair of two workers, another worker in a pair of his
 * own, a contact, and a weekly series of the first pair with the contact.
 */
#ifndef ETATUNTI_TESTS_SERVICE_TEAM_H
#define ETATUNTI_TESTS_SERVICE_TEAM_H

#include "testkit.h"

struct kit_team {
	struct kit *kit;
	struct kit_peer *county, *kela;		/* coordinators */
	struct kit_peer *nurse, *counsellor;	/* the pair */
	struct kit_peer *stranger;		/* of another pair, in no series */
	struct kit_peer *contact;		/* Kela's */
	struct et_id pair, other_pair, series;
};

/* A new kit and everyone signed in; what they were told so far is forgotten. */
struct kit_team *kit_team_new(void);
void kit_team_free(struct kit_team *team);

#endif
