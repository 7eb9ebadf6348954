/* The statements of the table, signed by whoever tries. */
#include "matrix.h"

#include "places.h"

#include <stdio.h>

#include <etatunti/store/directory.h>

#define BODY_MAX 4096

/* ------------------------------------------------------------------------- cases */

/* Shorthands for attempts of one line. */
#define CASE_ATTEMPT(symbol, ...) \
	struct kit_reply *mx_do_##symbol(struct mx *mx, struct kit_peer *by) \
	{ \
		struct cw_case *cs = &mx->cs; \
\
		__VA_ARGS__; \
		return cw_send(cs, by); \
	}

static const struct et_id no_hour = { { 0 } };

static const struct et_id *hour_of_place(const struct mx *mx)
{
	return mx->moment == ET_AT_IN_LINE ? &no_hour : &mx->world->hour;
}

static struct kit_reply *write_object(
	struct mx *mx, struct kit_peer *by, const char *type, char comp)
{
	struct et_id fresh = kit_fresh_id(mx->kit);

	cw_object(&mx->cs, by, &fresh, type, comp, 1);
	return cw_send(&mx->cs, by);
}

CASE_ATTEMPT(create, cw_create(cs, by, &mx->world->pair_a))
CASE_ATTEMPT(create_general, cs->lane = "general"; cw_create(cs, by, &mx->world->pair_a))
CASE_ATTEMPT(member_add_worker, cw_member_add(cs, by, mx->eve, "PSC"))
CASE_ATTEMPT(member_add_contact, cw_member_add(cs, by, mx->kai, "SC"))
CASE_ATTEMPT(member_remove, cw_member_remove(cs, by, mx->actors[ET_ACTOR_REVOKED]))
CASE_ATTEMPT(member_remove_colleague, cw_member_remove(cs, by, mx->dag))
CASE_ATTEMPT(grant_p, cw_grant(cs, by, mx->dag, 'P', NULL))
CASE_ATTEMPT(grant_s, cw_grant(cs, by, mx->dag, 'S', NULL))
CASE_ATTEMPT(grant_contact, cw_grant(cs, by, mx->world->kim, 'S', &cs->consent))
CASE_ATTEMPT(rotate, cw_rotate(cs, by, 'S'))
CASE_ATTEMPT(consent_ack, cw_point(cs, by, "consent-ack"))
CASE_ATTEMPT(consent_seen, cw_point(cs, by, "consent-seen"))
CASE_ATTEMPT(revoke, cw_revoke(cs, by))
CASE_ATTEMPT(queue, cw_queue(cs, by, &mx->world->hour, 15))
CASE_ATTEMPT(queue_line, cw_queue(cs, by, &no_hour, 15))
CASE_ATTEMPT(unqueue, cw_word(cs, by, "unqueue", hour_of_place(mx), ""))
CASE_ATTEMPT(place, cw_place(cs, by, &mx->world->hour, 1))
CASE_ATTEMPT(prepare, cw_word(cs, by, "prepare", NULL, "ready"))
CASE_ATTEMPT(prepare_answered, cw_word(cs, by, "prepare", NULL, "answered"))
CASE_ATTEMPT(session_open, cw_session_open(cs, by, &mx->world->hour, &mx->session))
CASE_ATTEMPT(session_close, cw_word(cs, by, "session-close", &mx->session, "handled"))
CASE_ATTEMPT(close, cw_word(cs, by, "close", NULL, ""))
CASE_ATTEMPT(erase, cw_word(cs, by, "erase", NULL, ""))

struct kit_reply *mx_do_object_background(struct mx *mx, struct kit_peer *by)
{
	return write_object(mx, by, "background", 'P');
}

struct kit_reply *mx_do_object_question(struct mx *mx, struct kit_peer *by)
{
	return write_object(mx, by, "question", 'S');
}

struct kit_reply *mx_do_object_plan(struct mx *mx, struct kit_peer *by)
{
	return write_object(mx, by, "plan", 'S');
}

struct kit_reply *mx_do_object_thread(struct mx *mx, struct kit_peer *by)
{
	return write_object(mx, by, "thread", 'S');
}

struct kit_reply *mx_do_confirm(struct mx *mx, struct kit_peer *by)
{
	mx->cs.ct_hash = mx->plan.ct_hash;
	cw_confirm(&mx->cs, by, &mx->plan.id, 1);
	return cw_send(&mx->cs, by);
}

/* On a document that is there; in place of the consent that stands. */
struct kit_reply *mx_do_consent(struct mx *mx, struct kit_peer *by)
{
	struct cw_consent consent = { .id = kit_fresh_id(mx->kit),
		.doc = mx->doc.id,
		.doc_hash = mx->doc.ct_hash,
		.valid_from = kit_now(mx->kit),
		.valid_to = kit_now(mx->kit) + 100 * KIT_DAY,
		.capture = "drawn" };

