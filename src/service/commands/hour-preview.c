/*
 * hour-preview: what an `hour-set` would do to the cases of the hour, before it is signed: the very same check
 * and projection, in a savepoint that is taken back. Counts only, no case is named.
 */
#include <etatunti/store/txn.h>

#include "directory/directory.h"
#include "hours.h"
#include "queue_settle.h"

struct params {
	struct et_id series;
	struct et_slice date;
	int state;
	struct et_slice to_date, to_start;
};

static const char *const states[] = { "cancelled", "planned", "moved", NULL };

static const struct et_field fields[] = {
	ET_F_ID(struct params, series, "series"),
	ET_F_STR(struct params, date, "date", 10, 10),
	ET_F_ENUM(struct params, state, "state", states),
	ET_F_STR(struct params, to_date, "to_date", 0, 10),
	ET_F_STR(struct params, to_start, "to_start", 0, 5),
};

/* The body that the coordinator would sign. */
static enum et_err put_body(struct et_call *call, struct et_slice *out)
{
	const struct params *params = call->params;
	struct et_buf buf;
	enum et_err err;

	et_buf_init(&buf, 256);
	et_lp_put_label(&buf, "ET1/hour-set");
	et_lp_put_id(&buf, &params->series);
	et_lp_put_bytes(&buf, params->date);
	et_lp_put_str(&buf, states[params->state]);
	et_lp_put_bytes(&buf, params->to_date);
	et_lp_put_bytes(&buf, params->to_start);
	et_lp_put_str(&buf, "-");
	if ((err = et_buf_err(&buf)) == ET_OK)
		err = et_arena_slice(call->arena, et_buf_view(&buf), out);
	et_buf_fini(&buf);
	return err;
}

/* Parsed and checked as if it had come. */
static enum et_err check(
	struct et_call *call, const struct et_directory_kind *kind, struct et_dir_step *step)
{
	struct et_store_head head;
	void *body;
	enum et_err err;

	if ((err = et_directory_head(call->store, &call->deployment->g, &head)) != ET_OK)
		return err;
	*step = (struct et_dir_step){
		.store = call->store,
		.arena = call->arena,
		.deployment = call->deployment,
		.stmt = { .seq = head.seq + 1, .time_ms = call->now_ms, .author = call->user->uid },
		.call = call,
	};
	if ((err = put_body(call, &step->stmt.body)) != ET_OK)
		return err;
	if ((body = et_arena_alloc(call->arena, kind->body_len)) == NULL)
		return ET_NO_MEMORY;
	step->body = body;
	if ((err = kind->parse(step, body)) != ET_OK)
		return err;
	call->about.object_id = step->subject;
	return kind->check(step);
}

static enum et_err try_out(const struct et_directory_kind *kind, struct et_dir_step *step,
	const struct et_store_hour *before, struct et_line *line)
{
	struct et_store_series series;
	struct et_store_hour_set set;
	struct et_store_hour row;
	enum et_err err;

	if ((err = kind->project(step)) != ET_OK)
		return err;
	err = et_store_series_by_id(step->store, &before->series_id, step->arena, &series);
	if (err != ET_OK)
		return err;
	err = et_store_hour_set_by_id(step->store, &before->hour_id, step->arena, &set);
	if (err != ET_OK)
		return err;
	err = et_hours_row(&step->deployment->g, &series, before->local_date, before, &set, &row);
	if (err != ET_OK)
		return err;
	if ((err = et_hours_write(line, before, &row)) != ET_OK)
		return err;
	return et_queue_settle(line, &before->series_id);
}

/* So many of the hour's cases go there; hour zero: they wait. */
static enum et_err put_goes(struct et_call *call, const struct et_id *hour_id, int64_t count)
{
	struct et_json *json = &call->reply;
	struct et_store_hour hour;
	enum et_err err = et_store_hour_by_id(call->store, hour_id, call->arena, &hour);

	if (err != ET_OK && err != ET_NOT_FOUND)
		return err;
	et_json_object_open(json, NULL);
	et_json_id_or_null(json, "to_hour", hour_id);
	if (err == ET_OK)
		et_json_int(json, "to_starts_at", hour.starts_at);
	else
		et_json_null(json, "to_starts_at");
	et_json_int(json, "count", count);
	et_json_object_close(json);
	return ET_OK;
}

/* How many of the first moves lead from the one hour to the other. */
static int64_t count_moves(
	const struct et_line *line, size_t first, const struct et_id *from, const struct et_id *to)
{
	int64_t count = 0;

	for (size_t i = 0; i < first; i++) {
		if (et_id_eq(&line->moves[i].from, from) && et_id_eq(&line->moves[i].to, to))
			count++;
	}
	return count;
}

/* Each hour once, in the order in which the cases got there; those that stay first. */
static enum et_err put_reply(
	struct et_call *call, const struct et_store_hour *before, struct et_line *line)
{
	struct et_move *moves = line->moves;
	int64_t left = before->places;
	enum et_err err = ET_OK;

	for (size_t i = 0; i < line->count; i++)
		left -= et_id_eq(&moves[i].from, &before->hour_id) ? 1 : 0;
	et_json_int(&call->reply, "places", before->places);
	et_json_array_open(&call->reply, "goes");
	if (left > 0)
		err = put_goes(call, &before->hour_id, left);
	for (size_t i = 0; err == ET_OK && i < line->count; i++) {
		if (et_id_eq(&moves[i].from, &before->hour_id) &&
			count_moves(line, i, &before->hour_id, &moves[i].to) == 0)
			err = put_goes(call, &moves[i].to,
				count_moves(line, line->count, &before->hour_id, &moves[i].to));
	}
	et_json_array_close(&call->reply);
	return err;
}

static enum et_err handle(struct et_call *call)
{
	const struct et_directory_kind *kind = et_directory_kind_of(ET_DIR_HOUR_SET);
	struct et_store_hour before;
	struct et_dir_step step;
	struct et_line line;
	int depth;
	enum et_err err, back;

	if ((err = check(call, kind, &step)) != ET_OK)
		return err == ET_BAD_STATEMENT ? ET_BAD_PARAM : err;
	err = et_store_hour_by_id(call->store, &step.subject, call->arena, &before);
	if (err != ET_OK)
		return err;
	et_line_init(&line, call->store, call->arena, call->now_ms);
	if ((err = et_store_txn_save(call->store, "hour-preview", &depth)) != ET_OK)
		return err;
	if ((err = try_out(kind, &step, &before, &line)) == ET_OK)
		err = put_reply(call, &before, &line);
	back = et_store_txn_back(call->store, depth);
	return back != ET_OK ? back : err;
}

const struct et_command et_command_hour_preview = {
	.name = "hour-preview",
	.summary =
		"what an `hour-set` of that series and day would do to the cases of its hour, by the same "
		"rules and with their refusals (a malformed one: `bad_param`): how many have a "
		"place, how many go to which hour (the hour itself: they stay) or wait (null). "
		"Nothing changes. Logged",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_COORDINATOR,
	.effect = ET_READ,
	.rate = ET_RATE_HEAVY,
	.action = "hour-preview",
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ places: number; goes: { to_hour: Id | null; to_starts_at: Ms | null; "
		 "count: number }[] }",
	.handle = handle,
};
