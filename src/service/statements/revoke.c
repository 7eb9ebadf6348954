/*
 * revoke: the client withdraws the consent. In the one transaction of the append everything ends that
 * rested on it: Kela's S keys, the place, the open session with its room.
 */
#include <etatunti/domain/agenda.h>
#include <etatunti/store/consent.h>
#include <etatunti/store/place.h>

#include "body.h"

struct revoke {
	struct et_id consent;
	int64_t effective;
};

static const char *const who_words[] = { "client", "representative", NULL };
static const char *const how_words[] = { "oral", "written", "message", NULL };

static enum et_err parse(const struct et_step *step, void *out)
{
	struct revoke *body = out;
	struct et_lp_reader reader;

	et_body_open(&reader, step, "ET1/revoke");
	body->consent = et_lp_get_id(&reader);
	(void)et_body_word(&reader, who_words);
	(void)et_body_word(&reader, how_words);
	body->effective = et_lp_get_ms(&reader);
	if (body->effective != step->stmt.time_ms)
		et_lp_refuse(&reader);
	return et_lp_end(&reader);
}

static enum et_err check(struct et_step *step)
{
	const struct revoke *body = step->body;

	step->act.object_id = body->consent;
	return et_body_current_consent(step, &body->consent, NULL);
}

/* A place ahead is freed; one in turn has had its time and is closed with its session. */
static enum et_err free_place(struct et_step *step)
{
	struct et_store_place place;
	enum et_err err;

	err = et_store_place_live(step->store, &step->stmt.case_id, step->arena, &place);
	if (err == ET_NOT_FOUND)
		return ET_OK;
	if (err != ET_OK)
		return err;
	step->series = place.series_id;
	if ((err = et_store_place_delete(step->store, &place)) != ET_OK)
		return err;
	return et_line_touch(&step->line, &place);
}

static enum et_err project(struct et_step *step)
{
	const struct revoke *body = step->body;
	const struct et_id none = { { 0 } };
	enum et_err err;

	err = et_store_consent_end(
		step->store, &body->consent, step->stmt.time_ms, step->stmt.seq, &none);
	if (err != ET_OK)
		return err;
	if ((err = et_statement_end_access(step)) != ET_OK)
		return err;
	return free_place(step);
}

const struct et_statement_kind et_statement_kind_revoke = {
	.doc = { .name = "revoke",
		.by = "pair, contact, coordinator of the pair's organisation",
		.body = "LP(\"ET1/revoke\", consent_id, who, how, u64 effective)",
		.rule = "who `client`, `representative`; how `oral`, `written`, `message`; effective = "
			"the statement's time; the current consent; the case open or closed. In one transaction: "
			"consent ended, Kela's S wraps deleted, place freed, session closed (`interrupted`)" },
	.kind = ET_CASE_REVOKE,
	.body_len = sizeof(struct revoke),
	.parse = parse,
	.check = check,
	.project = project,
};