	if (mx->moment != ET_AT_NONE && mx->moment != ET_AT_OPEN && mx->moment != ET_AT_WITHDRAWN &&
		mx->moment != ET_AT_EXPIRED)
		consent.replaces = mx->cs.consent;
	cw_consent_of(&mx->cs, by, &consent);
	return cw_send(&mx->cs, by);
}

/* --------------------------------------------------------------------- directory */

struct kit_reply *mx_append(
	struct mx *mx, struct kit_peer *by, const char *kind, struct et_slice body)
{
	struct et_statement draft = kit_draft(by, ET_CHAIN_DIR, NULL, kind, body);
	struct et_store_head head;
	struct kit_signed made;

	assert_int_equal(et_store_directory_head(mx->kit->store, &head), ET_OK);
	draft.seq = head.seq + 1;
	draft.prev = head.hash;
	made = kit_statement(mx->kit, &draft, &by->identity);

	struct et_slice blobs[] = { made.stmt, et_sig_slice(&made.sig) };

	return kit_call_blobs(
		by, "dir-append", json_pack("{s:i, s:i}", "stmt", 0, "sig", 1), blobs, 2);
}

static void begin(struct et_buf *body, const char *kind)
{
	char label[48];

	(void)snprintf(label, sizeof(label), "ET1/%s", kind);
	et_buf_init(body, BODY_MAX);
	et_lp_put_label(body, label);
}

/* By the founding link and with the keys of whoever tries, as if the county had nobody yet. */
struct kit_reply *mx_do_found(struct mx *mx, struct kit_peer *by)
{
	const struct et_hash eh = { { 1 } };
	struct et_sign_key founder;
	struct et_buf attested, body;
	struct et_sig sig;

	et_sign_key_from_invite(mx->kit->founder_secret[KIT_COUNTY], &founder);
	begin(&attested, "founding");
	et_lp_put_hash(&attested, &mx->kit->deployment.g);
	begin(&body, "found");
	for (int i = 0; i < 2; i++) {
		struct et_buf *buf = i == 0 ? &attested : &body;

		et_lp_put_id(buf, &mx->kit->org[KIT_COUNTY]);
		et_lp_put_id(buf, &by->uid);
		et_lp_put_str(buf, by->username);
		et_lp_put_str(buf, by->display);
		et_lp_put_key(buf, &by->identity.pk);
		et_lp_put_key(buf, &by->ipk_e);
		et_lp_put_ms(buf, kit_now(mx->kit) + KIT_DAY);
		et_lp_put_key(buf, &mx->kit->deployment.log_pk);
		et_lp_put_hash(buf, &eh);
	}
	sig = et_sign_detached(&founder, et_buf_view(&attested));
	et_buf_fini(&attested);
	et_lp_put_sig(&body, &sig);
	return mx_append(mx, by, "found", kit_take(mx->kit, &body));
}

static struct kit_reply *invite(struct mx *mx, struct kit_peer *by, int org, const char *roles)
{
	struct et_id id = kit_fresh_id(mx->kit);
	struct et_sign_key key;
	struct et_buf body;

	et_sign_key_from_invite(kit_random(mx->kit, 32).ptr, &key);
	begin(&body, "invite");
	et_lp_put_id(&body, &id);
	et_lp_put_key(&body, &key.pk);
	et_lp_put_str(&body, "una");
	et_lp_put_str(&body, "Una");
	et_lp_put_id(&body, &mx->kit->org[org]);
	et_lp_put_str(&body, roles);
	et_lp_put_ms(&body, kit_now(mx->kit) + KIT_DAY);
	return mx_append(mx, by, "invite", kit_take(mx->kit, &body));
}

struct kit_reply *mx_do_invite_county(struct mx *mx, struct kit_peer *by)
{
	return invite(mx, by, KIT_COUNTY, "worker");
}

struct kit_reply *mx_do_invite_kela(struct mx *mx, struct kit_peer *by)
{
	return invite(mx, by, KIT_KELA, "contact");
}

struct kit_reply *mx_do_user_add_county(struct mx *mx, struct kit_peer *by)
{
	return mx_append(mx, by, "user-add", kit_certificate(mx->joe, "user-add"));
}

struct kit_reply *mx_do_user_add_kela(struct mx *mx, struct kit_peer *by)
{
	return mx_append(mx, by, "user-add", kit_certificate(mx->joy, "user-add"));
}

/* A renewal. */
static struct kit_reply *rekey(struct mx *mx, struct kit_peer *by, struct kit_peer *whom)
{
	whom->not_after += KIT_DAY;
	return mx_append(mx, by, "user-rekey", kit_certificate(whom, "user-rekey"));
}

struct kit_reply *mx_do_user_rekey_county(struct mx *mx, struct kit_peer *by)
{
	return rekey(mx, by, mx->dag);
}

