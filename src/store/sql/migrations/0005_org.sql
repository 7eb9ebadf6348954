-- 0005: what organisations keep in common: teams one may turn to, and published cards. Their texts stand in the
-- directory chain only.


-- ---------------------------------------------------------------- projections of the directory

-- dropped: the newest `team` has no name.
CREATE TABLE team (
	team_id BLOB NOT NULL PRIMARY KEY CHECK (length(team_id) = 16),
	org_id BLOB NOT NULL REFERENCES org (org_id),
	dropped INTEGER NOT NULL CHECK (dropped IN (0, 1)),
	seq INTEGER NOT NULL
) STRICT;

CREATE INDEX team_by_org ON team (org_id, dropped);

-- A dropped card keeps its id for ever.
CREATE TABLE card (
	card_id BLOB NOT NULL PRIMARY KEY CHECK (length(card_id) = 16),
	proposer BLOB NOT NULL REFERENCES user (uid),
	checker BLOB NOT NULL REFERENCES user (uid),
	dropped INTEGER NOT NULL CHECK (dropped IN (0, 1)),
	seq INTEGER NOT NULL,
	CHECK (proposer <> checker)
) STRICT;

CREATE INDEX card_by_dropped ON card (dropped);
