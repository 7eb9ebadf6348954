-- Published cards (src/store/card.c).

-- :name card_insert
INSERT INTO card (card_id, proposer, checker, dropped, seq) VALUES (?1, ?2, ?3, 0, ?4);

-- :name card_drop
UPDATE card SET dropped = 1, seq = ?2 WHERE card_id = ?1 AND dropped = 0;

-- :name card_by_id
SELECT card_id, proposer, checker, dropped, seq FROM card WHERE card_id = ?1;

-- Those that are not dropped.
-- :name card_count
SELECT COUNT(*) AS n FROM card WHERE dropped = 0;
