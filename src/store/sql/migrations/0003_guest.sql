-- 0003: people from outside who take part in one session of a case: an interpreter, a doctor.


-- ---------------------------------------------------------------- projection of the case chains

-- An invite, and from `guest-admit` on the keys that were let in by it and the session that they were let
-- into. consent_id: the one that it rests on; NULL in a question without a client. ended_seq: the
-- statement that ended it: removed, consent or session over, case closed.
CREATE TABLE guest (
	guest_id BLOB NOT NULL PRIMARY KEY CHECK (length(guest_id) = 16),
	case_id BLOB NOT NULL REFERENCES casefile (case_id),
	seq INTEGER NOT NULL,
	link_pk BLOB NOT NULL CHECK (length(link_pk) = 32),
	consent_id BLOB REFERENCES consent (consent_id),
	epoch INTEGER NOT NULL CHECK (epoch > 0),
	expires_at INTEGER NOT NULL,
	ct_hash BLOB NOT NULL CHECK (length(ct_hash) = 32),
	session_id BLOB REFERENCES case_session (session_id),
	admit_seq INTEGER,
	pk_s BLOB CHECK (length(pk_s) = 32),
	pk_e BLOB CHECK (length(pk_e) = 32),
	wrap_hash BLOB CHECK (length(wrap_hash) = 32),
	ended_seq INTEGER,
	CHECK ((session_id IS NULL) = (admit_seq IS NULL)),
	CHECK ((session_id IS NULL) = (pk_s IS NULL)),
	CHECK ((session_id IS NULL) = (pk_e IS NULL)),
	CHECK ((session_id IS NULL) = (wrap_hash IS NULL))
) STRICT;

CREATE INDEX guest_by_case ON guest (case_id, seq);
CREATE INDEX guest_by_session ON guest (session_id) WHERE session_id IS NOT NULL;


-- ---------------------------------------------------------------- data

-- Sealed: who is invited, for those who hold S (until `erase`); the keys of the session, for who was let in
-- (until that is over).
CREATE TABLE guest_data (
	guest_id BLOB NOT NULL CHECK (length(guest_id) = 16),
	part TEXT NOT NULL CHECK (part IN ('invite', 'wrap')),
	ct BLOB NOT NULL,
	PRIMARY KEY (guest_id, part)
) STRICT;

CREATE TRIGGER guest_data_no_update BEFORE UPDATE ON guest_data
BEGIN SELECT RAISE(ABORT, 'append_only'); END;
