-- 0001: the whole record of one deployment; 0002_views.sql has the views over it.
--
-- Ids are 16 bytes, hashes and public keys 32, signatures 64; times are INTEGER ms UTC, dates and
-- wall-clock times are text in the local zone. An absent value is NULL, never zero or empty.
-- Words in CHECKs are the words of PROTOCOL.md.
--
-- Every table belongs to one of these classes (include/etatunti/store/verify.h lists them for C):
--   chain       signed bytes as they came, append-only; everything else follows from them
--   projection  what the chains say, in tables for queries; `verify` rebuilds and compares them
--   data        ciphertext, vouched for by a hash that stands in a chain
--   record      unsigned rows (hours); the hash of each row as written is on the log
--   ephemeral   may be lost without losing anything of the record

-- ---------------------------------------------------------------- chain

-- genesis (the LP bytes), g (its hash), log_pk, and salt_secret (ephemeral in kind: 32 random bytes
-- for the salts of unknown users and of invites). Schema hashes are in table migration.
CREATE TABLE meta (
	key TEXT NOT NULL PRIMARY KEY,
	value BLOB NOT NULL
) STRICT;

CREATE TABLE dir_statement (
	seq INTEGER NOT NULL PRIMARY KEY CHECK (seq > 0),
	stmt BLOB NOT NULL,
	sig BLOB NOT NULL CHECK (length(sig) = 64),
	hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
	kind TEXT NOT NULL,
	issuer BLOB NOT NULL CHECK (length(issuer) = 16),
	time INTEGER NOT NULL
) STRICT;

-- The enrolment as the person signed it, and the key bundle whose hash it names; invite_id is the
-- organisation's id for a founder. A person has one for each set of keys.
CREATE TABLE enrolment (
	invite_id BLOB NOT NULL PRIMARY KEY CHECK (length(invite_id) = 16),
	uid BLOB NOT NULL CHECK (length(uid) = 16),
	e BLOB NOT NULL,
	sig_id BLOB NOT NULL CHECK (length(sig_id) = 64),
	sig_inv BLOB NOT NULL CHECK (length(sig_inv) = 64),
	eh BLOB NOT NULL CHECK (length(eh) = 32),
	kb BLOB NOT NULL,
	at INTEGER NOT NULL
) STRICT;

CREATE TABLE statement (
	case_id BLOB NOT NULL CHECK (length(case_id) = 16),
	seq INTEGER NOT NULL CHECK (seq > 0),
	stmt BLOB NOT NULL,
	sig BLOB NOT NULL CHECK (length(sig) = 64),
	hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
	kind TEXT NOT NULL,
	author BLOB NOT NULL CHECK (length(author) = 16),
	time INTEGER NOT NULL,
	PRIMARY KEY (case_id, seq)
) STRICT;

-- A changed passphrase: new login key and key bundle, signed with identity key and the login key before.
CREATE TABLE relogin (
	hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
	uid BLOB NOT NULL CHECK (length(uid) = 16),
	kbver INTEGER NOT NULL CHECK (kbver > 1),
	stmt BLOB NOT NULL,
	sig_id BLOB NOT NULL CHECK (length(sig_id) = 64),
	sig_old BLOB NOT NULL CHECK (length(sig_old) = 64),
	kb BLOB NOT NULL,
	at INTEGER NOT NULL
) STRICT;

-- case_id is the row's own, for the report of a case; NULL where the row names none.
CREATE TABLE log (
	seq INTEGER NOT NULL PRIMARY KEY CHECK (seq > 0),
	row BLOB NOT NULL,
	hash BLOB NOT NULL CHECK (length(hash) = 32),
	case_id BLOB CHECK (length(case_id) = 16)
) STRICT;

CREATE INDEX log_by_case ON log (case_id, seq) WHERE case_id IS NOT NULL;

-- seq is the last log row that the checkpoint covers.
CREATE TABLE checkpoint (
	seq INTEGER NOT NULL PRIMARY KEY CHECK (seq > 0),
	ckpt BLOB NOT NULL,
	sig BLOB NOT NULL CHECK (length(sig) = 64)
) STRICT;

-- ---------------------------------------------------------------- projections of genesis and directory

