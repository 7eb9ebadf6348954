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

export const userAddBody = (b: UserAddBody): Uint8Array =>
	lp(
		"ET1/user-add",
		b.uid,
		b.username,
		b.display,
		b.org,
		rolesText(b.roles),
		b.ipkS,
		b.ipkE,
		b.notAfter,
		b.eh,
	);

export function readUserAdd(body: Uint8Array): UserAddBody {
	const r = lpOpen(body, "ET1/user-add");
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

export const beaconBody = (): Uint8Array => lp("ET1/beacon");

export function readBeacon(body: Uint8Array): void {
	lpOpen(body, "ET1/beacon").end();
}

/** E of ET1 §2: what a newcomer's browser sends, signed with the new identity and with the invite key. */
export interface Enrolment {
	readonly invite: Uint8Array;
	readonly uid: Uint8Array;
	readonly username: string;
	readonly ipkS: Uint8Array;
	readonly ipkE: Uint8Array;
	readonly lpk: Uint8Array;
	readonly serverSalt: Uint8Array;
	readonly ops: number;
	readonly mem: number;
	readonly kbHash: Uint8Array;
	readonly time: number;
}

export const enrolmentBytes = (g: Uint8Array, e: Enrolment): Uint8Array =>
	lp(
		"ET1/enrol",
		g,
		e.invite,
		e.uid,
		e.username,
		e.ipkS,
		e.ipkE,
		e.lpk,
		e.serverSalt,
		e.ops,
		e.mem,
		e.kbHash,
		e.time,
	);

export function readEnrolment(bytes: Uint8Array): { g: Uint8Array; enrolment: Enrolment } {
	const r = lpOpen(bytes, "ET1/enrol");
	const g = r.b32();
	const enrolment: Enrolment = {
		invite: r.id(),
		uid: r.id(),
		username: r.text(),
		ipkS: r.b32(),
		ipkE: r.b32(),
		lpk: r.b32(),
		serverSalt: r.id(),
		ops: r.u64(),
		mem: r.u64(),
		kbHash: r.b32(),
		time: r.u64(),
	};
	r.end();
	return { g, enrolment };
}
