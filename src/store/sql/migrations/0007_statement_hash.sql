-- 0007: nothing ever looks for a statement by its hash, and the place of a hash among all others is a page of its own for
-- each statement: the more there are, the dearer. The table stands on the disk more than once meanwhile; where it has no room the
-- start is refused, and nothing has changed.

CREATE TABLE statement_by_case (
	case_id BLOB NOT NULL CHECK (length(case_id) = 16),
	seq INTEGER NOT NULL CHECK (seq > 0),
	stmt BLOB NOT NULL,
	sig BLOB NOT NULL CHECK (length(sig) = 64),
	hash BLOB NOT NULL CHECK (length(hash) = 32),
	kind TEXT NOT NULL,
	author BLOB NOT NULL CHECK (length(author) = 16),
	time INTEGER NOT NULL,
	PRIMARY KEY (case_id, seq)
) STRICT;

-- Every column, in its order: so the rows are copied as they stand, one page after the other.
INSERT INTO statement_by_case SELECT * FROM statement;

DROP TRIGGER statement_no_update;
DROP TRIGGER statement_no_delete;
DROP TRIGGER statement_no_gap;
DROP TABLE statement;
ALTER TABLE statement_by_case RENAME TO statement;

CREATE TRIGGER statement_no_update BEFORE UPDATE ON statement
BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER statement_no_delete BEFORE DELETE ON statement
BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER statement_no_gap BEFORE INSERT ON statement
WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM statement WHERE case_id = NEW.case_id)
BEGIN SELECT RAISE(ABORT, 'seq_gap'); END;
