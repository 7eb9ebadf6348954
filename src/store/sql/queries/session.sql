-- Login sessions (src/store/session.c).

-- :name session_insert
INSERT INTO session (sid, uid, spk, created_at, seen_at, ended_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6);

-- :name session_by_id
SELECT sid, uid, spk, created_at, seen_at, ended_at FROM session WHERE sid = ?1;

-- :name session_list
SELECT sid, uid, spk, created_at, seen_at, ended_at FROM session
WHERE uid = ?1 AND ended_at IS NULL ORDER BY created_at, sid;

-- :name session_touch
UPDATE session SET seen_at = ?2 WHERE sid = ?1;

-- :name session_end
UPDATE session SET ended_at = ?2 WHERE sid = ?1 AND ended_at IS NULL;

-- :name session_drop
DELETE FROM session WHERE seen_at < ?1;
