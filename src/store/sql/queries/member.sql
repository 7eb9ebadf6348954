-- Members of cases and the keys granted to them (src/store/member.c).

-- Who was removed may come back; of one who is there no row changes.
-- :name member_add
INSERT INTO member (case_id, uid, comps, seq, active) VALUES (?1, ?2, ?3, ?4, 1)
ON CONFLICT (case_id, uid) DO UPDATE SET comps = excluded.comps, seq = excluded.seq, active = 1
WHERE member.active = 0;

-- :name member_remove
UPDATE member SET active = 0 WHERE case_id = ?1 AND uid = ?2 AND active = 1;

-- :name member_get
SELECT m.case_id, m.uid, m.comps, m.seq, m.active, o.kind AS org_kind
FROM member m JOIN user u ON u.uid = m.uid JOIN org o ON o.org_id = u.org_id
WHERE m.case_id = ?1 AND m.uid = ?2;

-- :name member_list
SELECT m.case_id, m.uid, m.comps, m.seq, m.active, o.kind AS org_kind
FROM member m JOIN user u ON u.uid = m.uid JOIN org o ON o.org_id = u.org_id
WHERE m.case_id = ?1 AND m.active = 1 ORDER BY m.seq, m.uid;

-- When it is over after ?3 that the person is IN PAIR or CONTACT OF PAIR, in any way; 0 if never.
-- :name member_part_end
SELECT COALESCE(MIN(to_at), 0) AS at FROM (
	SELECT to_at FROM pair_part WHERE pair_id = ?1 AND uid = ?2 AND to_at > ?3
	UNION ALL
	SELECT to_at FROM series_contact WHERE uid = ?2 AND to_at > ?3
		AND series_id IN (SELECT series_id FROM series_pair WHERE pair_id = ?1));

-- :name wrap_insert
INSERT INTO wrap (case_id, seq, comp, epoch, recipient, granter, basis_id, w_hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);

-- :name wrap_data_insert
INSERT INTO wrap_data (case_id, seq, w) VALUES (?1, ?2, ?3);

-- :name wrap_list
SELECT w.case_id, w.seq, w.comp, w.epoch, w.recipient, w.granter, w.basis_id, w.w_hash, d.w
FROM wrap w LEFT JOIN wrap_data d ON d.case_id = w.case_id AND d.seq = w.seq
WHERE w.recipient = ?2 AND w.case_id = ?1 AND ?3 LIKE ('%' || w.comp || '%') ORDER BY w.seq;

-- :name wrap_list_all
SELECT w.case_id, w.seq, w.comp, w.epoch, w.recipient, w.granter, w.basis_id, w.w_hash, d.w
FROM wrap w LEFT JOIN wrap_data d ON d.case_id = w.case_id AND d.seq = w.seq
WHERE w.case_id = ?1 ORDER BY w.seq;

-- :name wrap_data_drop_of
DELETE FROM wrap_data WHERE case_id = ?1 AND seq IN (
	SELECT seq FROM wrap WHERE recipient = ?2 AND case_id = ?1);

-- :name wrap_drop_of
DELETE FROM wrap WHERE recipient = ?2 AND case_id = ?1;

-- :name wrap_data_drop_all
DELETE FROM wrap_data WHERE case_id = ?1;

-- :name wrap_drop_all
DELETE FROM wrap WHERE case_id = ?1;

-- :name wrap_data_drop_contacts
DELETE FROM wrap_data WHERE case_id = ?1 AND seq IN (
	SELECT w.seq FROM wrap w JOIN member m ON m.case_id = w.case_id AND m.uid = w.recipient
	WHERE w.case_id = ?1 AND w.comp = 'S' AND m.comps = 'SC');

-- :name wrap_drop_contacts
DELETE FROM wrap WHERE case_id = ?1 AND comp = 'S' AND recipient IN (
	SELECT uid FROM member WHERE case_id = ?1 AND comps = 'SC');
