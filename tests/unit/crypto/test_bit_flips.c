/*
 * Everything that the server verifies, one example each, with every single bit flipped once: refused each
 * time. The counterpart of web/test/bit-flips.test.ts; the counts are asserted, so nothing is passed over.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <etatunti/crypto/chain.h>
#include <etatunti/crypto/crypto.h>
#include <etatunti/crypto/genesis.h>
#include <etatunti/crypto/guest.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/crypto/login.h>
#include <etatunti/crypto/logrow.h>

#define NOW_MS 1764000000000
#define SIG_BITS ((size_t)512)

static const struct et_hash g = { { 0x47 } };

/* One example: its bytes, up to two signatures, and the keys that they must be by. */
struct sample {
	uint8_t bytes[1024];
	size_t len;
	struct et_sig sig, sig2;
	struct et_sign_key key, key2;
	struct et_hash hash; /* of the bytes, where a hash binds them */
};

/* ET_OK: taken as genuine. */
typedef enum et_err (*open_fn)(const struct sample *sample);

static struct et_slice view(const struct sample *sample)
{
	return et_slice_of(sample->bytes, sample->len);
}

static struct et_sign_key key_of(uint8_t first)
{
	uint8_t seed[ET_SEED_LEN] = { first };
	struct et_sign_key key;

	et_sign_key_from_seed(seed, &key);
	return key;
}

/* Takes the bytes that were put, signs them with both keys. */
static void seal(struct sample *sample, struct et_buf *buf)
{
	struct et_slice bytes = et_buf_view(buf);

	assert_int_equal(et_buf_err(buf), ET_OK);
	assert_true(bytes.len <= sizeof(sample->bytes));
	memcpy(sample->bytes, bytes.ptr, bytes.len);
	sample->len = bytes.len;
	sample->key = key_of(10);
	sample->key2 = key_of(20);
	sample->sig = et_sign_detached(&sample->key, bytes);
	sample->sig2 = et_sign_detached(&sample->key2, bytes);
	sample->hash = et_hash_of(bytes);
	et_buf_fini(buf);
}

/* How many of these bits were refused; the bytes are whole again afterwards. */
static size_t flip_all(const struct sample *sample, uint8_t *bytes, size_t len, open_fn open)
{
	size_t refused = 0;

	for (size_t bit = 0; bit < len * 8; bit++) {
		bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
		refused += open(sample) != ET_OK;
		bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
	return refused;
}

/* Bits refused of the bytes and of `sigs` signatures, all of them or the test fails. */
static size_t flip_sample(struct sample *sample, size_t sigs, open_fn open)
{
	size_t bits = sample->len * 8, refused;

	assert_int_equal(open(sample), ET_OK);
	refused = flip_all(sample, sample->bytes, sample->len, open);
	if (sigs >= 1)
		refused += flip_all(sample, sample->sig.b, sizeof(sample->sig.b), open);
	if (sigs >= 2)
		refused += flip_all(sample, sample->sig2.b, sizeof(sample->sig2.b), open);
	assert_int_equal(refused, bits + sigs * SIG_BITS);
	assert_int_equal(open(sample), ET_OK);
	return refused;
}

static enum et_err open_dir(const struct sample *sample)
{
	struct et_statement out;

	return et_statement_open(
		ET_CHAIN_DIR, view(sample), &sample->sig, &sample->key.pk, &g, &out);
}

static enum et_err open_case(const struct sample *sample)
{
	struct et_statement out;

	return et_statement_open(
		ET_CHAIN_CASE, view(sample), &sample->sig, &sample->key.pk, &g, &out);
}

static void make_statement(
	struct sample *sample, enum et_chain chain, const char *kind, struct et_slice body)
{
	const struct et_statement statement = {
		.chain = chain,
		.genesis = g,
		.case_id = { { chain == ET_CHAIN_CASE ? 7 : 0 } },
		.seq = 3,
		.prev = { { 5 } },
		.time_ms = NOW_MS,
		.author = { { 9 } },
		.kind = et_slice_str(kind),
		.body = body,
	};
	struct et_buf buf;

	et_buf_init(&buf, 1024);
	et_statement_put(&buf, &statement);
	seal(sample, &buf);
}

/* The server knows a statement by its kind only after the signature holds: every kind, some body. */
static void test_statements(void **state)
{
	static const char *const dir[] = { "found", "invite", "user-add", "user-rekey",
		"user-revoke", "pair-set", "series-set", "hour-set", "substitute", "policy",
		"record-template", "team", "card", "card-drop", "beacon" };
	static const char *const kinds[] = { "create", "member-add", "member-remove", "grant",
		"rotate", "object", "consent", "consent-ack", "consent-seen", "revoke", "queue",
		"unqueue", "place", "prepare", "session-open", "session-close", "guest-invite",
		"guest-admit", "guest-remove", "confirm", "close", "erase" };
	struct sample sample;
	size_t examples = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(dir) / sizeof(dir[0]); i++, examples++) {
		make_statement(&sample, ET_CHAIN_DIR, dir[i], ET_SLICE_LIT("\0\0\0\1x"));
		flip_sample(&sample, 1, open_dir);
	}
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++, examples++) {
		make_statement(&sample, ET_CHAIN_CASE, kinds[i], ET_SLICE_LIT("\0\0\0\1x"));
		flip_sample(&sample, 1, open_case);
	}
	assert_int_equal(examples, 37);
}

