// Made by cmake --build build --target gen from the registries of the server (src/service, src/proto, src/base/errors.def).
// Do not edit.

export type Id = string;
export type Hash = string;
export type Key = string;
export type Sig = string;
export type Bytes = string;
export type Ms = number;
export type BlobIndex = number;
export type Role = "contact" | "coordinator" | "worker";
export type OrgKind = "county" | "kela";
export type Urgency = "normal" | "urgent";
export type Lane = "client" | "general";
export type HourState = "planned" | "proposed" | "cancelled";
export type PlaceState = "waiting" | "queued" | "ready" | "needs-info" | "in-turn" | "handled" | "carried-over" | "interrupted" | "answered";
export type ConsentState = "waiting-ack" | "in-force" | "not-yet" | "expired" | "withdrawn";
export type FollowUp = "first" | "half-year" | "plan";
export type Head = { seq: number; hash: Hash };
export type Checkpoint = { ckpt: Bytes; sig: Sig };
export type Peer = { conn: Id; uid: Id };
export type Ice = { urls: string; username?: string; credential?: string };
export type Turn = { pos: number; mine: boolean; open: boolean; case?: Id; session?: Id };
export type Lobby = { hour: Id; present: Peer[]; turn: Turn | null; mine: number[]; awaited: Id[] };
export type CaseItem = { case: Id; pair: Id; lane: Lane; seq: number; hash: Hash; state: "open" | "closed" | "erased"; consent: { id: Id; state: ConsentState; from: Ms; to: Ms } | null; series: Id | null; hour: Id | null; minutes: number | null; place_state: PlaceState | null; waiting_pos: number | null; consent_gap: boolean; session: Id | null; follow_ups: { what: FollowUp; due: Ms }[]; hold: boolean; updated_at: Ms };

export type DirectoryKind =
	| "found"
	| "invite"
	| "user-add"
	| "user-rekey"
	| "user-revoke"
	| "pair-set"
	| "series-set"
	| "hour-set"
	| "substitute"
	| "policy"
	| "retention"
	| "record-template"
	| "team"
	| "card"
	| "card-drop"
	| "beacon";

export type StatementKind =
	| "create"
	| "member-add"
	| "member-remove"
	| "grant"
	| "rotate"
	| "object"
	| "consent"
	| "consent-ack"
	| "consent-seen"
	| "revoke"
	| "queue"
	| "unqueue"
	| "place"
	| "prepare"
	| "session-open"
	| "session-close"
	| "guest-invite"
	| "guest-admit"
	| "guest-remove"
	| "confirm"
	| "follow-up"
	| "close"
	| "hold"
	| "erase";

