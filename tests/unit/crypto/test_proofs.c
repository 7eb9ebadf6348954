/*
 * What is not in the vectors file: enrolment, reconnect, log rows, checkpoints, a malformed genesis, the
 * invented salt. Each check can be made to fail by changing one field.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <etatunti/crypto/crypto.h>
#include <etatunti/crypto/genesis.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/crypto/login.h>
#include <etatunti/crypto/logrow.h>

#define NOW_MS 1764000000000

static const struct et_hash g = { { 0x47 } };

static struct et_sign_key key_of(uint8_t first)
{
	uint8_t seed[ET_SEED_LEN] = { first };
	struct et_sign_key key;

	et_sign_key_from_seed(seed, &key);
	return key;
}

static struct et_enrol sample_enrol(const struct et_sign_key *identity)
{
	return (struct et_enrol){
		.genesis = g,
		.invite_id = { { 1 } },
		.uid = { { 2 } },
		.username = ET_SLICE_LIT("nurse.a"),
		.ipk_s = identity->pk,
		.ipk_e = { { 3 } },
		.lpk = { { 4 } },
		.server_salt = { { 5 } },
		.ops = ET_KDF_OPS_MIN,
		.mem = ET_KDF_MEM_MIN,
		.kb_hash = { { 6 } },
		.time_ms = NOW_MS,
	};
}

/* Signs with the given keys, opens with those that it should be. */
static enum et_err enrol_once(const struct et_enrol *enrol, const struct et_sign_key *signs_id,
	const struct et_sign_key *signs_inv, struct et_enrol *out)
{
	struct et_sign_key invite = key_of(20);
	struct et_sig sig_id, sig_inv;
	struct et_buf buf;
	enum et_err err;

	et_buf_init(&buf, 4096);
	et_enrol_put(&buf, enrol);
	sig_id = et_sign_detached(signs_id, et_buf_view(&buf));
	sig_inv = et_sign_detached(signs_inv, et_buf_view(&buf));
	err = et_enrol_open(et_buf_view(&buf), &sig_id, &sig_inv, &invite.pk, &g, out);
	out->username = et_slice_of(NULL, 0);
	if (err == ET_OK) {
		const struct et_slice parts[] = { et_buf_view(&buf), et_sig_slice(&sig_id),
			et_sig_slice(&sig_inv) };
		struct et_hash eh = et_hash_of_parts(parts, 3);

		assert_true(et_hash_eq(&eh, &out->eh));
	} else {
		assert_true(et_id_is_zero(&out->uid) && et_hash_is_zero(&out->eh));
	}
	et_buf_fini(&buf);
	return err;
}

static void test_enrol(void **state)
{
	struct et_sign_key identity = key_of(10), invite = key_of(20), other = key_of(30);
	struct et_enrol enrol = sample_enrol(&identity), out;

	(void)state;
	assert_int_equal(enrol_once(&enrol, &identity, &invite, &out), ET_OK);
	assert_int_equal(out.uid.b[0], 2);
	assert_int_equal(out.mem, ET_KDF_MEM_MIN);
	assert_int_equal(enrol_once(&enrol, &other, &invite, &out), ET_BAD_SIGNATURE);
	assert_int_equal(enrol_once(&enrol, &identity, &other, &out), ET_BAD_SIGNATURE);

	enrol.username = ET_SLICE_LIT("Nurse");
	assert_int_equal(enrol_once(&enrol, &identity, &invite, &out), ET_BAD_STATEMENT);
	enrol = sample_enrol(&identity);
	enrol.ops = ET_KDF_OPS_MIN - 1;
	assert_int_equal(enrol_once(&enrol, &identity, &invite, &out), ET_BAD_STATEMENT);
	enrol = sample_enrol(&identity);
	enrol.mem = ET_KDF_MEM_MAX + 1;
	assert_int_equal(enrol_once(&enrol, &identity, &invite, &out), ET_BAD_STATEMENT);
	enrol = sample_enrol(&identity);
	enrol.genesis.b[31] = 1;
	assert_int_equal(enrol_once(&enrol, &identity, &invite, &out), ET_BAD_STATEMENT);
	enrol = sample_enrol(&identity);
	memset(&enrol.uid, 0, sizeof(enrol.uid));
	assert_int_equal(enrol_once(&enrol, &identity, &invite, &out), ET_BAD_STATEMENT);
}