/* A founding is signed twice: the statement by the founder, what it certifies by the founding invite. */
static enum et_err open_founding(const struct sample *sample)
{
	return et_verify(&sample->key.pk, view(sample), &sample->sig);
}

static void test_founding(void **state)
{
	struct sample sample;
	struct et_buf buf;

	(void)state;
	et_buf_init(&buf, 1024);
	et_lp_put_label(&buf, "ET1/founding");
	et_lp_put_hash(&buf, &g);
	et_lp_put_id(&buf, &(struct et_id){ { 1 } });
	et_lp_put_id(&buf, &(struct et_id){ { 2 } });
	et_lp_put_str(&buf, "koordinaattori");
	et_lp_put_str(&buf, "Kaisa Koordinaattori");
	et_lp_put_key(&buf, &(struct et_key32){ { 3 } });
	et_lp_put_key(&buf, &(struct et_key32){ { 4 } });
	et_lp_put_ms(&buf, NOW_MS);
	et_lp_put_key(&buf, &(struct et_key32){ { 5 } });
	et_lp_put_hash(&buf, &(struct et_hash){ { 6 } });
	seal(&sample, &buf);
	flip_sample(&sample, 1, open_founding);
}

static enum et_err open_enrol(const struct sample *sample)
{
	struct et_enrol out;

	return et_enrol_open(view(sample), &sample->sig, &sample->sig2, &sample->key2.pk, &g, &out);
}

static void test_enrolment(void **state)
{
	const struct et_enrol enrol = {
		.genesis = g,
		.invite_id = { { 1 } },
		.uid = { { 2 } },
		.username = ET_SLICE_LIT("nurse.a"),
		.ipk_s = key_of(10).pk,
		.ipk_e = { { 3 } },
		.lpk = { { 4 } },
		.server_salt = { { 5 } },
		.ops = ET_KDF_OPS_MIN,
		.mem = ET_KDF_MEM_MIN,
		.kb_hash = { { 6 } },
		.time_ms = NOW_MS,
	};
	struct sample sample;
	struct et_buf buf;

	(void)state;
	et_buf_init(&buf, 1024);
	et_enrol_put(&buf, &enrol);
	seal(&sample, &buf);
	flip_sample(&sample, 2, open_enrol);
}

static enum et_err open_relogin(const struct sample *sample)
{
	struct et_relogin out;
	enum et_err err;

	err = et_relogin_open(view(sample), &sample->sig, &sample->key.pk, &g, &out);
	if (err != ET_OK)
		return err;
	return et_relogin_verify(view(sample), &sample->sig2, &sample->key2.pk);
}

