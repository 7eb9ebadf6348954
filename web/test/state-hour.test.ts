// What follows from the state of things: when one may join, what is to be done, who hears, where a case stands.
import assert from "node:assert/strict";
import { test } from "node:test";
import { caseTasks, consentEnded } from "../src/state/caseTasks.ts";
import { hearingOf, unconfirmed } from "../src/state/hearing.ts";
import {
	clockOf,
	covers,
	hoursWithRoom,
	joining,
	minutesFor,
	nextHour,
	nextPlace,
	rowsOf,
} from "../src/state/hour.ts";
import { todosOf } from "../src/state/todo.ts";
import { EMPTY_PLAN } from "../src/work/documents.ts";
import { QUIET, stranger } from "../src/work/room-state.ts";
import type {
	CaseFile,
	CaseSummary,
	Directory,
	Hour,
	Me,
	Participant,
	Place,
	Room,
} from "../src/work/work.ts";

const MIN = 60_000;
const START = Date.parse("2026-11-25T10:00:00Z");

function place(pos: number, more: Partial<Place> = {}): Place {
	return {
		pos,
		minutes: 15,
		urgency: "normal",
		state: "queued",
		case: `case${pos}`,
		session: null,
		...more,
	};
}
function hour(more: Partial<Hour> = {}): Hour {
	return {
		hour: "h1",
		series: "s1",
		name: "Ikaalinen–Kela",
		date: "2026-11-25",
		startsAt: START,
		endsAt: START + 60 * MIN,
		opensAt: START - 15 * MIN,
		state: "planned",
		reason: "",
		capacity: 4,
		freePlaces: 4,
		freeMinutes: 60,
		contact: "kela",
		...{ movedFrom: null, revision: 0, substitute: null, missingConsents: 0 },
		places: [],
		...more,
	};
}
function summary(more: Partial<CaseSummary> = {}): CaseSummary {
	return {
		case: "case1",
		pair: "pair",
		...{ lane: "client", series: null, waitingPos: null, consentGap: false },
		state: "open",
		question: {
			v: 1,
			reference: "I-27",
			question: "?",
			topics: [],
			urgency: "normal",
			situation: "",
		},
		consent: { id: "c", state: "in-force", from: START - 1e10, to: START + 1e10, witness: "me" },
		hour: null,
		minutes: null,
		placeState: null,
		session: null,
		updatedAt: START,
		...{ plan: "none", followUps: [], confirmedAt: null },
		...more,
	};
}
function me(more: Partial<Me> = {}): Me {
	return {
		uid: "me",
		username: "me",
		display: "Me",
		roles: ["worker"],
		org: "county",
		orgKind: "county",
		orgName: "County",
		number: "",
		notAfter: START,
		...more,
	};
}

test("joining opens 15 minutes before and closes an hour after", () => {
	assert.deepEqual(joining(hour(), START - 15 * MIN - 1), {
		can: false,
		why: "early",
		opensAt: START - 15 * MIN,
	});
	assert.deepEqual(joining(hour(), START - 15 * MIN), { can: true, running: false });
	assert.deepEqual(joining(hour(), START), { can: true, running: true });
	assert.deepEqual(joining(hour(), START + 120 * MIN), { can: true, running: true });
	assert.deepEqual(joining(hour(), START + 120 * MIN + 1), { can: false, why: "over" });
	assert.deepEqual(joining(hour({ state: "cancelled" }), START), { can: false, why: "cancelled" });
});

test("the next hour is the one that is on, never a cancelled one", () => {
	const later = hour({ hour: "h2", startsAt: START + 1e9, endsAt: START + 1e9 + 60 * MIN });
	const off = hour({ hour: "h0", state: "cancelled" });
	assert.equal(nextHour([later, off, hour()], START + 30 * MIN)?.hour, "h1");
	assert.equal(nextHour([later, hour()], START + 61 * MIN)?.hour, "h2");
	assert.equal(nextHour([off], START), null);
});

test("places and minutes: a full hour takes nothing more", () => {
	assert.deepEqual(
		rowsOf(hour({ places: [place(2), place(1)] })).map((row) => row?.pos),
		[1, 2, undefined, undefined],
	);
	assert.deepEqual(minutesFor(hour({ freeMinutes: 20 })), [10, 15, 20]);
	assert.deepEqual(minutesFor(hour({ freeMinutes: 5 })), []);
	assert.deepEqual(minutesFor(hour({ freePlaces: 0 })), []);
	const full = hour({ freePlaces: 0, freeMinutes: 0 });
	assert.deepEqual(
		hoursWithRoom([full, hour({ hour: "h2" })], START - MIN).map((one) => one.hour),
		["h2"],
	);
});

test("a consent must cover the whole hour", () => {
	const consent = {
		id: "c",
		state: "in-force",
		from: 0,
		to: START + 60 * MIN,
		witness: null,
	} as const;
	assert.equal(covers(summary({ consent }), hour()), true);
	assert.equal(covers(summary({ consent: { ...consent, to: consent.to - 1 } }), hour()), false);
	assert.equal(covers(summary({ consent: { ...consent, from: START + 1 } }), hour()), false);
	assert.equal(covers(summary({ consent: { ...consent, state: "waiting-ack" } }), hour()), false);
	assert.equal(covers(summary({ consent: null }), hour()), false);
});

