/* See mailwork.h. */
#include "mailwork.h"

#include <string.h>

#include <etatunti/store/txn.h>

#define MAILS_MAX 64

struct kit_mails {
	struct {
		uint64_t number;
		char *text;
		bool answered;
	} mail[MAILS_MAX];
	size_t count;
};

static const struct et_service_mail config = { .from = "etatunti@example.fi", .retry_ms = 60000 };

static void begin(struct kit *kit)
{
	assert_int_equal(et_store_txn_begin(kit->store, "mailwork"), ET_OK);
}

static void commit(struct kit *kit)
{
	assert_int_equal(et_store_txn_commit(kit->store), ET_OK);
	et_service_committed(kit->service);
	kit_advance(kit, 0);
}

void mw_on(struct kit *kit)
{
	kit->mail = &config;
	kit->mails = et_arena_alloc(kit->arena, sizeof(*kit->mails));
	assert_non_null(kit->mails);
	kit->mails->count = 0;
	kit_restart(kit);
	mw_comes(kit);
}

void mw_comes(struct kit *kit)
{
	assert_int_equal(et_service_mailer_here(kit->service), ET_OK);
	kit_advance(kit, 0);
}

void mw_dies(struct kit *kit)
{
	assert_int_equal(et_service_mailer_gone(kit->service), ET_OK);
	kit_advance(kit, 0);
}

void mw_keep(struct kit *kit, const struct et_delivery *out)
{
	struct kit_mails *mails = kit->mails;
	char *text = et_arena_alloc(kit->arena, out->bytes.len + 1);

	assert_non_null(mails);
	assert_non_null(text);
	assert_true(mails->count < MAILS_MAX);
	memcpy(text, out->bytes.ptr, out->bytes.len);
	text[out->bytes.len] = '\0';
	mails->mail[mails->count].number = out->front;
	mails->mail[mails->count].text = text;
	mails->mail[mails->count++].answered = false;
}

void mw_reach(struct kit_peer *peer, const char *email, const char *language)
{
	kit_ok(kit_call(
		peer, "reach-set", json_pack("{s:s?, s:s}", "email", email, "language", language)));
}

size_t mw_count(const struct kit *kit)
{
	return kit->mails->count;
}

const char *mw_newest(const struct kit *kit)
{
	assert_true(kit->mails->count > 0);
	return kit->mails->mail[kit->mails->count - 1].text;
}

const char *mw_find(const struct kit *kit, const char *to, const char *has)
{
	for (size_t i = 0; i < kit->mails->count; i++) {
		const char *text = kit->mails->mail[i].text;

		if (!kit->mails->mail[i].answered && strncmp(text, to, strlen(to)) == 0 &&
			text[strlen(to)] == '\n' && strstr(text, has) != NULL)
			return text;
	}
	return NULL;
}

/* The first mail without an answer gets one, in a transaction that is left open. */
static void answer(struct kit *kit, enum et_mailed mailed)
{
	size_t i = 0;

	while (i < kit->mails->count && kit->mails->mail[i].answered)
		i++;
	assert_true(i < kit->mails->count);
	kit->mails->mail[i].answered = true;
	begin(kit);
	assert_int_equal(
		et_service_mailed(kit->service, kit->mails->mail[i].number, mailed), ET_OK);
}

void mw_answer(struct kit *kit, enum et_mailed mailed)
{
	answer(kit, mailed);
	commit(kit);
}

void mw_answer_lost(struct kit *kit)
{
	answer(kit, ET_MAILED_SENT);
	et_store_txn_rollback(kit->store);
	assert_int_equal(et_service_lost(kit->service), ET_OK);
	kit_advance(kit, 0);
}

void mw_answer_all(struct kit *kit, enum et_mailed mailed)
{
	for (size_t i = 0; i < kit->mails->count; i++)
		if (!kit->mails->mail[i].answered)
			mw_answer(kit, mailed);
}
