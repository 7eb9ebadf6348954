// Bodies of the directory's statement kinds (PROTOCOL §3): bytes ↔ typed fields. Decides nothing.
import { EncodingError } from "./bytes.ts";
import { lp, lpOpen } from "./lp.ts";

export const ROLES = ["contact", "coordinator", "worker"] as const;
export type Role = (typeof ROLES)[number];

/** Comma-joined and sorted, as it stands in signed bytes. */
export const rolesText = (roles: readonly Role[]): string => [...new Set(roles)].sort().join(",");

export function readRoles(text: string): Role[] {
	const roles = text.split(",").map((word) => {
		const role = ROLES.find((known) => known === word);
		if (role === undefined) throw new EncodingError("roles: unknown");
		return role;
	});
	if (rolesText(roles) !== text) throw new EncodingError("roles: not sorted");
	return roles;
}

export interface FoundBody {
	readonly org: Uint8Array;
	readonly uid: Uint8Array;
	readonly username: string;
	readonly display: string;
	readonly ipkS: Uint8Array;
	readonly ipkE: Uint8Array;
	readonly notAfter: number;
	readonly logPk: Uint8Array;
	readonly eh: Uint8Array;
}

const foundFields = (b: FoundBody) =>
	[b.org, b.uid, b.username, b.display, b.ipkS, b.ipkE, b.notAfter, b.logPk, b.eh] as const;

/** What the founding invite key signs. */
export const foundingBytes = (g: Uint8Array, b: FoundBody): Uint8Array =>
	lp("ET1/founding", g, ...foundFields(b));

export const foundBody = (b: FoundBody, sigF: Uint8Array): Uint8Array =>
	lp("ET1/found", ...foundFields(b), sigF);

export function readFound(body: Uint8Array): { found: FoundBody; sigF: Uint8Array } {
	const r = lpOpen(body, "ET1/found");
	const found: FoundBody = {
		org: r.id(),
		uid: r.id(),
		username: r.text(),
		display: r.text(),
		ipkS: r.b32(),
		ipkE: r.b32(),
		notAfter: r.u64(),
		logPk: r.b32(),
		eh: r.b32(),
	};
	const sigF = r.bytes(64);
	r.end();
	return { found, sigF };
}

export interface InviteBody {
	readonly invite: Uint8Array;
	readonly invitePk: Uint8Array;
	readonly username: string;
	readonly display: string;
	readonly org: Uint8Array;
	readonly roles: readonly Role[];
	readonly expires: number;
}

export const inviteBody = (b: InviteBody): Uint8Array =>
	lp(
		"ET1/invite",
		b.invite,
		b.invitePk,
		b.username,
		b.display,
		b.org,
		rolesText(b.roles),
		b.expires,
	);

/** What an invite says, without its key: the key follows from this. */
export const inviteSaid = (b: Omit<InviteBody, "invitePk">): Uint8Array =>
	inviteBody({ ...b, invitePk: new Uint8Array(32) });

export function readInvite(body: Uint8Array): InviteBody {
	const r = lpOpen(body, "ET1/invite");
	const invite: InviteBody = {
		invite: r.id(),
		invitePk: r.b32(),
		username: r.text(),
		display: r.text(),
		org: r.id(),
		roles: readRoles(r.text()),
		expires: r.u64(),
	};
	r.end();
	return invite;
}

export interface UserAddBody {
	readonly uid: Uint8Array;
	readonly username: string;
	readonly display: string;
	readonly org: Uint8Array;
	readonly roles: readonly Role[];
	readonly ipkS: Uint8Array;
	readonly ipkE: Uint8Array;
	readonly notAfter: number;
	readonly eh: Uint8Array;
}

const userFields = (b: UserAddBody) =>
	[
		b.uid,
		b.username,
		b.display,
		b.org,
		rolesText(b.roles),
		b.ipkS,
		b.ipkE,
		b.notAfter,
		b.eh,
	] as const;

function readUser(body: Uint8Array, label: string): UserAddBody {
	const r = lpOpen(body, label);
	const user: UserAddBody = {
		uid: r.id(),
		username: r.text(),
		display: r.text(),
		org: r.id(),
		roles: readRoles(r.text()),
		ipkS: r.b32(),
		ipkE: r.b32(),
		notAfter: r.u64(),
		eh: r.b32(),
	};
	r.end();
	return user;
}

export const userAddBody = (b: UserAddBody): Uint8Array => lp("ET1/user-add", ...userFields(b));

export const readUserAdd = (body: Uint8Array): UserAddBody => readUser(body, "ET1/user-add");

/** New keys for a certified person, or (with the present keys and eh) a later end of them. Fields as in user-add. */
export const userRekeyBody = (b: UserAddBody): Uint8Array => lp("ET1/user-rekey", ...userFields(b));

export const readUserRekey = (body: Uint8Array): UserAddBody => readUser(body, "ET1/user-rekey");

export const REVOKE_REASONS = ["left", "lost", "stolen", "other"] as const;
export type RevokeReason = (typeof REVOKE_REASONS)[number];

export interface UserRevokeBody {
	readonly uid: Uint8Array;
	readonly org: Uint8Array;
	readonly reason: RevokeReason;
}

export const userRevokeBody = (b: UserRevokeBody): Uint8Array =>
	lp("ET1/user-revoke", b.uid, b.org, b.reason);