static void test_relogin(void **state)
{
	const struct et_relogin relogin = {
		.genesis = g,
		.uid = { { 2 } },
		.kbver = 2,
		.lpk = { { 4 } },
		.salt = { { 5 } },
		.ops = ET_KDF_OPS_MIN,
		.mem = ET_KDF_MEM_MIN,
		.kb_hash = { { 6 } },
		.time_ms = NOW_MS,
	};
	struct sample sample;
	struct et_buf buf;

	(void)state;
	et_buf_init(&buf, 1024);
	et_relogin_put(&buf, &relogin);
	seal(&sample, &buf);
	flip_sample(&sample, 2, open_relogin);
}

static enum et_err open_checkpoint(const struct sample *sample)
{
	struct et_checkpoint out;

	return et_checkpoint_open(view(sample), &sample->sig, &sample->key.pk, &g, &out);
}

static void test_checkpoint(void **state)
{
	const struct et_checkpoint checkpoint = {
		.genesis = g, .seq = 256, .hash = { { 1 } }, .utc_ms = NOW_MS
	};
	struct sample sample;
	struct et_buf buf;

	(void)state;
	et_buf_init(&buf, 1024);
	et_checkpoint_put(&buf, &checkpoint);
	seal(&sample, &buf);
	flip_sample(&sample, 1, open_checkpoint);
}

/* A row is bound by the hash that the next row, or a checkpoint, has of it; a genesis by G. */
static enum et_err open_hashed(const struct sample *sample)
{
	struct et_hash hash = et_hash_of(view(sample));

	return et_hash_eq(&hash, &sample->hash) ? ET_OK : ET_BAD_STATEMENT;
}

static enum et_err open_logrow(const struct sample *sample)
{
	struct et_logrow out;
	enum et_err err;

	err = et_logrow_read(view(sample), &g, &out);
	return err != ET_OK ? err : open_hashed(sample);
}

static void test_logrow(void **state)
{
	const struct et_logrow row = {
		.genesis = g,
		.seq = 5,
		.prev = { { 1 } },
		.utc_ms = NOW_MS,
		.actor_uid = { { 2 } },
		.actor_org = { { 4 } },
		.action = ET_SLICE_LIT("object-get"),
		.case_id = { { 3 } },
		.comp = ET_SLICE_LIT("S"),
		.purpose = ET_SLICE_LIT("case"),
		.result = ET_SLICE_LIT("ok"),
	};
	struct sample sample;
	struct et_buf buf;

	(void)state;
	et_buf_init(&buf, 1024);
	et_logrow_put(&buf, &row);
	seal(&sample, &buf);
	flip_sample(&sample, 0, open_logrow);
}

static void test_genesis(void **state)
{
	const struct et_genesis_org org = {
		.org_id = { { 1 } },
		.kind = ET_SLICE_LIT("county"),
		.name = ET_SLICE_LIT("Ikaalinen"),
		.founder_invite_pk = { { 2 } },
	};
	static struct et_genesis genesis;
	struct sample sample;
	struct et_buf buf;

	(void)state;
	genesis = (struct et_genesis){ .created_ms = NOW_MS, .org_count = 1 };
	genesis.deployment_id = (struct et_id){ { 8 } };
	genesis.orgs[0] = org;
	et_buf_init(&buf, 1024);
	et_genesis_put(&buf, &genesis);
	seal(&sample, &buf);
	flip_sample(&sample, 0, open_hashed);
}

static struct et_login login_sample;
static struct et_reproof reproof_sample;

static enum et_err open_login(const struct sample *sample)
{
	return et_login_verify(&login_sample, &sample->sig, &sample->key.pk);
}

static enum et_err open_reproof(const struct sample *sample)
{
	return et_reproof_verify(&reproof_sample, &sample->sig, &sample->key.pk);
}

