// The queue as the screens see it: where a case may go, what the pair may do, Kela's order of work, decisions about hours.
import assert from "node:assert/strict";
import { test } from "node:test";
import { caseTasks } from "../src/state/caseTasks.ts";
import { emailError } from "../src/state/email.ts";
import { EMPTY_GENERAL, generalErrors, keptOf, readGeneral } from "../src/state/generalQuestion.ts";
import { covers, joining } from "../src/state/hour.ts";
import {
	decisionsFor,
	hourChangeErrors,
	hourChangeOf,
	ruleDateOf,
} from "../src/state/hourChange.ts";
import {
	awaitsHour,
	choicesFor,
	firstFor,
	gateOf,
	handledIn,
	hourAhead,
	isHandled,
	listsOf,
	movesOf,
	preparationOf,
	queueable,
	seriesFor,
	soonestSeries,
} from "../src/state/queueing.ts";
import { seriesDraft, seriesErrors } from "../src/state/seriesForm.ts";
import { substituteForHour, substituteOf } from "../src/state/substituteForm.ts";
import { todosOf } from "../src/state/todo.ts";
import { comesLater, proposalsOf, shifted } from "../src/state/weeks.ts";
import { EMPTY_PLAN, type QuestionDoc } from "../src/work/documents.ts";
import { wallTime } from "../src/work/time.ts";
import type { CaseFile, CaseSummary, Hour, Me, Place, Series } from "../src/work/work.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse("2026-11-25T10:00:00Z");
const NOW = START - 5 * DAY;

const place = (pos: number, more: Partial<Place> = {}): Place => ({
	pos,
	...{ minutes: 15, urgency: "normal", state: "queued", case: `c${pos}`, session: null },
	...more,
});
const hour = (more: Partial<Hour> = {}): Hour => ({
	...{ hour: "h1", series: "s1", name: "Ikaalinen", date: "2026-11-25", state: "planned" },
	...{ startsAt: START, endsAt: START + HOUR, opensAt: START - HOUR / 4, reason: "" },
	...{ movedFrom: null, revision: 0, substitute: null, missingConsents: 0, contact: "kela" },
	...{ capacity: 4, freePlaces: 4, freeMinutes: 60, places: [] },
	...more,
});
const question: QuestionDoc = {
	...{
		v: 1 as const,
		reference: "I-1",
		question: "?",
		topics: [],
		urgency: "normal" as const,
		situation: "",
	},
};
const summary = (more: Partial<CaseSummary> = {}): CaseSummary => ({
	...{ case: "c1", pair: "p", lane: "client", state: "open", question, series: null, hour: null },
	consent: { id: "k", state: "in-force", from: START - DAY, to: START + 9 * DAY, witness: null },
	...{ waitingPos: null, consentGap: false, minutes: null, placeState: null, session: null },
	...{ updatedAt: 0, plan: "none", followUps: [], confirmedAt: null },
	...more,
});
const series = (more: Partial<Series> = {}): Series => ({
	...{ series: "s1", name: "Ikaalinen", pairs: ["p"], contact: "kela", weekday: 3 },
	...{ start: "12:00", first: "2026-01-01", last: null, capacity: 4, every: 1 },
	...{ onHolidays: false, phone: "" },
	...more,
});
const worker: Me = {
	...{ uid: "w", username: "w", display: "W", roles: ["worker"], org: "o", orgKind: "county" },
	...{ orgName: "O", number: "1", notAfter: START + 300 * DAY },
};

test("who may be queued: with a consent in force or about nobody, and not twice", () => {
	assert.ok(queueable(summary()));
	assert.ok(!queueable(summary({ consent: null })));
	assert.ok(queueable(summary({ consent: null, lane: "general" })));
	assert.ok(!queueable(summary({ placeState: "waiting", series: "s1" })));
	assert.ok(!queueable(summary({ hour: "h1" })));
	assert.ok(!queueable(summary({ state: "closed" })));
	assert.ok(queueable(summary({ placeState: "answered" })));
});

