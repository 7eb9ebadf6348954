/* Organisations, directory, invites, people, pairs, sessions, series: what was written comes back. */
#include "cmocka_all.h"

#include <etatunti/store/directory.h>
#include <etatunti/store/invite.h>
#include <etatunti/store/meta.h>
#include <etatunti/store/org.h>
#include <etatunti/store/pair.h>
#include <etatunti/store/series.h>
#include <etatunti/store/session.h>
#include <etatunti/store/user.h>

#include <string.h>

#include "world.h"

static int setup(void **state)
{
	static struct world world;

	world_init(&world);
	OK(et_store_txn_begin(world.store, "test"));
	*state = &world;
	return 0;
}

static int teardown(void **state)
{
	world_fini(*state);
	return 0;
}

static void test_meta_and_orgs(void **state)
{
	struct world *w = *state;
	const struct et_id kela = KELA, nobody = id_of('o', 9), uid = WORKER;
	struct et_store_org org;
	struct et_slice value;

	OK(et_store_meta_insert(w->store, ET_STORE_META_GENESIS, ET_SLICE_LIT("\0x")));
	assert_int_equal(et_store_meta_insert(w->store, ET_STORE_META_GENESIS, ET_SLICE_LIT("y")),
		ET_CONFLICT);
	OK(et_store_meta_get(w->store, ET_STORE_META_GENESIS, w->arena, &value));
	assert_int_equal(value.len, 2);
	assert_int_equal(value.ptr[value.len], 0);
	assert_int_equal(
		et_store_meta_get(w->store, ET_STORE_META_G, w->arena, &value), ET_NOT_FOUND);
	assert_null(value.ptr);

	OK(et_store_org_by_id(w->store, &kela, w->arena, &org));
	assert_true(et_slice_eq_str(org.kind, "kela"));
	assert_true(et_id_is_zero(&org.founder));
	OK(et_store_org_found(w->store, &kela, &uid));
	assert_int_equal(et_store_org_found(w->store, &kela, &uid), ET_NOT_FOUND);
	OK(et_store_org_by_id(w->store, &kela, w->arena, &org));
	assert_true(et_id_eq(&org.founder, &uid));
	assert_int_equal(et_store_org_by_id(w->store, &nobody, w->arena, &org), ET_NOT_FOUND);
	assert_null(org.kind.ptr);
}

static void test_directory(void **state)
{
	struct world *w = *state;
	struct et_store_dir_statement next = { 2, ET_SLICE_LIT("second"), { { 2 } },
		hash_of('d', 2), ET_SLICE_LIT("beacon"), COORDINATOR, NOW },
				      *list;
	struct et_store_head head;
	size_t count;

	OK(et_store_directory_append(w->store, &next));
	OK(et_store_directory_head(w->store, &head));
	assert_int_equal(head.seq, 2);
	assert_int_equal(head.time, NOW);
	assert_true(et_hash_eq(&head.hash, &next.hash));
	OK(et_store_directory_list(w->store, 2, 32, w->arena, &list, &count));
	assert_int_equal(count, 1);
	assert_true(et_slice_eq(list[0].stmt, next.stmt));
	assert_true(et_sig_eq(&list[0].sig, &next.sig));
	OK(et_store_directory_list(w->store, 1, 1, w->arena, &list, &count));
	assert_int_equal(count, 1);
	assert_int_equal(list[0].seq, 1);
	OK(et_store_directory_list(w->store, 3, 32, w->arena, &list, &count));
	assert_int_equal(count, 0);
}

