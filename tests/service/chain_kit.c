/* Bodies as in PROTOCOL section 5, written once more on the client's side and signed. */
#include "chain_kit.h"

#include <stdio.h>
#include <string.h>

#include <etatunti/base/assert.h>

#define CT_LEN 296

struct et_id kit_id(uint8_t kind, uint8_t number)
{
	struct et_id id;

	memset(id.b, kind, sizeof(id.b));
	id.b[15] = number;
	return id;
}

void kit_chain_init(struct kit_chain *chain, const struct et_hash *g, uint8_t number)
{
	*chain = (struct kit_chain){ .g = *g, .case_id = kit_id(0xca, number), .head = *g };
	for (uint8_t i = 0; i < 3; i++) {
		const uint8_t seed[2] = { number, i };

		chain->kc[i] = et_hash_of(et_slice_of(seed, sizeof(seed)));
	}
}

void kit_sign_at(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const char *kind, const struct et_buf *body, int64_t seq, const struct et_hash *prev,
	struct kit_stmt *out)
{
	const struct et_statement stmt = {
		.chain = ET_CHAIN_CASE,
		.genesis = chain->g,
		.case_id = chain->case_id,
		.seq = seq,
		.prev = *prev,
		.time_ms = time_ms,
		.author = author->uid,
		.kind = et_slice_str(kind),
		.body = et_buf_view(body),
	};
	struct et_buf buf;

	et_buf_init(&buf, CHAIN_KIT_STMT_MAX);
	et_statement_put(&buf, &stmt);
	ET_ASSERT(et_buf_err(&buf) == ET_OK);
	out->len = et_buf_len(&buf);
	memcpy(out->bytes, et_buf_view(&buf).ptr, out->len);
	et_buf_fini(&buf);
	out->sig = et_sign_detached(author->key, et_slice_of(out->bytes, out->len));
	out->hash = et_statement_hash(et_slice_of(out->bytes, out->len), &out->sig);
}

void kit_sign(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const char *kind, const struct et_buf *body, struct kit_stmt *out)
{
	kit_sign_at(chain, author, time_ms, kind, body, chain->seq + 1, &chain->head, out);
}

void kit_took(struct kit_chain *chain, const struct kit_stmt *stmt)
{
	chain->seq++;
	chain->head = stmt->hash;
}

static void begin(struct et_buf *body, const char *kind, struct kit_stmt *out)
{
	char label[40];

	(void)snprintf(label, sizeof(label), "ET1/%s", kind);
	et_buf_init(body, CHAIN_KIT_STMT_MAX);
	et_lp_put_label(body, label);
	out->data_len = 0;
}

static void end(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const char *kind, struct et_buf *body, struct kit_stmt *out)
{
	ET_ASSERT(et_buf_err(body) == ET_OK);
	kit_sign(chain, author, time_ms, kind, body, out);
	et_buf_fini(body);
}

static void put_comp(struct et_buf *body, char comp)
{
	et_lp_put_bytes(body, et_slice_of(&comp, 1));
}

void kit_create(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const struct et_id *pair, struct kit_stmt *out)
{
	struct et_buf body;

	begin(&body, "create", out);
	et_lp_put_id(&body, pair);
	for (size_t i = 0; i < 3; i++)
		et_lp_put_hash(&body, &chain->kc[i]);
	end(chain, author, time_ms, "create", &body, out);
}

void kit_member_add(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const struct et_id *uid, const char *comps, struct kit_stmt *out)
{
	struct et_buf body;

	begin(&body, "member-add", out);
	et_lp_put_id(&body, uid);
	et_lp_put_str(&body, comps);
	end(chain, author, time_ms, "member-add", &body, out);
}

void kit_grant(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	char comp, const struct kit_author *to, const struct et_id *basis, struct kit_stmt *out)
{
	struct et_grant grant = {
		.genesis = chain->g,
		.case_id = chain->case_id,
		.comp = et_slice_of(&comp, 1),
		.epoch = 1,
		.kc = chain->kc[comp == 'P'   ? 0
				: comp == 'S' ? 1
					      : 2],
		.recipient_uid = to->uid,
		.recipient_ipk_e = to->ipk_e,
		.granter_uid = author->uid,
		.time_ms = time_ms,
	};
	struct et_buf body;

	if (basis != NULL)
		grant.basis_id = *basis;
	out->data_len = ET_WRAP_LEN;
	for (size_t i = 0; i < ET_WRAP_LEN; i++)
		out->data[i] = (uint8_t)(i * 7 + (size_t)chain->seq + (size_t)comp);
	grant.wrap_hash = et_hash_of(et_slice_of(out->data, out->data_len));
	et_buf_init(&body, CHAIN_KIT_STMT_MAX);
	et_grant_put(&body, &grant);
	end(chain, author, time_ms, "grant", &body, out);
}