test("the next place skips what is done and the case at hand", () => {
	const places = [
		place(1, { state: "in-turn" }),
		place(2, { state: "handled" }),
		place(3),
		place(4),
	];
	assert.equal(nextPlace(hour({ places }), "case1")?.pos, 3);
	assert.equal(nextPlace(hour({ places }), "case3")?.pos, 4);
	assert.equal(nextPlace(hour({ places: [place(1, { state: "handled" })] }), null), null);
});

test("clocks tell and never go below nothing", () => {
	assert.deepEqual(clockOf(START, 15, START - MIN), { used: 0, left: 15, over: false });
	assert.deepEqual(clockOf(START, 15, START + 15 * MIN), { used: 15, left: 0, over: false });
	assert.deepEqual(clockOf(START, 15, START + 16 * MIN), { used: 16, left: 0, over: true });
});

test("to do: Kela's question before everything else; the colleague acknowledges, not the witness", () => {
	const known = { hours: [hour()], series: [], directory: null, plans: [], proposals: [] };
	const waiting = {
		id: "c",
		state: "waiting-ack",
		from: 0,
		to: START + 1e10,
		witness: "other",
	} as const;
	const codes = (cases: readonly CaseSummary[], who = me()) =>
		todosOf(who, START - 1e8, { ...known, cases }).map((todo) => todo.code);
	assert.deepEqual(
		codes([
			summary({ consent: null }),
			summary({ case: "a", hour: "h1", placeState: "needs-info" }),
			summary({ case: "b", consent: waiting }),
			summary({ case: "c" }),
		]),
		["needs-info", "consent-ack", "consent-missing", "queue"],
	);
	assert.deepEqual(codes([summary({ consent: { ...waiting, witness: "me" } })]), ["consent-wait"]);
	assert.deepEqual(codes([summary({ state: "closed", consent: null })]), []);
	const contact = me({ roles: ["contact"], orgKind: "kela" });
	assert.deepEqual(codes([summary({ hour: "h1", placeState: "queued" })], contact), ["prepare"]);
	const later = hour({ hour: "h2", startsAt: START + 1e9, endsAt: START + 1e9 + 60 * MIN });
	const ofTwo = [
		summary({ case: "b", hour: "h2", placeState: "queued" }),
		summary({ case: "a", hour: "h1", placeState: "queued" }),
	];
	assert.deepEqual(
		todosOf(contact, START - 1e8, {
			...{ ...known, hours: [hour(), later] },
			cases: ofTwo,
		}).map((todo) => todo.case),
		["a", "b"],
		"of the same weight what comes first",
	);
});

test("to do of a coordinator: people waiting first, then what the first hour lacks", () => {
	const directory: Directory = {
		people: [],
		pairs: [],
		invites: [],
		pending: [],
		substitutes: [],
		beaconAt: 0,
		fresh: "fresh",
		consentAck: "required",
		org: { templates: {}, teams: [], cards: [], retentions: {} },
	};
	const who = me({ roles: ["coordinator"] });
	const codes = (more: Partial<Directory>) =>
		todosOf(who, START, {
			cases: [],
			hours: [],
			series: [],
			plans: [],
			proposals: [],
			directory: { ...directory, ...more },
		}).map((todo) => todo.code);
	assert.deepEqual(codes({}), ["invite"]);
	const person = { uid: "w", username: "w", display: "W", roles: ["worker"] as const };
	assert.deepEqual(
		codes({ pending: [{ ...person, invite: "i", at: 0, number: "", rekey: false }] }),
		["confirm-person"],
	);
	const worker = {
		...person,
		org: "county",
		orgKind: "county",
		orgName: "",
		number: "",
		notAfter: START + 300 * 86_400_000,
		state: "active",
		verified: "no",
		verifiedAt: null,
		keysSince: 0,
		rekeyed: false,
	} as const;
	assert.deepEqual(codes({ people: [worker, { ...worker, uid: "v" }] }), ["make-pair"]);
	const old = { ...worker, uid: "v", notAfter: START - 1, state: "expired" } as const;
	assert.deepEqual(codes({ people: [worker, old] }), ["renew-person", "make-pair"]);
	const pair = { pair: "p", name: "A", org: "county", workers: ["w", "v"] };
	assert.deepEqual(codes({ people: [worker, { ...worker, uid: "v" }], pairs: [pair] }), [
		"make-series",
	]);
});