/** Every command: its params, what it is answered with, and what follows from sending it. */
export interface Commands {
	/** what this deployment is */
	"genesis": {
		params: Record<string, never>;
		ok: { genesis: Bytes; now: Ms; demo: boolean; version: string; feedback?: string };
	};
	/** what an invite link opens (uid: whose new keys it is for); changes nothing */
	"invite-show": {
		params: { invite: Id };
		ok: { founding: boolean; genesis: Bytes; stmt?: Bytes; sig?: Sig; issuer?: string; org: Id; org_kind: OrgKind; org_name: string; username?: string; display?: string; uid?: Id; roles: Role[]; expires: Ms; salt: Id; ops: number; mem: number; head: Head; log_pk: Key; now: Ms };
	};
	/** answers an invite with keys of one's own, the first ones or new ones */
	"enrol": {
		params: { invite: Id; e: BlobIndex; sig_id: BlobIndex; sig_inv: BlobIndex; kb: BlobIndex; found?: BlobIndex; found_sig?: BlobIndex };
		ok: { uid: Id; state: "pending" | "active" };
	};
	/** asks for a challenge to sign in with */
	"hi": {
		params: { user: string };
		ok: { ch: Hash; conn: Id; uid: Id; salt: Id; ops: number; mem: number; now: Ms };
	};
	/** answers the challenge with the login key */
	"login": {
		params: { cn: Hash; spk: Hash; now: number; sig: Sig };
		ok: { uid: Id; sid: Id; username: string; display: string; org: Id; roles: Role[]; ipk_s: Key; ipk_e: Key; not_after: Ms; kb: Bytes; kbver: number; head: Head; log_pk: Key; checkpoint: Checkpoint | null; now: Ms };
	};
	/** asks for a challenge to take a session up again */
	"re": {
		params: { uid: Id; sid: Id };
		ok: { ch: Hash; conn: Id; now: Ms };
	};
	/** answers the challenge with the session key */
	"reproof": {
		params: { sig: Sig };
		ok: { uid: Id; sid: Id; username: string; display: string; org: Id; roles: Role[]; ipk_s: Key; ipk_e: Key; not_after: Ms; head: Head; log_pk: Key; checkpoint: Checkpoint | null; now: Ms };
	};
	/** ends the session; the connection is closed */
	"logout": {
		params: Record<string, never>;
		ok: Record<string, never>;
	};
	/** changes the passphrase: a new login key and bundle; all other sessions end. conflict carries {kbver}, the present one. Logged */
	"relogin": {
		params: { stmt: BlobIndex; sig_id: BlobIndex; sig_old: BlobIndex; kb: BlobIndex };
		ok: { kbver: number };
	};
	/** one's own sessions that live now; a coordinator: those of a person of the own organisation. Logged */
	"session-list": {
		params: { uid: Id };
		ok: { sessions: { sid: Id; created_at: Ms; seen_at: Ms; current: boolean }[] };
	};
	/** ends one session of that person, or (null) all but the caller's present one; as session-list. `ended` counts those that lived. Logged */
	"session-end": {
		params: { uid: Id; sid: Id | null };
		ok: { ended: number };
	};
	/** statements of the directory from a seq on: blobs [stmt, sig]*, at most 32 */
	"dir-get": {
		params: { from: number };
		ok: { from: number; count: number; head: Head };
	};
	/** one signed statement onto the directory, each kind by whom it says; conflict carries {head}; who has no part any more is out of rooms and lobbies, the sessions of who is revoked or has new keys end; the hours follow a `series-set` and an `hour-set` at once (section 4), and who is in their queue moves with them */
	"dir-append": {
		params: { stmt: BlobIndex; sig: BlobIndex };
		ok: { seq: number; hash: Hash };
	};
	/** who waits to be confirmed in the own organisation. Logged */
	"pending-list": {
		params: Record<string, never>;
		ok: { pending: { invite: Id; uid: Id; username: string; display: string; roles: Role[]; e: Bytes; sig_id: Sig; sig_inv: Sig; at: Ms; rekey: boolean }[] };
	};
	/** coordinator all, others their own */
	"series-list": {
		params: Record<string, never>;
		ok: { series: { series: Id; name: string; pairs: Id[]; contact: Id; weekday: number; start: string; first: string; last: string | null; capacity: number; every: number; on_holidays: boolean; phone: string }[] };
	};
	/** hours that start in [from, to), at most 400 days; case and session of a place only for members of that case (Kela: with consent in force). date: the day that it takes place on; moved_from: the day of the rule, which its id follows from, if it has moved; revision counts its changes; substitute stands in for the contact when it starts; missing_consents: places ahead without a consent over the hour. Logged */
	"hour-list": {
		params: { from: number; to: number };
		ok: { hours: { hour: Id; series: Id; name: string; date: string; moved_from: string | null; starts_at: Ms; ends_at: Ms; opens_at: Ms; state: HourState; reason: string | null; revision: number; capacity: number; free_places: number; free_minutes: number; missing_consents: number; contact: Id; substitute: Id | null; places: { pos: number; minutes: number; urgency: Urgency; state: PlaceState; case?: Id; session?: Id }[] }[] };
	};
	/** what an `hour-set` of that series and day would do to the cases of its hour, by the same rules and with their refusals (a malformed one: `bad_param`): how many have a place, how many go to which hour (the hour itself: they stay) or wait (null). Nothing changes. Logged */
	"hour-preview": {
		params: { series: Id; date: string; state: "cancelled" | "planned" | "moved"; to_date: string; to_start: string };
		ok: { places: number; goes: { to_hour: Id | null; to_starts_at: Ms | null; count: number }[] };
	};
	/** who waits in line, by series and in the published order: a coordinator in all series, others in their own; the case only for its members (Kela: with consent in force). Logged */
	"queue-list": {
		params: Record<string, never>;
		ok: { waiting: { series: Id; pos: number; minutes: number; urgency: Urgency; carried: boolean; case?: Id }[] };
	};
	/** one hour as the text of an .ics file: for those of the series, now or when it starts, and for coordinators; else, and without such an hour, `forbidden`. Logged */
	"hour-ics": {
		params: { hour: Id; language: "fi" | "sv" | "en" };
		ok: { ics: string };
	};
	/** a new secret address of one's own calendar (section 4), told this once; the one before is worth nothing any more. Logged */
	"feed-make": {
		params: { language: "fi" | "sv" | "en" };
		ok: { url: string };
	};
	/** the address of one's own calendar is worth nothing any more. Logged */
	"feed-drop": {
		params: Record<string, never>;
		ok: Record<string, never>;
	};
	/** when the address of one's own calendar was made; null: there is none */
	"feed-get": {
		params: Record<string, never>;
		ok: { made_at: Ms | null };
	};
	/** where one is reminded by e-mail. on: whether this server sends any. failed: for coordinators, how many to people of the own organisation were given up in 30 days */
	"reach-get": {
		params: Record<string, never>;
		ok: { on: boolean; email: string | null; language: "fi" | "sv" | "en" | null; failed: number };
	};
	/** where one wants to be reminded (null: nowhere), and in which language. Logged, without the address */
	"reach-set": {
		params: { email: string | null; language: "fi" | "sv" | "en" };
		ok: Record<string, never>;
	};
	/** statements with their data blobs onto the chain of a case, all or nothing; `conflict {head:{seq,hash}}`; errors carry `{index}` of the statement. A coordinator: `revoke` only */
	"case-append": {
		params: { case: Id; statements: readonly { stmt: BlobIndex; sig: BlobIndex; data: readonly BlobIndex[] }[] };
		ok: { seq: number; hash: Hash };
	};
	/** the case that a client's paper names: `ref` is 8 characters of Crockford's base32 (upper case, no I L O U) of the first 5 bytes of its id; of pairs of the own organisation. `time` is that of the newest statement; `conflict`: two have it. Once a second in the long run. Logged */
	"case-find": {
		params: { ref: string };
		ok: { case: Id; head: Head; time: Ms; pair: Id; state: "open" | "closed" | "erased"; hold: boolean; consent: { id: Id; state: ConsentState; from: Ms; to: Ms } | null };
	};
	/** workers: cases they are members of while in the pair; contacts: those with consent in force now or over the hour queued for; the 2000 that changed last. Logged */
	"case-list": {
		params: Record<string, never>;
		ok: { cases: CaseItem[] };
	};
	/** statements from seq `from` on (at most 21), then the caller's wraps of the grants among them: blobs `[stmt, sig]*`, `[W]*`; `count` statements, `wraps` seqs of the grants; go on at from + count. A contact whose consent has ended gets the chain up to that end (`head` too) and the C wraps only. Logged */
	"case-get": {
		params: { case: Id; from: number };
		ok: { count: number; wraps: number[]; head: Head };
	};
	/** ciphertexts in that order (not chunked ones: chunk-get); a contact: consent in force, or comp C. Logged one by one */
	"object-get": {
		params: { case: Id; objects: readonly { object: Id; rev: number }[] };
		ok: Record<string, never>;
	};
	/** one chunk, 65,576 bytes, staged; taken by the `object` statement of the same author, dropped after 24 h; `conflict`: taken already */
	"chunk-put": {
		params: { case: Id; object: Id; index: number; data: BlobIndex };
		ok: Record<string, never>;
	};
	/** one chunk of a chunked object, as object-get. Logged at index 0, for a contact at each */
	"chunk-get": {
		params: { case: Id; object: Id; index: number };
		ok: Record<string, never>;
	};
	/** keeps an encrypted draft of one's own (≤ 64 KiB), in place of the one before; `not_found` for a case that is erased */
	"draft-put": {
		params: { key: string; data: BlobIndex };
		ok: { at: Ms };
	};
	/** one's own draft; `not_found` */
	"draft-get": {
		params: { key: string };
		ok: { at: Ms };
	};
	/** drops one's own draft */
	"draft-drop": {
		params: { key: string };
		ok: Record<string, never>;
	};
	/** into the lobby of an hour; `hour_closed {opens_at, closes_at}` before 15 min before it and 60 min after its end */
	"lobby-enter": {
		params: { hour: Id };
		ok: Lobby;
	};
	/** out of the lobby */
	"lobby-leave": {
		params: { hour: Id };
		ok: Record<string, never>;
	};
	/** from the lobby, or the room of a case of that hour: rings a person of the hour's series, who gets `called` wherever signed in (once in 10 s by the same caller); reached: signed in somewhere */
	"lobby-call": {
		params: { hour: Id; uid: Id };
		ok: { reached: boolean };
	};
	/** for trying out one's devices before an hour of one's own: as `ice` of `room-join`, good for 60 s; `hour_closed {opens_at, closes_at}` before 60 min before it and 60 min after its end */
	"turn-probe": {
		params: { hour: Id };
		ok: { ice: Ice[]; relay_only: boolean };
	};
	/** into the room of an open session, with consent in force; in the stead of another connection of the same person; `room_full`: five are in it. `ice` is good for `turn-ttl`. Logged */
	"room-join": {
		params: { case: Id; session: Id };
		ok: { room: Id; peers: Peer[]; ice: Ice[]; relay_only: boolean };
	};
	/** in the room: fresh credentials, as `ice` of `room-join` */
	"room-ice": {
		params: { case: Id; session: Id };
		ok: { ice: Ice[]; relay_only: boolean };
	};
	/** out of the room */
	"room-leave": {
		params: { room: Id };
		ok: Record<string, never>;
	};
	/** what a guest's link opens, and a challenge to knock with; an unknown one is gone. Changes nothing */
	"guest-hi": {
		params: { guest: Id };
		ok: { challenge: Hash; conn: Id; state: "open" | "admitted" | "gone"; now: Ms };
	};
	/** answers the challenge with the link's key and the guest's own; spends nothing. `denied` whatever is wrong, `used` if other keys have been let in. Logged */
	"guest-knock": {
		params: { guest: Id; pk_s: Hash; pk_e: Hash; link_sig: Sig; sig: Sig };
		ok: { state: "waiting" | "admitted" };
	};
	/** a guest who has been let in comes into the room; wrap: what the pair has sealed for these keys. Logged */
	"guest-join": {
		params: Record<string, never>;
		ok: { wrap: number; room: Id; peers: Peer[]; ice: Ice[]; relay_only: boolean };
	};
	/** as room-ice, for a guest in the room */
	"guest-ice": {
		params: Record<string, never>;
		ok: { ice: Ice[]; relay_only: boolean };
	};
	/** the sealed invites of a case (`ct` of `guest-invite`; data: index of the blob), the newest first, at most 32; a contact: consent in force. Logged */
	"guest-list": {
		params: { case: Id };
		ok: { guests: { guest: Id; data: number }[] };
	};
	/** rows of the log that name the case, from that seq of the log on, at most 64: their bytes as blobs; go on at `next`. What the clock did (`consent-gate`) is of nobody: actor and organisation are zero. For workers with a part in the case. Logged */
	"case-log": {
		params: { case: Id; from: number };
		ok: { count: number; next: number | null };
	};
	/** closed cases of the own organisation (a coordinator: all, a worker: those with a part in it): `erased` in the last 366 days, by the pair or the rule; `ahead`: held, or to be erased within 30 days; 2000 of each. ref as on the client's paper, the case only for its members. Logged */
	"retention-list": {
		params: Record<string, never>;
		ok: { days: number; erased: { ref: string; closed: Ms; at: Ms; how: "pair" | "rule" }[]; ahead: { ref: string; closed: Ms; at: Ms; hold: boolean; case?: Id }[] };
	};
	/** numbers about the work in one of one's own series, of no case and nobody, under a random id that the sender keeps; quarter: this one or one of the four before. The same again changes nothing; another content under the id, or a dropped one: `conflict`. A code that is not known, not one's role's or out of its range, or twice: `bad_param`. Logged, with the hash of the row */
	"measure-put": {
		params: { id: Id; series: Id; quarter: string; form: "baseline" | "three-months" | "half-year" | "hour" | "feedback"; values: readonly { code: string; n: number }[] };
		ok: Record<string, never>;
	};
	/** takes back what was put under that id; `not_found`: nothing, or no more. Logged */
	"measure-drop": {
		params: { id: Id };
		ok: Record<string, never>;
	};
	/** figures by quarter (at most 12) and series, and of all series together (series null): of a county's own, of Kela those with its contacts; what is zero is left out. `hidden`: fewer than five cases or answers, or that could be had from such a one by a difference; promoters, passives and detractors are left out where one of them would be so few, or follow. More than a reply holds: `too_large`, fewer quarters go. Logged */
	"report": {
		params: { from: string; to: string };
		ok: { quarters: string[]; series: Id[]; figures: { quarter: string; series: Id | null; code: string; form: string | null; hidden: boolean; n: number | null; sum: number | null; median?: number; p90?: number; score?: number; promoters?: number; passives?: number; detractors?: number }[] };
	};
	/** the checkpoints at exactly those rows of the log (at most 50 are asked for, in any order): those that are there, in the order asked */
	"checkpoint-list": {
		params: { seqs: readonly number[] };
		ok: { checkpoints: Checkpoint[] };
	};
}
export type Command = keyof Commands;