-- founder is the uid of the `found` statement; NULL until then. consent_ack: whether a consent of the
-- organisation's pairs needs a second worker's acknowledgement (`policy`; at first it does).
CREATE TABLE org (
	org_id BLOB NOT NULL PRIMARY KEY CHECK (length(org_id) = 16),
	kind TEXT NOT NULL CHECK (kind IN ('county', 'kela')),
	name TEXT NOT NULL,
	founder_pk BLOB NOT NULL CHECK (length(founder_pk) = 32),
	founder BLOB CHECK (length(founder) = 16),
	consent_ack INTEGER NOT NULL DEFAULT 1 CHECK (consent_ack IN (0, 1))
) STRICT;

-- holder: the certified person whose new keys it is for; NULL: somebody new. state: open until it is
-- used, used until a coordinator confirms who used it (done); gone: a later invite took its place.
CREATE TABLE invite (
	invite_id BLOB NOT NULL PRIMARY KEY CHECK (length(invite_id) = 16),
	inv_pk BLOB NOT NULL CHECK (length(inv_pk) = 32),
	username TEXT NOT NULL,
	display TEXT NOT NULL,
	org_id BLOB NOT NULL REFERENCES org (org_id),
	roles TEXT NOT NULL,
	expires INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	holder BLOB CHECK (length(holder) = 16),
	state TEXT NOT NULL CHECK (state IN ('open', 'used', 'done', 'gone')),
	used_at INTEGER,
	uid BLOB CHECK (length(uid) = 16),
	CHECK ((used_at IS NULL) = (uid IS NULL))
) STRICT;

CREATE INDEX invite_by_username ON invite (username);
CREATE INDEX invite_by_uid ON invite (uid);
CREATE INDEX invite_by_org ON invite (org_id, state);

-- With the keys of now. not_after is NULL while pending: the certifying statement gives it. eh is the
-- hash of the enrolment that the keys came with. A user name belongs to its uid for ever.
CREATE TABLE user (
	uid BLOB NOT NULL PRIMARY KEY CHECK (length(uid) = 16),
	username TEXT NOT NULL,
	display TEXT NOT NULL,
	org_id BLOB NOT NULL REFERENCES org (org_id),
	roles TEXT NOT NULL,
	ipk_s BLOB NOT NULL CHECK (length(ipk_s) = 32),
	ipk_e BLOB NOT NULL CHECK (length(ipk_e) = 32),
	not_after INTEGER,
	state TEXT NOT NULL CHECK (state IN ('pending', 'active', 'revoked')),
	eh BLOB NOT NULL CHECK (length(eh) = 32),
	CHECK ((state = 'pending') = (not_after IS NULL))
) STRICT;

CREATE UNIQUE INDEX user_by_username ON user (username);
CREATE INDEX user_by_org ON user (org_id, state);

-- Every pair of keys that was ever certified: nobody, not even its owner, gets one a second time.
CREATE TABLE user_key (
	ipk_s BLOB NOT NULL PRIMARY KEY CHECK (length(ipk_s) = 32),
	ipk_e BLOB NOT NULL UNIQUE CHECK (length(ipk_e) = 32),
	uid BLOB NOT NULL REFERENCES user (uid),
	seq INTEGER NOT NULL
) STRICT;

-- What logging in needs, as the newest of enrolment, relogin and user-rekey says.
CREATE TABLE credential (
	uid BLOB NOT NULL PRIMARY KEY REFERENCES user (uid),
	lpk BLOB NOT NULL CHECK (length(lpk) = 32),
	salt BLOB NOT NULL CHECK (length(salt) = 16),
	ops INTEGER NOT NULL,
	mem INTEGER NOT NULL,
	kb BLOB NOT NULL,
	kbver INTEGER NOT NULL
) STRICT;

CREATE TABLE pair (
	pair_id BLOB NOT NULL PRIMARY KEY CHECK (length(pair_id) = 16),
	org_id BLOB NOT NULL REFERENCES org (org_id),
	name TEXT NOT NULL,
	seq INTEGER NOT NULL
) STRICT;

CREATE TABLE pair_member (
	pair_id BLOB NOT NULL REFERENCES pair (pair_id),
	uid BLOB NOT NULL REFERENCES user (uid),
	PRIMARY KEY (pair_id, uid)
) STRICT;

CREATE INDEX pair_member_by_uid ON pair_member (uid);

