// What a person's own browser signs about their keys: the enrolment (E of PROTOCOL §2) and the change of passphrase.
// Bytes ↔ typed fields; decides nothing.
import { lp, lpOpen } from "./lp.ts";

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

/** A change of passphrase: the same identity, another login key and a bundle sealed anew. */
export interface Relogin {
	readonly uid: Uint8Array;
	readonly kbver: number;
	readonly lpk: Uint8Array;
	readonly salt: Uint8Array;
	readonly ops: number;
	readonly mem: number;
	readonly kbHash: Uint8Array;
	readonly time: number;
}

/** Signed by ipkS and by the login key that it replaces. */
export const reloginBytes = (g: Uint8Array, r: Relogin): Uint8Array =>
	lp("ET1/relogin", g, r.uid, r.kbver, r.lpk, r.salt, r.ops, r.mem, r.kbHash, r.time);
