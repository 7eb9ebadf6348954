/* Bodies as in PROTOCOL section 5, written once more on the client's side. */
#include "casework.h"

#include "places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/crypto/hash.h>

#define BODY_MAX 4096
#define CT_LEN (24 + 16 + 256)

/* ---------------------------------------------------------------------- world */

struct cw_world *cw_world_new(void)
{
	return cw_world_of(kit_new());
}

struct cw_world *cw_world_of(struct kit *kit)
{
	struct cw_world *world = calloc(1, sizeof(*world));

	assert_non_null(world);
	world->kit = kit;
	world->coord = kit_founder(kit, KIT_COUNTY, "coord");
	world->kela = kit_founder(kit, KIT_KELA, "kela");
	world->ann = kit_person(world->coord, "ann", "worker");
	world->ben = kit_person(world->coord, "ben", "worker");
	world->cid = kit_person(world->coord, "cid", "worker");
	world->kim = kit_person(world->kela, "kim", "contact");
	world->pair_a = kit_pair(
		world->coord, "A", (struct kit_peer *const[]){ world->ann, world->ben }, 2);
	world->pair_b = kit_pair(world->coord, "B", (struct kit_peer *const[]){ world->cid }, 1);
	world->series = kit_series(world->coord, &world->pair_a, world->kim);
	world->hour = kit_hour(world->ann, &world->series, 0, &world->starts_at);
	return world;
}

void cw_world_free(struct cw_world *world)
{
	kit_free(world->kit);
	free(world);
}

static void sign_in_anew(struct kit_peer **peer)
{
	struct kit_peer *again = kit_connect_as(*peer);

	if ((*peer)->front != 0)
		kit_cut(*peer);
	kit_sign_in(again);
	*peer = again;
}

void cw_later(struct cw_world *world, int64_t ms)
{
	kit_advance(world->kit, ms);
	sign_in_anew(&world->coord);
	sign_in_anew(&world->ann);
	sign_in_anew(&world->ben);
	sign_in_anew(&world->cid);
	sign_in_anew(&world->kim);
}

void cw_set_pair(struct cw_world *world, struct kit_peer *const *workers, size_t count)
{
	kit_ok(kit_pair_set(world->coord, &world->pair_a, "A", workers, count));
}

struct et_id cw_substitute(struct cw_world *world, const struct kit_peer *for_whom,
	const struct kit_peer *by, int64_t from, int64_t to)
{
	struct et_id id = kit_fresh_id(world->kit);

	cw_substitute_again(world, &id, for_whom, by, from, to);
	return id;
}

void cw_substitute_again(struct cw_world *world, const struct et_id *id,
	const struct kit_peer *for_whom, const struct kit_peer *by, int64_t from, int64_t to)
{
	kit_ok(kit_substitute_set(world->coord, id, for_whom, by, from, to));
}

void cw_set_consent_ack(struct cw_world *world, bool required)
{
	kit_ok(kit_policy(world->coord, required ? "required" : "off"));
}

/* The world's series as it is, but for the contact. */
void cw_set_contact(struct cw_world *world, const struct kit_peer *contact)
{
	json_t *list =
		json_object_get(kit_ok(kit_call(world->coord, "series-list", NULL)), "series");
	json_t *now = json_array_get(list, 0);
	struct kit_series series = kit_series_of(world->coord, &world->pair_a, contact);

	assert_int_equal(json_array_size(list), 1);
	series.id = world->series;
	series.weekday = kit_get_int(now, "weekday");
	(void)snprintf(series.first, sizeof(series.first), "%s", kit_get_str(now, "first"));
	kit_ok(kit_series_set(world->coord, &series));
}

struct et_id cw_hour(struct cw_world *world, size_t n)
{
	int64_t starts_at;

	return kit_hour(world->ann, &world->series, n, &starts_at);
}

/* ----------------------------------------------------------------- statements */

struct et_statement cw_draft(
	const struct cw_case *cs, const struct kit_peer *by, const char *kind, struct et_slice body)
{
	struct et_statement draft = kit_draft(by, ET_CHAIN_CASE, &cs->id, kind, body);

	draft.seq = cs->seq + 1;
	draft.prev = cs->head;
	return draft;
}

void cw_add_draft(struct cw_case *cs, const struct kit_peer *by, const struct et_statement *draft,
	struct et_slice data)
{
	struct cw_stmt *stmt = &cs->batch[cs->batch_count];

	assert_true(cs->batch_count < CW_BATCH_MAX);
	stmt->signed_by = kit_statement(cs->kit, draft, &by->identity);
	stmt->data = data;
	cs->batch_count++;
	cs->seq = draft->seq;
	cs->head = stmt->signed_by.hash;
}

