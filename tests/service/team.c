/*
 * See team.h.
 */
#include "team.h"

#include <stdlib.h>

struct kit_team *kit_team_new(void)
{
	struct kit_team *team = calloc(1, sizeof(*team));
	struct kit *kit = kit_new();

	assert_non_null(team);
	team->kit = kit;
	team->county = kit_founder(kit, KIT_COUNTY, "county.coordinator");
	team->kela = kit_founder(kit, KIT_KELA, "kela.coordinator");
	team->nurse = kit_person(team->county, "nurse", "worker");
	team->counsellor = kit_person(team->county, "counsellor", "worker");
	team->stranger = kit_person(team->county, "stranger", "worker");
	team->contact = kit_person(team->kela, "contact", "contact");
	team->pair = kit_pair(team->county, "Pari A",
		(struct kit_peer *[]){ team->nurse, team->counsellor }, 2);
	team->other_pair = kit_pair(team->county, "Pari B", &team->stranger, 1);
	team->series = kit_series(team->county, &team->pair, team->contact);
	ET_LIST_EACH (&kit->peers, it, after)
		kit_forget(ET_CONTAINER(it, struct kit_peer, link));
	return team;
}

void kit_team_free(struct kit_team *team)
{
	if (team == NULL)
		return;
	kit_free(team->kit);
	free(team);
}