static void test_invite_to_active(void **state)
{
	struct world *w = *state;
	const struct et_id county = COUNTY, kela = KELA, invite_id = id_of('i', 1),
			   uid = id_of('u', 7), none = { { 0 } };
	struct et_store_invite invite = { invite_id, { { 1 } }, ET_SLICE_LIT("uusi"),
		ET_SLICE_LIT("Uusi Työntekijä"), county, ET_SLICE_LIT("worker"), NOW + 1000, 1,
		{ { 0 } }, ET_SLICE_LIT("open"), 0, { { 0 } } };
	struct et_store_enrolment enrolment = { invite_id, uid, ET_SLICE_LIT("E"), { { 3 } },
		{ { 4 } }, hash_of('e', 1), ET_SLICE_LIT("bundle"), NOW },
				  *enrolments;
	struct et_store_user user = { .uid = uid,
		.username = invite.username,
		.display = invite.display,
		.org_id = county,
		.roles = invite.roles,
		.ipk_s = { { 5 } },
		.ipk_e = { { 6 } },
		.state = ET_SLICE_LIT("pending") };
	struct et_store_credential credential = { uid, { { 8 } }, id_of('x', 1), 3, 67108864,
		ET_SLICE_LIT("bundle"), 1 };
	struct et_store_pending *pending;
	size_t count;
	bool is_open;

	OK(et_store_invite_insert(w->store, &invite));
	OK(et_store_invite_is_open_elsewhere(w->store, invite.username, &kela, NOW, &is_open));
	assert_true(is_open);
	OK(et_store_invite_is_open_elsewhere(w->store, invite.username, &county, NOW, &is_open));
	assert_false(is_open);
	OK(et_store_invite_is_open_elsewhere(
		w->store, invite.username, &kela, NOW + 1000, &is_open));
	assert_false(is_open);
	OK(et_store_enrolment_insert(w->store, &enrolment));
	assert_int_equal(et_store_enrolment_insert(w->store, &enrolment), ET_CONFLICT);
	OK(et_store_invite_use(w->store, &invite_id, &uid, NOW));
	assert_int_equal(et_store_invite_use(w->store, &invite_id, &uid, NOW), ET_USED);
	OK(et_store_invite_by_id(w->store, &invite_id, w->arena, &invite));
	assert_int_equal(invite.used_at, NOW);
	OK(et_store_user_insert(w->store, &user));
	OK(et_store_credential_set(w->store, &credential));
	OK(et_store_credential_by_uid(w->store, &uid, w->arena, &credential));
	assert_true(et_slice_eq_str(credential.kb, "bundle"));
	assert_int_equal(credential.mem, 67108864);

	OK(et_store_pending_list(w->store, &county, w->arena, &pending, &count));
	assert_int_equal(count, 1);
	assert_true(et_slice_eq_str(pending[0].display, "Uusi Työntekijä"));
	assert_int_equal(pending[0].sig_inv.b[0], 4);
	OK(et_store_pending_list(w->store, &kela, w->arena, &pending, &count));
	assert_int_equal(count, 0);

	OK(et_store_user_by_id(w->store, &uid, w->arena, &user));
	assert_int_equal(user.not_after, 0);
	OK(et_store_user_activate(w->store, &uid, NOW + DAY_MS));
	assert_int_equal(et_store_user_activate(w->store, &uid, NOW), ET_NOT_FOUND);
	OK(et_store_user_by_username(w->store, ET_SLICE_LIT("uusi"), w->arena, &user));
	assert_true(et_slice_eq_str(user.state, "active"));
	assert_true(et_slice_eq_str(user.org_kind, "county"));
	OK(et_store_enrolment_pending(w->store, &uid, w->arena, &enrolment));
	assert_true(et_slice_eq_str(enrolment.kb, "bundle"));
	OK(et_store_invite_confirm(w->store, &uid));
	assert_int_equal(et_store_invite_confirm(w->store, &uid), ET_NOT_FOUND);
	assert_int_equal(
		et_store_enrolment_pending(w->store, &uid, w->arena, &enrolment), ET_NOT_FOUND);
	OK(et_store_pending_list(w->store, &county, w->arena, &pending, &count));
	assert_int_equal(count, 0);
	OK(et_store_enrolment_list(w->store, &none, 10, w->arena, &enrolments, &count));
	assert_int_equal(count, 1);
	OK(et_store_enrolment_list(w->store, &invite_id, 10, w->arena, &enrolments, &count));
	assert_int_equal(count, 0);
}

