// What a verified chain amounts to for the screens: pure functions from the vault's view and the server's row.
import type { CaseView, ConsentView, ObjectView } from "../crypto/vault/api.ts";
import type { QuestionDoc } from "./documents.ts";
import type { Reader } from "./replies.ts";
import type {
	CaseFile,
	CaseSummary,
	ConsentBrief,
	ConsentRecord,
	Hour,
	Id,
	Lane,
	Place,
	PlaceState,
} from "./work.ts";

const CONSENT_STATES = ["waiting-ack", "in-force", "not-yet", "expired", "withdrawn"] as const;

/** A consent as the broker sees it. */
export type ListedConsent = Omit<ConsentBrief, "witness">;

export function readBrief(r: Reader): ListedConsent {
	return {
		id: r.id("id"),
		state: r.oneOf("state", CONSENT_STATES),
		from: r.int("from"),
		to: r.int("to"),
	};
}

/** One row of case-list. */
export interface CaseRow {
	readonly case: Id;
	readonly pair: Id;
	readonly lane: Lane;
	readonly seq: number;
	readonly state: CaseSummary["state"];
	readonly consent: ListedConsent | null;
	readonly series: Id | null;
	readonly hour: Id | null;
	readonly waitingPos: number | null;
	readonly consentGap: boolean;
	readonly minutes: number | null;
	readonly placeState: PlaceState | null;
	readonly session: Id | null;
	readonly updatedAt: number;
	readonly followUps: CaseSummary["followUps"];
}

/** The newest object of a type, if there is one. */
export const newestOf = (view: CaseView, type: ObjectView["type"]): ObjectView | null =>
	view.objects.findLast((object) => object.type === type) ?? null;

export const allOf = (view: CaseView, type: ObjectView["type"]): readonly ObjectView[] =>
	view.objects.filter((object) => object.type === type);

export const stateOf = (view: CaseView): CaseSummary["state"] =>
	view.erased !== null ? "erased" : view.closed !== null ? "closed" : "open";

/** The consent that counts: the newest recorded; an older one is replaced by it or over. */
export const currentConsent = (view: CaseView): ConsentView | null => view.consents.at(-1) ?? null;

export function consentBrief(consent: ConsentView): ConsentBrief {
	const { consent: id, state, validFrom: from, validTo: to, by: witness } = consent;
	return { id, state, from, to, witness };
}

export function consentRecord(consent: ConsentView): ConsentRecord {
	const { withdrawn } = consent;
	return {
		...consentBrief(consent),
		recordedBy: consent.by,
		recordedAt: consent.at,
		hasFile: consent.fileObject !== null,
		acknowledged: consent.acknowledged,
		seen: consent.seen,
		withdrawn:
			withdrawn === null
				? null
				: {
						by: withdrawn.by,
						at: withdrawn.at,
						who: withdrawn.who === "representative" ? "representative" : "client",
						how:
							withdrawn.how === "oral" || withdrawn.how === "written" ? withdrawn.how : "message",
					},
		replaced: consent.replaced,
	};
}

/** Who confirmed the newest revision of the plan, and whether both sides did. */
export function planConfirms(
	view: CaseView,
	isContact: (uid: Id) => boolean,
): { readonly rev: number; readonly by: readonly Id[]; readonly both: boolean } {
	const plan = newestOf(view, "plan");
	if (plan === null) return { rev: 0, by: [], both: false };
	const rev = plan.revs.length;
	const by = [
		...new Set(
			view.confirms.filter((c) => c.object === plan.object && c.rev === rev).map((c) => c.by),
		),
	];
	return { rev, by, both: by.some(isContact) && by.some((uid) => !isContact(uid)) };
}

/** The revisions of a plan that both sides have confirmed, each at the moment when the second of them did. */
export interface ConfirmedPlans {
	/** When there was one for the first time. */
	readonly first: number;
	readonly last: { readonly object: Id; readonly rev: number; readonly at: number };
}

export function confirmedPlans(
	view: CaseView,
	isContact: (uid: Id) => boolean,
): ConfirmedPlans | null {
	const sides = new Map<string, Set<boolean>>();
	const both = view.confirms.filter(({ object, rev, by }) => {
		const key = `${object}/${rev}`;
		const said = sides.get(key) ?? new Set();
		const had = said.size;
		sides.set(key, said.add(isContact(by)));
		return had === 1 && said.size === 2;
	});
	const [first, last] = [both[0], both.at(-1)];
	return first === undefined || last === undefined ? null : { first: first.at, last };
}

/** A row of the list, as far as it is known yet: from the server's projection alone, then with what was verified. */
export function summaryOf(
	row: CaseRow,
	view: CaseView | null,
	question: QuestionDoc | null,
	isContact: (uid: Id) => boolean,
): CaseSummary {
	const consent = view === null ? null : currentConsent(view);
	const plan = view === null ? null : planConfirms(view, isContact);
	return {
		case: row.case,
		pair: row.pair,
		lane: view?.lane ?? row.lane,
		state: view === null ? row.state : stateOf(view),
		question,
		consent:
			consent !== null
				? consentBrief(consent)
				: row.consent === null
					? null
					: { ...row.consent, witness: null },
		series: row.series,
		hour: row.hour,
		waitingPos: row.waitingPos,
		consentGap: row.consentGap,
		minutes: row.minutes,
		placeState: row.placeState,
		session: view === null ? row.session : (view.session?.session ?? null),
		updatedAt: row.updatedAt,
		followUps: (view ?? row).followUps.filter(({ due }) => due > 0),
		confirmedAt: view === null ? null : (confirmedPlans(view, isContact)?.first ?? null),
		plan: plan === null || plan.rev === 0 ? "none" : plan.both ? "confirmed" : "unfinished",
	};
}

/** Where the case stands in the queue: that it is in it, by the chain; in which hour, by the hours' own lists. */
export function queuedOf(
	view: CaseView,
	at: { readonly hour: Hour; readonly place: Place } | null,
): CaseFile["queued"] {
	if (view.session !== null) {
		if (at === null || at.hour.hour !== view.session.hour) return null;
		const { minutes, urgency } = at.place;
		const { series, hour } = at.hour;
		return { series, hour, minutes, urgency, state: "in-turn" };
	}
	if (view.queued === null) return null;
	const { series, minutes, urgency, state } = view.queued;
	if (at === null || at.hour.series !== series) {
		return { series, hour: null, minutes, urgency, state: "waiting" };
	}
	return { series, hour: at.hour.hour, minutes, urgency, state };
}
