/* See sim_clock.h. */
#include "sim_clock.h"

#include "sim.h"

static bool is_hour_now(struct sim *sim)
{
	sqlite3_stmt *stmt = sim_db_ask_from(&sim->core.db, SQ_HOURS_NOW, sim->core.fake.now_ms);
	bool is_now = sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_int(stmt, 0) > 0;

	sqlite3_reset(stmt);
	return is_now;
}

/* When the first consent ends under which somebody is in a room; 0: none does soon. */
static int64_t room_ends_at(struct sim *sim)
{
	int64_t now = sim->core.fake.now_ms, first = 0;

	for (size_t i = 0; i < sim->net.seat_count; i++) {
		sqlite3_stmt *stmt = sim_db_ask_of(&sim->core.db, SQ_ROOM, &sim->net.seats[i].room);
		const struct sc_case *cs = NULL;

		if (sqlite3_step(stmt) == SQLITE_ROW) {
			const struct et_id id = sim_db_id(stmt, 0);

			cs = sim_chain_case(&sim->judge.chain, &id);
		}
		sqlite3_reset(stmt);
		if (cs != NULL && !cs->general && cs->consent.to > now &&
			cs->consent.to < now + 4 * KIT_HOUR &&
			(first == 0 || cs->consent.to < first))
			first = cs->consent.to;
	}
	return first;
}

void sim_clock_tick(struct sim *sim)
{
	et_env_fake_advance(&sim->core.fake,
		sim_chance(sim, 80) ? 20 + sim_draw(sim, 2000) : sim_draw(sim, 20000));
}

void sim_clock_jump(struct sim *sim)
{
	struct et_env_fake *fake = &sim->core.fake;
	int64_t by = KIT_MINUTE + sim_draw(sim, 14 * KIT_MINUTE), next = room_ends_at(sim);
	sqlite3_stmt *stmt;

	if (next > 0 && sim_chance(sim, 60)) {
		by = next - fake->now_ms - sim_draw(sim, 3000);
	} else if (!is_hour_now(sim) || sim_chance(sim, 8)) {
		stmt = sim_db_ask_from(&sim->core.db, SQ_NEXT_HOUR, fake->now_ms);
		next = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
		sqlite3_reset(stmt);
		by = (1 + sim_draw(sim, 20)) * KIT_HOUR + sim_draw(sim, KIT_HOUR);
		if (next > fake->now_ms && sim_chance(sim, 70))
			by = next - fake->now_ms - sim_draw(sim, 20 * KIT_MINUTE);
	}
	et_env_fake_advance(fake, by > 0 ? by : 1);
}

void sim_clock_back(struct sim *sim)
{
	int64_t by = sim_chance(sim, 80) ? sim_draw(sim, KIT_MINUTE) : sim_draw(sim, 2 * KIT_HOUR);

	et_env_fake_set_now(&sim->core.fake, sim->core.fake.now_ms - by);
}