static void test_users(void **state)
{
	struct world *w = *state;
	const struct et_id county = COUNTY, none = { { 0 } }, stranger = STRANGER;
	struct et_store_user *users, user;
	size_t count;

	OK(et_store_user_list(w->store, &none, w->arena, &users, &count));
	assert_int_equal(count, 5);
	assert_true(et_slice_eq_str(users[0].username, "kaisa"));
	OK(et_store_user_list(w->store, &county, w->arena, &users, &count));
	assert_int_equal(count, 4);
	/* A user name is one person's, for ever. */
	OK(et_store_user_by_id(w->store, &stranger, w->arena, &user));
	user.uid = id_of('u', 8);
	assert_int_equal(et_store_user_insert(w->store, &user), ET_CONFLICT);
	OK(et_store_user_revoke(w->store, &stranger));
	assert_int_equal(et_store_user_revoke(w->store, &stranger), ET_NOT_FOUND);
	assert_int_equal(et_store_user_renew(w->store, &stranger, NOW), ET_NOT_FOUND);
	assert_int_equal(et_store_user_insert(w->store, &user), ET_CONFLICT);
	user.uid = stranger;
	user.eh = hash_of('e', 9);
	OK(et_store_user_rekey(w->store, &user));
	OK(et_store_user_by_username(w->store, user.username, w->arena, &user));
	assert_true(et_slice_eq_str(user.state, "active"));
	assert_true(user.eh.b[0] == 'e');
}

/* No key is certified twice, neither for somebody else nor for its owner. */
static void test_keys_are_taken_for_ever(void **state)
{
	struct world *w = *state;
	const struct et_id worker = WORKER, colleague = COLLEAGUE;
	struct et_store_user one, other;
	bool taken;

	OK(et_store_user_by_id(w->store, &worker, w->arena, &one));
	OK(et_store_user_by_id(w->store, &colleague, w->arena, &other));
	OK(et_store_user_key_taken(w->store, &one.ipk_s, &one.ipk_e, &taken));
	assert_false(taken);
	OK(et_store_user_key_insert(w->store, &one, 2));
	OK(et_store_user_key_taken(w->store, &one.ipk_s, &other.ipk_e, &taken));
	assert_true(taken);
	OK(et_store_user_key_taken(w->store, &other.ipk_s, &one.ipk_e, &taken));
	assert_true(taken);
	other.ipk_e = one.ipk_e;
	assert_int_equal(et_store_user_key_insert(w->store, &other, 3), ET_CONFLICT);
}

/* In pair and contact of pair: by substitute too, from its first instant to before its last. */
static void test_substitutes(void **state)
{
	struct world *w = *state;
	const struct et_id pair_id = PAIR, stranger = STRANGER, worker = WORKER, contact = CONTACT,
			   none = { { 0 } };
	struct et_store_substitute set = { id_of('b', 1), WORKER, STRANGER, NOW, NOW + DAY_MS, 3 };
	bool has;

	OK(et_store_substitute_set(w->store, &set));
	OK(et_store_pair_has(w->store, &pair_id, &stranger, NOW - 1, &has));
	assert_false(has);
	OK(et_store_pair_has(w->store, &pair_id, &stranger, NOW, &has));
	assert_true(has);
	OK(et_store_pair_has(w->store, &pair_id, &stranger, NOW + DAY_MS, &has));
	assert_false(has);
	OK(et_store_substitute_overlaps(w->store, &worker, &none, NOW + DAY_MS, NOW + 9, &has));
	assert_false(has);
	OK(et_store_substitute_overlaps(
		w->store, &worker, &none, NOW + DAY_MS - 1, NOW + 2 * DAY_MS, &has));
	assert_true(has);
	OK(et_store_substitute_overlaps(
		w->store, &worker, &set.substitute_id, NOW, NOW + DAY_MS, &has));
	assert_false(has);
	set.by_uid = CONTACT;
	assert_int_equal(et_store_substitute_set(w->store, &set), ET_FORBIDDEN);
	OK(et_store_pair_contact_has(w->store, &pair_id, &contact, NOW, &has));
	assert_true(has);
	OK(et_store_pair_contact_has(w->store, &pair_id, &worker, NOW, &has));
	assert_false(has);
	/* Whose certificate is over is in no pair. */
	OK(et_store_pair_contact_has(w->store, &pair_id, &contact, NOW + 300 * DAY_MS, &has));
	assert_false(has);
	OK(et_store_user_revoke(w->store, &worker));
	OK(et_store_pair_has(w->store, &pair_id, &worker, NOW, &has));
	assert_false(has);
	OK(et_store_pair_has(w->store, &pair_id, &stranger, NOW, &has));
	assert_true(has);
}

