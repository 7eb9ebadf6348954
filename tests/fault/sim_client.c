/* See sim_client.h. */
#include "sim.h"

#include <stdio.h>
#include <string.h>

#include <etatunti/base/encode.h>

/* Whose second devices are the clients behind the first ones. */
static const int second[SIM_STAFF - SW_PEOPLE] = { SW_ANN, SW_KIM, SW_WIL };

static struct sim *speaking; /* NULL: the kit speaks for itself */

void sim_clients_init(struct sim *sim)
{
	for (int i = 0; i < SIM_CLIENTS; i++) {
		struct sim_client *client = &sim->clients[i];

		*client = (struct sim_client){ .index = i,
			.person = i < SW_PEOPLE ? i
				: i < SIM_STAFF ? second[i - SW_PEOPLE]
						: -1,
			.invited_to = -1 };
		if (client->person >= 0)
			client->peer = sim->world->people[client->person];
		client->peer.kit = sim->world->kit;
		(void)snprintf(client->address, sizeof(client->address), "10.0.0.%d", i + 1);
		client->skew_ms = sim_draw(sim, 3001) - 1500;
	}
}

/* ------------------------------------------------------------ speaking by the kit */

struct kit_reply *__real_kit_call(struct kit_peer *peer, const char *cmd, json_t *params);
struct kit_reply *__wrap_kit_call(struct kit_peer *peer, const char *cmd, json_t *params);
struct kit_reply *__real_kit_call_blobs(struct kit_peer *peer, const char *cmd, json_t *params,
	const struct et_slice *blobs, size_t blob_count);
struct kit_reply *__wrap_kit_call_blobs(struct kit_peer *peer, const char *cmd, json_t *params,
	const struct et_slice *blobs, size_t blob_count);

static void say(struct sim *sim, const char *cmd, struct et_slice frame, bool binary)
{
	struct sim_client *client = sim->speaker;
	struct sa_request *request = sim_ask_new(&sim->ask, cmd, frame, binary);
	struct sn_link *link = sim_net_of(&sim->net, client->front);

	request->client = client->index;
	request->person = client->state == SIM_IN ? client->person : -1;
	request->act = sim->act;
	request->cs = sim->cs;
	sim->newest = request;
	sim->tally->said[sim->act]++;
	if (sim->cs >= 0 && strcmp(cmd, "case-append") == 0)
		client->busy[sim->cs]++;
	assert_non_null(link);
	sim_net_send(link, frame, binary);
}

/* What the kit asks for at once, to go on with, is answered by what the client knows. */
struct kit_reply *__wrap_kit_call_blobs(struct kit_peer *peer, const char *cmd, json_t *params,
	const struct et_slice *blobs, size_t blob_count)
{
	static struct kit_reply reply;
	struct sim *sim = speaking;
	struct et_slice frame;

	if (sim == NULL)
		return __real_kit_call_blobs(peer, cmd, params, blobs, blob_count);
	reply = (struct kit_reply){ .error = "sent" };
	if (sim->answer != NULL && (strcmp(cmd, "dir-get") == 0 || strcmp(cmd, "re") == 0)) {
		reply = (struct kit_reply){ .ok = sim->answer };
		json_decref(params);
		return &reply;
	}
	frame = blob_count > 0 ? kit_frame(peer->kit, cmd, params, blobs, blob_count)
			       : kit_text(peer->kit, cmd, params);
	say(sim, cmd, frame, blob_count > 0);
	return &reply;
}

struct kit_reply *__wrap_kit_call(struct kit_peer *peer, const char *cmd, json_t *params)
{
	return speaking == NULL ? __real_kit_call(peer, cmd, params)
				: __wrap_kit_call_blobs(peer, cmd, params, NULL, 0);
}

void sim_client_catch(struct sim *sim)
{
	speaking = sim;
}

void sim_client_begin(struct sim *sim, struct sim_client *client, int act, int cs)
{
	struct et_env_fake *clock = &sim->world->kit->fake;

	json_decref(sim->answer);
	sim->answer = NULL;
	sim->speaker = client;
	sim->act = act;
	sim->cs = cs;
	sim->newest = NULL;
	clock->now_ms = sim->core.fake.now_ms + client->skew_ms;
}

/* No statement is signed with a time before the chain's last. */
static void not_before(struct sim *sim, int64_t time_ms)
{
	struct et_env_fake *clock = &sim->world->kit->fake;

	if (clock->now_ms < time_ms)
		clock->now_ms = time_ms;
}

void sim_client_begin_dir(struct sim *sim, struct sim_client *client, int act)
{
	const struct et_chain_head *newest = &sim->judge.chain.dir;
	struct sim_head head = client->dir;

	sim_client_begin(sim, client, act, -1);
	if (head.seq == 0)
		head = (struct sim_head){ newest->seq, newest->hash };
	not_before(sim, newest->time_ms);
	sim->answer = json_pack("{s:{s:I, s:o}}", "head", "seq", (json_int_t)head.seq, "hash",
		kit_json_bytes(et_hash_slice(&head.hash)));
}

