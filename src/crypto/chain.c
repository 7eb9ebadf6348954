/*
 * The header that both chains share. Bytes are verified as they are stored, then read; what is read
 * is never written again to be verified.
 */
#include <string.h>

#include <etatunti/base/assert.h>
#include <etatunti/crypto/ahead.h>
#include <etatunti/crypto/chain.h>
#include <etatunti/crypto/hash.h>

#define KIND_LEN_MAX 32

static const char *label_of(enum et_chain chain)
{
	return chain == ET_CHAIN_DIR ? "ET1/dir" : "ET1/case";
}

static bool is_kind(struct et_slice kind)
{
	if (kind.len == 0 || kind.len > KIND_LEN_MAX)
		return false;
	for (size_t i = 0; i < kind.len; i++) {
		if ((kind.ptr[i] < 'a' || kind.ptr[i] > 'z') && kind.ptr[i] != '-')
			return false;
	}
	return true;
}

enum et_err et_statement_claim(enum et_chain chain, struct et_slice bytes, struct et_statement *out)
{
	struct et_lp_reader reader;
	enum et_err err;

	memset(out, 0, sizeof(*out));
	out->chain = chain;
	et_lp_read(&reader, bytes);
	et_lp_get_label(&reader, label_of(chain));
	out->genesis = et_lp_get_hash(&reader);
	if (chain == ET_CHAIN_CASE)
		out->case_id = et_lp_get_id(&reader);
	out->seq = et_lp_get_ms(&reader);
	out->prev = et_lp_get_hash(&reader);
	out->time_ms = et_lp_get_ms(&reader);
	out->author = et_lp_get_id(&reader);
	out->kind = et_lp_get_bytes(&reader);
	out->body = et_lp_get_bytes(&reader);
	if (out->seq < 1 || !is_kind(out->kind))
		et_lp_refuse(&reader);
	if ((err = et_lp_end(&reader)) != ET_OK)
		memset(out, 0, sizeof(*out));
	return err;
}

enum et_err et_statement_open(enum et_chain chain, struct et_slice bytes, const struct et_sig *sig,
	const struct et_key32 *author_key, const struct et_hash *genesis, struct et_statement *out)
{
	return et_statement_open_ahead(NULL, chain, bytes, sig, author_key, genesis, out);
}

enum et_err et_statement_open_ahead(struct et_ahead *ahead, enum et_chain chain,
	struct et_slice bytes, const struct et_sig *sig, const struct et_key32 *author_key,
	const struct et_hash *genesis, struct et_statement *out)
{
	enum et_err err;

	memset(out, 0, sizeof(*out));
	if ((err = et_ahead_verify(ahead, author_key, bytes, sig)) != ET_OK)
		return err;
	if ((err = et_statement_claim(chain, bytes, out)) != ET_OK)
		return err;
	if (!et_hash_eq(&out->genesis, genesis)) {
		memset(out, 0, sizeof(*out));
		return ET_BAD_STATEMENT;
	}
	out->hash = et_statement_hash(bytes, sig);
	return ET_OK;
}

void et_statement_put(struct et_buf *buf, const struct et_statement *statement)
{
	et_lp_put_label(buf, label_of(statement->chain));
	et_lp_put_hash(buf, &statement->genesis);
	if (statement->chain == ET_CHAIN_CASE)
		et_lp_put_id(buf, &statement->case_id);
	et_lp_put_ms(buf, statement->seq);
	et_lp_put_hash(buf, &statement->prev);
	et_lp_put_ms(buf, statement->time_ms);
	et_lp_put_id(buf, &statement->author);
	et_lp_put_bytes(buf, statement->kind);
	et_lp_put_bytes(buf, statement->body);
}

struct et_hash et_statement_hash(struct et_slice bytes, const struct et_sig *sig)
{
	const struct et_slice parts[] = { bytes, et_sig_slice(sig) };

	return et_hash_of_parts(parts, 2);
}

void et_chain_start(struct et_chain_head *head, const struct et_hash *genesis)
{
	*head = (struct et_chain_head){ .seq = 0, .hash = *genesis, .time_ms = 0 };
}

enum et_err et_chain_append(struct et_chain_head *head, const struct et_statement *statement)
{
	/* seq never ends: a chain of 2^63 statements is not. */
	if (statement->seq != head->seq + 1 || !et_hash_eq(&statement->prev, &head->hash))
		return ET_CONFLICT;
	if (statement->time_ms < head->time_ms)
		return ET_CLOCK_SKEW;
	head->seq = statement->seq;
	head->hash = statement->hash;
	head->time_ms = statement->time_ms;
	return ET_OK;
}