void cw_add(struct cw_case *cs, const struct kit_peer *by, const char *kind, struct et_slice body,
	struct et_slice data)
{
	struct et_statement draft = cw_draft(cs, by, kind, body);

	cw_add_draft(cs, by, &draft, data);
}

/* The params of case-append for the batch, which is empty then. */
static json_t *pack(struct cw_case *cs, struct et_slice blobs[3 * CW_BATCH_MAX], size_t *blob_count)
{
	json_t *statements = json_array();
	int count = 0;

	for (size_t i = 0; i < cs->batch_count; i++) {
		json_t *item =
			json_pack("{s:i, s:i, s:[]}", "stmt", count, "sig", count + 1, "data");

		blobs[count++] = cs->batch[i].signed_by.stmt;
		blobs[count++] = et_sig_slice(&cs->batch[i].signed_by.sig);
		if (cs->batch[i].data.len > 0) {
			json_array_append_new(json_object_get(item, "data"), json_integer(count));
			blobs[count++] = cs->batch[i].data;
		}
		json_array_append_new(statements, item);
	}
	cs->batch_count = 0;
	*blob_count = (size_t)count;
	return json_pack("{s:o, s:o}", "case", kit_json_id(&cs->id), "statements", statements);
}

struct et_slice cw_frame(struct cw_case *cs)
{
	struct et_slice blobs[3 * CW_BATCH_MAX];
	size_t count;
	json_t *params = pack(cs, blobs, &count);

	return kit_frame(cs->kit, "case-append", params, blobs, count);
}

struct kit_reply *cw_send(struct cw_case *cs, struct kit_peer *by)
{
	struct et_slice blobs[3 * CW_BATCH_MAX];
	size_t count;
	json_t *params = pack(cs, blobs, &count);

	return cw_answered(cs, kit_call_blobs(by, "case-append", params, blobs, count));
}

struct kit_reply *cw_answered(struct cw_case *cs, struct kit_reply *reply)
{
	if (reply->error != NULL) {
		cs->seq = cs->sent_seq;
		cs->head = cs->sent_head;
	} else {
		cs->sent_seq = cs->seq;
		cs->sent_head = cs->head;
		assert_int_equal(kit_get_int(reply->ok, "seq"), cs->seq);
	}
	return reply;
}

void cw_case_init(struct cw_case *cs, struct kit *kit)
{
	*cs = (struct cw_case){
		.kit = kit, .id = kit_fresh_id(kit), .lane = "client", .head = kit->deployment.g
	};
	cs->sent_head = cs->head;
	for (size_t i = 0; i < 3; i++) {
		cs->kc[i] = et_hash_of(kit_random(kit, 32));
		cs->epoch[i] = 1;
	}
}

static void begin(struct et_buf *body, const char *kind)
{
	char label[48];

	(void)snprintf(label, sizeof(label), "ET1/%s", kind);
	et_buf_init(body, BODY_MAX);
	et_lp_put_label(body, label);
}

static void end(struct cw_case *cs, const struct kit_peer *by, const char *kind,
	struct et_buf *body, struct et_slice data)
{
	cw_add(cs, by, kind, kit_take(cs->kit, body), data);
}

#define NO_DATA ((struct et_slice){ 0 })

void cw_create(struct cw_case *cs, const struct kit_peer *by, const struct et_id *pair)
{
	struct et_buf body;

	begin(&body, "create");
	et_lp_put_id(&body, pair);
	et_lp_put_str(&body, cs->lane);
	for (size_t i = 0; i < 3; i++)
		et_lp_put_hash(&body, &cs->kc[i]);
	end(cs, by, "create", &body, NO_DATA);
}

void cw_member_add(struct cw_case *cs, const struct kit_peer *by, const struct kit_peer *who,
	const char *comps)
{
	struct et_buf body;

	begin(&body, "member-add");
	et_lp_put_id(&body, &who->uid);
	et_lp_put_str(&body, comps);
	end(cs, by, "member-add", &body, NO_DATA);
}

void cw_member_remove(struct cw_case *cs, const struct kit_peer *by, const struct kit_peer *who)
{
	struct et_buf body;

	begin(&body, "member-remove");
	et_lp_put_id(&body, &who->uid);
	end(cs, by, "member-remove", &body, NO_DATA);
}

static size_t comp_index(char comp)
{
	return comp == 'P' ? 0 : comp == 'S' ? 1 : 2;
}

void cw_rotate_to(struct cw_case *cs, const struct kit_peer *by, char comp, int64_t epoch,
	const struct et_hash *kc)
{
	struct et_buf body;

	begin(&body, "rotate");
	et_lp_put_bytes(&body, et_slice_of(&comp, 1));
	et_lp_put_ms(&body, epoch);
	et_lp_put_hash(&body, kc);
	end(cs, by, "rotate", &body, NO_DATA);
}