test("where to: series of its own pair that go on; hours with room that the consent covers", () => {
	const all = [
		series(),
		series({ series: "s2", pairs: ["other"] }),
		series({ series: "s3", last: "2026-11-01" }),
	];
	const known = seriesFor(summary(), all, "2026-11-20").map((one) => one.series);
	assert.deepEqual(known, ["s1"]);
	const late = hour({ hour: "late", startsAt: START + 14 * DAY, endsAt: START + 14 * DAY + HOUR });
	const hours = [
		hour(),
		late,
		hour({ hour: "full", freePlaces: 0 }),
		hour({ hour: "proposed", state: "proposed" }),
		hour({ hour: "other", series: "s2" }),
		hour({ hour: "begun", startsAt: NOW - 1, endsAt: NOW + HOUR }),
	];
	const { fitting, hidden } = choicesFor(summary(), "s1", hours, NOW);
	assert.deepEqual(
		fitting.map((one) => one.hour),
		["h1"],
	);
	assert.equal(hidden, 1);
	assert.equal(choicesFor(summary({ lane: "general", consent: null }), "s1", hours, NOW).hidden, 0);
	assert.ok(covers(summary({ lane: "general", consent: null }), late));
});

test("the first free place is the first with the minutes; without one the case waits", () => {
	const tight = hour({ hour: "tight", freeMinutes: 10 });
	assert.equal(firstFor([tight, hour()], 15)?.hour, "h1");
	assert.equal(firstFor([tight], 15), null);
});

test("of the pair's series the one with the soonest place is offered; of those without one the first", () => {
	const [s1, s2] = [series(), series({ series: "s2" })];
	const soon = hour({
		hour: "soon",
		series: "s2",
		startsAt: START - DAY,
		endsAt: START - DAY + HOUR,
	});
	const of = (hours: readonly Hour[], all = [s1, s2]) =>
		soonestSeries(summary(), all, hours, NOW - DAY, 15)?.series;
	assert.equal(of([hour(), soon]), "s2");
	assert.equal(of([hour(), { ...soon, freeMinutes: 10 }]), "s1", "too short");
	assert.equal(of([{ ...hour(), series: "s2" }]), "s2");
	assert.equal(of([]), "s1");
	assert.equal(of([], []), undefined);
});

test("a place moves among those ahead of their turn, until the hour begins", () => {
	const full = hour({ places: [place(1, { state: "handled" }), place(2), place(3)] });
	assert.deepEqual(movesOf(full, place(2), NOW), { up: false, down: true });
	assert.deepEqual(movesOf(full, place(3), NOW), { up: true, down: false });
	assert.equal(movesOf(full, place(1, { state: "handled" }), NOW), null);
	assert.equal(movesOf(full, place(2), START), null);
	assert.equal(movesOf({ ...full, state: "cancelled" }, place(2), NOW), null);
});

test("where a move has put a case, unless somebody else has put it elsewhere since, or its turn came", () => {
	const [first, next] = [hour({ places: [place(1)] }), hour({ hour: "h2", places: [place(2)] })];
	assert.equal(hourAhead("c2", [first, next]), "h2");
	assert.equal(hourAhead("c1", [first, next]), "h1");
	assert.equal(hourAhead("c3", [first, next]), null);
	assert.equal(hourAhead("c1", [hour({ places: [place(1, { state: "handled" })] })]), null);
});