/* The answers to a challenge: the server puts the bytes itself, so its own fields are flipped. */
static void test_answers(void **state)
{
	struct sample sample;
	struct et_buf buf;
	size_t refused;

	(void)state;
	login_sample = (struct et_login){ .genesis = g,
		.origin = ET_SLICE_LIT("https://localhost:8443"),
		.username = ET_SLICE_LIT("nurse.a"),
		.conn = { { 1 } },
		.ch = { { 2 } },
		.cn = { { 3 } },
		.spk = { { 4 } },
		.now_ms = NOW_MS };
	et_buf_init(&buf, 1024);
	et_login_put(&buf, &login_sample);
	seal(&sample, &buf);
	assert_int_equal(open_login(&sample), ET_OK);
	refused = flip_all(&sample, sample.sig.b, 64, open_login);
	refused += flip_all(&sample, login_sample.conn.b, 16, open_login);
	refused += flip_all(&sample, login_sample.ch.b, 32, open_login);
	refused += flip_all(&sample, login_sample.cn.b, 32, open_login);
	refused += flip_all(&sample, login_sample.spk.b, 32, open_login);
	assert_int_equal(refused, 8 * (64 + 16 + 3 * 32));

	reproof_sample = (struct et_reproof){ .genesis = g,
		.origin = ET_SLICE_LIT("https://localhost:8443"),
		.uid = { { 1 } },
		.sid = { { 2 } },
		.conn = { { 3 } },
		.ch = { { 4 } } };
	et_buf_init(&buf, 1024);
	et_reproof_put(&buf, &reproof_sample);
	seal(&sample, &buf);
	assert_int_equal(open_reproof(&sample), ET_OK);
	refused = flip_all(&sample, sample.sig.b, 64, open_reproof);
	refused += flip_all(&sample, reproof_sample.uid.b, 16, open_reproof);
	refused += flip_all(&sample, reproof_sample.sid.b, 16, open_reproof);
	refused += flip_all(&sample, reproof_sample.conn.b, 16, open_reproof);
	refused += flip_all(&sample, reproof_sample.ch.b, 32, open_reproof);
	assert_int_equal(refused, 8 * (64 + 3 * 16 + 32));
}

static struct et_knock knock_sample;

static enum et_err open_knock(const struct sample *sample)
{
	return et_knock_verify(&knock_sample, &sample->key2.pk, &sample->sig2, &sample->sig);
}

/* A guest's, by the link and by the keys that are to be let in. */
static void test_knock(void **state)
{
	struct sample sample;
	struct et_buf buf;
	size_t refused;

	(void)state;
	knock_sample = (struct et_knock){ .genesis = g,
		.guest_id = { { 1 } },
		.pk_s = key_of(10).pk,
		.pk_e = { { 2 } },
		.challenge = { { 3 } } };
	et_buf_init(&buf, 1024);
	et_knock_put(&buf, &knock_sample);
	seal(&sample, &buf);
	assert_int_equal(open_knock(&sample), ET_OK);
	refused = flip_all(&sample, sample.sig.b, 64, open_knock);
	refused += flip_all(&sample, sample.sig2.b, 64, open_knock);
	refused += flip_all(&sample, knock_sample.genesis.b, 32, open_knock);
	refused += flip_all(&sample, knock_sample.guest_id.b, 16, open_knock);
	refused += flip_all(&sample, knock_sample.pk_s.b, 32, open_knock);
	refused += flip_all(&sample, knock_sample.pk_e.b, 32, open_knock);
	refused += flip_all(&sample, knock_sample.challenge.b, 32, open_knock);
	assert_int_equal(refused, 8 * (2 * 64 + 16 + 4 * 32));
	/* The link's own key is no guest's, however well it signs. */
	knock_sample.pk_s = sample.key2.pk;
	et_buf_init(&buf, 1024);
	et_knock_put(&buf, &knock_sample);
	sample.sig = sample.sig2 = et_sign_detached(&sample.key2, et_buf_view(&buf));
	et_buf_fini(&buf);
	assert_int_equal(open_knock(&sample), ET_BAD_SIGNATURE);
}

static int group_set_up(void **state)
{
	(void)state;
	return et_crypto_init() == ET_OK ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_statements),
		cmocka_unit_test(test_founding),
		cmocka_unit_test(test_enrolment),
		cmocka_unit_test(test_relogin),
		cmocka_unit_test(test_checkpoint),
		cmocka_unit_test(test_logrow),
		cmocka_unit_test(test_genesis),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_knock),
	};

	return cmocka_run_group_tests_name("bit flips", tests, group_set_up, NULL);
}