void cw_rotate(struct cw_case *cs, const struct kit_peer *by, char comp)
{
	size_t i = comp_index(comp);

	cs->kc[i] = et_hash_of(kit_random(cs->kit, 32));
	cs->epoch[i]++;
	cw_rotate_to(cs, by, comp, cs->epoch[i], &cs->kc[i]);
}

void cw_grant(struct cw_case *cs, const struct kit_peer *by, const struct kit_peer *to, char comp,
	const struct et_id *basis)
{
	size_t i = comp_index(comp);

	cw_grant_of(cs, by, to, comp, cs->epoch[i], &cs->kc[i], basis);
}

void cw_grant_of(struct cw_case *cs, const struct kit_peer *by, const struct kit_peer *to,
	char comp, int64_t epoch, const struct et_hash *kc, const struct et_id *basis)
{
	struct et_slice wrap = kit_random(cs->kit, ET_WRAP_LEN);
	struct et_grant grant = {
		.genesis = cs->kit->deployment.g,
		.case_id = cs->id,
		.comp = et_slice_of(&comp, 1),
		.epoch = epoch,
		.kc = *kc,
		.recipient_uid = to->uid,
		.recipient_ipk_e = to->ipk_e,
		.wrap_hash = et_hash_of(wrap),
		.granter_uid = by->uid,
		.time_ms = kit_now(cs->kit),
	};
	struct et_buf body;

	if (basis != NULL)
		grant.basis_id = *basis;
	et_buf_init(&body, BODY_MAX);
	et_grant_put(&body, &grant);
	end(cs, by, "grant", &body, wrap);
}

static struct et_slice object_body(struct kit *kit, const struct et_id *object, const char *type,
	char comp, int64_t epoch, int64_t rev, const struct et_hash *ct_hash, int64_t size,
	int64_t chunks)
{
	struct et_buf body;

	begin(&body, "object");
	et_lp_put_id(&body, object);
	et_lp_put_str(&body, type);
	et_lp_put_bytes(&body, et_slice_of(&comp, 1));
	et_lp_put_ms(&body, epoch);
	et_lp_put_ms(&body, rev);
	et_lp_put_hash(&body, ct_hash);
	et_lp_put_ms(&body, size);
	et_lp_put_ms(&body, chunks);
	return kit_take(kit, &body);
}

struct et_slice cw_object_body(struct kit *kit, const struct et_id *object, const char *type,
	char comp, int64_t rev, const struct et_hash *ct_hash, int64_t size, int64_t chunks)
{
	return object_body(kit, object, type, comp, 1, rev, ct_hash, size, chunks);
}

void cw_object(struct cw_case *cs, const struct kit_peer *by, const struct et_id *object,
	const char *type, char comp, int64_t rev)
{
	struct et_slice ct = kit_random(cs->kit, CT_LEN);

	cs->ct_hash = et_hash_of(ct);
	cw_add(cs, by, "object",
		object_body(cs->kit, object, type, comp, cs->epoch[comp_index(comp)], rev,
			&cs->ct_hash, CT_LEN, 0),
		ct);
}

void cw_consent_of(struct cw_case *cs, const struct kit_peer *by, const struct cw_consent *consent)
{
	struct et_hash dh = et_hash_of(kit_random(cs->kit, 64));
	struct et_buf body;

	begin(&body, "consent");
	et_lp_put_id(&body, &consent->id);
	et_lp_put_hash(&body, &dh);
	et_lp_put_id(&body, &consent->doc);
	et_lp_put_hash(&body, &consent->doc_hash);
	et_lp_put_id(&body, &consent->file);
	et_lp_put_hash(&body, &consent->file_hash);
	et_lp_put_ms(&body, consent->valid_from);
	et_lp_put_ms(&body, consent->valid_to);
	et_lp_put_str(&body, "et-consent-1");
	et_lp_put_str(&body, consent->capture);
	et_lp_put_id(&body, &consent->replaces);
	end(cs, by, "consent", &body, NO_DATA);
	cs->consent = consent->id;
	cs->consent_stmt = cs->head;
}

void cw_consent(
	struct cw_case *cs, const struct kit_peer *by, int64_t for_ms, const struct et_id *replaces)
{
	struct cw_consent consent = { .id = kit_fresh_id(cs->kit),
		.doc = kit_fresh_id(cs->kit),
		.valid_from = kit_now(cs->kit),
		.valid_to = kit_now(cs->kit) + for_ms,
		.capture = "drawn" };

	cw_object(cs, by, &consent.doc, "consent-doc", 'C', 1);
	consent.doc_hash = cs->ct_hash;
	cs->doc = consent.doc;
	if (replaces != NULL)
		consent.replaces = *replaces;
	cw_consent_of(cs, by, &consent);
}