test("Kela's order: hour by hour as the places stand, then who waits by number, then the rest", () => {
	const next = hour({ places: [place(2, { case: "a" }), place(1, { case: "b" }), place(3)] });
	const later = hour({ hour: "h2", startsAt: START + 7 * DAY, endsAt: START + 7 * DAY + HOUR });
	const cases = [
		summary({ case: "a", placeState: "queued" }),
		summary({ case: "b", placeState: "ready" }),
		summary({ case: "c", placeState: "waiting", waitingPos: 2 }),
		summary({ case: "d", placeState: "waiting", waitingPos: 1 }),
		summary({ case: "e", plan: "confirmed", updatedAt: 1 }),
		summary({ case: "f", placeState: "answered", updatedAt: 2 }),
	];
	const ids = (list: readonly CaseSummary[]) => list.map((one) => one.case).join("");
	const found = preparationOf(cases, [later, next], NOW);
	assert.deepEqual(
		found.hours.map((one) => [one.hour.hour, ids(one.cases)]),
		[["h1", "ba"]],
	);
	assert.equal(ids(found.waiting), "dc");
	assert.equal(ids(found.rest), "");
	assert.equal(ids(found.handled), "fe", "what is done waits for nothing");
	const held = hour({ places: [place(1, { case: "e", state: "handled" })] });
	const over = preparationOf(cases, [held], NOW);
	assert.deepEqual(over.hours, [], "an hour that goes on, with nothing left to prepare");
	assert.equal(ids(over.handled), "fe");
	const mixed = hour({
		places: [place(1, { case: "e", state: "handled" }), place(2, { case: "a" })],
	});
	assert.equal(ids(preparationOf(cases, [mixed], NOW).hours[0]?.cases ?? []), "ea");
});

test("handled: by an hour that is known, or by what came of it; such a case is offered to no hour", () => {
	const past = (startsAt: number, state: Place["state"] = "handled") =>
		hour({
			hour: `h${startsAt}`,
			startsAt,
			endsAt: startsAt + HOUR,
			places: [place(1, { state })],
		});
	const done = [past(NOW - 2 * DAY), past(NOW - DAY), past(NOW - HOUR, "carried-over")];
	const one = summary({ case: place(1).case ?? "" });
	assert.equal(handledIn(one.case, done)?.startsAt, NOW - DAY, "the last of them");
	assert.equal(handledIn("another", done), null);
	assert.ok(isHandled(one, done));
	assert.ok(!isHandled({ ...one, placeState: "queued" }, done), "asked anew");
	assert.ok(isHandled({ ...one, plan: "confirmed" }, []), "longer ago than hours are listed");
	assert.ok(!isHandled(one, []));
	assert.ok(awaitsHour(one, []));
	assert.ok(!awaitsHour(one, done));
	assert.ok(!awaitsHour({ ...one, placeState: "answered" }, []));
	assert.ok(!awaitsHour({ ...one, plan: "unfinished" }, []));
});

test("waiting lists: empty ones are not shown, the rest by the name of their series", () => {
	const one = { pos: 1, minutes: 15, urgency: "normal", carried: false, case: null } as const;
	const lists = [
		{ series: "s1", waiting: [one] },
		{ series: "s2", waiting: [] },
		{ series: "s3", waiting: [one] },
	];
	const names: Record<string, string> = { s1: "Tampere", s3: "Ikaalinen" };
	const shown = listsOf(lists, (id) => names[id] ?? "").map((list) => list.series);
	assert.deepEqual(shown, ["s3", "s1"]);
});

test("what may be decided about an hour follows from how it stands", () => {
	assert.deepEqual(decisionsFor(hour(), NOW), ["cancelled", "moved"]);
	assert.deepEqual(decisionsFor(hour({ movedFrom: "2026-11-24" }), NOW), [
		"cancelled",
		"moved",
		"planned",
	]);
	assert.deepEqual(decisionsFor(hour({ state: "proposed" }), NOW), ["planned", "moved"]);
	assert.deepEqual(decisionsFor(hour({ state: "cancelled", reason: "Sairaus" }), NOW), ["planned"]);
	assert.deepEqual(decisionsFor(hour({ state: "cancelled", reason: "rule" }), NOW), []);
	assert.deepEqual(decisionsFor(hour(), START), []);
	assert.ok(!joining(hour({ state: "proposed" }), START).can);
});

