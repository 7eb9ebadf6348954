/* See sim.h: the loop of events. */
#include "sim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim_clock.h"

#define REBASE_EVERY 400
#define ARENA_MAX ((size_t)64 << 20)

static const struct {
	const char *name;
	int weight;
} kinds[SIM_EVENTS] = {
#define X(symbol, weight) { #symbol, weight },
#include "sim_events.def"
#undef X
};

int64_t sim_draw(struct sim *sim, int64_t below)
{
	sim->random ^= sim->random << 13;
	sim->random ^= sim->random >> 7;
	sim->random ^= sim->random << 17;
	return (int64_t)(sim->random * UINT64_C(0x2545f4914f6cdd1d) >> 20) % below;
}

bool sim_chance(struct sim *sim, int percent)
{
	return sim_draw(sim, 100) < percent;
}

/* ------------------------------------------------------------------------- core */

static void everybody_lost(struct sim *sim)
{
	sim_net_clear(&sim->net);
	for (int i = 0; i < SIM_CLIENTS; i++)
		sim_client_lost(&sim->clients[i]);
	sim->is_full = false;
}

/* Core has started anew: what is left is judged, and what nobody was told of is taken in. */
static bool restarted(struct sim *sim, bool whole)
{
	everybody_lost(sim);
	sim->tally->restarts++;
	return sim_judge_restart(&sim->judge) && sim_judge_turn(&sim->judge) &&
		(!whole || sim_judge_whole(&sim->judge));
}

static uint64_t draw_seed(struct sim *sim)
{
	return (uint64_t)sim_draw(sim, INT64_MAX / 2);
}

static bool lose_power(struct sim *sim)
{
	enum dj_loss loss = (enum dj_loss)sim_draw(sim, DJ_LOSSES);

	sim_core_lose_power(&sim->core, loss, draw_seed(sim));
	return restarted(sim, true);
}

static bool turn(struct sim *sim)
{
	enum et_err err = sim_core_turn(&sim->core);

	if (err == ET_OK)
		return sim_judge_turn(&sim->judge);
	if (!sim->core.is_armed && !sim->is_full) {
		(void)snprintf(sim->judge.why, SIM_WHY_LEN, "core ended on a healthy disk: %s",
			et_err_symbol(err));
		return false;
	}
	if (sim_chance(sim, 50))
		return lose_power(sim);
	sim_core_kill(&sim->core);
	return restarted(sim, false);
}

/* ------------------------------------------------------------------------ events */

static struct sn_link *some_link(struct sim *sim, bool up)
{
	int64_t start = sim_draw(sim, SN_LINKS);

	for (int64_t i = 0; i < SN_LINKS; i++) {
		struct sn_link *link = &sim->net.links[(start + i) % SN_LINKS];

		if (link->front != 0 && !et_list_is_empty(up ? &link->up : &link->down))
			return link;
	}
	return NULL;
}

/* What waits at front's door, of some connections, in one turn. */
static bool lift(struct sim *sim)
{
	int64_t count = sim_chance(sim, 70) ? 1 : 1 + sim_draw(sim, 6);
	bool any = false;

	for (int64_t i = 0; i < count; i++) {
		struct sn_link *link = some_link(sim, true);

		if (link == NULL)
			break;
		sim_net_lift(&sim->net, link, &sim->core);
		any = true;
	}
	return any;
}

/* Coordinators have less to do. */
static struct sim_client *somebody(struct sim *sim)
{
	struct sim_client *client = &sim->clients[sim_draw(sim, SIM_CLIENTS)];
	bool is_office = client->person >= 0 && !sim_is_worker(client->person) &&
		!sim_is_contact(client->person);

	return is_office && sim_chance(sim, 70) ? &sim->clients[sim_draw(sim, SIM_CLIENTS)]
						: client;
}

static void act(struct sim *sim)
{
	struct sim_client *client = somebody(sim);
	struct sn_link *link;

	for (int tries = 0; tries < 4; tries++) {
		link = sim_net_of(&sim->net, client->front);
		if (client->state != SIM_IN) {
			sim_client_come(sim, client);
			return;
		}
		if (client->person >= 0 && link->up.count < 5 && sim_act(sim, client))
			return;
		client = somebody(sim);
	}
}

/* Up to some frames of one connection come to their client; behind the last, its end. */
static bool down(struct sim *sim)
{
	struct sn_link *link = some_link(sim, false);
	struct sim_client *client;
	struct sn_frame *frame;

	for (int i = 0; link != NULL && i < 4; i++) {
		if (link->client < 0 || (frame = sim_net_take(link)) == NULL)
			break;
		client = &sim->clients[link->client];
		sim_client_hear(sim, client, frame);
		sim_net_free(frame);
	}
	return link != NULL;
}

/* Front hangs up where core has told it to, once all has come down. */
static void ends(struct sim *sim)
{
	for (size_t i = 0; i < SN_LINKS; i++) {
		struct sn_link *link = &sim->net.links[i];

		if (link->front == 0 || !link->is_over || link->client < 0 ||
			!et_list_is_empty(&link->down))
			continue;
		sim_client_lost(&sim->clients[link->client]);
		sim_net_cut(&sim->net, link, 0);
	}
}

static void cut(struct sim *sim)
{
	struct sim_client *client = &sim->clients[sim_draw(sim, SIM_CLIENTS)];
	struct sn_link *link = client->front == 0 ? NULL : sim_net_of(&sim->net, client->front);

	if (link == NULL)
		return;
	sim_net_cut(&sim->net, link,
		sim_chance(sim, 50) ? (size_t)sim_draw(sim, (int64_t)link->up.count + 1) : 0);
	sim_client_lost(client);
}

