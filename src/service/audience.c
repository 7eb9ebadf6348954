/*
 * From an audience to the people in it, as the record says now.
 */
#include "outbox_items.h"

#include <etatunti/service/access.h>
#include <etatunti/store/casefile.h>
#include <etatunti/store/hour.h>
#include <etatunti/store/member.h>
#include <etatunti/store/series.h>

/* Contacts hear of it only while a consent is in force: asked for the first of them. */
static enum et_err contact_hears(
	struct et_call *call, const struct et_id *case_id, bool *asked, bool *in_force)
{
	if (*asked)
		return ET_OK;
	*asked = true;
	return et_access_in_force(call, case_id, call->now_ms, in_force);
}

/* Members with a part in it today, as et_access_part_of has it of one. */
static enum et_err gather_case(
	struct et_call *call, const struct et_id *case_id, bool pair_only, struct et_crowd *out)
{
	struct et_store_casefile casefile;
	struct et_store_member *members;
	struct et_id *uids;
	size_t count;
	bool asked = pair_only, in_force = false, belongs;
	enum et_err err;

	err = et_store_member_list(call->store, case_id, call->arena, &members, &count);
	if (err != ET_OK || count == 0)
		return err;
	if ((err = et_store_casefile_by_id(call->store, case_id, call->arena, &casefile)) != ET_OK)
		return err;
	if ((uids = et_arena_array(call->arena, count, sizeof(*uids))) == NULL)
		return ET_NO_MEMORY;
	for (size_t i = 0; i < count; i++) {
		bool is_contact = et_slice_eq_str(members[i].org_kind, "kela");

		if (is_contact && (err = contact_hears(call, case_id, &asked, &in_force)) != ET_OK)
			return err;
		if (is_contact && !in_force)
			continue;
		err = et_access_belongs(
			call, &casefile.pair_id, &members[i].uid, is_contact, &belongs);
		if (err != ET_OK)
			return err;
		if (belongs)
			uids[out->count++] = members[i].uid;
	}
	out->uids = uids;
	return ET_OK;
}

static enum et_err gather_series(
	struct et_call *call, const struct et_id *series_id, struct et_crowd *out)
{
	struct et_id *uids;
	enum et_err err;

	err = et_store_series_people(
		call->store, series_id, call->now_ms, call->arena, &uids, &out->count);
	out->uids = uids;
	return err;
}

static enum et_err gather_hour(struct et_call *call, const struct et_id *hour, struct et_crowd *out)
{
	struct et_store_hour row;
	enum et_err err;

	if ((err = et_store_hour_by_id(call->store, hour, call->arena, &row)) != ET_OK)
		return err == ET_NOT_FOUND ? ET_OK : err;
	return gather_series(call, &row.series_id, out);
}

enum et_err et_crowd_gather(
	struct et_call *call, const struct et_audience *to, struct et_crowd *out)
{
	out->to = *to;
	out->uids = NULL;
	out->count = 0;
	switch (to->kind) {
	case ET_TO_SERIES: return gather_series(call, &to->id, out);
	case ET_TO_HOUR: return gather_hour(call, &to->id, out);
	case ET_TO_CASE:
	case ET_TO_CASE_PAIR: return gather_case(call, &to->id, to->kind == ET_TO_CASE_PAIR, out);
	case ET_TO_CONN:
	case ET_TO_INVITE:
	case ET_TO_USER:
	case ET_TO_ALL:
	case ET_TO_COORDINATORS:
	case ET_TO_LOBBY:
	case ET_TO_ROOM:
	case ET_TO_ROOM_PAIR:
	case ET_TO_ROOM_GUESTS: return ET_OK;
	}
	return ET_INTERNAL;
}

/* Whoever is told something as a member is told nothing as a guest. */
static bool guest_is_meant(const struct et_crowd *crowd, const struct et_conn *conn)
{
	if (crowd->to.kind == ET_TO_CONN)
		return et_id_eq(&conn->id, &crowd->to.id);
	return crowd->to.kind == ET_TO_ROOM_GUESTS && et_id_eq(&conn->room, &crowd->to.id);
}

bool et_crowd_has(const struct et_crowd *crowd, const struct et_conn *conn)
{
	const struct et_id *id = &crowd->to.id;

	if (conn->closing)
		return false;
	if (crowd->to.kind == ET_TO_INVITE)
		return et_id_eq(&conn->invite, id);
	if (conn->state == ET_CONN_GUEST)
		return guest_is_meant(crowd, conn);
	if (conn->state != ET_CONN_IN)
		return false;
	switch (crowd->to.kind) {
	case ET_TO_INVITE:
	case ET_TO_ROOM_GUESTS: return false;
	case ET_TO_ROOM_PAIR:
		return et_id_eq(&conn->room, id) && (conn->roles & ET_ROLE_WORKER) != 0;
	case ET_TO_CONN: return et_id_eq(&conn->id, id);
	case ET_TO_USER: return et_id_eq(&conn->uid, id);
	case ET_TO_ALL: return true;
	case ET_TO_COORDINATORS:
		return (conn->roles & ET_ROLE_COORDINATOR) != 0 &&
			(et_id_is_zero(id) || et_id_eq(&conn->org, id));
	case ET_TO_LOBBY: return et_id_eq(&conn->lobby, id);
	case ET_TO_ROOM: return et_id_eq(&conn->room, id);
	case ET_TO_SERIES:
	case ET_TO_HOUR:
	case ET_TO_CASE:
	case ET_TO_CASE_PAIR:
		for (size_t i = 0; i < crowd->count; i++) {
			if (et_id_eq(&crowd->uids[i], &conn->uid))
				return true;
		}
		return false;
	}
	return false;
}
