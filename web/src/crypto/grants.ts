// Case keys on their way to a person (ET1 §3 Grant): key commitment, wrap, grant body. Who may grant to whom is
// the case chain's business; this module only builds and opens.
import { equal } from "./bytes.ts";
import { lp, lpOpen } from "./lp.ts";
import { boxOpen, boxSeal, equalSecret, hash, type KeyPair, OpenError } from "./sodium.ts";

export const COMPS = ["P", "S", "C"] as const;
/** P pair only, S shared with Kela, C consent evidence. */
export type Comp = (typeof COMPS)[number];

/** The place a key belongs to. */
export interface KeyPlace {
	readonly g: Uint8Array;
	readonly caseId: Uint8Array;
	readonly comp: Comp;
	readonly epoch: number;
}

export const keyCommitment = (at: KeyPlace, ck: Uint8Array): Uint8Array =>
	hash(lp("ET1/kc", at.g, at.caseId, at.comp, at.epoch, ck));

export const wrapPlain = (at: KeyPlace, ck: Uint8Array): Uint8Array =>
	lp("ET1/ck", at.g, at.caseId, at.comp, at.epoch, ck);

export const sealWrap = (at: KeyPlace, ck: Uint8Array, recipientIpkE: Uint8Array): Uint8Array =>
	boxSeal(wrapPlain(at, ck), recipientIpkE);

/** Opens a wrap meant for `keys`; OpenError unless it says this very place and its key has commitment `kc`. */
export function openWrap(
	at: KeyPlace,
	wrap: Uint8Array,
	keys: KeyPair,
	kc: Uint8Array,
): Uint8Array {
	const plain = boxOpen(wrap, keys);
	const reader = lpOpen(plain, "ET1/ck");
	const g = reader.b32();
	const caseId = reader.id();
	const comp = reader.text();
	const epoch = reader.u64();
	const ck = reader.b32();
	reader.end();
	const here = equal(g, at.g) && equal(caseId, at.caseId) && comp === at.comp && epoch === at.epoch;
	if (!here) throw new OpenError("wrap: for another place");
	if (!equalSecret(keyCommitment(at, ck), kc)) throw new OpenError("wrap: another key");
	return ck;
}

export interface Grant {
	readonly comp: Comp;
	readonly epoch: number;
	readonly kc: Uint8Array;
	readonly recipient: Uint8Array;
	readonly recipientIpkE: Uint8Array;
	readonly wrapHash: Uint8Array;
	readonly granter: Uint8Array;
	readonly time: number;
	readonly basis: Uint8Array;
}

export const grantBody = (g: Uint8Array, caseId: Uint8Array, grant: Grant): Uint8Array =>
	lp(
		"ET1/grant",
		g,
		caseId,
		grant.comp,
		grant.epoch,
		grant.kc,
		grant.recipient,
		grant.recipientIpkE,
		grant.wrapHash,
		grant.granter,
		grant.time,
		grant.basis,
	);

/** Reads a grant body; EncodingError unless it is of this deployment and case. */
export function readGrant(g: Uint8Array, caseId: Uint8Array, body: Uint8Array): Grant {
	const reader = lpOpen(body, "ET1/grant");
	const sameG = equal(reader.b32(), g);
	const sameCase = equal(reader.id(), caseId);
	const grant: Grant = {
		comp: reader.oneOf(COMPS),
		epoch: reader.u64(),
		kc: reader.b32(),
		recipient: reader.id(),
		recipientIpkE: reader.b32(),
		wrapHash: reader.b32(),
		granter: reader.id(),
		time: reader.u64(),
		basis: reader.id(),
	};
	reader.end();
	if (!sameG || !sameCase) throw new OpenError("grant: of another case");
	return grant;
}