static void repeat(struct sim *sim)
{
	struct sim_client *client = &sim->clients[sim_draw(sim, SIM_STAFF)];

	if (client->state == SIM_IN)
		(void)sim_client_repeat(sim, client, sim_chance(sim, 60));
}

static bool full(struct sim *sim)
{
	sim->is_full = !sim->is_full;
	sim_core_full(&sim->core,
		sim->is_full ? SIM_NOTICED + (enum sim_full)sim_draw(sim, SIM_FULLS - SIM_NOTICED)
			     : SIM_ROOM,
		draw_seed(sim));
	return true;
}

/* Within the newest turn: nothing that it said has left. */
static bool power(struct sim *sim)
{
	if (!lift(sim))
		et_env_fake_advance(&sim->core.fake, KIT_MINUTE);
	(void)sim_core_turn(&sim->core);
	return lose_power(sim);
}

static bool happens(struct sim *sim, enum sim_event kind)
{
	switch (kind) {
	case SIM_UP:
		if (lift(sim))
			return turn(sim);
		act(sim);
		return true;
	case SIM_DOWN:
		if (!down(sim))
			act(sim);
		return true;
	case SIM_TICK: sim_clock_tick(sim); return turn(sim);
	case SIM_JUMP: sim_clock_jump(sim); return turn(sim);
	case SIM_BACK: sim_clock_back(sim); return turn(sim);
	case SIM_CUT: cut(sim); return true;
	case SIM_REPEAT: repeat(sim); return true;
	case SIM_FULL: return full(sim);
	case SIM_BREAK:
		if (!sim->is_full)
			sim_core_break(&sim->core, draw_seed(sim));
		return true;
	case SIM_KILL: sim_core_kill(&sim->core); return restarted(sim, false);
	case SIM_POWER: return power(sim);
	case SIM_POWER_LATER: sim_core_settle(&sim->core); return lose_power(sim);
	case SIM_ACT:
	case SIM_EVENTS: break;
	}
	act(sim);
	return true;
}

static enum sim_event next(struct sim *sim)
{
	int total = 0, i = 0;
	int64_t left;

	if (sim->is_full && sim_chance(sim, 8))
		return SIM_FULL;
	for (i = 0; i < SIM_EVENTS; i++)
		total += kinds[i].weight;
	left = sim_draw(sim, total);
	for (i = 0; left >= kinds[i].weight; i++)
		left -= kinds[i].weight;
	return (enum sim_event)i;
}

/* --------------------------------------------------------------------- as a whole */

static struct sim *begin(const struct sim_world *world, uint64_t seed, struct sim_tally *tally)
{
	struct sim *sim = calloc(1, sizeof(*sim));
	struct kit *kit = world->kit;

	assert_non_null(sim);
	sim->world = world;
	sim->seed = seed;
	sim->random = (seed + 1) * UINT64_C(0x9e3779b97f4a7c15) | 1;
	sim->tally = tally;
	sim->arena = kit->arena; /* the kit's own comes back at the end */
	assert_non_null(kit->arena = et_arena_new((size_t)1 << 20, ARENA_MAX));
	et_env_fake_init(&kit->fake, world->now_ms, seed * 2 + 1);
	sim_core_new(&sim->core, world, seed);
	sim_net_init(&sim->net);
	sim_judge_init(&sim->judge, &sim->core, &sim->net, &sim->ask);
	sim_clients_init(sim);
	sim_client_catch(sim);
	return sim;
}

static void end(struct sim *sim)
{
	struct kit *kit = sim->world->kit;

	sim_client_catch(NULL);
	sim->tally->statements += sim->judge.chain.statements;
	sim->tally->commands += sim->judge.replies;
	sim->tally->seen += sim->judge.events;
	sim->tally->rooms += sim->judge.rooms;
	sim->tally->hours += sim->judge.hours;
	sim->tally->verified += sim->judge.verified;
	json_decref(sim->answer);
	sim_net_clear(&sim->net);
	sim_ask_free(&sim->ask);
	sim_judge_fini(&sim->judge);
	sim_core_free(&sim->core);
	et_arena_free(kit->arena);
	kit->arena = sim->arena;
	free(sim);
}

void sim_run(const struct sim_world *world, uint64_t seed, int64_t events, struct sim_tally *tally,
	struct sim_outcome *out)
{
	struct sim *sim = begin(world, seed, tally);
	bool good = true;

	*out = (struct sim_outcome){ .failed = true };
	for (sim->event = 1; good && sim->event <= events; sim->event++) {
		enum sim_event kind = next(sim);

		out->event = sim->event;
		(void)snprintf(out->last[sim->event % 8], sizeof(out->last[0]), "%lld %s",
			(long long)sim->event, kinds[kind].name);
		tally->events[kind]++;
		good = happens(sim, kind) && sim->judge.why[0] == '\0';
		ends(sim);
		if (sim->event % REBASE_EVERY == 0 && !sim->core.is_armed && !sim->is_full)
			sim_core_rebase(&sim->core);
		et_arena_reset(world->kit->arena);
	}
	good = good && sim_judge_whole(&sim->judge);
	out->failed = !good;
	out->said = sim->net.said;
	memcpy(out->why, sim->judge.why, sizeof(out->why));
	end(sim);
}
