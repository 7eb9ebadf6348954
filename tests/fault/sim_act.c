/* See sim_act.h. The acts themselves are in sim_act_case.c, sim_act_hour.c and sim_act_org.c. */
#include "sim.h"

enum { W = 1, K = 2, C = 4 };

static const struct {
	const char *name;
	unsigned who;
	int weight;
	sim_act_fn *act;
} acts[SIM_ACTS] = {
#define X(symbol, who, weight) { #symbol, who, weight, sim_act_##symbol },
#define Y(symbol) { #symbol, 0, 0, NULL },
#include "sim_acts.def"
#undef X
#undef Y
};

const char *sim_act_name(int act)
{
	return acts[act].name;
}

static unsigned role_of(const struct sim_client *client)
{
	if (sim_is_worker(client->person))
		return W;
	return sim_is_contact(client->person) ? K : C;
}

bool sim_act(struct sim *sim, struct sim_client *client)
{
	unsigned role = role_of(client);
	int total = 0;

	for (int i = 0; i < SIM_ACTS; i++)
		total += (acts[i].who & role) != 0 ? acts[i].weight : 0;
	for (int tries = 0; tries < 6; tries++) {
		int64_t left = sim_draw(sim, total);

		for (int i = 0; i < SIM_ACTS; i++) {
			left -= (acts[i].who & role) != 0 ? acts[i].weight : 0;
			if (left >= 0)
				continue;
			sim_client_begin(sim, client, i, -1);
			if (acts[i].act(sim, client))
				return true;
			break;
		}
	}
	return false;
}

/* ------------------------------------------------------------------------ cases */

void sim_look(struct sim *sim, const struct sim_client *client, int number, struct sim_view *out)
{
	struct sc_case *cs = &sim->judge.chain.cases[number];
	sqlite3_stmt *stmt = sim_db_ask_of(&sim->core.db, SQ_CASE, &cs->id);

	*out = (struct sim_view){ .number = number, .cs = cs };
	if (sqlite3_step(stmt) == SQLITE_ROW) {
		const struct et_slice place = sim_db_bytes(stmt, 3);

		out->is_open = et_slice_eq_str(sim_db_bytes(stmt, 0), "open");
		if (et_slice_eq_str(sim_db_bytes(stmt, 0), "erased"))
			cs->erased = true;
		out->series = sim_db_id(stmt, 1);
		out->hour = sim_db_id(stmt, 2);
		out->session = sim_db_id(stmt, 4);
		out->held = sqlite3_column_int(stmt, 5) != 0;
		out->is_waiting = et_slice_eq_str(place, "waiting");
		out->has_place = place.len > 0 && !et_slice_eq_str(place, "answered");
		out->in_session = !et_id_is_zero(&out->session);
		out->is_queued = out->has_place && !out->is_waiting && !out->in_session;
	}
	sqlite3_reset(stmt);
	out->in_force = sim_chain_in_force(&sim->judge.chain, cs, sim->core.fake.now_ms);
	out->of_pair = sim_is_worker(client->person);
}

bool sim_pick(
	struct sim *sim, const struct sim_client *client, sim_fits *fits, struct sim_view *out)
{
	const struct sim_chain *chain = &sim->judge.chain;
	bool any = sim_chance(sim, 4), hasty = sim_chance(sim, 10);
	int start;

	if (chain->count == 0)
		return false;
	start = (int)sim_draw(sim, chain->count);
	for (int i = 0, looked = 0; i < chain->count && looked < 8; i++) {
		const struct sc_case *cs = &chain->cases[(start + i) % chain->count];

		if (cs->erased || (cs->members & 1U << client->person) == 0 ||
			(client->busy[(start + i) % chain->count] > 0 && !hasty))
			continue;
		looked++;
		sim_look(sim, client, (start + i) % chain->count, out);
		if (!out->cs->erased && (any || fits(out, client))) {
			sim->cs = out->number;
			return true;
		}
	}
	return false;
}

bool sim_send(struct sim *sim, struct sim_client *client, struct cw_case *cs, int number)
{
	const struct sim_head after = { cs->seq, cs->head };

	(void)cw_send(cs, &client->peer);
	if (sim->newest != NULL)
		client->cases[number] = after;
	return sim->newest != NULL;
}

struct et_id sim_hour_ahead(struct sim *sim, const struct et_id *series, int64_t n)
{
	sqlite3_stmt *stmt = sim_db_ask_of(&sim->core.db, SQ_HOURS_AHEAD, series);
	struct et_id hour = { { 0 } };
	int64_t now = sim->core.fake.now_ms;

	assert_int_equal(sqlite3_bind_int64(stmt, 2, now), SQLITE_OK);
	assert_int_equal(sqlite3_bind_int64(stmt, 3, now + 70 * KIT_DAY), SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		if (!et_slice_eq_str(sim_db_bytes(stmt, 4), "planned"))
			continue;
		hour = sim_db_id(stmt, 0);
		if (n-- == 0)
			break;
	}
	sqlite3_reset(stmt);
	return hour;
}