void cw_point(struct cw_case *cs, const struct kit_peer *by, const char *kind)
{
	struct et_buf body;

	begin(&body, kind);
	et_lp_put_id(&body, &cs->consent);
	et_lp_put_hash(&body, &cs->consent_stmt);
	end(cs, by, kind, &body, NO_DATA);
}

void cw_revoke(struct cw_case *cs, const struct kit_peer *by)
{
	struct et_buf body;

	begin(&body, "revoke");
	et_lp_put_id(&body, &cs->consent);
	et_lp_put_str(&body, "client");
	et_lp_put_str(&body, "oral");
	et_lp_put_ms(&body, kit_now(cs->kit));
	end(cs, by, "revoke", &body, NO_DATA);
}

void cw_queue_as(struct cw_case *cs, const struct kit_peer *by, const struct et_id *series,
	const struct et_id *hour, int minutes, const char *urgency)
{
	struct et_buf body;

	begin(&body, "queue");
	et_lp_put_id(&body, series);
	et_lp_put_id(&body, hour);
	et_lp_put_ms(&body, minutes);
	et_lp_put_str(&body, urgency);
	et_lp_put_id(&body, &cs->consent);
	end(cs, by, "queue", &body, NO_DATA);
}

void cw_queue(struct cw_case *cs, const struct kit_peer *by, const struct et_id *hour, int minutes)
{
	cw_queue_as(cs, by, &cs->series, hour, minutes, "normal");
}

void cw_place(struct cw_case *cs, const struct kit_peer *by, const struct et_id *hour, int64_t pos)
{
	struct et_buf body;

	begin(&body, "place");
	et_lp_put_id(&body, hour);
	et_lp_put_ms(&body, pos);
	end(cs, by, "place", &body, NO_DATA);
}

void cw_word(struct cw_case *cs, const struct kit_peer *by, const char *kind,
	const struct et_id *id, const char *word)
{
	struct et_buf body;

	begin(&body, kind);
	if (id != NULL)
		et_lp_put_id(&body, id);
	et_lp_put_str(&body, word);
	end(cs, by, kind, &body, NO_DATA);
}

void cw_session_open(struct cw_case *cs, const struct kit_peer *by, const struct et_id *hour,
	const struct et_id *session)
{
	struct et_buf body;

	begin(&body, "session-open");
	et_lp_put_id(&body, hour);
	et_lp_put_id(&body, session);
	end(cs, by, "session-open", &body, NO_DATA);
}

void cw_confirm(
	struct cw_case *cs, const struct kit_peer *by, const struct et_id *object, int64_t rev)
{
	struct et_buf body;

	begin(&body, "confirm");
	et_lp_put_id(&body, object);
	et_lp_put_ms(&body, rev);
	et_lp_put_hash(&body, &cs->ct_hash);
	end(cs, by, "confirm", &body, NO_DATA);
}

/* ---------------------------------------------------------------------- cases */

static void open_case(struct cw_world *world, struct cw_case *cs, const char *lane)
{
	cw_case_init(cs, world->kit);
	cs->lane = lane;
	cs->series = world->series;
	cw_create(cs, world->ann, &world->pair_a);
	cw_member_add(cs, world->ann, world->ben, "PSC");
	for (const char *comp = "PSC"; *comp != '\0'; comp++) {
		cw_grant(cs, world->ann, world->ann, *comp, NULL);
		cw_grant(cs, world->ann, world->ben, *comp, NULL);
	}
	kit_ok(cw_send(cs, world->ann));
}

void cw_open(struct cw_world *world, struct cw_case *cs)
{
	open_case(world, cs, "client");
}

void cw_open_general(struct cw_world *world, struct cw_case *cs)
{
	open_case(world, cs, "general");
}

void cw_consented(struct cw_world *world, struct cw_case *cs)
{
	cw_open(world, cs);
	cw_consent(cs, world->ann, 300 * KIT_DAY, NULL);
	kit_ok(cw_send(cs, world->ann));
	cw_point(cs, world->ben, "consent-ack");
	kit_ok(cw_send(cs, world->ben));
}

void cw_with_contact(struct cw_world *world, struct cw_case *cs)
{
	cw_consented(world, cs);
	cw_member_add(cs, world->ann, world->kim, "SC");
	cw_grant(cs, world->ann, world->kim, 'S', &cs->consent);
	cw_grant(cs, world->ann, world->kim, 'C', &cs->consent);
	kit_ok(cw_send(cs, world->ann));
}

void cw_queued(struct cw_world *world, struct cw_case *cs)
{
	cw_with_contact(world, cs);
	cw_queue(cs, world->ann, &world->hour, 15);
	kit_ok(cw_send(cs, world->ann));
}
