/*
 * LP and everything that is read from it: the bytes are signed by keys of the test (those of the vectors),
 * so that reading them is reached; what is taken, written again, is the same bytes. First byte: as what.
 */
#include <string.h>

#include <etatunti/crypto/chain.h>
#include <etatunti/crypto/crypto.h>
#include <etatunti/crypto/genesis.h>
#include <etatunti/crypto/grant.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/crypto/login.h>
#include <etatunti/crypto/logrow.h>

#include "fuzz.h"

#define BYTES_MAX ((size_t)1 << 22)

/* The vectors' G, and the key of their id_sign_seed. */
static const struct et_hash genesis = { { 0x43, 0xe8, 0x8b, 0x23, 0xb5, 0x45, 0xc0, 0x00, 0x68,
	0x83, 0xd2, 0xeb, 0x0d, 0x60, 0x3f, 0x1d, 0x99, 0x55, 0x4a, 0x3e, 0xe1, 0x2e, 0xf0, 0xf8,
	0xe4, 0x38, 0x4c, 0x45, 0x85, 0xd6, 0xa1, 0x47 } };
static struct et_sign_key key;

static void judge_same(struct et_buf *again, struct et_slice bytes)
{
	FUZZ_MUST(et_buf_err(again) == ET_OK);
	FUZZ_MUST(et_slice_eq(et_buf_view(again), bytes));
	et_buf_fini(again);
}

/* So that nothing of a refused one is left behind. */
static bool is_zero(const void *out, size_t len)
{
	const uint8_t *byte = out;

	while (len > 0 && *byte == 0) {
		byte++;
		len--;
	}
	return len == 0;
}

static void as_genesis(struct et_slice bytes, struct et_buf *again)
{
	static struct et_genesis out;

	if (et_genesis_read(bytes, &out) == ET_OK) {
		et_genesis_put(again, &out);
		judge_same(again, bytes);
	} else {
		FUZZ_MUST(is_zero(&out, sizeof(out)));
	}
}

static void as_statement(
	enum et_chain chain, struct et_slice bytes, const struct et_sig *sig, struct et_buf *again)
{
	struct et_statement out, claim;
	struct et_chain_head head;
	enum et_err err = et_statement_open(chain, bytes, sig, &key.pk, &genesis, &out);

	FUZZ_MUST(err == ET_OK || err == ET_BAD_STATEMENT);
	if (err != ET_OK)
		return;
	FUZZ_MUST(et_statement_claim(chain, bytes, &claim) == ET_OK);
	et_statement_put(again, &out);
	judge_same(again, bytes);
	et_chain_start(&head, &genesis);
	err = et_chain_append(&head, &out);
	FUZZ_MUST((err == ET_OK) == (out.seq == 1 && et_hash_eq(&out.prev, &genesis)));
	FUZZ_MUST(head.seq == (err == ET_OK ? 1 : 0));
}

static void as_grant(struct et_slice bytes, struct et_buf *again)
{
	struct et_grant out;

	if (et_grant_read(bytes, &genesis, &out) != ET_OK)
		return;
	FUZZ_MUST(out.comp.len == 1 && out.epoch >= 1);
	et_grant_put(again, &out);
	judge_same(again, bytes);
}

static void as_logrow(struct et_slice bytes, struct et_buf *again)
{
	struct et_logrow out;

	if (et_logrow_read(bytes, &genesis, &out) != ET_OK)
		return;
	et_logrow_put(again, &out);
	judge_same(again, bytes);
}

static void as_checkpoint(struct et_slice bytes, const struct et_sig *sig, struct et_buf *again)
{
	struct et_checkpoint out;

	if (et_checkpoint_open(bytes, sig, &key.pk, &genesis, &out) != ET_OK)
		return;
	et_checkpoint_put(again, &out);
	judge_same(again, bytes);
}