struct cw_case sim_client_case(struct sim *sim, const struct sim_client *client, int number)
{
	const struct sc_case *cs = &sim->judge.chain.cases[number];
	const struct sim_head *known = &client->cases[number];
	struct cw_case out = { .kit = sim->world->kit,
		.id = cs->id,
		.lane = cs->general ? "general" : "client",
		.seq = known->seq > 0 ? known->seq : cs->head.seq,
		.head = known->seq > 0 ? known->hash : cs->head.hash,
		.consent = cs->consent.id,
		.consent_stmt = cs->consent.stmt };

	memcpy(out.kc, cs->kc, sizeof(out.kc));
	memcpy(out.epoch, cs->epoch, sizeof(out.epoch));
	out.sent_seq = out.seq;
	out.sent_head = out.head;
	not_before(sim, cs->head.time_ms);
	return out;
}

/* --------------------------------------------------------------------- coming in */

void sim_client_lost(struct sim_client *client)
{
	client->front = 0;
	client->state = SIM_AWAY;
	client->room = (struct et_id){ { 0 } };
	client->is_waiting = client->is_admitted = false;
	memset(client->busy, 0, sizeof(client->busy));
}

static void hang_up(struct sim *sim, struct sim_client *client)
{
	struct sn_link *link = sim_net_of(&sim->net, client->front);

	if (link != NULL)
		sim_net_cut(&sim->net, link, 0);
	sim_client_lost(client);
}

static void connect_to(struct sim *sim, struct sim_client *client)
{
	struct sn_link *link = sim_net_open(&sim->net, client->index, client->address);

	if (link == NULL)
		return;
	client->front = link->front;
	client->state = SIM_NEW;
}

/* The link is sent when the invite stands; now and then it is tried before, or when it is over. */
static bool has_link(struct sim *sim, const struct sim_client *guest)
{
	sqlite3_stmt *stmt;
	struct et_id id;

	if (guest->invited_to < 0)
		return false;
	stmt = sim_db_ask_of(
		&sim->core.db, SQ_GUEST, &sim->judge.chain.cases[guest->invited_to].id);
	id = sqlite3_step(stmt) == SQLITE_ROW ? sim_db_id(stmt, 0) : (struct et_id){ { 0 } };
	sqlite3_reset(stmt);
	return et_id_eq(&id, &guest->link.id) || sim_chance(sim, 5);
}

void sim_client_come(struct sim *sim, struct sim_client *client)
{
	if (client->state == SIM_AWAY && (client->person >= 0 || has_link(sim, client)))
		connect_to(sim, client);
	if (client->state != SIM_NEW)
		return;
	sim_client_begin(sim, client, SIM_sign_in, -1);
	if (client->person < 0)
		(void)gw_hi(&client->device, &client->link.id);
	else if (client->has_session && sim_chance(sim, 70))
		(void)kit_call(&client->peer, "re",
			json_pack("{s:o, s:o}", "uid", kit_json_id(&client->peer.uid), "sid",
				kit_json_id(&client->peer.sid)));
	else
		(void)kit_hi(&client->peer);
	client->state = SIM_ASKED;
}

static void send_again(struct sim *sim, struct sim_client *client, const struct sa_request *request)
{
	sim->tally->again[request->act]++;
	sim_net_send(sim_net_of(&sim->net, client->front),
		et_slice_of(request->bytes, request->len), request->binary);
}

/* What was on its way when the connection was lost: by the same id, by the same person. */
static void catch_up(struct sim *sim, struct sim_client *client)
{
	for (uint64_t i = 0; i < SA_REQUESTS; i++) { /* the oldest first */
		struct sa_request *request = &sim->ask.requests[(sim->ask.count + i) % SA_REQUESTS];

		if (request->is_open && request->client == client->index &&
			request->person == client->person && request->command->effect == ET_WRITE)
			send_again(sim, client, request);
	}
}

bool sim_client_repeat(struct sim *sim, struct sim_client *client, bool answered)
{
	const int64_t day = KIT_DAY / 2;

	for (int tries = 0; tries < 12 && sim->ask.count > 0; tries++) {
		struct sa_request *request =
			&sim->ask.requests[(uint64_t)(sim->ask.count - 1 -
						   (uint64_t)sim_draw(
							   sim, sim->ask.count < 60 ? 1 : 60)) %
				SA_REQUESTS];

		if (request->client != client->index || request->person < 0 ||
			request->is_open == answered || request->command->effect != ET_WRITE ||
			(answered &&
				(!request->is_answered ||
					sim->core.fake.now_ms - request->answered_at > day)))
			continue;
		send_again(sim, client, request);
		return true;
	}
	return false;
}

static void is_in(struct sim *sim, struct sim_client *client, const json_t *ok)
{
	client->state = SIM_IN;
	client->has_session = true;
	client->peer.sid = kit_get_id(ok, "sid");
	client->dir = (struct sim_head){ kit_get_int(json_object_get(ok, "head"), "seq"),
		kit_get_hash(json_object_get(ok, "head"), "hash") };
	catch_up(sim, client);
	sim_client_begin(sim, client, SIM_case_list, -1);
	if (sim_is_worker(client->person) || sim_is_contact(client->person))
		(void)kit_call(&client->peer, "case-list", NULL);
}

