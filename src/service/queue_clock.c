/* Hours that are over, consents that do not reach, room that is left. Keeps nothing, tells nobody. */
#include "queue_clock.h"

#include <etatunti/domain/agenda.h>
#include <etatunti/domain/weekly.h>
#include <etatunti/store/hour.h>

enum et_err et_queue_hour_over(struct et_line *line, const struct et_id *hour_id)
{
	size_t before = line->changes;
	struct et_store_hour hour;
	enum et_err err;

	if ((err = et_store_hour_by_id(line->store, hour_id, line->arena, &hour)) != ET_OK)
		return err;
	if (line->now_ms <= hour.ends_at + ET_WEEKLY_CLOSES_AFTER_MS)
		return ET_NOT_FOUND;
	if ((err = et_queue_carry_hour(line, hour_id)) != ET_OK)
		return err;
	if (line->changes == before)
		return ET_NOT_FOUND;
	return et_queue_settle(line, &hour.series_id);
}

enum et_err et_queue_consent_gate(
	struct et_line *line, const struct et_id *case_id, const struct et_id *hour_id)
{
	struct et_store_place place;
	struct et_store_hour hour;
	enum et_place_state state;
	bool covered;
	enum et_err err;

	err = et_store_place_live(line->store, case_id, line->arena, &place);
	if (err != ET_OK)
		return err;
	if (!et_id_eq(&place.hour_id, hour_id) ||
		et_place_state_parse(place.state, &state) != ET_OK ||
		!et_place_state_is_ahead(state))
		return ET_NOT_FOUND;
	if ((err = et_store_hour_by_id(line->store, hour_id, line->arena, &hour)) != ET_OK)
		return err;
	if (hour.starts_at <= line->now_ms ||
		hour.starts_at - line->now_ms > ET_AGENDA_CONSENT_GATE_MS)
		return ET_NOT_FOUND;
	if ((err = et_store_place_is_covered(line->store, case_id, hour_id, &covered)) != ET_OK)
		return err;
	if (covered)
		return ET_NOT_FOUND;
	if ((err = et_line_wait(line, &place, &hour, false, ET_MOVE_CONSENT)) != ET_OK)
		return err;
	return et_queue_settle(line, &place.series_id);
}

bool et_queue_is_act(struct et_slice action)
{
	return et_slice_eq_str(action, ET_ACTION_HOUR_OVER) ||
		et_slice_eq_str(action, ET_ACTION_CONSENT_GATE) ||
		et_slice_eq_str(action, ET_ACTION_SETTLE);
}

enum et_err et_queue_act(struct et_line *line, struct et_slice action, const struct et_id *case_id,
	const struct et_id *object_id)
{
	if (et_slice_eq_str(action, ET_ACTION_HOUR_OVER))
		return et_queue_hour_over(line, object_id);
	if (et_slice_eq_str(action, ET_ACTION_CONSENT_GATE))
		return et_queue_consent_gate(line, case_id, object_id);
	return et_queue_settle(line, object_id);
}
