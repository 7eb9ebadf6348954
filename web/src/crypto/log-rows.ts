// Rows of the log about one case (PROTOCOL §8): bytes → fields, and what can be checked of rows that are not all there.
// Knows no session; whose report it is, is the caller's business.
import { EncodingError, equal, toB64 } from "./bytes.ts";
import type { CasePlace } from "./case-body.ts";
import { COMPS, type Comp } from "./grants.ts";
import { lpOpen } from "./lp.ts";
import { hash } from "./sodium.ts";
import { ChainError } from "./statement.ts";

export interface CaseLogRow {
	readonly seq: number;
	readonly prev: Uint8Array;
	readonly at: number;
	readonly actor: Uint8Array;
	readonly actorOrg: Uint8Array;
	readonly action: string;
	readonly object: Uint8Array;
	readonly comp: Comp | null;
	readonly purpose: string;
	readonly recipientOrg: Uint8Array;
	readonly result: string;
	/** Zero if the row is about none. */
	readonly statement: Uint8Array;
	/** H(row). */
	readonly hash: Uint8Array;
}

function readComp(text: string): Comp | null {
	const comp = COMPS.find((one) => one === text) ?? null;
	if (comp === null && text !== "") throw new EncodingError("log row: compartment");
	return comp;
}

/** EncodingError unless it is a row of this deployment about this case. */
export function readLogRow(place: CasePlace, bytes: Uint8Array): CaseLogRow {
	const r = lpOpen(bytes, "ET1/log");
	if (!equal(r.b32(), place.g)) throw new EncodingError("log row: another deployment");
	const [seq, prev, at] = [r.u64(), r.b32(), r.u64()];
	const [actor, actorOrg, action] = [r.id(), r.id(), r.text()];
	if (!equal(r.id(), place.caseId)) throw new EncodingError("log row: another case");
	const [object, comp, purpose] = [r.id(), readComp(r.text()), r.text()];
	const [recipientOrg, result, statement] = [r.id(), r.text(), r.b32()];
	r.end();
	return {
		...{ seq, prev, at, actor, actorOrg, action, object, comp, purpose },
		...{ recipientOrg, result, statement, hash: hash(bytes) },
	};
}

/** ChainError unless they go forward in place and time, and link where they are neighbours. */
export function readLogRows(place: CasePlace, rows: readonly Uint8Array[]): CaseLogRow[] {
	const read = rows.map((bytes) => readLogRow(place, bytes));
	for (const [i, row] of read.entries()) {
		const before = read[i - 1];
		if (row.seq < 1) throw new ChainError("log: no such place", row.seq);
		if (row.seq === 1 && !equal(row.prev, place.g)) throw new ChainError("log: first row", 1);
		if (before === undefined) continue;
		if (row.seq <= before.seq) throw new ChainError("log: out of order", row.seq);
		if (row.at < before.at) throw new ChainError("log: time runs backwards", row.seq);
		if (row.seq === before.seq + 1 && !equal(row.prev, before.hash)) {
			throw new ChainError("log: does not follow the one before", row.seq);
		}
	}
	return read;
}

/** The hash that a row claims for the place `seq`: its own, or the one before it. Null: it says nothing of that place. */
export function hashAt(rows: readonly CaseLogRow[], seq: number): string | null {
	const own = rows.find((row) => row.seq === seq);
	if (own !== undefined) return toB64(own.hash);
	const next = rows.find((row) => row.seq === seq + 1);
	return next === undefined ? null : toB64(next.prev);
}