/** Commands whose effect happens once per id: they may be sent again after a cut. */
export const WRITES: readonly Command[] = [
	"enrol",
	"relogin",
	"session-end",
	"dir-append",
	"feed-drop",
	"reach-set",
	"case-append",
	"chunk-put",
	"draft-put",
	"draft-drop",
	"measure-put",
	"measure-drop",
];

/** Every event. */
export interface Events {
	/** To the connection that enrolled. */
	"confirmed": { uid: Id };
	/** To coordinators of the org. */
	"pending": Record<string, never>;
	/** To everyone signed in. */
	"directory": { seq: number; hash: Hash };
	/** To people of it, coordinators. */
	"series": { series: Id };
	/** To people of the series, coordinators: its places changed. */
	"hour": { hour: Id; series: Id };
	/** To members with a part in it: it has a place in that hour now, or waits (null). Not what its own `queue`, `place` or `unqueue` says itself; and not the author of the case's own statement that it follows from. */
	"place": { case: Id; hour: Id | null; reason: "free" | "carried-over" | "hour-cancelled" | "hour-moved" | "consent" };
	/** To people of the series, coordinators: who waits for an hour of it, or in which order, has changed. */
	"queue": { series: Id };
	/** To members with a part in it: its consent does not hold over the hour, which is in 7 or 2 days. */
	"reminder": { case: Id; hour: Id; days: number };
	/** To the pair's members: a follow-up falls due today; once, at 08:00. */
	"due": { case: Id; what: FollowUp; due: Ms };
	/** To members with a part in it today (contacts: consent in force, or the statement that ended it); who is removed by it. */
	"case": { case: Id; seq: number; hash: Hash; kind: StatementKind };
	/** To everyone in that lobby; case and session of the turn, and who is awaited, only if entitled; who is put out of it, a last time, without anybody in it. */
	"lobby": Lobby;
	/** To who is called by `lobby-call`; at `session-open` the others with a part in that case. */
	"called": { hour: Id; by: Id };
	/** To everyone in the room. */
	"peers": { room: Id; peers: Peer[] };
	/** To the pair's members in the room of that case, and who enters it later: somebody knocks by that invite; waiting false: not any more, or let in. */
	"guest": { case: Id; guest: Id; pk_s: Key; pk_e: Key; link_sig: Sig; challenge: Hash; waiting: boolean };
	/** To a guest who has been let in: may `guest-join`. */
	"admitted": Record<string, never>;
	/** To a guest whose connection has no right any more and is closed: whatever ended it, other keys were let in, or the guest has joined on another connection. */
	"guest-over": { reason: "over" | "used" | "moved" };
	/** To everyone who was in the room; `expired` also to one person whose own part in the case is over; `moved` to the connection in whose stead another of the same person is in it now. */
	"closed": { room: Id; case: Id; reason: "next" | "withdrawn" | "expired" | "moved" };
	/** To everyone signed in. */
	"checkpoint": Checkpoint;
	/** To a session that ends. */
	"ended": { reason: "expired" | "replaced" | "logout" | "ended" | "relogin" | "revoked" };
}
export type EventName = keyof Events;

