/*
 * ET1 in C against tests/vectors/protocol-vectors.json, byte for byte; the web client has the same test
 * over the same file. What only clients compute (KDF, AEAD, wraps) is done here with libsodium
 * directly: a cross-check of the file, since the server holds none of those keys.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>
#include <sodium.h>

#include <etatunti/base/arena.h>
#include <etatunti/base/encode.h>
#include <etatunti/crypto/chain.h>
#include <etatunti/crypto/crypto.h>
#include <etatunti/crypto/genesis.h>
#include <etatunti/crypto/grant.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/crypto/login.h>

#define PATH ET_SOURCE_DIR "/tests/vectors/protocol-vectors.json"
#define MESSAGE_MAX 65536

static json_t *file;
static struct et_arena *arena;

static struct et_slice text_at(const char *part, const char *name)
{
	json_t *value = json_object_get(json_object_get(file, part), name);

	assert_non_null(value);
	assert_true(json_is_string(value));
	return et_slice_of(json_string_value(value), json_string_length(value));
}

static struct et_slice bytes_at(const char *part, const char *name)
{
	struct et_slice hex = text_at(part, name);
	uint8_t *bytes = et_arena_alloc(arena, hex.len / 2);

	assert_non_null(bytes);
	assert_int_equal(et_hex_decode(hex, bytes, hex.len / 2), ET_OK);
	return et_slice_of(bytes, hex.len / 2);
}

static struct et_slice in(const char *name)
{
	return bytes_at("inputs", name);
}

static struct et_slice in_text(const char *name)
{
	return text_at("inputs", name);
}

static int64_t in_number(const char *name)
{
	json_t *value = json_object_get(json_object_get(file, "inputs"), name);

	assert_true(json_is_integer(value));
	return json_integer_value(value);
}

static struct et_slice expected(const char *name)
{
	return bytes_at("expected", name);
}

static struct et_id in_id(const char *name)
{
	struct et_id id;

	assert_true(et_id_from(in(name), &id));
	return id;
}

static struct et_hash hash_at(struct et_slice bytes)
{
	struct et_hash hash;

	assert_true(et_hash_from(bytes, &hash));
	return hash;
}

static struct et_key32 key_at(struct et_slice bytes)
{
	struct et_key32 key;

	assert_true(et_key32_from(bytes, &key));
	return key;
}

static void same(const char *name, struct et_slice got)
{
	struct et_slice want = expected(name);

	if (!et_slice_eq(got, want)) {
		char *hex = et_arena_alloc(arena, ET_HEX_LEN(got.len) + 1);

		assert_non_null(hex);
		et_hex_encode(got, hex);
		fail_msg("%s: got %s", name, hex);
	}
}

static void same_signature(const char *name, const char *seed_name, struct et_slice bytes)
{
	struct et_sign_key key;
	struct et_sig sig;

	et_sign_key_from_seed(in(seed_name).ptr, &key);
	sig = et_sign_detached(&key, bytes);
	same(name, et_sig_slice(&sig));
	assert_int_equal(et_verify(&key.pk, bytes, &sig), ET_OK);
}

/* The message put so far, kept in the arena; the buffer is ready for the next one. */
static struct et_slice finish(struct et_buf *buf)
{
	struct et_slice kept;

	assert_int_equal(et_buf_err(buf), ET_OK);
	assert_int_equal(et_arena_slice(arena, et_buf_view(buf), &kept), ET_OK);
	et_buf_reset(buf);
	return kept;
}

static void kdf(uint64_t id, const char *context, struct et_slice key, uint8_t out[32])
{
	assert_int_equal(crypto_kdf_derive_from_key(out, 32, id, context, key.ptr), 0);
}

static struct et_slice pad(struct et_slice plain, size_t block)
{
	uint8_t *padded = et_arena_alloc(arena, plain.len + block);
	size_t len;

	assert_non_null(padded);
	memcpy(padded, plain.ptr, plain.len);
	assert_int_equal(sodium_pad(&len, padded, plain.len, block, plain.len + block), 0);
	return et_slice_of(padded, len);
}

static struct et_slice seal(const uint8_t key[32], struct et_slice plain, struct et_slice ad)
{
	uint8_t *sealed = et_arena_alloc(arena, plain.len + 16);
	unsigned long long len;