test("moving: a day that is one, not past, within 60 days of the rule's; a reason unless it is kept", () => {
	const fill = (more: object) => ({
		toDate: "2026-11-26",
		toStart: "9.30",
		reason: "Loma",
		...more,
	});
	const wrong = (more: object, to: "moved" | "cancelled" | "planned" = "moved", at = hour()) =>
		hourChangeErrors(fill(more), to, at, NOW);
	assert.deepEqual(wrong({}), {});
	assert.deepEqual(wrong({ toDate: "26.11." }), { toDate: "not-date" });
	assert.deepEqual(wrong({ toDate: "2026-11-19" }), { toDate: "date-past" });
	const today = wallTime(NOW);
	const now = { toDate: today.date, toStart: today.time };
	assert.deepEqual(wrong(now), { toStart: "time-past" });
	assert.deepEqual(wrong({ ...now, toStart: "23.59" }), {});
	assert.deepEqual(wrong({ toDate: "2027-01-25" }), { toDate: "too-far" });
	assert.deepEqual(wrong({ toDate: "2027-01-24" }), {});
	assert.deepEqual(wrong({ toStart: "25.00" }), { toStart: "not-time" });
	assert.deepEqual(wrong({ reason: " " }), { reason: "required" });
	assert.deepEqual(wrong({ reason: "x".repeat(201) }), { reason: "too-long" });
	assert.deepEqual(wrong({ toDate: "", reason: "" }, "planned"), {});
	// A moved hour is counted from, and named by, the day of the rule.
	const moved = hour({ date: "2026-12-20", movedFrom: "2026-11-25" });
	assert.equal(ruleDateOf(moved), "2026-11-25");
	assert.deepEqual(wrong({ toDate: "2027-01-25" }, "moved", moved), { toDate: "too-far" });
	const named = { series: "s1", date: "2026-11-25" };
	assert.deepEqual(hourChangeOf(fill({}), "moved", moved), {
		...{ ...named, state: "moved", toDate: "2026-11-26", toStart: "09:30" },
	});
	assert.deepEqual(hourChangeOf(fill({}), "cancelled", moved), {
		...{ ...named, state: "cancelled", toDate: null, toStart: null },
	});
});

test("a running series is filled in whole, its first day in the past; holidays to decide about come in order", () => {
	const draft = seriesDraft(series());
	assert.ok(!("series" in draft));
	assert.deepEqual(seriesErrors(draft, "2026-11-25", true), {});
	assert.deepEqual(seriesErrors(draft, "2026-11-25"), { first: "date-past" });
	const far = hour({ hour: "far", state: "proposed", startsAt: START + DAY });
	const near = hour({ hour: "near", state: "proposed" });
	assert.deepEqual(
		proposalsOf([far, hour(), near], NOW).map((one) => one.hour),
		["near", "far"],
	);
	assert.equal(shifted("2026-12-28", 1), "2027-01-04");
	const { for: away, ...span } = substituteForHour(hour());
	assert.equal(away, "kela");
	const { startsAt, endsAt } = hour();
	const asked = substituteOf({ for: away, ...span, by: "other" });
	assert.deepEqual(asked, { for: "kela", by: "other", from: startsAt, to: endsAt });
});

test("hours are made half a year ahead: beyond it a series goes on by its own rule", () => {
	const weekly = series({ weekday: 3, first: "2026-11-25", last: "2027-12-31", every: 1 });
	assert.equal(comesLater(weekly, "2027-05-10", NOW), false, "made by now, or there is none");
	assert.equal(comesLater(weekly, "2027-06-07", NOW), true);
	assert.equal(comesLater({ ...weekly, last: "2027-06-08" }, "2027-06-07", NOW), false);
	assert.equal(comesLater({ ...weekly, first: "2027-06-10" }, "2027-06-07", NOW), false);
	const every = { ...weekly, every: 2 as const };
	assert.equal(comesLater(every, "2027-06-07", NOW), true, "28 weeks after the first");
	assert.equal(comesLater(every, "2027-06-14", NOW), false);
});

