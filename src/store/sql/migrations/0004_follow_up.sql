-- 0004: what comes after the hour: follow-ups, retention, measures.


-- ---------------------------------------------------------------- projection of the directory

-- After so many days a closed case of the organisation is erased; 90 while nothing is said.
CREATE TABLE retention (
	org_id BLOB NOT NULL PRIMARY KEY REFERENCES org (org_id),
	days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 3650),
	seq INTEGER NOT NULL
) STRICT;


-- ---------------------------------------------------------------- projections of the case chains

-- What is due next; done, or not wanted: no row.
CREATE TABLE follow_up (
	case_id BLOB NOT NULL REFERENCES casefile (case_id),
	what TEXT NOT NULL CHECK (what IN ('first', 'half-year', 'plan')),
	due_at INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	PRIMARY KEY (case_id, what)
) STRICT;

CREATE INDEX follow_up_by_due ON follow_up (due_at);

-- A legal hold: while there is a row, the case is not erased.
CREATE TABLE hold (
	case_id BLOB NOT NULL PRIMARY KEY REFERENCES casefile (case_id),
	author BLOB NOT NULL REFERENCES user (uid),
	seq INTEGER NOT NULL
) STRICT;

-- When a case was closed (the time of the log) and what became of it: erased by the pair, or by the rule of
-- retention, which no statement tells of but a row of the log.
CREATE TABLE case_end (
	case_id BLOB NOT NULL PRIMARY KEY REFERENCES casefile (case_id),
	closed_at INTEGER NOT NULL,
	erased_at INTEGER,
	how TEXT CHECK (how IN ('pair', 'rule')),
	CHECK ((erased_at IS NULL) = (how IS NULL))
) STRICT;

CREATE INDEX case_end_kept ON case_end (closed_at) WHERE erased_at IS NULL;
CREATE INDEX case_end_erased ON case_end (erased_at) WHERE erased_at IS NOT NULL;


-- ---------------------------------------------------------------- record: measures

-- Numbers about the work, of no case and nobody. The hash of the row as it was put is on the log; of one that
-- was dropped nothing else is left.
CREATE TABLE measure (
	measure_id BLOB NOT NULL PRIMARY KEY CHECK (length(measure_id) = 16),
	series_id BLOB REFERENCES series (series_id),
	quarter TEXT CHECK (length(quarter) = 6),
	form TEXT CHECK (form IN ('baseline', 'three-months', 'half-year', 'hour', 'feedback')),
	hash BLOB NOT NULL CHECK (length(hash) = 32),
	dropped INTEGER NOT NULL CHECK (dropped IN (0, 1)),
	CHECK ((series_id IS NULL) = (quarter IS NULL)),
	CHECK ((series_id IS NULL) = (form IS NULL))
) STRICT;

CREATE INDEX measure_by_series ON measure (series_id, quarter);

CREATE TABLE measure_value (
	measure_id BLOB NOT NULL REFERENCES measure (measure_id),
	code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
	n INTEGER NOT NULL,
	PRIMARY KEY (measure_id, code)
) STRICT;

-- ---------------------------------------------------------------- ephemeral

-- Drafts of a case end in "/" and its id: they go with it.
CREATE INDEX draft_by_case ON draft (substr(key, -23));