static void test_reproof(void **state)
{
	struct et_sign_key session = key_of(40);
	struct et_reproof reproof = {
		.genesis = g,
		.origin = ET_SLICE_LIT("https://localhost:8443"),
		.uid = { { 1 } },
		.sid = { { 2 } },
		.conn = { { 3 } },
		.ch = { { 4 } },
	};
	struct et_buf buf;
	struct et_sig sig;

	(void)state;
	et_buf_init(&buf, 4096);
	et_reproof_put(&buf, &reproof);
	sig = et_sign_detached(&session, et_buf_view(&buf));
	et_buf_fini(&buf);
	assert_int_equal(et_reproof_verify(&reproof, &sig, &session.pk), ET_OK);
	reproof.origin = ET_SLICE_LIT("https://localhost:8444");
	assert_int_equal(et_reproof_verify(&reproof, &sig, &session.pk), ET_BAD_SIGNATURE);
	reproof.origin = ET_SLICE_LIT("https://localhost:8443");
	reproof.ch.b[31] ^= 1;
	assert_int_equal(et_reproof_verify(&reproof, &sig, &session.pk), ET_BAD_SIGNATURE);
}

static void test_logrow(void **state)
{
	const struct et_logrow row = {
		.genesis = g,
		.seq = 5,
		.prev = { { 1 } },
		.utc_ms = NOW_MS,
		.actor_uid = { { 2 } },
		.action = ET_SLICE_LIT("object-get"),
		.case_id = { { 3 } },
		.comp = ET_SLICE_LIT("S"),
		.purpose = ET_SLICE_LIT(""),
		.result = ET_SLICE_LIT("ok"),
	};
	const struct et_hash other = { { 0x48 } };
	struct et_logrow out;
	struct et_slice bytes;
	struct et_buf buf;

	(void)state;
	et_buf_init(&buf, 4096);
	et_logrow_put(&buf, &row);
	bytes = et_buf_view(&buf);
	assert_int_equal(et_logrow_read(bytes, &g, &out), ET_OK);
	assert_int_equal(out.seq, 5);
	assert_int_equal(out.utc_ms, NOW_MS);
	assert_true(et_slice_eq_str(out.action, "object-get"));
	assert_true(et_slice_eq_str(out.result, "ok"));
	assert_int_equal(et_logrow_read(bytes, &other, &out), ET_BAD_STATEMENT);
	for (size_t len = 0; len < bytes.len; len++)
		assert_int_equal(
			et_logrow_read(et_slice_of(bytes.ptr, len), &g, &out), ET_BAD_STATEMENT);
	et_buf_fini(&buf);
}

static void test_checkpoint(void **state)
{
	const struct et_checkpoint checkpoint = {
		.genesis = g,
		.seq = 256,
		.hash = { { 1 } },
		.utc_ms = NOW_MS,
	};
	const struct et_hash other = { { 0x48 } };
	struct et_sign_key log_key = key_of(50), wrong = key_of(51);
	struct et_checkpoint out;
	struct et_slice bytes;
	struct et_sig sig;
	struct et_buf buf;

	(void)state;
	et_buf_init(&buf, 4096);
	et_checkpoint_put(&buf, &checkpoint);
	bytes = et_buf_view(&buf);
	sig = et_sign_detached(&log_key, bytes);
	assert_int_equal(et_checkpoint_open(bytes, &sig, &log_key.pk, &g, &out), ET_OK);
	assert_memory_equal(&out, &checkpoint, sizeof(out));
	assert_int_equal(et_checkpoint_open(bytes, &sig, &wrong.pk, &g, &out), ET_BAD_SIGNATURE);
	assert_int_equal(
		et_checkpoint_open(bytes, &sig, &log_key.pk, &other, &out), ET_BAD_STATEMENT);
	assert_int_equal(out.seq, 0);
	et_buf_fini(&buf);
}