test("a general question: nothing that looks like a client, a promise each time that is never kept", () => {
	const full = {
		...EMPTY_GENERAL,
		...{ pair: "p", reference: "Asumistuki", question: "Miten?", noClient: true },
		topics: ["other"] as const,
	};
	assert.deepEqual(generalErrors(full), {});
	assert.deepEqual(generalErrors({ ...full, noClient: false }), { noClient: "confirm-first" });
	assert.deepEqual(generalErrors({ ...full, question: "131052-308T?" }), {
		question: "looks-like-code",
	});
	assert.deepEqual(readGeneral({ ...full, topics: ["other", "none"] }), {
		...full,
		noClient: false,
	});
	assert.ok(!("noClient" in (keptOf(full) as object)));
});

test("an e-mail address: a slip is noticed", () => {
	for (const good of ["a.b@kunta.fi", " a+b@x.y.fi "]) assert.equal(emailError(good), null);
	for (const bad of [
		"a",
		"a@b",
		"a b@c.fi",
		"a@b.fi, c@d.fi",
		"<a@b.fi>",
		`${"x".repeat(250)}@b.fi`,
	])
		assert.equal(emailError(bad), "not-email");
	assert.equal(emailError(" "), "required");
});

test("what is to be done: gaps until a day before the hour, answers, no consent of a general question", () => {
	const known = { hours: [hour()], series: [], directory: null, plans: [], proposals: [] };
	const todos = (one: Partial<CaseSummary>) =>
		todosOf(worker, NOW, { ...known, cases: [summary(one)] });
	const codes = (one: Partial<CaseSummary>) => todos(one).map((todo) => todo.code);
	const ending = summary().consent;
	const short = ending === null ? null : { ...ending, to: START };
	const gap = todos({ hour: "h1", placeState: "queued", consentGap: true, consent: short });
	assert.deepEqual(
		gap.map((todo) => [todo.code, todo.at]),
		[["consent-gap", gateOf(hour())]],
	);
	assert.equal(gateOf(hour()), START - DAY);
	assert.deepEqual(codes({ lane: "general", consent: null }), ["queue"]);
	assert.deepEqual(codes({ lane: "general", consent: null, placeState: "waiting" }), []);
	assert.deepEqual(codes({ lane: "general", consent: null, placeState: "answered" }), ["answered"]);
});

test("a case's steps: a general question has no consent; who waits has no place yet; an answer is Kela's part done", () => {
	const file: CaseFile = {
		...{ case: "c1", reference: "ABCD2345", pair: "p", lane: "general", state: "open" },
		...{ hold: null, createdAt: 0, createdBy: "w", members: [], question, background: null },
		...{ consent: null, consents: [], queued: null, answered: null, guests: [], thread: [] },
		...{ followUps: [], confirmedAt: null },
		plan: {
			...{ doc: EMPTY_PLAN, also: [], rev: 0, by: null, at: null, saved: "saved" },
			...{ confirmedBy: [], confirmed: false },
		},
	};
	const steps = (more: Partial<CaseFile>) =>
		Object.fromEntries(caseTasks({ ...file, ...more }, "w").map((one) => [one.code, one.state]));
	assert.deepEqual(Object.keys(steps({})), ["parts", "queue", "kela", "hour", "plan"]);
	assert.equal(steps({})["queue"], "now");
	const waits = {
		series: "s1",
		hour: null,
		minutes: 15,
		urgency: "normal",
		state: "waiting",
	} as const;
	assert.deepEqual(
		[steps({ queued: waits })["queue"], steps({ queued: waits })["kela"]],
		["waiting", "waiting"],
	);
	assert.equal(steps({ queued: { ...waits, hour: "h1", state: "queued" } })["queue"], "done");
	assert.equal(steps({ answered: { by: "kela", at: 1 } })["kela"], "done");
	assert.ok("consent" in steps({ lane: "client" }));
	const over = (more: Partial<CaseFile>) =>
		caseTasks({ ...file, ...more }, "w", true).map((one) => one.state);
	assert.deepEqual(
		over({}),
		["done", "done", "done", "done", "now"],
		"discussed: its plan is next",
	);
	assert.deepEqual(
		over({ queued: waits }),
		["done", "waiting", "waiting", "waiting", "not-yet"],
		"once more in the queue, it goes through it once more",
	);
});