-- by_uid stands in for for_uid in [from_at, to_at).
CREATE TABLE substitute (
	substitute_id BLOB NOT NULL PRIMARY KEY CHECK (length(substitute_id) = 16),
	for_uid BLOB NOT NULL REFERENCES user (uid),
	by_uid BLOB NOT NULL REFERENCES user (uid),
	from_at INTEGER NOT NULL,
	to_at INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	CHECK (to_at > from_at),
	CHECK (for_uid <> by_uid)
) STRICT;

CREATE INDEX substitute_by_for ON substitute (for_uid);
CREATE INDEX substitute_by_by ON substitute (by_uid);

-- since: the rule holds for hours that start after it; the time of the newest `series-set`, 0 when that is
-- the series' first.
CREATE TABLE series (
	series_id BLOB NOT NULL PRIMARY KEY CHECK (length(series_id) = 16),
	org_id BLOB NOT NULL REFERENCES org (org_id),
	name TEXT NOT NULL,
	contact BLOB NOT NULL REFERENCES user (uid),
	weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
	start TEXT NOT NULL CHECK (length(start) = 5),
	first_date TEXT NOT NULL CHECK (length(first_date) = 10),
	last_date TEXT CHECK (length(last_date) = 10),
	capacity INTEGER NOT NULL CHECK (capacity BETWEEN 1 AND 4),
	every INTEGER NOT NULL CHECK (every IN (1, 2)),
	on_holidays INTEGER NOT NULL CHECK (on_holidays IN (0, 1)),
	phone TEXT NOT NULL CHECK (length(phone) <= 40),
	seq INTEGER NOT NULL,
	since INTEGER NOT NULL
) STRICT;

CREATE INDEX series_by_contact ON series (contact);
CREATE INDEX series_by_org ON series (org_id);

CREATE TABLE series_pair (
	series_id BLOB NOT NULL REFERENCES series (series_id),
	pair_id BLOB NOT NULL REFERENCES pair (pair_id),
	PRIMARY KEY (series_id, pair_id)
) STRICT;

CREATE INDEX series_pair_by_pair ON series_pair (pair_id);

-- ---------------------------------------------------------------- record: hours

-- The id follows from series and local_date, which is the day of the rule; moved: the hour takes place at
-- other instants than the rule's. proposed: on a day that offices are shut, it takes place only if a
-- coordinator keeps it. decided: seq of the `hour-set` that it follows, 0 if it follows the rule. revision
-- counts its changes.
CREATE TABLE hour (
	hour_id BLOB NOT NULL PRIMARY KEY CHECK (length(hour_id) = 16),
	series_id BLOB NOT NULL REFERENCES series (series_id),
	local_date TEXT NOT NULL CHECK (length(local_date) = 10),
	starts_at INTEGER NOT NULL,
	ends_at INTEGER NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('planned', 'proposed', 'cancelled')),
	reason TEXT,
	moved INTEGER NOT NULL CHECK (moved IN (0, 1)),
	decided INTEGER NOT NULL,
	revision INTEGER NOT NULL CHECK (revision >= 0),
	UNIQUE (series_id, local_date),
	CHECK (ends_at > starts_at)
) STRICT;

CREATE INDEX hour_by_start ON hour (starts_at);
CREATE INDEX hour_by_series ON hour (series_id, starts_at);

-- What a coordinator has decided about one hour: the newest `hour-set`. A projection of the directory.
CREATE TABLE hour_set (
	hour_id BLOB NOT NULL PRIMARY KEY REFERENCES hour (hour_id),
	state TEXT NOT NULL CHECK (state IN ('planned', 'cancelled', 'moved')),
	to_date TEXT CHECK (length(to_date) = 10),
	to_start TEXT CHECK (length(to_start) = 5),
	reason TEXT,
	seq INTEGER NOT NULL,
	CHECK ((to_date IS NULL) = (to_start IS NULL))
) STRICT;

-- ---------------------------------------------------------------- projections of the case chains

