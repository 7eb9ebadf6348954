// What the directory chain and the case chains have in common: a signed statement and the link to the one before.
// Verifies order, link and signature of bytes as they were stored; the kinds are for directory.ts and case-chain.ts.
import { concat, equal } from "./bytes.ts";
import { LpReader, lp } from "./lp.ts";
import { hash, sign, verify } from "./sodium.ts";

/** A statement as it travels: the signed bytes and the signature. */
export interface Signed {
	readonly stmt: Uint8Array;
	readonly sig: Uint8Array;
}

/** A chain that does not verify: tampering, a fork, a rollback, or a rule broken. Never shown mildly. */
export class ChainError extends Error {
	override name = "ChainError";
	constructor(
		message: string,
		readonly seq: number,
	) {
		super(message);
	}
}

export interface Statement {
	readonly seq: number;
	readonly prev: Uint8Array;
	readonly time: number;
	readonly author: Uint8Array;
	readonly kind: string;
	readonly body: Uint8Array;
}

/** The newest point of a chain. seq 0 and hash G: nothing yet. */
export interface Head {
	readonly seq: number;
	readonly hash: Uint8Array;
	readonly time: number;
}

export const startOf = (g: Uint8Array): Head => ({ seq: 0, hash: g, time: 0 });

export const statementHash = (signed: Signed): Uint8Array => hash(concat(signed.stmt, signed.sig));

/** First fields of a chain's statements: its label, G, and the case id for a case. */
export type Prefix = readonly [label: string, ...ids: Uint8Array[]];

export const statementBytes = (prefix: Prefix, s: Statement): Uint8Array =>
	lp(...prefix, s.seq, s.prev, s.time, s.author, s.kind, s.body);

/** Parses and checks that it follows `head`; the signature is checked by `verifySignature`, once the key is known. */
export function readStatement(prefix: Prefix, head: Head, signed: Signed): Statement {
	const fail = (why: string): never => {
		throw new ChainError(why, head.seq + 1);
	};
	const [label, ...ids] = prefix;
	const reader = new LpReader(signed.stmt);
	if (reader.text() !== label) fail("another kind of chain");
	if (!ids.every((id) => equal(reader.bytes(), id))) fail("another chain");
	const statement: Statement = {
		seq: reader.u64(),
		prev: reader.b32(),
		time: reader.u64(),
		author: reader.id(),
		kind: reader.text(),
		body: reader.bytes(),
	};
	reader.end();
	if (statement.seq !== head.seq + 1) fail("out of order");
	if (!equal(statement.prev, head.hash)) fail("does not follow the one before");
	if (statement.time < head.time) fail("time runs backwards");
	return statement;
}

export function verifySignature(signed: Signed, key: Uint8Array, seq: number): void {
	if (!verify(signed.sig, signed.stmt, key)) throw new ChainError("signature", seq);
}

/** The time of the next statement after `head`: never before the one it follows. */
export const nextTime = (head: Head, nowMs: number): number => Math.max(nowMs, head.time);

/** The next statement after `head`, signed. `time` comes from nextTime. */
export function signStatement(
	prefix: Prefix,
	head: Head,
	what: Omit<Statement, "seq" | "prev">,
	signSk: Uint8Array,
): Signed {
	const stmt = statementBytes(prefix, { seq: head.seq + 1, prev: head.hash, ...what });
	return { stmt, sig: sign(stmt, signSk) };
}

/** Hashes of a chain by seq, to compare heads with other people's and with what this device remembers. */
export type Relation = "agree" | "ahead" | "fork";

/** How another's head stands to our own history: "ahead" means that we have to catch up before we can tell. */
export function relate(
	history: readonly Uint8Array[],
	other: { readonly seq: number; readonly hash: Uint8Array },
): Relation {
	if (other.seq >= history.length) return "ahead";
	const own = history[other.seq];
	return own !== undefined && equal(own, other.hash) ? "agree" : "fork";
}