static void test_pairs(void **state)
{
	struct world *w = *state;
	const struct et_id pair_id = PAIR, colleague = COLLEAGUE, stranger = STRANGER,
			   two[] = { COLLEAGUE, STRANGER };
	struct et_store_pair pair = { PAIR, COUNTY, ET_SLICE_LIT("Uusi nimi"), 2 };
	struct et_id *uids;
	size_t count;
	bool has;

	OK(et_store_pair_has(w->store, &pair_id, &stranger, NOW, &has));
	assert_false(has);
	OK(et_store_pair_set(w->store, &pair, two, 2));
	OK(et_store_pair_has(w->store, &pair_id, &stranger, NOW, &has));
	assert_true(has);
	OK(et_store_pair_by_id(w->store, &pair_id, w->arena, &pair));
	assert_true(et_slice_eq_str(pair.name, "Uusi nimi"));
	assert_int_equal(pair.seq, 2);
	OK(et_store_pair_members(w->store, &pair_id, w->arena, &uids, &count));
	assert_int_equal(count, 2);
	assert_true(et_id_eq(&uids[0], &colleague));
	/* Another organisation's coordinator does not get at it. */
	pair.org_id = KELA;
	assert_int_equal(et_store_pair_set(w->store, &pair, two, 0), ET_FORBIDDEN);
	OK(et_store_pair_members(w->store, &pair_id, w->arena, &uids, &count));
	assert_int_equal(count, 2);
}

static void test_sessions(void **state)
{
	struct world *w = *state;
	struct et_store_session session = { id_of('z', 1), WORKER, { { 1 } }, NOW, NOW, 0 };

	OK(et_store_session_insert(w->store, &session));
	session.sid = id_of('z', 2);
	session.created_at = NOW + 1;
	OK(et_store_session_insert(w->store, &session));
	OK(et_store_session_touch(w->store, &session.sid, NOW + 9));
	OK(et_store_session_by_id(w->store, &session.sid, w->arena, &session));
	assert_int_equal(session.seen_at, NOW + 9);
	OK(et_store_session_end(w->store, &session.sid, NOW + 11));
	assert_int_equal(et_store_session_end(w->store, &session.sid, NOW + 12), ET_NOT_FOUND);
	OK(et_store_session_drop(w->store, NOW + 1));
	session.sid = id_of('z', 1);
	assert_int_equal(
		et_store_session_by_id(w->store, &session.sid, w->arena, &session), ET_NOT_FOUND);
}