static void as_enrol(struct et_slice bytes, const struct et_sig *sig, struct et_buf *again)
{
	struct et_enrol out;

	if (et_enrol_open(bytes, sig, sig, &key.pk, &genesis, &out) != ET_OK)
		return;
	FUZZ_MUST(out.ops >= ET_KDF_OPS_MIN && out.mem <= ET_KDF_MEM_MAX);
	et_enrol_put(again, &out);
	judge_same(again, bytes);
}

static void as_relogin(struct et_slice bytes, const struct et_sig *sig, struct et_buf *again)
{
	struct et_relogin out;

	if (et_relogin_open(bytes, sig, &key.pk, &genesis, &out) != ET_OK)
		return;
	et_relogin_put(again, &out);
	judge_same(again, bytes);
}

/* Fields of whatever sort, one after the other; the sorts come first, one bit pair each. */
static void as_fields(struct et_slice bytes, struct et_buf *again)
{
	struct fuzz_in in = { bytes.ptr, bytes.len };
	uint64_t sorts = fuzz_u64(&in);
	struct et_slice rest = et_slice_of(in.at, in.left);
	struct et_lp_reader reader;

	et_lp_read(&reader, rest);
	while (et_lp_more(&reader)) {
		struct et_slice bytes_field = { 0 };
		struct et_hash hash;
		struct et_id id;
		uint64_t number;
		unsigned sort = sorts & 7;

		sorts = sorts >> 3 | sorts << 61;
		switch (sort) {
		case 0: bytes_field = et_lp_get_bytes(&reader); break;
		case 1: bytes_field = et_lp_get_str(&reader, 100); break;
		case 2: bytes_field = et_lp_get_word(&reader); break;
		case 3: bytes_field = et_lp_get_lines(&reader, 0, 100); break;
		case 4:
			number = et_lp_get_u64(&reader);
			if (reader.err == ET_OK)
				et_lp_put_u64(again, number);
			continue;
		case 5:
			number = (uint64_t)et_lp_get_ms(&reader);
			FUZZ_MUST(number <= ET_LP_MS_MAX);
			if (reader.err == ET_OK)
				et_lp_put_ms(again, (int64_t)number);
			continue;
		case 6:
			id = et_lp_get_id(&reader);
			if (reader.err == ET_OK)
				et_lp_put_id(again, &id);
			continue;
		default:
			hash = et_lp_get_hash(&reader);
			if (reader.err == ET_OK)
				et_lp_put_hash(again, &hash);
			continue;
		}
		FUZZ_MUST(reader.err == ET_OK || bytes_field.len == 0);
		if (reader.err == ET_OK)
			et_lp_put_bytes(again, bytes_field);
	}
	if (et_lp_end(&reader) == ET_OK)
		judge_same(again, rest);
	else
		FUZZ_MUST(et_lp_get_bytes(&reader).len == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t seed[ET_SEED_LEN] = { 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11,
		0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11,
		0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11 };
	struct fuzz_in in = { data, size };
	unsigned as = fuzz_u8(&in) % 9;
	struct et_slice bytes = et_slice_of(in.at, in.left);
	struct et_buf again;
	struct et_sig sig;

	FUZZ_MUST(et_crypto_init() == ET_OK);
	et_sign_key_from_seed(seed, &key);
	sig = et_sign_detached(&key, bytes);
	et_buf_init(&again, BYTES_MAX);
	switch (as) {
	case 0: as_fields(bytes, &again); break;
	case 1: as_genesis(bytes, &again); break;
	case 2: as_statement(ET_CHAIN_DIR, bytes, &sig, &again); break;
	case 3: as_statement(ET_CHAIN_CASE, bytes, &sig, &again); break;
	case 4: as_grant(bytes, &again); break;
	case 5: as_logrow(bytes, &again); break;
	case 6: as_checkpoint(bytes, &sig, &again); break;
	case 7: as_enrol(bytes, &sig, &again); break;
	default: as_relogin(bytes, &sig, &again); break;
	}
	et_buf_fini(&again);
	return 0;
}
