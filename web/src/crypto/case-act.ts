// What the rules of a case's statements have in common: the statement that is being judged, the ground it is judged on,
// and how it is refused. Knows no kind.
import type { CasePlace } from "./case-body.ts";
import type { CaseState } from "./case-state.ts";
import type { Certified, Directory } from "./directory.ts";
import { ChainError, type Statement } from "./statement.ts";

export type Side = "pair" | "contact" | "coordinator";

/** The verified directory, and the case as it stands before the statement. */
export interface Ground {
	readonly directory: Directory;
	readonly place: CasePlace;
	readonly state: CaseState;
}

/** A statement whose order and signature hold. */
export interface Act {
	readonly s: Statement;
	readonly hash: Uint8Array;
	/** The key version that signed. */
	readonly author: Certified;
	readonly side: Side;
}

export function fail(why: string, s: Statement): never {
	throw new ChainError(`${s.kind}: ${why}`, s.seq);
}

export const isZero = (id: Uint8Array): boolean => id.every((byte) => byte === 0);

export const isContact = (person: Pick<Certified, "org">): boolean => person.org.kind === "kela";

/** The pair of a case that has begun. */
export function pairOf(state: CaseState): Uint8Array {
	if (state.pair === null) throw new ChainError("case: not begun", 0);
	return state.pair;
}
