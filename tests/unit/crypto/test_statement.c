/*
 * Signed statements against everything that a hostile peer, server or disk may do to them: bits, lengths,
 * keys, chains and deployments exchanged.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <etatunti/crypto/chain.h>
#include <etatunti/crypto/crypto.h>
#include <etatunti/crypto/hash.h>

#define NOW_MS 1764000000000

struct fixture {
	struct et_sign_key key;
	struct et_hash g;
	uint8_t bytes[512];
	size_t len;
	struct et_sig sig;
};

static void make(struct fixture *f, const struct et_statement *statement)
{
	struct et_buf buf;

	et_buf_init(&buf, sizeof(f->bytes));
	et_statement_put(&buf, statement);
	assert_int_equal(et_buf_err(&buf), ET_OK);
	f->len = et_buf_len(&buf);
	memcpy(f->bytes, et_buf_view(&buf).ptr, f->len);
	f->sig = et_sign_detached(&f->key, et_buf_view(&buf));
	et_buf_fini(&buf);
}

static struct et_statement sample(const struct fixture *f)
{
	return (struct et_statement){
		.chain = ET_CHAIN_CASE,
		.genesis = f->g,
		.case_id = { { 7 } },
		.seq = 1,
		.prev = f->g,
		.time_ms = NOW_MS,
		.author = { { 9 } },
		.kind = ET_SLICE_LIT("member-add"),
		.body = ET_SLICE_LIT("\0\0\0\1x"),
	};
}

static enum et_err open_as(const struct fixture *f, enum et_chain chain, struct et_statement *out)
{
	return et_statement_open(
		chain, et_slice_of(f->bytes, f->len), &f->sig, &f->key.pk, &f->g, out);
}

static int set_up(void **state)
{
	static struct fixture f;
	struct et_statement statement;
	uint8_t seed[ET_SEED_LEN] = { 1, 2, 3 };

	et_sign_key_from_seed(seed, &f.key);
	f.g = et_hash_of(ET_SLICE_LIT("a deployment"));
	statement = sample(&f);
	make(&f, &statement);
	*state = &f;
	return 0;
}

static void test_every_bit_counts(void **state)
{
	struct fixture *f = *state;
	struct et_statement out;

	assert_int_equal(open_as(f, ET_CHAIN_CASE, &out), ET_OK);
	for (size_t bit = 0; bit < f->len * 8; bit++) {
		f->bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
		assert_int_equal(open_as(f, ET_CHAIN_CASE, &out), ET_BAD_SIGNATURE);
		assert_int_equal(out.seq, 0);
		f->bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
	for (size_t bit = 0; bit < sizeof(f->sig.b) * 8; bit++) {
		f->sig.b[bit / 8] ^= (uint8_t)(1u << bit % 8);
		assert_int_equal(open_as(f, ET_CHAIN_CASE, &out), ET_BAD_SIGNATURE);
		f->sig.b[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
	for (size_t bit = 0; bit < sizeof(f->key.pk.b) * 8; bit++) {
		f->key.pk.b[bit / 8] ^= (uint8_t)(1u << bit % 8);
		assert_int_equal(open_as(f, ET_CHAIN_CASE, &out), ET_BAD_SIGNATURE);
		f->key.pk.b[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
	assert_int_equal(open_as(f, ET_CHAIN_CASE, &out), ET_OK);
}

static void test_every_bit_is_in_the_hash(void **state)
{
	struct fixture *f = *state;
	struct et_slice bytes = et_slice_of(f->bytes, f->len);
	struct et_hash whole = et_statement_hash(bytes, &f->sig), other;

	for (size_t bit = 0; bit < f->len * 8; bit++) {
		f->bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
		other = et_statement_hash(bytes, &f->sig);
		assert_false(et_hash_eq(&whole, &other));
		f->bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
	f->sig.b[63] ^= 1;
	other = et_statement_hash(bytes, &f->sig);
	assert_false(et_hash_eq(&whole, &other));
}

/* Also well-signed bytes must be well-formed: a member may be hostile too. */
static void test_signed_but_cut_short_or_longer(void **state)
{
	struct fixture *f = *state;
	struct et_statement out;
	size_t whole = f->len;

	for (f->len = 0; f->len < whole; f->len++) {
		f->sig = et_sign_detached(&f->key, et_slice_of(f->bytes, f->len));
		assert_int_equal(open_as(f, ET_CHAIN_CASE, &out), ET_BAD_STATEMENT);
	}
	f->len = whole + 1;
	f->bytes[whole] = 0;
	f->sig = et_sign_detached(&f->key, et_slice_of(f->bytes, f->len));
	assert_int_equal(open_as(f, ET_CHAIN_CASE, &out), ET_BAD_STATEMENT);
}

static void refuse(struct fixture *f, const struct et_statement *statement)
{
	struct et_statement out;

	make(f, statement);
	assert_int_equal(open_as(f, ET_CHAIN_CASE, &out), ET_BAD_STATEMENT);
	assert_int_equal(out.seq, 0);
	assert_null(out.body.ptr);
}