/** What `measure-put` takes: code, range, whose it is. */
export const MEASURES = [
	{ code: "meeting_avoided", min: 0, max: 5, who: "worker" },
	{ code: "meetings_held", min: 0, max: 5, who: "worker" },
	{ code: "calls_saved", min: 0, max: 20, who: "worker" },
	{ code: "application_corrected", min: 0, max: 20, who: "worker" },
	{ code: "application_avoided", min: 0, max: 20, who: "worker" },
	{ code: "application_made", min: 0, max: 20, who: "worker" },
	{ code: "nps", min: 0, max: 10, who: "worker" },
	{ code: "prom_before", min: 100, max: 500, who: "worker" },
	{ code: "prom_after", min: 100, max: 500, who: "worker" },
	{ code: "prom_own_before", min: 1, max: 5, who: "worker" },
	{ code: "prom_own_after", min: 1, max: 5, who: "worker" },
	{ code: "worker_hour_useful", min: 1, max: 5, who: "either" },
	{ code: "worker_time_saved", min: 1, max: 5, who: "either" },
	{ code: "contact_question_clear", min: 1, max: 5, who: "contact" },
	{ code: "outcome_social-assistance_granted", min: 0, max: 5, who: "worker" },
	{ code: "outcome_social-assistance_partly", min: 0, max: 5, who: "worker" },
	{ code: "outcome_social-assistance_refused", min: 0, max: 5, who: "worker" },
	{ code: "outcome_social-assistance_pending", min: 0, max: 5, who: "worker" },
	{ code: "outcome_social-assistance_not-applied", min: 0, max: 5, who: "worker" },
	{ code: "outcome_housing-allowance_granted", min: 0, max: 5, who: "worker" },
	{ code: "outcome_housing-allowance_partly", min: 0, max: 5, who: "worker" },
	{ code: "outcome_housing-allowance_refused", min: 0, max: 5, who: "worker" },
	{ code: "outcome_housing-allowance_pending", min: 0, max: 5, who: "worker" },
	{ code: "outcome_housing-allowance_not-applied", min: 0, max: 5, who: "worker" },
	{ code: "outcome_sickness-allowance_granted", min: 0, max: 5, who: "worker" },
	{ code: "outcome_sickness-allowance_partly", min: 0, max: 5, who: "worker" },
	{ code: "outcome_sickness-allowance_refused", min: 0, max: 5, who: "worker" },
	{ code: "outcome_sickness-allowance_pending", min: 0, max: 5, who: "worker" },
	{ code: "outcome_sickness-allowance_not-applied", min: 0, max: 5, who: "worker" },
	{ code: "outcome_rehabilitation_granted", min: 0, max: 5, who: "worker" },
	{ code: "outcome_rehabilitation_partly", min: 0, max: 5, who: "worker" },
	{ code: "outcome_rehabilitation_refused", min: 0, max: 5, who: "worker" },
	{ code: "outcome_rehabilitation_pending", min: 0, max: 5, who: "worker" },
	{ code: "outcome_rehabilitation_not-applied", min: 0, max: 5, who: "worker" },
	{ code: "outcome_disability-pension_granted", min: 0, max: 5, who: "worker" },
	{ code: "outcome_disability-pension_partly", min: 0, max: 5, who: "worker" },
	{ code: "outcome_disability-pension_refused", min: 0, max: 5, who: "worker" },
	{ code: "outcome_disability-pension_pending", min: 0, max: 5, who: "worker" },
	{ code: "outcome_disability-pension_not-applied", min: 0, max: 5, who: "worker" },
	{ code: "outcome_unemployment_granted", min: 0, max: 5, who: "worker" },
	{ code: "outcome_unemployment_partly", min: 0, max: 5, who: "worker" },
	{ code: "outcome_unemployment_refused", min: 0, max: 5, who: "worker" },
	{ code: "outcome_unemployment_pending", min: 0, max: 5, who: "worker" },
	{ code: "outcome_unemployment_not-applied", min: 0, max: 5, who: "worker" },
	{ code: "outcome_disability-benefits_granted", min: 0, max: 5, who: "worker" },
	{ code: "outcome_disability-benefits_partly", min: 0, max: 5, who: "worker" },
	{ code: "outcome_disability-benefits_refused", min: 0, max: 5, who: "worker" },
	{ code: "outcome_disability-benefits_pending", min: 0, max: 5, who: "worker" },
	{ code: "outcome_disability-benefits_not-applied", min: 0, max: 5, who: "worker" },
	{ code: "outcome_care-allowance_granted", min: 0, max: 5, who: "worker" },
	{ code: "outcome_care-allowance_partly", min: 0, max: 5, who: "worker" },
	{ code: "outcome_care-allowance_refused", min: 0, max: 5, who: "worker" },
	{ code: "outcome_care-allowance_pending", min: 0, max: 5, who: "worker" },
	{ code: "outcome_care-allowance_not-applied", min: 0, max: 5, who: "worker" },
	{ code: "outcome_families_granted", min: 0, max: 5, who: "worker" },
	{ code: "outcome_families_partly", min: 0, max: 5, who: "worker" },
	{ code: "outcome_families_refused", min: 0, max: 5, who: "worker" },
	{ code: "outcome_families_pending", min: 0, max: 5, who: "worker" },
	{ code: "outcome_families_not-applied", min: 0, max: 5, who: "worker" },
	{ code: "outcome_studies_granted", min: 0, max: 5, who: "worker" },
	{ code: "outcome_studies_partly", min: 0, max: 5, who: "worker" },
	{ code: "outcome_studies_refused", min: 0, max: 5, who: "worker" },
	{ code: "outcome_studies_pending", min: 0, max: 5, who: "worker" },
	{ code: "outcome_studies_not-applied", min: 0, max: 5, who: "worker" },
	{ code: "outcome_medicines-travel_granted", min: 0, max: 5, who: "worker" },
	{ code: "outcome_medicines-travel_partly", min: 0, max: 5, who: "worker" },
	{ code: "outcome_medicines-travel_refused", min: 0, max: 5, who: "worker" },
	{ code: "outcome_medicines-travel_pending", min: 0, max: 5, who: "worker" },
	{ code: "outcome_medicines-travel_not-applied", min: 0, max: 5, who: "worker" },
	{ code: "outcome_other_granted", min: 0, max: 5, who: "worker" },
	{ code: "outcome_other_partly", min: 0, max: 5, who: "worker" },
	{ code: "outcome_other_refused", min: 0, max: 5, who: "worker" },
	{ code: "outcome_other_pending", min: 0, max: 5, who: "worker" },
	{ code: "outcome_other_not-applied", min: 0, max: 5, who: "worker" },
] as const;
export type MeasureCode = (typeof MEASURES)[number]["code"];

/** Codes of error replies. */
export const ERROR_CODES = [
	"bad_frame",
	"bad_json",
	"too_large",
	"bad_envelope",
	"unknown_command",
	"bad_state",
	"denied",
	"forbidden",
	"rate_limited",
	"bad_param",
	"not_found",
	"conflict",
	"bad_signature",
	"bad_statement",
	"expired",
	"used",
	"no_consent",
	"hour_full",
	"hour_minutes",
	"hour_closed",
	"overlap",
	"room_full",
	"clock_skew",
	"storage_full",
	"internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];