	assert_non_null(sealed);
	assert_int_equal(crypto_aead_xchacha20poly1305_ietf_encrypt(sealed, &len, plain.ptr,
				 plain.len, ad.ptr, ad.len, NULL, in("nonce").ptr, key),
		0);
	return et_slice_of(sealed, (size_t)len);
}

static void org_at(const char *name, const char *secret_name, struct et_genesis_org *out)
{
	json_t *org = json_object_get(json_object_get(file, "inputs"), name);
	struct et_sign_key key;

	assert_int_equal(et_hex_decode(et_slice_str(json_string_value(json_object_get(org, "id"))),
				 out->org_id.b, sizeof(out->org_id.b)),
		ET_OK);
	out->kind = et_slice_str(json_string_value(json_object_get(org, "kind")));
	out->name = et_slice_str(json_string_value(json_object_get(org, "name")));
	et_sign_key_from_invite(in(secret_name).ptr, &key);
	out->founder_invite_pk = key.pk;
}

static void test_genesis(void **state)
{
	struct et_buf *buf = *state;
	struct et_genesis genesis = { .org_count = 2 }, again;
	struct et_slice bytes;
	struct et_hash g;

	genesis.deployment_id = in_id("deployment_id");
	genesis.created_ms = in_number("created_ms");
	org_at("org1", "founder1_invite_secret", &genesis.orgs[0]);
	org_at("org2", "founder2_invite_secret", &genesis.orgs[1]);
	same("founder1_invite_pk", et_key32_slice(&genesis.orgs[0].founder_invite_pk));
	same("founder2_invite_pk", et_key32_slice(&genesis.orgs[1].founder_invite_pk));
	et_genesis_put(buf, &genesis);
	bytes = finish(buf);
	same("genesis", bytes);
	g = et_hash_of(bytes);
	same("G", et_hash_slice(&g));

	assert_int_equal(et_genesis_read(bytes, &again), ET_OK);
	assert_int_equal(again.org_count, 2);
	assert_true(et_id_eq(&again.deployment_id, &genesis.deployment_id));
	assert_int_equal(again.created_ms, genesis.created_ms);
	assert_true(et_slice_eq_str(again.orgs[1].name, "Kela"));
	et_genesis_put(buf, &again);
	same("genesis", finish(buf));
}

static void test_passphrase_to_login_key(void **state)
{
	struct et_buf *buf = *state;
	struct et_slice pass = in_text("passphrase"), ak = in("ak"), bytes;
	uint8_t salt[16], k0[32], kw[32], seed[32];
	struct et_sign_key login;
	struct et_hash mk;

	et_lp_put_label(buf, "ET1/salt");
	et_lp_put_bytes(buf, expected("G"));
	et_lp_put_bytes(buf, in_text("username"));
	et_lp_put_bytes(buf, in("server_salt"));
	bytes = finish(buf);
	assert_int_equal(crypto_generichash(salt, sizeof(salt), bytes.ptr, bytes.len, NULL, 0), 0);
	same("salt", et_slice_of(salt, sizeof(salt)));

	assert_int_equal(crypto_pwhash(k0, sizeof(k0), (const char *)pass.ptr, pass.len, salt,
				 (unsigned long long)in_number("ops"), (size_t)in_number("mem"),
				 crypto_pwhash_ALG_ARGON2ID13),
		0);
	same("K0", et_slice_of(k0, sizeof(k0)));

	et_lp_put_label(buf, "ET1/mk");
	et_lp_put_bytes(buf, expected("G"));
	et_lp_put_bytes(buf, in("uid"));
	et_lp_put_bytes(buf, et_slice_of(k0, sizeof(k0)));
	mk = et_hash_keyed(ak, finish(buf));
	same("MK", et_hash_slice(&mk));

	kdf(1, "ET1auth_", et_hash_slice(&mk), seed);
	et_sign_key_from_seed(seed, &login);
	same("login_pk", et_key32_slice(&login.pk));
	kdf(2, "ET1wrap_", et_hash_slice(&mk), kw);
	same("Kw", et_slice_of(kw, sizeof(kw)));
}