static void test_signed_but_wrong_header(void **state)
{
	struct fixture *f = *state;
	struct et_statement statement, out;

	assert_int_equal(open_as(f, ET_CHAIN_DIR, &out), ET_BAD_STATEMENT);

	statement = sample(f);
	statement.genesis.b[0] ^= 1;
	refuse(f, &statement);
	statement = sample(f);
	statement.seq = 0;
	refuse(f, &statement);
	statement = sample(f);
	statement.kind = ET_SLICE_LIT("");
	refuse(f, &statement);
	statement.kind = ET_SLICE_LIT("Create");
	refuse(f, &statement);
	statement.kind = ET_SLICE_LIT("a-kind-that-is-longer-than-a-kind");
	refuse(f, &statement);
	statement = sample(f);
	statement.chain = ET_CHAIN_DIR;
	refuse(f, &statement);
}

/* A u64 above 2^53 - 1 is no seq and no time: no browser could read it. */
static void test_numbers_fit(void **state)
{
	struct fixture *f = *state;
	struct et_statement out;
	/* label 12, G 36, case 20, then the length of seq: its first byte is here. */
	const size_t seq_at = 4 + 8 + 36 + 20 + 4, time_at = seq_at + 8 + 36 + 4;

	for (size_t i = 0; i < 2; i++) {
		size_t at = i == 0 ? seq_at : time_at;

		f->bytes[at] = 0x80;
		f->sig = et_sign_detached(&f->key, et_slice_of(f->bytes, f->len));
		assert_int_equal(open_as(f, ET_CHAIN_CASE, &out), ET_BAD_STATEMENT);
		f->bytes[at] = 0;
		f->bytes[at + 1] = 0x20;
		f->sig = et_sign_detached(&f->key, et_slice_of(f->bytes, f->len));
		assert_int_equal(open_as(f, ET_CHAIN_CASE, &out), ET_BAD_STATEMENT);
		f->bytes[at + 1] = 0x1f;
		f->sig = et_sign_detached(&f->key, et_slice_of(f->bytes, f->len));
		assert_int_equal(open_as(f, ET_CHAIN_CASE, &out), ET_OK);
		f->bytes[at + 1] = 0;
	}
}

static void test_directory_header(void **state)
{
	struct fixture *f = *state;
	struct et_statement statement = sample(f), out;

	statement.chain = ET_CHAIN_DIR;
	statement.kind = ET_SLICE_LIT("beacon");
	make(f, &statement);
	assert_int_equal(open_as(f, ET_CHAIN_DIR, &out), ET_OK);
	assert_true(et_id_is_zero(&out.case_id));
	assert_true(et_slice_eq_str(out.kind, "beacon"));
	assert_int_equal(open_as(f, ET_CHAIN_CASE, &out), ET_BAD_STATEMENT);
}

static void test_claim_gives_the_author_only(void **state)
{
	struct fixture *f = *state;
	struct et_statement out;

	assert_int_equal(
		et_statement_claim(ET_CHAIN_CASE, et_slice_of(f->bytes, f->len), &out), ET_OK);
	assert_int_equal(out.author.b[0], 9);
	assert_true(et_hash_is_zero(&out.hash));
}

static void test_chain_order(void **state)
{
	struct fixture *f = *state;
	struct et_statement first, second;
	struct et_chain_head head, before;

	assert_int_equal(open_as(f, ET_CHAIN_CASE, &first), ET_OK);
	second = sample(f);
	second.seq = 2;
	second.prev = first.hash;
	second.time_ms = NOW_MS - 1;
	make(f, &second);
	assert_int_equal(open_as(f, ET_CHAIN_CASE, &second), ET_OK);

	et_chain_start(&head, &f->g);
	assert_int_equal(et_chain_append(&head, &second), ET_CONFLICT);
	assert_int_equal(et_chain_append(&head, &first), ET_OK);
	assert_int_equal(et_chain_append(&head, &first), ET_CONFLICT);
	before = head;
	assert_int_equal(et_chain_append(&head, &second), ET_CLOCK_SKEW);
	assert_memory_equal(&head, &before, sizeof(head));
	second.time_ms = NOW_MS;
	second.prev.b[31] ^= 1;
	assert_int_equal(et_chain_append(&head, &second), ET_CONFLICT);
	second.prev.b[31] ^= 1;
	assert_int_equal(et_chain_append(&head, &second), ET_OK);
	assert_int_equal(head.seq, 2);
	assert_true(et_hash_eq(&head.hash, &second.hash));
}

static int group_set_up(void **state)
{
	(void)state;
	return et_crypto_init() == ET_OK ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_every_bit_counts, set_up),
		cmocka_unit_test_setup(test_every_bit_is_in_the_hash, set_up),
		cmocka_unit_test_setup(test_signed_but_cut_short_or_longer, set_up),
		cmocka_unit_test_setup(test_signed_but_wrong_header, set_up),
		cmocka_unit_test_setup(test_numbers_fit, set_up),
		cmocka_unit_test_setup(test_directory_header, set_up),
		cmocka_unit_test_setup(test_claim_gives_the_author_only, set_up),
		cmocka_unit_test_setup(test_chain_order, set_up),
	};

	return cmocka_run_group_tests_name("statement", tests, group_set_up, NULL);
}