-- seq and hash are the head of the chain; consent_id is the newest consent, in force or not. lane
-- general: a question without a client, which no consent is asked for.
CREATE TABLE casefile (
	case_id BLOB NOT NULL PRIMARY KEY CHECK (length(case_id) = 16),
	pair_id BLOB NOT NULL REFERENCES pair (pair_id),
	lane TEXT NOT NULL CHECK (lane IN ('client', 'general')),
	seq INTEGER NOT NULL,
	hash BLOB NOT NULL CHECK (length(hash) = 32),
	state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'erased')),
	consent_id BLOB CHECK (length(consent_id) = 16),
	last_time INTEGER NOT NULL,
	updated_at INTEGER NOT NULL,
	closed_by BLOB CHECK (length(closed_by) = 16),
	CHECK ((state = 'open') = (closed_by IS NULL))
) STRICT;

CREATE INDEX casefile_by_pair ON casefile (pair_id);

CREATE TABLE commitment (
	case_id BLOB NOT NULL REFERENCES casefile (case_id),
	comp TEXT NOT NULL CHECK (comp IN ('P', 'S', 'C')),
	epoch INTEGER NOT NULL CHECK (epoch > 0),
	kc BLOB NOT NULL CHECK (length(kc) = 32),
	PRIMARY KEY (case_id, comp, epoch)
) STRICT;

CREATE TABLE member (
	case_id BLOB NOT NULL REFERENCES casefile (case_id),
	uid BLOB NOT NULL REFERENCES user (uid),
	comps TEXT NOT NULL CHECK (comps IN ('PSC', 'SC')),
	seq INTEGER NOT NULL,
	active INTEGER NOT NULL CHECK (active IN (0, 1)),
	PRIMARY KEY (case_id, uid)
) STRICT;

CREATE INDEX member_by_uid ON member (uid, active);

-- A grant: the sealed key itself is in wrap_data. Both rows go when the grant is taken back.
CREATE TABLE wrap (
	case_id BLOB NOT NULL REFERENCES casefile (case_id),
	seq INTEGER NOT NULL,
	comp TEXT NOT NULL CHECK (comp IN ('P', 'S', 'C')),
	epoch INTEGER NOT NULL,
	recipient BLOB NOT NULL REFERENCES user (uid),
	granter BLOB NOT NULL REFERENCES user (uid),
	basis_id BLOB CHECK (length(basis_id) = 16),
	w_hash BLOB NOT NULL CHECK (length(w_hash) = 32),
	PRIMARY KEY (case_id, seq)
) STRICT;

CREATE INDEX wrap_by_recipient ON wrap (recipient, case_id, seq);

-- Every revision is a row.
CREATE TABLE object (
	case_id BLOB NOT NULL REFERENCES casefile (case_id),
	object_id BLOB NOT NULL CHECK (length(object_id) = 16),
	rev INTEGER NOT NULL CHECK (rev > 0),
	type TEXT NOT NULL,
	comp TEXT NOT NULL CHECK (comp IN ('P', 'S', 'C')),
	epoch INTEGER NOT NULL,
	author BLOB NOT NULL REFERENCES user (uid),
	ct_hash BLOB NOT NULL CHECK (length(ct_hash) = 32),
	size INTEGER NOT NULL CHECK (size >= 0),
	chunks INTEGER NOT NULL CHECK (chunks BETWEEN 0 AND 160),
	seq INTEGER NOT NULL,
	PRIMARY KEY (case_id, object_id, rev)
) STRICT;

-- ended_at: revoked (ended_by_seq is the `revoke`) or replaced (replaced_by is the next consent).
CREATE TABLE consent (
	consent_id BLOB NOT NULL PRIMARY KEY CHECK (length(consent_id) = 16),
	case_id BLOB NOT NULL REFERENCES casefile (case_id),
	seq INTEGER NOT NULL,
	stmt_hash BLOB NOT NULL CHECK (length(stmt_hash) = 32),
	witness BLOB NOT NULL REFERENCES user (uid),
	doc_object BLOB NOT NULL CHECK (length(doc_object) = 16),
	file_object BLOB CHECK (length(file_object) = 16),
	valid_from INTEGER NOT NULL,
	valid_to INTEGER NOT NULL,
	template_id TEXT NOT NULL,
	capture TEXT NOT NULL CHECK (capture IN ('drawn', 'scan', 'drawn+scan')),
	ack_by BLOB CHECK (length(ack_by) = 16),
	ack_seq INTEGER,
	seen_by BLOB CHECK (length(seen_by) = 16),
	seen_seq INTEGER,
	ended_at INTEGER,
	ended_by_seq INTEGER,
	replaced_by BLOB CHECK (length(replaced_by) = 16),
	CHECK (valid_to > valid_from),
	CHECK ((ack_by IS NULL) = (ack_seq IS NULL)),
	CHECK ((seen_by IS NULL) = (seen_seq IS NULL)),
	CHECK ((ended_at IS NULL) = (ended_by_seq IS NULL))
) STRICT;

