-- Organisations (src/store/org.c).

-- :name org_insert
INSERT INTO org (org_id, kind, name, founder_pk, founder) VALUES (?1, ?2, ?3, ?4, ?5);

-- :name org_by_id
SELECT org_id, kind, name, founder_pk, founder, consent_ack FROM org WHERE org_id = ?1;

-- :name org_policy
UPDATE org SET consent_ack = ?2 WHERE org_id = ?1;

-- :name org_found
UPDATE org SET founder = ?2 WHERE org_id = ?1 AND founder IS NULL;