/* --------------------------------------------------------------------- being told */

static void learn(
	struct sim *sim, struct sim_client *client, const json_t *head, const json_t *case_of)
{
	struct et_id id;
	const struct sc_case *cs;

	if (case_of == NULL || head == NULL)
		return;
	id = kit_get_id(case_of, "case");
	if ((cs = sim_chain_case(&sim->judge.chain, &id)) == NULL)
		return;
	client->cases[cs - sim->judge.chain.cases] =
		(struct sim_head){ kit_get_int(head, "seq"), kit_get_hash(head, "hash") };
}

static bool is(const struct sa_request *request, const char *name)
{
	return strcmp(request->command->name, name) == 0;
}

static void door_answered(
	struct sim *sim, struct sim_client *client, const struct sa_request *request, json_t *ok)
{
	if (ok == NULL) {
		client->has_session = false;
		if (is(request, "login") || is(request, "reproof") || client->person < 0)
			hang_up(sim, client);
		else
			client->state = SIM_NEW;
		return;
	}
	sim_client_begin(sim, client, SIM_sign_in, -1);
	client->state = SIM_PROVED;
	if (is(request, "hi")) {
		(void)kit_login(&client->peer, ok);
	} else if (is(request, "re")) {
		sim->answer = json_incref(ok);
		(void)kit_reproof(&client->peer);
	} else if (is(request, "guest-hi")) {
		if (strcmp(kit_get_str(ok, "state"), "gone") == 0) {
			client->invited_to = -1;
			hang_up(sim, client);
			return;
		}
		client->device.challenge = kit_get_hash(ok, "challenge");
		(void)gw_knock(&client->device, &client->link);
	} else if (is(request, "guest-knock")) {
		client->state = SIM_IN;
		client->is_waiting = true;
	} else {
		is_in(sim, client, ok);
	}
}

static void chain_answered(struct sim_client *client, const struct sa_request *request,
	const json_t *ok, const json_t *error)
{
	const json_t *said = ok != NULL ? ok : json_object_get(error, "head");
	struct sim_head *head = request->cs < 0 ? &client->dir : &client->cases[request->cs];

	if (request->cs < 0 && is(request, "case-append"))
		return; /* a new case: it is told as an event */
	if (request->cs >= 0 && client->busy[request->cs] > 0)
		client->busy[request->cs]--;
	if (said == NULL)
		*head = (struct sim_head){ 0 };
	else if (ok == NULL || kit_get_int(said, "seq") > head->seq)
		*head = (struct sim_head){ kit_get_int(said, "seq"), kit_get_hash(said, "hash") };
}

static void answered(struct sim *sim, struct sim_client *client, struct sa_request *request,
	const struct sn_frame *frame)
{
	json_t *ok = json_object_get(frame->json, "ok");
	const json_t *error = json_object_get(frame->json, "error");

	request->is_open = false;
	*(ok != NULL ? &sim->tally->done[request->act] : &sim->tally->refused[request->act]) += 1;
	if (request->act == SIM_sign_in)
		door_answered(sim, client, request, ok);
	else if (is(request, "case-append") || is(request, "dir-append"))
		chain_answered(client, request, ok, error);
	else if (is(request, "room-join") && ok != NULL)
		client->room = kit_get_id(ok, "room");
	else if (is(request, "case-list") && ok != NULL)
		for (size_t i = 0; i < json_array_size(json_object_get(ok, "cases")); i++) {
			const json_t *item = json_array_get(json_object_get(ok, "cases"), i);

			learn(sim, client, item, item);
		}
}

static void told(struct sim *sim, struct sim_client *client, const char *name, const json_t *event)
{
	if (strcmp(name, "case") == 0) {
		learn(sim, client, event, event);
	} else if (strcmp(name, "directory") == 0) {
		client->dir =
			(struct sim_head){ kit_get_int(event, "seq"), kit_get_hash(event, "hash") };
	} else if (strcmp(name, "closed") == 0) {
		client->room = (struct et_id){ { 0 } };
	} else if (strcmp(name, "ended") == 0) {
		client->has_session = false;
	} else if (strcmp(name, "guest-over") == 0) {
		client->invited_to = -1;
	} else if (strcmp(name, "admitted") == 0) {
		client->is_admitted = true;
		sim_client_begin(sim, client, SIM_guest_join, -1);
		(void)gw_join(&client->device);
	}
}

void sim_client_hear(struct sim *sim, struct sim_client *client, const struct sn_frame *frame)
{
	const char *name = json_string_value(json_object_get(frame->json, "ev"));
	const char *id = json_string_value(json_object_get(frame->json, "id"));
	struct sa_request *request;

	if (name != NULL)
		told(sim, client, name, frame->json);
	else if (id != NULL && (request = sim_ask_of(&sim->ask, id)) != NULL && request->is_open &&
		request->client == client->index)
		answered(sim, client, request, frame);
}