static void test_series_and_their_people(void **state)
{
	struct world *w = *state;
	const struct et_id id = SERIES, pair_id = PAIR, contact = CONTACT, worker = WORKER,
			   stranger = STRANGER;
	struct et_store_series series, *list;
	struct et_id *ids;
	size_t count;
	bool has;

	OK(et_store_series_by_id(w->store, &id, w->arena, &series));
	assert_true(et_slice_eq_str(series.start, "12:00"));
	assert_int_equal(series.last_date.len, 0);
	assert_true(et_slice_eq_str(series.phone, "(02) 123-4567"));
	OK(et_store_series_list(w->store, w->arena, &list, &count));
	assert_int_equal(count, 1);
	OK(et_store_series_list_of(w->store, &contact, NOW, w->arena, &list, &count));
	assert_int_equal(count, 1);
	OK(et_store_series_list_of(w->store, &worker, NOW, w->arena, &list, &count));
	assert_int_equal(count, 1);
	OK(et_store_series_list_of(w->store, &stranger, NOW, w->arena, &list, &count));
	assert_int_equal(count, 0);
	OK(et_store_series_pairs(w->store, &id, w->arena, &ids, &count));
	assert_int_equal(count, 1);
	assert_true(et_id_eq(&ids[0], &pair_id));
	OK(et_store_series_people(w->store, &id, NOW, w->arena, &ids, &count));
	assert_int_equal(count, 3);
	OK(et_store_series_has_person(w->store, &id, &contact, NOW, &has));
	assert_true(has);
	OK(et_store_series_has_person(w->store, &id, &worker, NOW, &has));
	assert_true(has);
	OK(et_store_series_has_person(w->store, &id, &stranger, NOW, &has));
	assert_false(has);
	OK(et_store_series_has_pair(w->store, &id, &pair_id, &has));
	assert_true(has);
}

static void test_hours(void **state)
{
	struct world *w = *state;
	const struct et_id series_id = SERIES, worker = WORKER, contact = CONTACT,
			   stranger = STRANGER, first = HOUR(1);
	struct et_store_hour hour, *list;
	size_t count;

	OK(et_store_hour_list(w->store, NOW + DAY_MS, NOW + 8 * DAY_MS, w->arena, &list, &count));
	assert_int_equal(count, 1); /* `to` is exclusive */
	assert_true(et_slice_eq_str(list[0].name, "Torstai"));
	assert_int_equal(list[0].capacity, 4);
	assert_int_equal(list[0].places, 0);
	OK(et_store_hour_list_of(
		w->store, &worker, NOW, NOW, NOW + 90 * DAY_MS, w->arena, &list, &count));
	assert_int_equal(count, 4);
	OK(et_store_hour_list_of(
		w->store, &contact, NOW, NOW, NOW + 90 * DAY_MS, w->arena, &list, &count));
	assert_int_equal(count, 4);
	OK(et_store_hour_list_of(
		w->store, &stranger, NOW, NOW, NOW + 90 * DAY_MS, w->arena, &list, &count));
	assert_int_equal(count, 0);
	OK(et_store_hour_list_ahead(w->store, &series_id, 0, w->arena, &list, &count));
	assert_int_equal(count, 4);
	OK(et_store_hour_last_of_series(w->store, &series_id, w->arena, &hour));
	assert_int_equal(hour.hour_id.b[15], 4);
	OK(et_store_hour_by_id(w->store, &first, w->arena, &hour));
	assert_true(et_id_is_zero(&hour.substitute));
	hour.state = ET_SLICE_LIT("cancelled");
	hour.reason = ET_SLICE_LIT("Sairaana");
	hour.revision = 3;
	OK(et_store_hour_update(w->store, &hour));
	OK(et_store_hour_by_id(w->store, &first, w->arena, &hour));
	assert_true(et_slice_eq_str(hour.reason, "Sairaana"));
	assert_int_equal(hour.revision, 3);
	OK(et_store_hour_of_person(
		w->store, &worker, NOW, NOW + 8 * DAY_MS, w->arena, &list, &count));
	assert_int_equal(count, 1); /* cancelled, and there */
	OK(et_store_hour_of_person(
		w->store, &stranger, NOW, NOW + 90 * DAY_MS, w->arena, &list, &count));
	assert_int_equal(count, 0);
	/* Two hours of a series on one day are a mistake. */
	hour.hour_id = HOUR(9);
	assert_int_equal(et_store_hour_insert(w->store, &hour), ET_CONFLICT);
}