static void test_identity_and_key_bundle(void **state)
{
	struct et_buf *buf = *state;
	struct et_sign_key sign;
	uint8_t enc_pk[32];
	struct et_slice plain, ad;

	et_sign_key_from_seed(in("id_sign_seed").ptr, &sign);
	same("id_sign_pk", et_key32_slice(&sign.pk));
	{
		uint8_t enc_sk[32];

		assert_int_equal(crypto_box_seed_keypair(enc_pk, enc_sk, in("id_enc_seed").ptr), 0);
		same("id_enc_pk", et_slice_of(enc_pk, sizeof(enc_pk)));
		et_lp_put_label(buf, "ET1/kb");
		et_lp_put_bytes(buf, in("uid"));
		et_lp_put_bytes(buf, in("id_sign_seed"));
		et_lp_put_bytes(buf, et_slice_of(enc_sk, sizeof(enc_sk)));
		et_lp_put_ms(buf, in_number("created_ms"));
		plain = finish(buf);
	}
	et_lp_put_label(buf, "ET1/kbad");
	et_lp_put_bytes(buf, expected("G"));
	et_lp_put_bytes(buf, in("uid"));
	et_lp_put_u64(buf, 1);
	et_lp_put_key(buf, &sign.pk);
	et_lp_put_bytes(buf, et_slice_of(enc_pk, sizeof(enc_pk)));
	et_lp_put_ms(buf, in_number("ops"));
	et_lp_put_ms(buf, in_number("mem"));
	ad = finish(buf);
	same("key_bundle_ct", seal(expected("Kw").ptr, plain, ad));
}

static void test_login(void **state)
{
	struct et_buf *buf = *state;
	struct et_key32 lpk = key_at(expected("login_pk"));
	struct et_login login = {
		.genesis = hash_at(expected("G")),
		.origin = in_text("origin"),
		.username = in_text("username"),
		.conn = in_id("conn"),
		.ch = hash_at(in("ch")),
		.cn = hash_at(in("cn")),
		.now_ms = in_number("now_ms"),
	};
	struct et_sig sig;

	/* The session key of the vectors is 32 times 5e: not listed among the inputs. */
	memset(login.spk.b, 0x5e, sizeof(login.spk.b));
	et_login_put(buf, &login);
	same("login_bytes", finish(buf));
	assert_true(et_sig_from(expected("login_sig"), &sig));
	assert_int_equal(et_login_verify(&login, &sig, &lpk), ET_OK);
	login.now_ms++;
	assert_int_equal(et_login_verify(&login, &sig, &lpk), ET_BAD_SIGNATURE);
}

static void test_relogin(void **state)
{
	struct et_buf *buf = *state;
	struct et_hash g = hash_at(expected("G")), hash;
	struct et_key32 ipk_s = key_at(expected("id_sign_pk")), lpk = key_at(expected("login_pk"));
	struct et_sign_key next, old;
	struct et_relogin relogin = {
		.genesis = g,
		.uid = in_id("uid"),
		.kbver = in_number("relogin_kbver"),
		.salt = in_id("relogin_salt"),
		.ops = in_number("relogin_ops"),
		.mem = in_number("relogin_mem"),
		.kb_hash = et_hash_of(in("relogin_kb")),
		.time_ms = in_number("relogin_time_ms"),
	};
	struct et_relogin again;
	struct et_sig sig_id, sig_old;
	struct et_slice bytes;
	uint8_t seed[32];

	et_sign_key_from_seed(in("relogin_login_seed").ptr, &next);
	relogin.lpk = next.pk;
	same("relogin_lpk", et_key32_slice(&next.pk));
	et_relogin_put(buf, &relogin);
	bytes = finish(buf);
	same("relogin_stmt", bytes);
	same_signature("relogin_sig_id", "id_sign_seed", bytes);
	kdf(1, "ET1auth_", expected("MK"), seed);
	et_sign_key_from_seed(seed, &old);
	sig_old = et_sign_detached(&old, bytes);
	same("relogin_sig_old", et_sig_slice(&sig_old));
	assert_true(et_sig_from(expected("relogin_sig_id"), &sig_id));
	assert_int_equal(et_relogin_open(bytes, &sig_id, &ipk_s, &g, &again), ET_OK);
	assert_int_equal(again.kbver, relogin.kbver);
	assert_true(et_id_eq(&again.salt, &relogin.salt));
	assert_true(et_hash_eq(&again.kb_hash, &relogin.kb_hash));
	assert_int_equal(et_relogin_verify(bytes, &sig_old, &lpk), ET_OK);
	/* The two signatures are no substitute for each other. */
	assert_int_equal(et_relogin_verify(bytes, &sig_id, &lpk), ET_BAD_SIGNATURE);
	assert_int_equal(et_relogin_open(bytes, &sig_old, &ipk_s, &g, &again), ET_BAD_SIGNATURE);
	hash = et_relogin_hash(bytes, &sig_id, &sig_old);
	same("relogin_hash", et_hash_slice(&hash));
}