test("one sentence who hears: never a name while anything is open", () => {
	const kaisa: Participant = {
		...stranger("1", "kaisa", "no", null),
		verified: "verified",
		link: "connected",
		microphone: "on",
		camera: "on",
	};
	const room: Room = {
		...QUIET,
		hour: "h1",
		case: "case1",
		session: "s",
		phase: "open",
		closed: null,
		openedAt: START,
		others: [kaisa],
		hearing: ["kaisa"],
		microphone: "on",
		camera: "on",
		stream: null,
	};
	assert.deepEqual(hearingOf(room), {
		kind: "hears",
		who: [{ uid: "kaisa", at: null, guest: null }],
		hiding: [],
	});
	assert.deepEqual(hearingOf({ ...room, microphone: "off" }), { kind: "nobody", why: "muted" });
	assert.deepEqual(hearingOf({ ...room, hearing: [] }), { kind: "nobody", why: "checking" });
	assert.deepEqual(hearingOf({ ...room, others: [] }), { kind: "nobody", why: "alone" });
	assert.deepEqual(hearingOf({ ...room, phase: "switching" }), {
		kind: "nobody",
		why: "switching",
	});
	assert.deepEqual(hearingOf({ ...room, phase: "verifying" }), { kind: "nobody", why: "checking" });
	const none = { no: [], changed: [], differs: [] };
	assert.deepEqual(unconfirmed(room), { ...none, no: ["kaisa"] });
	const wrong = { ...kaisa, compared: "differs" } as const;
	assert.deepEqual(unconfirmed({ ...room, others: [wrong] }), { ...none, differs: ["kaisa"] });
	const rekeyed = { ...kaisa, compared: "changed" } as const;
	assert.deepEqual(unconfirmed({ ...room, others: [rekeyed] }), { ...none, changed: ["kaisa"] });
	const checking = { ...kaisa, verified: "checking" } as const;
	assert.deepEqual(unconfirmed({ ...room, others: [checking] }), none);
	const failed = { ...kaisa, verified: "failed" } as const;
	assert.deepEqual(hearingOf({ ...room, others: [failed] }), { kind: "failed", who: ["kaisa"] });
	assert.deepEqual(hearingOf({ ...room, phase: "closed", closed: "fork" }), { kind: "fork" });
	assert.deepEqual(hearingOf({ ...room, phase: "closed", closed: "withdrawn" }), {
		kind: "nobody",
		why: "closed",
	});
});

test("a case's steps follow from its parts", () => {
	const plan = {
		doc: EMPTY_PLAN,
		also: [],
		rev: 0,
		by: null,
		at: null,
		saved: "saved",
		confirmedBy: [],
		confirmed: false,
	} as const;
	const file: CaseFile = {
		case: "case1",
		pair: "pair",
		lane: "client",
		answered: null,
		reference: "7KQ2M9XD",
		state: "open",
		hold: null,
		createdAt: 0,
		createdBy: "me",
		members: [],
		question: summary().question,
		background: null,
		consent: null,
		consents: [],
		queued: null,
		guests: [],
		thread: [],
		...{ followUps: [], confirmedAt: null },
		plan,
	};
	const states = (one: CaseFile, who = "me") => caseTasks(one, who).map((task) => task.state);
	assert.deepEqual(states(file), [
		"done",
		"now",
		"not-yet",
		"not-yet",
		"not-yet",
		"not-yet",
		"not-yet",
	]);
	const consent = {
		id: "c",
		state: "waiting-ack",
		from: 0,
		to: START,
		witness: "me",
		recordedBy: "me",
		recordedAt: 0,
		hasFile: false,
		acknowledged: null,
		seen: [],
		withdrawn: null,
		replaced: false,
	} as const;
	assert.equal(states({ ...file, consent })[2], "waiting");
	const closed = { ...file, state: "closed" } as const;
	assert.deepEqual(caseTasks(closed, "me"), [{ code: "parts", state: "done" }], "nothing to do");
	const general = { ...closed, lane: "general" } as const;
	assert.deepEqual(caseTasks(general, "me"), [{ code: "parts", state: "done" }], "in either lane");
	const ended = { ...closed, consent: { ...consent, state: "expired" } } as const;
	assert.equal(caseTasks(ended, "me")[1]?.code, "consent", "what there was can be looked at");
	assert.equal(states({ ...file, consent }, "colleague")[2], "now");
	const inForce = { ...consent, state: "in-force" } as const;
	assert.equal(states({ ...file, consent: inForce })[3], "now");
	const queued = {
		series: "s1",
		hour: "h1",
		minutes: 15,
		urgency: "normal",
		state: "ready",
	} as const;
	assert.deepEqual(states({ ...file, consent: inForce, queued }).slice(3), [
		"done",
		"done",
		"waiting",
		"not-yet",
	]);
	const withdrawn = { ...consent, state: "withdrawn" } as const;
	assert.deepEqual(
		[null, consent, inForce, withdrawn].map((one) => consentEnded({ ...file, consent: one })),
		[false, false, false, true],
		"what was withdrawn can be looked at",
	);
	assert.equal(
		consentEnded({ ...closed, consent: withdrawn }),
		false,
		"there its step leads to it",
	);
	assert.deepEqual(states({ ...file, consent: withdrawn }).slice(1, 4), [
		"now",
		"not-yet",
		"not-yet",
	]);
});
