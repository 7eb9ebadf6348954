// What has just happened in a case and is worth telling, found by comparing two verified views of its chain. Pure.
import type { CaseView } from "../crypto/vault/api.ts";
import { allOf, currentConsent, planConfirms } from "./casefile.ts";
import type { Id, Ms, Notice } from "./work.ts";

export type News = Pick<Notice, "code" | "person">;

/**
 * Only what others did: one knows one's own acts. `stood`: the hour in which the case was before it, wherever it had been
 * named for (null: in none); left out where that is not known.
 */
export function newsOf(
	before: CaseView,
	after: CaseView,
	me: Id,
	isContact: (uid: Id) => boolean,
	stood?: Id | null,
): readonly News[] {
	const news: News[] = [];
	const tell = (code: Notice["code"], person: Id | null) => {
		if (person !== me) news.push({ code, person });
	};
	const consent = currentConsent(after);
	const was = before.consents.find((one) => one.consent === consent?.consent);
	if (consent?.withdrawn && !was?.withdrawn) tell("consent_withdrawn", consent.withdrawn.by);
	if (consent?.state === "expired" && was !== undefined && was.state !== "expired")
		tell("consent_ended", null);
	if (consent?.acknowledged && !was?.acknowledged)
		tell("consent_acknowledged", consent.acknowledged.by);
	const known = new Set(allOf(before, "thread").map((object) => object.object));
	for (const object of allOf(after, "thread")) {
		if (!known.has(object.object)) tell("message", object.revs[0]?.author ?? null);
	}
	const state = after.queued?.state;
	if (state !== before.queued?.state && !isContact(me)) {
		if (state === "ready") tell("ready", null);
		if (state === "needs-info") tell("needs_info", null);
	}
	if (after.answered !== null && after.answered.at !== before.answered?.at)
		tell("answered", after.answered.by);
	// What the broker does to a place, the event `place` tells: here is what the pair has named itself.
	const [had, has] = [before.queued, after.queued];
	if (has !== null && before.session === null) {
		if (had === null) {
			if (isContact(me)) tell("queued", has.by);
		} else if (has.at !== had.at && has.hour !== null) {
			const from = stood === undefined ? had.hour : stood;
			if (has.hour !== from) tell("place_moved", has.by);
		}
	}
	const confirms = planConfirms(after, isContact);
	if (confirms.both && !planConfirms(before, isContact).both)
		tell("plan_confirmed", confirms.by.at(-1) ?? null);
	return news;
}

/** Changes of hours of one series that come so soon after one another are one change: its rule's. */
const AT_ONCE_MS = 10_000;

/** Of an hour that has changed: by itself, or with others of its series in one notice in place of the first. Null: told. */
export function tellOfHour(
	notices: readonly Notice[],
	hour: Id,
	ofSeries: ReadonlySet<Id>,
	at: Ms,
): { readonly code: Notice["code"]; readonly hour: Id; readonly instead: number | null } | null {
	const told = notices.findLast(
		(one) =>
			(one.code === "hour_changed" || one.code === "hours_changed") &&
			one.hour !== null &&
			ofSeries.has(one.hour) &&
			at - one.at < AT_ONCE_MS,
	);
	if (told?.code === "hours_changed") return null;
	if (told === undefined || told.hour === null || told.hour === hour)
		return { code: "hour_changed", hour, instead: null };
	return { code: "hours_changed", hour: told.hour, instead: told.id };
}