/* Whose hour it is when it starts: the contact's, or of who stands in then. */
static void test_hours_of_the_one_who_stands_in(void **state)
{
	struct world *w = *state;
	const struct et_id series_id = SERIES, contact = CONTACT, stranger = STRANGER,
			   second = HOUR(2), none = { { 0 } };
	int64_t at = NOW + 8 * DAY_MS;
	struct et_store_substitute set = { { { 's', 1 } }, CONTACT, STRANGER, at, at + 1, 9 };
	struct et_store_hour_set decided;
	struct et_store_hour hour, *list;
	size_t count;

	OK(et_store_substitute_set(w->store, &set));
	OK(et_store_hour_by_id(w->store, &second, w->arena, &hour));
	assert_true(et_id_eq(&hour.substitute, &stranger));
	OK(et_store_hour_of_person(
		w->store, &stranger, NOW, NOW + 90 * DAY_MS, w->arena, &list, &count));
	assert_int_equal(count, 1);
	assert_true(et_id_eq(&list[0].hour_id, &second));
	OK(et_store_hour_of_person(
		w->store, &contact, NOW, NOW + 90 * DAY_MS, w->arena, &list, &count));
	assert_int_equal(count, 4);
	/* An instant in common, of the same person then; not with itself, not of another, not cancelled. */
	OK(et_store_hour_overlapping(
		w->store, &series_id, &none, at, at + HOUR_MS, w->arena, &hour));
	assert_true(et_id_eq(&hour.hour_id, &second));
	assert_int_equal(et_store_hour_overlapping(
				 w->store, &series_id, &second, at, at + HOUR_MS, w->arena, &hour),
		ET_NOT_FOUND);
	assert_int_equal(et_store_hour_overlapping(w->store, &series_id, &none, at - HOUR_MS / 2,
				 at + HOUR_MS / 2, w->arena, &hour),
		ET_NOT_FOUND);
	assert_int_equal(et_store_hour_overlapping(w->store, &series_id, &none, at + HOUR_MS,
				 at + 2 * HOUR_MS, w->arena, &hour),
		ET_NOT_FOUND);
	OK(et_store_hour_by_id(w->store, &second, w->arena, &hour));
	hour.state = ET_SLICE_LIT("cancelled");
	OK(et_store_hour_update(w->store, &hour));
	assert_int_equal(et_store_hour_overlapping(
				 w->store, &series_id, &none, at, at + HOUR_MS, w->arena, &hour),
		ET_NOT_FOUND);
	/* The newest decision takes the place of the one before. */
	assert_int_equal(
		et_store_hour_set_by_id(w->store, &second, w->arena, &decided), ET_NOT_FOUND);
	decided = (struct et_store_hour_set){ .hour_id = second,
		.state = ET_SLICE_LIT("cancelled"),
		.reason = ET_SLICE_LIT("Syy"),
		.seq = 7 };
	OK(et_store_hour_set_put(w->store, &decided));
	decided.state = ET_SLICE_LIT("planned");
	decided.reason = (struct et_slice){ 0 };
	decided.seq = 8;
	OK(et_store_hour_set_put(w->store, &decided));
	OK(et_store_hour_set_by_id(w->store, &second, w->arena, &decided));
	assert_int_equal(decided.seq, 8);
	assert_true(et_slice_eq_str(decided.state, "planned"));
	assert_int_equal(decided.reason.len, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_meta_and_orgs),
		TEST(test_directory),
		TEST(test_invite_to_active),
		TEST(test_users),
		TEST(test_keys_are_taken_for_ever),
		TEST(test_substitutes),
		TEST(test_pairs),
		TEST(test_sessions),
		TEST(test_series_and_their_people),
		TEST(test_hours),
		TEST(test_hours_of_the_one_who_stands_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