CREATE INDEX consent_by_case ON consent (case_id, seq);

-- One row per `queue` statement, and one more each time its turn was not enough (turn 1, 2, …): the row
-- of before stays in its hour as carried-over. hour_id NULL: it waits, or was answered in writing.
-- Unqueued before its turn, the row goes. Every row of an hour counts against its four places and 60
-- minutes, handled or not. carried: it goes before those that wait for the first time. not_before: the
-- line gives it no hour that starts earlier.
CREATE TABLE place (
	case_id BLOB NOT NULL REFERENCES casefile (case_id),
	queue_seq INTEGER NOT NULL,
	turn INTEGER NOT NULL CHECK (turn >= 0),
	series_id BLOB NOT NULL REFERENCES series (series_id),
	hour_id BLOB REFERENCES hour (hour_id),
	minutes INTEGER NOT NULL CHECK (minutes BETWEEN 10 AND 30),
	urgency TEXT NOT NULL CHECK (urgency IN ('normal', 'urgent')),
	state TEXT NOT NULL CHECK (state IN ('waiting', 'queued', 'ready', 'needs-info', 'in-turn',
		'handled', 'carried-over', 'interrupted', 'answered')),
	pos INTEGER CHECK (pos > 0),
	queued_at INTEGER NOT NULL,
	carried INTEGER NOT NULL CHECK (carried IN (0, 1)),
	not_before INTEGER NOT NULL,
	consent_id BLOB REFERENCES consent (consent_id),
	prepared_at INTEGER,
	PRIMARY KEY (case_id, queue_seq, turn),
	CHECK ((hour_id IS NULL) = (pos IS NULL)),
	CHECK ((hour_id IS NULL) = (state IN ('waiting', 'answered')))
) STRICT;

CREATE INDEX place_by_hour ON place (hour_id, pos);
CREATE INDEX place_by_series ON place (series_id);
CREATE INDEX place_answered ON place (prepared_at) WHERE state = 'answered';
CREATE INDEX place_waiting ON place (series_id) WHERE state = 'waiting';
-- A case waits for, or is in, one turn at a time.
CREATE UNIQUE INDEX place_live ON place (case_id)
	WHERE state IN ('waiting', 'queued', 'ready', 'needs-info', 'in-turn');

-- The room of one case: session-open to session-close (or revoke).
CREATE TABLE case_session (
	session_id BLOB NOT NULL PRIMARY KEY CHECK (length(session_id) = 16),
	case_id BLOB NOT NULL REFERENCES casefile (case_id),
	hour_id BLOB NOT NULL REFERENCES hour (hour_id),
	open_seq INTEGER NOT NULL,
	opened_at INTEGER NOT NULL,
	closed_at INTEGER,
	outcome TEXT CHECK (outcome IN ('handled', 'carried-over', 'interrupted')),
	CHECK ((closed_at IS NULL) = (outcome IS NULL))
) STRICT;

CREATE INDEX case_session_by_case ON case_session (case_id, open_seq);
CREATE INDEX case_session_by_hour ON case_session (hour_id);
CREATE UNIQUE INDEX case_session_open_hour ON case_session (hour_id) WHERE closed_at IS NULL;
CREATE UNIQUE INDEX case_session_open_case ON case_session (case_id) WHERE closed_at IS NULL;

-- Who accepted which revision of the plan.
CREATE TABLE confirmation (
	case_id BLOB NOT NULL REFERENCES casefile (case_id),
	object_id BLOB NOT NULL CHECK (length(object_id) = 16),
	rev INTEGER NOT NULL,
	uid BLOB NOT NULL REFERENCES user (uid),
	seq INTEGER NOT NULL,
	at INTEGER NOT NULL,
	PRIMARY KEY (case_id, object_id, rev, uid)
) STRICT;

