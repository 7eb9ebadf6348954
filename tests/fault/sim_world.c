/* See sim_world.h. */
#include "sim_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "disk_mem.h"
#include "service/places.h"
#include "store/fault.h"
#include "store/handle.h"

static const char *const members[SW_PAIRS] = { "\1\2", "\3\2", "\10\11" };

bool sim_is_worker(int person)
{
	return person == SW_ANN || person == SW_BEN || person == SW_CID || person == SW_WIL ||
		person == SW_WES;
}

bool sim_is_contact(int person)
{
	return person == SW_KIM || person == SW_KAT;
}

bool sim_is_of_kela(int person)
{
	return person == SW_KELA || sim_is_contact(person);
}

bool sim_is_in_pair(int person, int pair)
{
	return person > 0 && strchr(members[pair], person) != NULL;
}

int sim_org_of_pair(int pair)
{
	return pair == 2 ? KIT_SECOND : KIT_COUNTY;
}

int sim_person_of(const struct sim_world *world, const struct et_id *uid)
{
	for (int i = 0; i < SW_PEOPLE; i++) {
		if (et_id_eq(&world->people[i].uid, uid))
			return i;
	}
	return -1;
}

int sim_pair_of(const struct sim_world *world, const struct et_id *pair)
{
	for (int i = 0; i < SW_PAIRS; i++) {
		if (et_id_eq(&world->pairs[i], pair))
			return i;
	}
	return -1;
}

static struct et_id a_series(struct kit_peer *coordinator, const struct et_id *pair,
	const struct kit_peer *contact, int64_t weekday, int64_t capacity)
{
	struct kit_series series = kit_series_of(coordinator, pair, contact);

	series.weekday = weekday;
	series.capacity = capacity;
	kit_advance(coordinator->kit, KIT_MINUTE);
	kit_ok(kit_series_set(coordinator, &series));
	return series.id;
}

static void copy_person(struct sim_world *out, int person, const struct kit_peer *peer)
{
	struct kit_peer *copy = &out->people[person];

	*copy = (struct kit_peer){ .kit = peer->kit,
		.uid = peer->uid,
		.org = peer->org,
		.roles = peer->roles,
		.identity = peer->identity,
		.login = peer->login,
		.ipk_e = peer->ipk_e,
		.eh = peer->eh,
		.not_after = peer->not_after };
	memcpy(copy->username, peer->username, sizeof(copy->username));
	memcpy(copy->display, peer->display, sizeof(copy->display));
}

static void build(struct sim_world *out)
{
	struct cw_world *world = cw_world_of(out->kit);
	struct kit_peer *coord2 = kit_founder(out->kit, KIT_SECOND, "parkano");
	struct kit_peer *wil = kit_person(coord2, "wil", "worker");
	struct kit_peer *wes = kit_person(coord2, "wes", "worker");
	struct kit_peer *kat = kit_person(world->kela, "kat", "contact");
	const struct kit_peer *all[SW_PEOPLE] = { world->coord, world->ann, world->ben, world->cid,
		world->kela, world->kim, kat, coord2, wil, wes };

	out->pairs[0] = world->pair_a;
	out->pairs[1] = world->pair_b;
	kit_ok(kit_pair_set(world->coord, &world->pair_b, "B",
		(struct kit_peer *const[]){ world->cid, world->ben }, 2));
	out->pairs[2] = kit_pair(coord2, "C", (struct kit_peer *const[]){ wil, wes }, 2);
	out->series[0] = world->series;
	out->series[1] = a_series(world->coord, &out->pairs[1], world->kim, 4, 4);
	out->series[2] = a_series(coord2, &out->pairs[2], kat, 2, 3);
	out->series[3] = a_series(world->coord, &out->pairs[0], kat, 3, 4);
	memcpy(out->of_pair, (const int[]){ 0, 1, 2, 0 }, sizeof(out->of_pair));
	memcpy(out->contact_of, (const int[]){ SW_KIM, SW_KIM, SW_KAT, SW_KAT },
		sizeof(out->contact_of));
	for (int i = 0; i < SW_PEOPLE; i++)
		copy_person(out, i, all[i]);
	free(world);
}

void sim_world_new(struct sim_world *out)
{
	sqlite3_int64 len = 0;
	unsigned char *bytes;

	*out = (struct sim_world){ 0 };
	dk_script_names(&out->names);
	dm_install();
	fault_install_over(DM_VFS);
	out->kit = kit_new_wide();
	build(out);
	kit_verify(out->kit);
	out->now_ms = kit_now(out->kit);
	et_service_free(out->kit->service);
	out->kit->service = NULL;
	assert_non_null(bytes = sqlite3_serialize(out->kit->store->db, "main", &len, 0));
	assert_int_equal(
		et_arena_slice(out->kit->arena, et_slice_of(bytes, (size_t)len), &out->image),
		ET_OK);
	sqlite3_free(bytes);
	et_store_close(out->kit->store);
	out->kit->store = NULL;
}

void sim_world_free(struct sim_world *world)
{
	kit_free(world->kit);
	fault_remove();
	dm_remove();
	dk_script_forget_names(&world->names);
}
