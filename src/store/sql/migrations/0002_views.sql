-- 0002: the views over the tables of 0001_first.sql.


-- ---------------------------------------------------------------- views over the above

-- Who is IN a PAIR, and who is CONTACT of a series, in [from_at, to_at): by the directory itself, or in
-- someone's stead; certified all the while. The one place that knows substitutes.
CREATE VIEW pair_part AS
SELECT m.pair_id, m.uid, 0 AS from_at, u.not_after AS to_at
FROM pair_member m JOIN user u ON u.uid = m.uid WHERE u.state = 'active'
UNION ALL
SELECT m.pair_id, b.by_uid AS uid, b.from_at, MIN(b.to_at, u.not_after) AS to_at
FROM substitute b JOIN pair_member m ON m.uid = b.for_uid JOIN user u ON u.uid = b.by_uid
WHERE u.state = 'active';

CREATE VIEW series_contact AS
SELECT s.series_id, s.contact AS uid, 0 AS from_at, u.not_after AS to_at
FROM series s JOIN user u ON u.uid = s.contact WHERE u.state = 'active'
UNION ALL
SELECT s.series_id, b.by_uid AS uid, b.from_at, MIN(b.to_at, u.not_after) AS to_at
FROM substitute b JOIN series s ON s.contact = b.for_uid JOIN user u ON u.uid = b.by_uid
WHERE u.state = 'active';

-- Who has a part in a case, from when to when: its members of the pair, and those (by_contact) whose it is by a series of
-- the pair, who need a consent beside it.
CREATE VIEW case_part AS
SELECT m.case_id, m.uid, 0 AS by_contact, t.from_at, t.to_at
FROM member m JOIN casefile c ON c.case_id = m.case_id
JOIN pair_part t ON t.pair_id = c.pair_id AND t.uid = m.uid WHERE m.active = 1
UNION ALL
SELECT m.case_id, m.uid, 1 AS by_contact, t.from_at, t.to_at
FROM member m JOIN casefile c ON c.case_id = m.case_id
JOIN series_pair sp ON sp.pair_id = c.pair_id
JOIN series_contact t ON t.series_id = sp.series_id AND t.uid = m.uid WHERE m.active = 1;

-- A consent with the policy of the pair's organisation.
CREATE VIEW consent_view AS
SELECT k.*, o.consent_ack AS ack_required
FROM consent k JOIN casefile c ON c.case_id = k.case_id JOIN pair p ON p.pair_id = c.pair_id
JOIN org o ON o.org_id = p.org_id;

-- While the newest consent of a case stands, acknowledged as far as it must be: [from_at, to_at). Always
-- for a general question.
CREATE VIEW case_cover AS
SELECT c.case_id, CASE c.lane WHEN 'general' THEN 0 ELSE k.valid_from END AS from_at,
	CASE c.lane WHEN 'general' THEN 9223372036854775807 ELSE k.valid_to END AS to_at
FROM casefile c JOIN pair p ON p.pair_id = c.pair_id JOIN org o ON o.org_id = p.org_id
LEFT JOIN consent k ON k.consent_id = c.consent_id
WHERE c.lane = 'general' OR (k.consent_id IS NOT NULL AND k.ended_at IS NULL
	AND (k.ack_by IS NOT NULL OR o.consent_ack = 0));

-- Whose hour it is: the contact, or who stands in for the contact when it starts.
CREATE VIEW hour_contact AS
SELECT h.hour_id, s.contact,
	(SELECT b.by_uid FROM substitute b JOIN user u ON u.uid = b.by_uid
		WHERE b.for_uid = s.contact AND b.from_at <= h.starts_at AND h.starts_at < b.to_at
			AND u.state = 'active' AND h.starts_at < u.not_after
		ORDER BY b.seq DESC LIMIT 1) AS substitute
FROM hour h JOIN series s ON s.series_id = h.series_id;

-- An hour with what its series says and what its places take. missing_consents: places still ahead whose
-- case has no consent that holds over the hour.
CREATE VIEW hour_view AS
SELECT h.hour_id, h.series_id, h.local_date, h.starts_at, h.ends_at, h.state, h.reason,
	h.moved, h.decided, h.revision, s.name, s.capacity, s.contact,
	(SELECT c.substitute FROM hour_contact c WHERE c.hour_id = h.hour_id) AS substitute,
	(SELECT COUNT(*) FROM place p WHERE p.hour_id = h.hour_id
		AND p.state IN ('queued', 'ready', 'needs-info')
		AND NOT EXISTS (SELECT 1 FROM case_cover v WHERE v.case_id = p.case_id
			AND v.from_at <= h.starts_at AND h.ends_at <= v.to_at)) AS missing_consents,
	(SELECT COUNT(*) FROM place p WHERE p.hour_id = h.hour_id) AS places,
	(SELECT COALESCE(SUM(p.minutes), 0) FROM place p WHERE p.hour_id = h.hour_id) AS minutes
FROM hour h JOIN series s ON s.series_id = h.series_id;

-- A case as a list shows it: its newest consent, its live place (or that it was answered), its open
-- session. covered: the consent holds over the hour of the place.
CREATE VIEW case_view AS
SELECT c.case_id, c.pair_id, c.lane, c.seq, c.hash, c.state, c.updated_at,
	k.consent_id, k.valid_from, k.valid_to, k.ack_by, k.ended_at, k.replaced_by,
	o.consent_ack AS ack_required,
	p.series_id, p.hour_id, p.minutes, p.state AS place_state, r.session_id,
	COALESCE((SELECT v.from_at <= h.starts_at AND h.ends_at <= v.to_at FROM case_cover v
		WHERE v.case_id = c.case_id), 0) AS covered,
	EXISTS (SELECT 1 FROM hold WHERE hold.case_id = c.case_id) AS held
FROM casefile c
JOIN pair q ON q.pair_id = c.pair_id
JOIN org o ON o.org_id = q.org_id
LEFT JOIN consent k ON k.consent_id = c.consent_id
LEFT JOIN place p ON p.case_id = c.case_id
	AND p.state IN ('waiting', 'queued', 'ready', 'needs-info', 'in-turn', 'answered')
	AND NOT EXISTS (SELECT 1 FROM place later
		WHERE later.case_id = p.case_id AND later.queue_seq > p.queue_seq)
LEFT JOIN hour h ON h.hour_id = p.hour_id
LEFT JOIN case_session r ON r.case_id = c.case_id AND r.closed_at IS NULL;