CREATE INDEX confirmation_by_time ON confirmation (at, case_id);

-- ---------------------------------------------------------------- data

CREATE TABLE wrap_data (
	case_id BLOB NOT NULL,
	seq INTEGER NOT NULL,
	w BLOB NOT NULL,
	PRIMARY KEY (case_id, seq)
) STRICT;

CREATE TABLE object_ct (
	case_id BLOB NOT NULL,
	object_id BLOB NOT NULL,
	rev INTEGER NOT NULL,
	ct BLOB NOT NULL,
	PRIMARY KEY (case_id, object_id, rev)
) STRICT;

-- taken = 0: staged (ephemeral), dropped after 24 h; taken = 1: an `object` statement vouches for it.
CREATE TABLE chunk (
	case_id BLOB NOT NULL CHECK (length(case_id) = 16),
	object_id BLOB NOT NULL CHECK (length(object_id) = 16),
	idx INTEGER NOT NULL CHECK (idx BETWEEN 0 AND 159),
	ct BLOB NOT NULL,
	ct_hash BLOB NOT NULL CHECK (length(ct_hash) = 32),
	size INTEGER NOT NULL CHECK (size = length(ct)),
	uploader BLOB NOT NULL CHECK (length(uploader) = 16),
	at INTEGER NOT NULL,
	taken INTEGER NOT NULL CHECK (taken IN (0, 1)),
	PRIMARY KEY (case_id, object_id, idx)
) STRICT;

CREATE INDEX chunk_staged ON chunk (at) WHERE taken = 0;

-- ---------------------------------------------------------------- ephemeral

CREATE TABLE session (
	sid BLOB NOT NULL PRIMARY KEY CHECK (length(sid) = 16),
	uid BLOB NOT NULL REFERENCES user (uid),
	spk BLOB NOT NULL CHECK (length(spk) = 32),
	created_at INTEGER NOT NULL,
	seen_at INTEGER NOT NULL,
	ended_at INTEGER
) STRICT;

CREATE INDEX session_by_uid ON session (uid, ended_at);
CREATE INDEX session_by_seen ON session (seen_at);

-- The reply memory: the same id again gives the same bytes (24 h). uid is 16 zero bytes before login.
CREATE TABLE reply (
	uid BLOB NOT NULL CHECK (length(uid) = 16),
	id BLOB NOT NULL CHECK (length(id) = 16),
	request_hash BLOB NOT NULL CHECK (length(request_hash) = 32),
	reply BLOB NOT NULL,
	at INTEGER NOT NULL,
	PRIMARY KEY (uid, id)
) STRICT;

CREATE INDEX reply_by_at ON reply (at);

CREATE TABLE draft (
	uid BLOB NOT NULL CHECK (length(uid) = 16),
	key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 64),
	ct BLOB NOT NULL CHECK (length(ct) <= 65536),
	at INTEGER NOT NULL,
	PRIMARY KEY (uid, key)
) STRICT;

CREATE INDEX draft_by_at ON draft (at);

-- A calendar under a secret address; eh: the keys that the person had when it was made.
CREATE TABLE feed (
	uid BLOB NOT NULL PRIMARY KEY CHECK (length(uid) = 16),
	secret_hash BLOB NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
	language TEXT NOT NULL CHECK (language IN ('fi', 'sv', 'en')),
	made_at INTEGER NOT NULL,
	eh BLOB NOT NULL CHECK (length(eh) = 32)
) STRICT;

-- Where a person wants to be reminded; email NULL: nowhere.
CREATE TABLE reach (
	uid BLOB NOT NULL PRIMARY KEY CHECK (length(uid) = 16),
	email TEXT CHECK (length(email) BETWEEN 3 AND 254),
	language TEXT NOT NULL CHECK (language IN ('fi', 'sv', 'en')),
	at INTEGER NOT NULL
) STRICT;