static void test_commitment_and_wrap(void **state)
{
	struct et_buf *buf = *state;
	struct et_slice wrap = expected("wrap_sealed"), want = expected("wrap_plain");
	const char *const labels[] = { "ET1/kc", "ET1/ck" };
	uint8_t pk[32], sk[32], opened[256];

	for (size_t i = 0; i < 2; i++) {
		et_lp_put_label(buf, labels[i]);
		et_lp_put_bytes(buf, expected("G"));
		et_lp_put_bytes(buf, in("case_id"));
		et_lp_put_bytes(buf, in_text("comp"));
		et_lp_put_ms(buf, in_number("epoch"));
		et_lp_put_bytes(buf, in("ck"));
		if (i == 0) {
			struct et_hash kc = et_hash_of(finish(buf));

			same("kc", et_hash_slice(&kc));
		}
	}
	same("wrap_plain", finish(buf));
	assert_int_equal(wrap.len, ET_WRAP_LEN);
	assert_int_equal(crypto_box_seed_keypair(pk, sk, in("id_enc_seed").ptr), 0);
	assert_int_equal(crypto_box_seal_open(opened, wrap.ptr, wrap.len, pk, sk), 0);
	assert_memory_equal(opened, want.ptr, want.len);
}

static void test_grant(void **state)
{
	struct et_buf *buf = *state;
	struct et_hash g = hash_at(expected("G"));
	struct et_grant grant = {
		.genesis = g,
		.case_id = in_id("case_id"),
		.comp = in_text("comp"),
		.epoch = in_number("epoch"),
		.kc = hash_at(expected("kc")),
		.recipient_uid = in_id("uid"),
		.recipient_ipk_e = key_at(expected("id_enc_pk")),
		.wrap_hash = et_hash_of(expected("wrap_sealed")),
		.granter_uid = in_id("uid"),
		.time_ms = in_number("grant_time_ms"),
		.basis_id = in_id("basis_id"),
	};
	struct et_grant again;
	struct et_slice bytes;

	et_grant_put(buf, &grant);
	bytes = finish(buf);
	same("grant", bytes);
	same_signature("grant_sig", "id_sign_seed", bytes);
	assert_int_equal(et_grant_read(bytes, &g, &again), ET_OK);
	et_grant_put(buf, &again);
	same("grant", finish(buf));
	for (size_t len = 0; len < bytes.len; len++)
		assert_int_equal(
			et_grant_read(et_slice_of(bytes.ptr, len), &g, &again), ET_BAD_STATEMENT);
}

static void test_statement(void **state)
{
	struct et_buf *buf = *state;
	struct et_hash g = hash_at(expected("G"));
	struct et_key32 pk = key_at(expected("id_sign_pk"));
	struct et_statement statement = {
		.chain = ET_CHAIN_CASE,
		.genesis = g,
		.case_id = in_id("case_id"),
		.seq = 1,
		.prev = hash_at(in("prev_hash")),
		.time_ms = in_number("grant_time_ms"),
		.author = in_id("uid"),
		.kind = ET_SLICE_LIT("create"),
		.body = in("statement_body"),
	};
	struct et_statement again;
	struct et_slice bytes;
	struct et_sig sig;

	et_statement_put(buf, &statement);
	bytes = finish(buf);
	same("statement", bytes);
	same_signature("statement_sig", "id_sign_seed", bytes);
	assert_true(et_sig_from(expected("statement_sig"), &sig));
	assert_int_equal(et_statement_open(ET_CHAIN_CASE, bytes, &sig, &pk, &g, &again), ET_OK);
	same("statement_hash", et_hash_slice(&again.hash));
	assert_int_equal(again.seq, 1);
	assert_int_equal(again.time_ms, statement.time_ms);
	assert_true(et_id_eq(&again.author, &statement.author));
	assert_true(et_slice_eq(again.kind, statement.kind));
	assert_true(et_slice_eq(again.body, statement.body));
}

