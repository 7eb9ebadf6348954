/*
 * A client's half of a case, for tests: keeps the head of a chain and makes signed statements of every
 * kind. Signs whatever it is told to, right or wrong; knows no connection.
 */
#ifndef ETATUNTI_TESTS_SERVICE_CHAIN_KIT_H
#define ETATUNTI_TESTS_SERVICE_CHAIN_KIT_H

#include <etatunti/crypto/chain.h>
#include <etatunti/crypto/grant.h>
#include <etatunti/crypto/hash.h>

#define CHAIN_KIT_STMT_MAX 2048
#define CHAIN_KIT_DATA_MAX 4096

/* Someone who signs. */
struct kit_author {
	struct et_id uid;
	struct et_key32 ipk_e;
	const struct et_sign_key *key; /* ipkS */
};

/* A chain as its clients know it. */
struct kit_chain {
	struct et_hash g;
	struct et_id case_id;
	int64_t seq;
	struct et_hash head;
	struct et_hash kc[3]; /* P, S, C */
};

/* One signed statement with at most one data blob. */
struct kit_stmt {
	uint8_t bytes[CHAIN_KIT_STMT_MAX];
	size_t len;
	struct et_sig sig;
	struct et_hash hash;
	uint8_t data[CHAIN_KIT_DATA_MAX];
	size_t data_len; /* 0: none */
};

/* A fresh chain; the ids and commitments follow from the number. */
void kit_chain_init(struct kit_chain *chain, const struct et_hash *g, uint8_t number);
struct et_id kit_id(uint8_t kind, uint8_t number);

/* Signs a body as the chain's next statement; the chain moves on only with kit_took. */
void kit_sign(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const char *kind, const struct et_buf *body, struct kit_stmt *out);
/* As kit_sign, with a seq and a previous hash of one's own. */
void kit_sign_at(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const char *kind, const struct et_buf *body, int64_t seq, const struct et_hash *prev,
	struct kit_stmt *out);
/* The server has taken it. */
void kit_took(struct kit_chain *chain, const struct kit_stmt *stmt);

/* The kinds. Each signs at time_ms by author. */
void kit_create(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const struct et_id *pair, struct kit_stmt *out);
void kit_member_add(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const struct et_id *uid, const char *comps, struct kit_stmt *out);
/* basis NULL: zero. */
void kit_grant(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	char comp, const struct kit_author *to, const struct et_id *basis, struct kit_stmt *out);
/* A blob of random-looking bytes is made for it; ct_hash is in *ct_hash. */
void kit_object(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const struct et_id *object, const char *type, char comp, int64_t rev,
	struct et_hash *ct_hash, struct kit_stmt *out);
void kit_object_chunked(const struct kit_chain *chain, const struct kit_author *author,
	int64_t time_ms, const struct et_id *object, const char *type, char comp,
	const struct et_hash *ct_hash, int64_t size, int64_t chunks, struct kit_stmt *out);

struct kit_consent {
	struct et_id id, doc, file, replaces;
	struct et_hash doc_hash, file_hash;
	int64_t valid_from, valid_to;
	const char *capture;
};
void kit_consent(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const struct kit_consent *consent, struct kit_stmt *out);
/* kind: consent-ack, consent-seen. */
void kit_consent_point(const struct kit_chain *chain, const struct kit_author *author,
	int64_t time_ms, const char *kind, const struct et_id *consent, const struct et_hash *stmt,
	struct kit_stmt *out);
void kit_revoke(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const struct et_id *consent, struct kit_stmt *out);
void kit_queue(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const struct et_id *hour, uint64_t minutes, const struct et_id *consent,
	struct kit_stmt *out);
/* kind: unqueue (id an hour), session-close (id a session): an id and a word. */
void kit_id_word(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const char *kind, const struct et_id *id, const char *word, struct kit_stmt *out);
/* kind: prepare, close: a word or a reason. */
void kit_word(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const char *kind, const char *word, struct kit_stmt *out);
void kit_session_open(const struct kit_chain *chain, const struct kit_author *author,
	int64_t time_ms, const struct et_id *hour, const struct et_id *session,
	struct kit_stmt *out);
void kit_confirm(const struct kit_chain *chain, const struct kit_author *author, int64_t time_ms,
	const struct et_id *object, int64_t rev, const struct et_hash *ct_hash,
	struct kit_stmt *out);

#endif
