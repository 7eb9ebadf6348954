-- Places of cases in hours (src/store/place.c).

-- The place becomes the hour's last.
-- :name place_insert
INSERT INTO place (case_id, queue_seq, hour_id, minutes, urgency, state, queued_at, consent_id,
	prepared_at, pos)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,
	(SELECT COALESCE(MAX(pos), 0) + 1 FROM place WHERE hour_id = ?3));

-- :name place_live
SELECT p.case_id, p.queue_seq, p.hour_id, p.minutes, p.urgency, p.state, p.pos, p.queued_at,
	p.consent_id, p.prepared_at, r.session_id
FROM place p LEFT JOIN case_session r
	ON r.case_id = p.case_id AND r.hour_id = p.hour_id AND r.closed_at IS NULL
WHERE p.case_id = ?1 AND p.state IN ('queued', 'ready', 'needs-info', 'in-turn');

-- :name place_list
SELECT p.case_id, p.queue_seq, p.hour_id, p.minutes, p.urgency, p.state, p.pos, p.queued_at,
	p.consent_id, p.prepared_at, r.session_id
FROM place p LEFT JOIN case_session r
	ON r.case_id = p.case_id AND r.hour_id = p.hour_id AND r.closed_at IS NULL
WHERE p.hour_id = ?1 ORDER BY p.pos;

-- A contact is entitled by a consent in force now or over the whole hour (which then lies ahead).
-- :name place_list_seen
SELECT p.hour_id, p.case_id, p.pos, p.minutes, p.urgency, p.state, r.session_id,
	EXISTS (SELECT 1 FROM member m
		WHERE m.case_id = p.case_id AND m.uid = ?1 AND m.active = 1 AND (
			EXISTS (SELECT 1 FROM pair_part
				JOIN casefile c ON c.pair_id = pair_part.pair_id
				WHERE pair_part.uid = ?1 AND c.case_id = p.case_id
				AND from_at <= ?2 AND ?2 < to_at)
			OR EXISTS (SELECT 1 FROM series_contact
				JOIN series_pair sp ON sp.series_id = series_contact.series_id
				JOIN casefile c ON c.pair_id = sp.pair_id
				WHERE series_contact.uid = ?1 AND c.case_id = p.case_id
				AND from_at <= ?2 AND ?2 < to_at)
			AND EXISTS (SELECT 1 FROM consent_view k
				WHERE k.case_id = p.case_id AND k.ended_at IS NULL
				AND (k.ack_by IS NOT NULL OR k.ack_required = 0) AND k.valid_to > ?2
				AND (k.valid_from <= ?2
					OR (k.valid_from <= h.starts_at AND h.ends_at <= k.valid_to))))
	) AS entitled
FROM hour h JOIN place p ON p.hour_id = h.hour_id
LEFT JOIN case_session r
	ON r.case_id = p.case_id AND r.hour_id = p.hour_id AND r.closed_at IS NULL
WHERE h.starts_at >= ?3 AND h.starts_at < ?4
ORDER BY h.starts_at, h.hour_id, p.pos;

-- :name place_set_state
UPDATE place SET state = ?3 WHERE case_id = ?1 AND queue_seq = ?2;

-- :name place_prepare
UPDATE place SET state = ?3, prepared_at = ?4 WHERE case_id = ?1 AND queue_seq = ?2;

-- Those behind a place that is about to go.
-- :name place_move_up
UPDATE place SET pos = pos - 1
WHERE hour_id = (SELECT hour_id FROM place WHERE case_id = ?1 AND queue_seq = ?2)
	AND pos > (SELECT pos FROM place WHERE case_id = ?1 AND queue_seq = ?2);

-- :name place_delete
DELETE FROM place WHERE case_id = ?1 AND queue_seq = ?2;