static void test_object(void **state)
{
	struct et_buf *buf = *state;
	uint8_t kobj[32], kblob[32];
	struct et_slice ad;

	kdf(1, "ET1obj__", in("ck"), kobj);
	same("Kobj", et_slice_of(kobj, sizeof(kobj)));
	kdf(2, "ET1blob_", in("ck"), kblob);
	same("Kblob", et_slice_of(kblob, sizeof(kblob)));
	et_lp_put_label(buf, "ET1/obj");
	et_lp_put_bytes(buf, expected("G"));
	et_lp_put_bytes(buf, in("case_id"));
	et_lp_put_bytes(buf, in_text("comp"));
	et_lp_put_ms(buf, in_number("epoch"));
	et_lp_put_bytes(buf, in_text("object_type"));
	et_lp_put_bytes(buf, in("object_id"));
	et_lp_put_ms(buf, in_number("rev"));
	et_lp_put_bytes(buf, in("uid"));
	ad = finish(buf);
	same("object_ad", ad);
	same("object_ct", seal(kobj, pad(in_text("object_plain"), 256), ad));
}

static void test_signalling(void **state)
{
	struct et_buf *buf = *state;
	struct et_slice inner, ad;
	struct et_hash ksess;

	et_lp_put_label(buf, "ET1/sess");
	et_lp_put_bytes(buf, expected("G"));
	et_lp_put_bytes(buf, in("case_id"));
	et_lp_put_bytes(buf, in("session_id"));
	ksess = et_hash_keyed(in("ck"), finish(buf));
	same("Ksess", et_hash_slice(&ksess));

	et_lp_put_label(buf, "ET1/sig");
	et_lp_put_bytes(buf, expected("G"));
	et_lp_put_bytes(buf, in("case_id"));
	et_lp_put_bytes(buf, in("session_id"));
	et_lp_put_bytes(buf, in("uid"));
	et_lp_put_bytes(buf, in("from_conn"));
	et_lp_put_bytes(buf, in("to_conn"));
	et_lp_put_ms(buf, in_number("ctr"));
	et_lp_put_ms(buf, in_number("sig_time_ms"));
	et_lp_put_bytes(buf, in_text("sig_type"));
	et_lp_put_bytes(buf, in_text("sig_payload"));
	inner = finish(buf);
	same("sig_inner", inner);
	same_signature("sig_inner_sig", "id_sign_seed", inner);

	et_lp_put_label(buf, "ET1/env");
	et_lp_put_bytes(buf, in("session_id"));
	et_lp_put_bytes(buf, in("from_conn"));
	et_lp_put_ms(buf, in_number("ctr"));
	ad = finish(buf);
	same("envelope_ad", ad);
	et_lp_put_bytes(buf, inner);
	et_lp_put_bytes(buf, expected("sig_inner_sig"));
	same("envelope_ct", seal(ksess.b, pad(finish(buf), 1024), ad));
}

static void test_safety_number(void **state)
{
	struct et_hash g = hash_at(expected("G"));
	struct et_id uid = in_id("uid");
	struct et_key32 ipk_s = key_at(expected("id_sign_pk")),
			ipk_e = key_at(expected("id_enc_pk"));
	char got[ET_FINGERPRINT_LEN + 1];

	(void)state;
	et_fingerprint(&g, &uid, &ipk_s, &ipk_e, got);
	assert_string_equal(got, json_string_value(json_object_get(file, "safety_number")));
}

static int set_up(void **state)
{
	static struct et_buf buf;
	json_error_t error;

	if (et_crypto_init() != ET_OK || (arena = et_arena_new(65536, 4 << 20)) == NULL)
		return -1;
	if ((file = json_load_file(PATH, JSON_REJECT_DUPLICATES, &error)) == NULL)
		return -1;
	et_buf_init(&buf, MESSAGE_MAX);
	*state = &buf;
	return 0;
}

static int tear_down(void **state)
{
	et_buf_fini(*state);
	json_decref(file);
	et_arena_free(arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_genesis),
		cmocka_unit_test(test_passphrase_to_login_key),
		cmocka_unit_test(test_identity_and_key_bundle),
		cmocka_unit_test(test_login),
		cmocka_unit_test(test_relogin),
		cmocka_unit_test(test_commitment_and_wrap),
		cmocka_unit_test(test_grant),
		cmocka_unit_test(test_statement),
		cmocka_unit_test(test_object),
		cmocka_unit_test(test_signalling),
		cmocka_unit_test(test_safety_number),
	};

	return cmocka_run_group_tests_name("vectors", tests, set_up, tear_down);
}