export function readUserRevoke(body: Uint8Array): UserRevokeBody {
	const r = lpOpen(body, "ET1/user-revoke");
	const revoke: UserRevokeBody = { uid: r.id(), org: r.id(), reason: r.oneOf(REVOKE_REASONS) };
	r.end();
	return revoke;
}

export interface PairSetBody {
	readonly pair: Uint8Array;
	readonly org: Uint8Array;
	readonly name: string;
	readonly workers: readonly Uint8Array[];
}

export const pairSetBody = (b: PairSetBody): Uint8Array =>
	lp("ET1/pair-set", b.pair, b.org, b.name, ...b.workers);

export function readPairSet(body: Uint8Array): PairSetBody {
	const r = lpOpen(body, "ET1/pair-set");
	const pair = r.id();
	const org = r.id();
	const name = r.text();
	const workers: Uint8Array[] = [];
	while (r.left > 0) workers.push(r.id());
	return { pair, org, name, workers };
}

/** A weekly hour as it is signed; `last` is "" for one without an end. */
export interface SeriesBody {
	readonly series: Uint8Array;
	readonly org: Uint8Array;
	readonly name: string;
	readonly contact: Uint8Array;
	/** 1 (Monday) to 7. */
	readonly weekday: number;
	readonly start: string;
	readonly first: string;
	readonly last: string;
	readonly capacity: number;
	/** Every week or every second. */
	readonly every: 1 | 2;
	readonly onHolidays: boolean;
	/** Whom to call when no call comes about, as people write a number; "" none. */
	readonly phone: string;
	readonly pairs: readonly Uint8Array[];
}

/** 0 to 40 characters of a telephone number. */
export const PHONE = /^[0-9+ ()-]{0,40}$/;

export const seriesSetBody = (b: SeriesBody): Uint8Array =>
	lp(
		"ET1/series-set",
		b.series,
		b.org,
		b.name,
		b.contact,
		b.weekday,
		b.start,
		b.first,
		b.last,
		b.capacity,
		b.every,
		b.onHolidays ? 1 : 0,
		b.phone,
		...b.pairs,
	);

export function readSeriesSet(body: Uint8Array): SeriesBody {
	const r = lpOpen(body, "ET1/series-set");
	const head = {
		series: r.id(),
		org: r.id(),
		name: r.text(),
		contact: r.id(),
		weekday: r.u64(),
		start: r.text(),
		first: r.text(),
		last: r.text(),
		capacity: r.u64(),
		every: oneOrTwo(r.u64()),
	};
	const onHolidays = r.u64();
	if (onHolidays > 1) throw new EncodingError("series-set: on_holidays");
	const phone = r.text();
	if (!PHONE.test(phone)) throw new EncodingError("series-set: phone");
	const pairs: Uint8Array[] = [];
	while (r.left > 0) pairs.push(r.id());
	return { ...head, onHolidays: onHolidays === 1, phone, pairs };
}

function oneOrTwo(every: number): 1 | 2 {
	if (every !== 1 && every !== 2) throw new EncodingError("series-set: every");
	return every;
}

export const HOUR_SETS = ["cancelled", "planned", "moved"] as const;

/** A coordinator's decision about one hour; `toDate` and `toStart` are "" unless it is moved. */
export interface HourSetBody {
	readonly series: Uint8Array;
	/** The day of the rule. */
	readonly date: string;
	readonly state: (typeof HOUR_SETS)[number];
	readonly toDate: string;
	readonly toStart: string;
	/** On the record in plain text. */
	readonly reason: string;
}

export const hourSetBody = (b: HourSetBody): Uint8Array =>
	lp("ET1/hour-set", b.series, b.date, b.state, b.toDate, b.toStart, b.reason);

export function readHourSet(body: Uint8Array): HourSetBody {
	const r = lpOpen(body, "ET1/hour-set");
	const set: HourSetBody = {
		series: r.id(),
		date: r.text(),
		state: r.oneOf(HOUR_SETS),
		toDate: r.text(),
		toStart: r.text(),
		reason: r.text(),
	};
	r.end();
	return set;
}

export interface SubstituteBody {
	readonly substitute: Uint8Array;
	readonly for: Uint8Array;
	readonly by: Uint8Array;
	readonly from: number;
	/** Exclusive. */
	readonly to: number;
}

export const substituteBody = (b: SubstituteBody): Uint8Array =>
	lp("ET1/substitute", b.substitute, b.for, b.by, b.from, b.to);

export function readSubstitute(body: Uint8Array): SubstituteBody {
	const r = lpOpen(body, "ET1/substitute");
	const read = { substitute: r.id(), for: r.id(), by: r.id(), from: r.u64(), to: r.u64() };
	r.end();
	return read;
}

export const CONSENT_ACKS = ["required", "off"] as const;
export type ConsentAck = (typeof CONSENT_ACKS)[number];

export interface PolicyBody {
	readonly org: Uint8Array;
	readonly consentAck: ConsentAck;
}

export const policyBody = (b: PolicyBody): Uint8Array => lp("ET1/policy", b.org, b.consentAck);

export function readPolicy(body: Uint8Array): PolicyBody {
	const r = lpOpen(body, "ET1/policy");
	const policy: PolicyBody = { org: r.id(), consentAck: r.oneOf(CONSENT_ACKS) };
	r.end();
	return policy;
}

export const beaconBody = (): Uint8Array => lp("ET1/beacon");

export function readBeacon(body: Uint8Array): void {
	lpOpen(body, "ET1/beacon").end();
}
