/*
 * An answered question goes onto the shelf that the county and Kela share: proposed by one side, which has
 * signed its words, checked and published by the other. Never a client's data.
 */
#include <etatunti/base/text.h>
#include <etatunti/domain/ical.h>
#include <etatunti/store/card.h>

#include "issuer.h"

#define TOPICS_MAX 5
#define TOPIC_LEN_MAX 32
#define QUESTION_CHARS_MAX 500
#define ANSWER_CHARS_MAX 2000
#define CARDS_MAX 2000
/* The words with four bytes for each character, and what stands around them. */
#define TEXT_LEN_MAX (4 * (QUESTION_CHARS_MAX + ANSWER_CHARS_MAX) + 1024)

struct card {
	struct et_id card_id, proposer;
	struct et_slice lang, topics, question, answer;
	struct et_sig sig;
};

static bool is_language(struct et_slice word)
{
	for (size_t i = 0; et_ical_languages[i] != NULL; i++) {
		if (et_slice_eq_str(word, et_ical_languages[i]))
			return true;
	}
	return false;
}

static bool is_topic(struct et_slice word)
{
	if (word.len == 0 || word.len > TOPIC_LEN_MAX || word.ptr[0] < 'a' || word.ptr[0] > 'z')
		return false;
	for (size_t i = 1; i < word.len; i++) {
		uint8_t c = word.ptr[i];

		if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-')
			return false;
	}
	return true;
}

/* Comma-joined and sorted, each once. */
static bool are_topics(struct et_slice text)
{
	struct et_slice before = { NULL, 0 };

	for (size_t count = 0, from = 0; count < TOPICS_MAX; count++) {
		size_t to = from;
		struct et_slice word;

		while (to < text.len && text.ptr[to] != ',')
			to++;
		word = et_slice_sub(text, from, to - from);
		if (!is_topic(word) || et_slice_cmp(before, word) >= 0)
			return false;
		if (to == text.len)
			return true;
		before = word;
		from = to + 1;
	}
	return false;
}

static enum et_err parse(struct et_dir_step *step, void *body)
{
	struct card *card = body;
	struct et_lp_reader lp;

	et_lp_read(&lp, step->stmt.body);
	et_lp_get_label(&lp, "ET1/card");
	card->card_id = et_lp_get_id(&lp);
	card->lang = et_lp_get_word(&lp);
	card->topics = et_lp_get_str(&lp, TOPICS_MAX * (TOPIC_LEN_MAX + 1));
	card->question = et_lp_get_lines(&lp, 1, QUESTION_CHARS_MAX);
	card->answer = et_lp_get_lines(&lp, 1, ANSWER_CHARS_MAX);
	card->proposer = et_lp_get_id(&lp);
	card->sig = et_lp_get_sig(&lp);
	if (et_id_is_zero(&card->card_id) || !is_language(card->lang) || !are_topics(card->topics))
		et_lp_refuse(&lp);
	step->subject = card->card_id;
	return et_lp_end(&lp);
}

/* The words are the proposer's own. */
static enum et_err check_words(
	const struct et_dir_step *step, const struct card *card, const struct et_key32 *key)
{
	struct et_buf buf;
	enum et_err err;

	et_buf_init(&buf, TEXT_LEN_MAX);
	et_lp_put_label(&buf, "ET1/card-text");
	et_lp_put_hash(&buf, &step->deployment->g);
	et_lp_put_id(&buf, &card->card_id);
	et_lp_put_bytes(&buf, card->lang);
	et_lp_put_bytes(&buf, card->topics);
	et_lp_put_bytes(&buf, card->question);
	et_lp_put_bytes(&buf, card->answer);
	if ((err = et_buf_err(&buf)) == ET_OK)
		err = et_verify(key, et_buf_view(&buf), &card->sig);
	et_buf_fini(&buf);
	return err;
}

/* Somebody certified, of the other kind of organisation, who works with clients or their benefits. */
static enum et_err check_proposer(struct et_dir_step *step, const struct card *card)
{
	struct et_store_user proposer;
	enum et_org_kind kind;
	unsigned roles;
	enum et_err err;

	if ((err = et_issuer_person(step, &card->proposer, &proposer)) != ET_OK)
		return err;
	if (et_roles_parse(proposer.roles, &roles) != ET_OK)
		return ET_CORRUPT;
	if ((err = et_issuer_org(step, &proposer.org_id, &kind)) != ET_OK)
		return err;
	if (!et_issuer_is_certified(step, &proposer) || kind == step->call->user->org_kind ||
		(roles & (ET_ROLE_WORKER | ET_ROLE_CONTACT)) == 0)
		return ET_BAD_STATEMENT;
	return check_words(step, card, &proposer.ipk_s);
}

static enum et_err check(struct et_dir_step *step)
{
	const struct card *card = step->body;
	struct et_store_card before;
	int64_t count;
	enum et_err err;

	if ((err = et_issuer_may(step, ET_DIR_CARD, NULL)) != ET_OK)
		return err;
	if ((err = check_proposer(step, card)) != ET_OK)
		return err;
	err = et_store_card_by_id(step->store, &card->card_id, &before);
	if (err != ET_NOT_FOUND)
		return err == ET_OK ? ET_BAD_STATEMENT : err;
	if ((err = et_store_card_count(step->store, &count)) != ET_OK)
		return err;
	return count < CARDS_MAX ? ET_OK : ET_BAD_STATEMENT;
}

static enum et_err project(struct et_dir_step *step)
{
	const struct card *card = step->body;
	struct et_store_card row = {
		.card_id = card->card_id,
		.proposer = card->proposer,
		.checker = step->stmt.author,
		.seq = step->stmt.seq,
	};

	return et_store_card_insert(step->store, &row);
}

const struct et_directory_kind et_directory_kind_card = {
	.doc = {
		.name = "card",
		.by = "worker or contact",
		.body = "LP(\"ET1/card\", card_id, lang, topics, question, answer, proposer_uid, "
			"proposer_sig)",
		.rule = "the issuer is who checked it. proposer_sig by the proposer's present key over "
			"LP(\"ET1/card-text\", G, card_id, lang, topics, question, answer). The proposer "
			"is a certified worker or contact of the other kind of org. lang `fi`, `sv` or "
			"`en`; topics 1 to 5 words `[a-z][a-z0-9-]{0,31}`, comma-joined, sorted, each "
			"once; question 1 to 500 characters, answer 1 to 2000, in lines. An id is used "
			"once; at most 2000 stand. Never a client's data",
	},
	.kind = ET_DIR_CARD,
	.body_len = sizeof(struct card),
	.parse = parse,
	.check = check,
	.project = project,
};