static void put_object(struct et_buf *body, const struct et_id *object, const char *type, char comp,
	int64_t rev, const struct et_hash *ct_hash, int64_t size, int64_t chunks)
{
	et_lp_put_id(body, object);
	et_lp_put_str(body, type);
	put_comp(body, comp);
	et_lp_put_u64(body, 1);
	et_lp_put_ms(body, rev);
	et_lp_put_hash(body, ct_hash);
	et_lp_put_ms(body, size);
	et_lp_put_ms(body, chunks);
}

void kit_object(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const struct et_id *object, const char *type, char comp, int64_t rev,
	struct et_hash *ct_hash, struct kit_stmt *out)
{
	struct et_buf body;

	begin(&body, "object", out);
	out->data_len = CT_LEN;
	for (size_t i = 0; i < CT_LEN; i++)
		out->data[i] = (uint8_t)(i * 13 + (size_t)rev * 31 + object->b[15]);
	*ct_hash = et_hash_of(et_slice_of(out->data, out->data_len));
	put_object(&body, object, type, comp, rev, ct_hash, CT_LEN, 0);
	end(chain, author, time_ms, "object", &body, out);
}

void kit_object_chunked(const struct kit_chain *chain, const struct kit_author *author,
	int64_t time_ms, const struct et_id *object, const char *type, char comp,
	const struct et_hash *ct_hash, int64_t size, int64_t chunks, struct kit_stmt *out)
{
	struct et_buf body;

	begin(&body, "object", out);
	put_object(&body, object, type, comp, 1, ct_hash, size, chunks);
	end(chain, author, time_ms, "object", &body, out);
}

void kit_consent(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const struct kit_consent *consent, struct kit_stmt *out)
{
	const struct et_hash dh = et_hash_of(et_id_slice(&consent->id));
	struct et_buf body;

	begin(&body, "consent", out);
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
	end(chain, author, time_ms, "consent", &body, out);
}

void kit_consent_point(const struct kit_chain *chain, const struct kit_author *author,
	int64_t time_ms, const char *kind, const struct et_id *consent, const struct et_hash *stmt,
	struct kit_stmt *out)
{
	struct et_buf body;

	begin(&body, kind, out);
	et_lp_put_id(&body, consent);
	et_lp_put_hash(&body, stmt);
	end(chain, author, time_ms, kind, &body, out);
}

void kit_revoke(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const struct et_id *consent, struct kit_stmt *out)
{
	struct et_buf body;

	begin(&body, "revoke", out);
	et_lp_put_id(&body, consent);
	et_lp_put_str(&body, "client");
	et_lp_put_str(&body, "oral");
	et_lp_put_ms(&body, time_ms);
	end(chain, author, time_ms, "revoke", &body, out);
}

void kit_queue(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const struct et_id *hour, uint64_t minutes, const struct et_id *consent,
	struct kit_stmt *out)
{
	struct et_buf body;

	begin(&body, "queue", out);
	et_lp_put_id(&body, hour);
	et_lp_put_u64(&body, minutes);
	et_lp_put_str(&body, "normal");
	et_lp_put_id(&body, consent);
	end(chain, author, time_ms, "queue", &body, out);
}

void kit_id_word(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const char *kind, const struct et_id *id, const char *word, struct kit_stmt *out)
{
	struct et_buf body;

	begin(&body, kind, out);
	et_lp_put_id(&body, id);
	et_lp_put_str(&body, word);
	end(chain, author, time_ms, kind, &body, out);
}

void kit_word(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const char *kind, const char *word, struct kit_stmt *out)
{
	struct et_buf body;

	begin(&body, kind, out);
	et_lp_put_str(&body, word);
	end(chain, author, time_ms, kind, &body, out);
}

void kit_session_open(const struct kit_chain *chain, const struct kit_author *author,
	int64_t time_ms, const struct et_id *hour, const struct et_id *session,
	struct kit_stmt *out)
{
	struct et_buf body;

	begin(&body, "session-open", out);
	et_lp_put_id(&body, hour);
	et_lp_put_id(&body, session);
	end(chain, author, time_ms, "session-open", &body, out);
}

void kit_confirm(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const struct et_id *object, int64_t rev, const struct et_hash *ct_hash,
	struct kit_stmt *out)
{
	struct et_buf body;

	begin(&body, "confirm", out);
	et_lp_put_id(&body, object);
	et_lp_put_ms(&body, rev);
	et_lp_put_hash(&body, ct_hash);
	end(chain, author, time_ms, "confirm", &body, out);
}
