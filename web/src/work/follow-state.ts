// What comes after the hour, as views read it: follow-ups by the case's chain, and the plans whose steps are to be done.
// Types only.
import type { PlanDoc } from "./documents.ts";
import type { Id, Ms } from "./work.ts";

/** The client's situation after 1–3 months and after half a year; the plan, when it is to be refreshed. */
export type FollowUpKind = "first" | "half-year" | "plan";

/** What was signed last about one sort. `due` 0: it is done, or none is wanted. */
export interface FollowUp {
	readonly what: FollowUpKind;
	readonly due: Ms;
	readonly by: Id;
	readonly at: Ms;
}

/** The newest plan of an open case. */
export interface CasePlan {
	readonly case: Id;
	readonly doc: PlanDoc;
	/** When both sides confirmed what no worker has noted as copied into a record yet; null: nothing to be copied by me. */
	readonly uncopied: Ms | null;
}

/** Workers of the pair. When both sides have confirmed a plan, its follow-ups are set without asking. */
export interface FollowUpActions {
	/** At that instant, which is to come. */
	set(id: Id, what: FollowUpKind, due: Ms): Promise<void>;
	done(id: Id, what: FollowUpKind): Promise<void>;
}