struct kit_reply *mx_do_user_rekey_kela(struct mx *mx, struct kit_peer *by)
{
	return rekey(mx, by, mx->kai);
}

static struct kit_reply *revoke(struct mx *mx, struct kit_peer *by, const struct kit_peer *whom)
{
	struct et_buf body;

	begin(&body, "user-revoke");
	et_lp_put_id(&body, &whom->uid);
	et_lp_put_id(&body, &whom->org);
	et_lp_put_str(&body, "left");
	return mx_append(mx, by, "user-revoke", kit_take(mx->kit, &body));
}

struct kit_reply *mx_do_user_revoke_county(struct mx *mx, struct kit_peer *by)
{
	return revoke(mx, by, mx->dag);
}

struct kit_reply *mx_do_user_revoke_kela(struct mx *mx, struct kit_peer *by)
{
	return revoke(mx, by, mx->kai);
}

static struct kit_reply *pair_set(
	struct mx *mx, struct kit_peer *by, int org, const struct kit_peer *whom)
{
	struct et_id fresh = kit_fresh_id(mx->kit);
	struct et_buf body;

	begin(&body, "pair-set");
	et_lp_put_id(&body, &fresh);
	et_lp_put_id(&body, &mx->kit->org[org]);
	et_lp_put_str(&body, "C");
	et_lp_put_id(&body, &whom->uid);
	return mx_append(mx, by, "pair-set", kit_take(mx->kit, &body));
}

struct kit_reply *mx_do_pair_set_county(struct mx *mx, struct kit_peer *by)
{
	return pair_set(mx, by, KIT_COUNTY, mx->world->cid);
}

struct kit_reply *mx_do_pair_set_kela(struct mx *mx, struct kit_peer *by)
{
	return pair_set(mx, by, KIT_KELA, mx->kai);
}

static struct kit_reply *series_set(struct mx *mx, struct kit_peer *by, int org)
{
	struct kit_series series = kit_series_of(mx->world->coord, &mx->world->pair_b, mx->kai);

	series.org = mx->kit->org[org];
	series.start = "15:00"; /* at noon kai has another one */
	return mx_append(mx, by, "series-set", kit_series_body(mx->kit, &series));
}

struct kit_reply *mx_do_series_set_county(struct mx *mx, struct kit_peer *by)
{
	return series_set(mx, by, KIT_COUNTY);
}

struct kit_reply *mx_do_series_set_kela(struct mx *mx, struct kit_peer *by)
{
	return series_set(mx, by, KIT_KELA);
}

struct kit_reply *mx_do_hour_set_county(struct mx *mx, struct kit_peer *by)
{
	char date[11];

	mx_date(mx, date);
	return mx_append(mx, by, "hour-set",
		kit_hour_body(mx->kit,
			&(struct kit_hour_set){ .series = mx->world->series,
				.date = date,
				.state = "cancelled",
				.reason = "Talvi" }));
}

static struct kit_reply *substitute(struct mx *mx, struct kit_peer *by,
	const struct kit_peer *absent, const struct kit_peer *stand_in)
{
	struct et_id fresh = kit_fresh_id(mx->kit);
	struct et_buf body;

	begin(&body, "substitute");
	et_lp_put_id(&body, &fresh);
	et_lp_put_id(&body, &absent->uid);
	et_lp_put_id(&body, &stand_in->uid);
	et_lp_put_ms(&body, kit_now(mx->kit));
	et_lp_put_ms(&body, kit_now(mx->kit) + KIT_DAY);
	return mx_append(mx, by, "substitute", kit_take(mx->kit, &body));
}

struct kit_reply *mx_do_substitute_worker(struct mx *mx, struct kit_peer *by)
{
	return substitute(mx, by, mx->dag, mx->eve);
}

struct kit_reply *mx_do_substitute_contact(struct mx *mx, struct kit_peer *by)
{
	return substitute(mx, by, mx->world->kim, mx->kai);
}

static struct kit_reply *policy(struct mx *mx, struct kit_peer *by, int org)
{
	struct et_buf body;

	begin(&body, "policy");
	et_lp_put_id(&body, &mx->kit->org[org]);
	et_lp_put_str(&body, "off");
	return mx_append(mx, by, "policy", kit_take(mx->kit, &body));
}

struct kit_reply *mx_do_policy_county(struct mx *mx, struct kit_peer *by)
{
	return policy(mx, by, KIT_COUNTY);
}

struct kit_reply *mx_do_policy_kela(struct mx *mx, struct kit_peer *by)
{
	return policy(mx, by, KIT_KELA);
}

struct kit_reply *mx_do_beacon(struct mx *mx, struct kit_peer *by)
{
	struct et_buf body;

	begin(&body, "beacon");
	return mx_append(mx, by, "beacon", kit_take(mx->kit, &body));
}
