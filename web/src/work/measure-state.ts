// Measures as the screens have them: what was entered in a case, my feedback on an hour, and what is done with them. Types.
import type { FeedbackCode, FollowChange, FollowForm } from "../state/measures.ts";
import type { FollowDoc } from "./follow-doc.ts";
import type { Id, Ms } from "./work.ts";

export type { FollowDoc, FollowEntry, Sending } from "./follow-doc.ts";

/** Mine alone, of one hour. */
export interface FeedbackState {
	readonly answers: readonly {
		readonly code: FeedbackCode;
		readonly n: number;
		readonly changeableUntil: Ms;
	}[];
	/** False: something of it has not reached the broker yet. */
	readonly sent: boolean;
}

/** Of a case of mine, open or closed; a closed one is read only. */
export interface MeasureActions {
	/** What was entered so far; what had not reached the broker is sent. no_key */
	read(id: Id): Promise<FollowDoc>;
	/**
	 * Changes what was entered in a form, as the newest of it is by then: two at once lose nothing. Its numbers go to the
	 * report under a new id, those before are taken back. Resolves once it is stored; what `sending.landed` is false of goes
	 * by itself as soon as it can.
	 */
	save(id: Id, form: FollowForm, change: FollowChange): Promise<FollowDoc>;
	/** Takes the form's answers out of the case and its numbers out of the report. */
	drop(id: Id, form: FollowForm): Promise<FollowDoc>;
	feedback(hour: Id): Promise<FeedbackState>;
	/** Sent at once, or as soon as it can be. expired: given too long ago to be changed. */
	giveFeedback(hour: Id, code: FeedbackCode, n: number): Promise<FeedbackState>;
}