-- Reminders by e-mail, durable until they are sent or given up. ref_id: what it is about, so that nobody is
-- told twice; of a case it is a hash only. hour_id: the hour that the text names.
CREATE TABLE mail (
	id INTEGER NOT NULL PRIMARY KEY,
	uid BLOB NOT NULL CHECK (length(uid) = 16),
	kind TEXT NOT NULL CHECK (kind IN ('hour-tomorrow', 'consent-missing', 'consent-ending',
		'kela-asks', 'place-moved', 'hour-cancelled', 'follow-up-due')),
	ref_id BLOB NOT NULL CHECK (length(ref_id) = 16),
	hour_id BLOB CHECK (length(hour_id) = 16),
	due_at INTEGER NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'dropped')),
	tries INTEGER NOT NULL CHECK (tries >= 0),
	next_at INTEGER NOT NULL,
	UNIQUE (uid, kind, ref_id)
) STRICT;

CREATE INDEX mail_next ON mail (next_at) WHERE state = 'queued';
CREATE INDEX mail_sending ON mail (id) WHERE state = 'sending';
CREATE INDEX mail_failed ON mail (uid) WHERE state = 'failed';
CREATE INDEX mail_by_due ON mail (due_at);

-- ---------------------------------------------------------------- what the database itself refuses

-- Append-only, and without gaps.
CREATE TRIGGER dir_statement_no_update BEFORE UPDATE ON dir_statement
BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER dir_statement_no_delete BEFORE DELETE ON dir_statement
BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER dir_statement_no_gap BEFORE INSERT ON dir_statement
WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM dir_statement)
BEGIN SELECT RAISE(ABORT, 'seq_gap'); END;

CREATE TRIGGER enrolment_no_update BEFORE UPDATE ON enrolment
BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER enrolment_no_delete BEFORE DELETE ON enrolment
BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER relogin_no_update BEFORE UPDATE ON relogin
BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER relogin_no_delete BEFORE DELETE ON relogin
BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER statement_no_update BEFORE UPDATE ON statement
BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER statement_no_delete BEFORE DELETE ON statement
BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER statement_no_gap BEFORE INSERT ON statement
WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM statement WHERE case_id = NEW.case_id)
BEGIN SELECT RAISE(ABORT, 'seq_gap'); END;

CREATE TRIGGER log_no_update BEFORE UPDATE ON log
BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER log_no_delete BEFORE DELETE ON log
BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER log_no_gap BEFORE INSERT ON log
WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM log)
BEGIN SELECT RAISE(ABORT, 'seq_gap'); END;

CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER meta_no_update BEFORE UPDATE ON meta
BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER meta_no_delete BEFORE DELETE ON meta
BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER object_ct_no_update BEFORE UPDATE ON object_ct
BEGIN SELECT RAISE(ABORT, 'append_only'); END;
CREATE TRIGGER object_no_update BEFORE UPDATE ON object
BEGIN SELECT RAISE(ABORT, 'append_only'); END;

-- At most four cases and 60 minutes an hour (and no more than the series takes).
CREATE TRIGGER place_insert_limits BEFORE INSERT ON place
BEGIN
	SELECT RAISE(ABORT, 'hour_full') WHERE
		(SELECT COUNT(*) FROM place WHERE hour_id = NEW.hour_id) >=
		(SELECT s.capacity FROM hour h JOIN series s ON s.series_id = h.series_id
			WHERE h.hour_id = NEW.hour_id);
	SELECT RAISE(ABORT, 'hour_minutes') WHERE NEW.minutes +
		(SELECT COALESCE(SUM(minutes), 0) FROM place WHERE hour_id = NEW.hour_id) > 60;
END;
CREATE TRIGGER place_update_limits BEFORE UPDATE OF hour_id, minutes ON place
WHEN NEW.hour_id IS NOT OLD.hour_id OR NEW.minutes <> OLD.minutes
BEGIN
	SELECT RAISE(ABORT, 'hour_full') WHERE
		(SELECT COUNT(*) FROM place WHERE hour_id = NEW.hour_id
			AND NOT (case_id = OLD.case_id AND queue_seq = OLD.queue_seq
				AND turn = OLD.turn)) >=
		(SELECT s.capacity FROM hour h JOIN series s ON s.series_id = h.series_id
			WHERE h.hour_id = NEW.hour_id);
	SELECT RAISE(ABORT, 'hour_minutes') WHERE NEW.minutes +
		(SELECT COALESCE(SUM(minutes), 0) FROM place WHERE hour_id = NEW.hour_id
			AND NOT (case_id = OLD.case_id AND queue_seq = OLD.queue_seq
				AND turn = OLD.turn)) > 60;
END;