static enum et_err genesis_once(const struct et_genesis *genesis)
{
	struct et_genesis out;
	struct et_buf buf;
	enum et_err err;

	et_buf_init(&buf, 65536);
	et_genesis_put(&buf, genesis);
	err = et_genesis_read(et_buf_view(&buf), &out);
	assert_int_equal(out.org_count, err == ET_OK ? genesis->org_count : 0);
	et_buf_fini(&buf);
	return err;
}

static void test_genesis_is_strict(void **state)
{
	const struct et_genesis_org org = {
		.org_id = { { 1 } },
		.kind = ET_SLICE_LIT("county"),
		.name = ET_SLICE_LIT("Ikaalinen"),
		.founder_invite_pk = { { 2 } },
	};
	struct et_genesis genesis = { .created_ms = NOW_MS };
	struct et_slice bytes;
	struct et_buf buf;

	(void)state;
	assert_int_equal(genesis_once(&genesis), ET_BAD_STATEMENT);
	genesis.org_count = ET_GENESIS_ORG_MAX;
	for (size_t i = 0; i < ET_GENESIS_ORG_MAX; i++) {
		genesis.orgs[i] = org;
		genesis.orgs[i].org_id.b[1] = (uint8_t)i;
	}
	assert_int_equal(genesis_once(&genesis), ET_OK);
	genesis.orgs[1].org_id = org.org_id;
	assert_int_equal(genesis_once(&genesis), ET_BAD_STATEMENT);
	genesis.org_count = 1;
	assert_int_equal(genesis_once(&genesis), ET_OK);
	genesis.orgs[0].kind = ET_SLICE_LIT("ministry");
	assert_int_equal(genesis_once(&genesis), ET_BAD_STATEMENT);
	genesis.orgs[0].kind = ET_SLICE_LIT("kela");
	genesis.orgs[0].name = ET_SLICE_LIT("");
	assert_int_equal(genesis_once(&genesis), ET_BAD_STATEMENT);

	/* One organisation more than there is room for. */
	genesis.org_count = ET_GENESIS_ORG_MAX;
	for (size_t i = 0; i < ET_GENESIS_ORG_MAX; i++) {
		genesis.orgs[i] = org;
		genesis.orgs[i].org_id.b[1] = (uint8_t)i;
	}
	et_buf_init(&buf, 65536);
	et_genesis_put(&buf, &genesis);
	et_lp_put_id(&buf, &(struct et_id){ { 0xff } });
	et_lp_put_bytes(&buf, org.kind);
	et_lp_put_bytes(&buf, org.name);
	et_lp_put_key(&buf, &org.founder_invite_pk);
	bytes = et_buf_view(&buf);
	assert_int_equal(et_genesis_read(bytes, &genesis), ET_BAD_STATEMENT);
	et_buf_fini(&buf);
}

static void test_invented_salt(void **state)
{
	const struct et_slice secret = ET_SLICE_LIT("0123456789abcdef0123456789abcdef");
	const struct et_slice other = ET_SLICE_LIT("0123456789abcdef0123456789abcdeF");
	struct et_id a = et_invented_salt(secret, ET_SLICE_LIT("nobody"));
	struct et_id again = et_invented_salt(secret, ET_SLICE_LIT("nobody"));
	struct et_id b = et_invented_salt(secret, ET_SLICE_LIT("nobody2"));
	struct et_id c = et_invented_salt(other, ET_SLICE_LIT("nobody"));

	(void)state;
	assert_true(et_id_eq(&a, &again));
	assert_false(et_id_eq(&a, &b));
	assert_false(et_id_eq(&a, &c));
	assert_false(et_id_is_zero(&a));
}

static int group_set_up(void **state)
{
	(void)state;
	return et_crypto_init() == ET_OK ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_enrol),
		cmocka_unit_test(test_reproof),
		cmocka_unit_test(test_logrow),
		cmocka_unit_test(test_checkpoint),
		cmocka_unit_test(test_genesis_is_strict),
		cmocka_unit_test(test_invented_salt),
	};

	return cmocka_run_group_tests_name("proofs", tests, group_set_up, NULL);
}
