// The screens' pure state, as people fill it in: addresses, dates, forms, the signature.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
	changeConsent,
	consentDocOf,
	consentErrors,
	firstBadStep,
	limitConsent,
	newConsent,
	readConsent,
} from "../src/state/consentForm.ts";
import { addMonths, dayOf, daysBetween, isDate, readDate, readTime } from "../src/state/dates.ts";
import { holdsIdentityCode, isIdentityCode } from "../src/state/identityCode.ts";
import {
	EMPTY_CASE,
	isBlankCase,
	newCaseErrors,
	questionOf,
	readNewCase,
} from "../src/state/newCase.ts";
import { sameCharacters, strengthOf } from "../src/state/passphrase.ts";
import { addStep, firstChange, moveStep, planErrors, suggestWho } from "../src/state/plan.ts";
import {
	isBlankSignals,
	NO_SIGNALS,
	ownTrigger,
	readSignals,
	signalErrors,
	triggerCodes,
	triggersOf,
	withSignals,
} from "../src/state/questionSignals.ts";
import {
	addressAfter,
	holdsSecret,
	href,
	parseRoute,
	parseSecret,
	type Route,
} from "../src/state/route.ts";
import { emptySeries, newSeriesOf, seriesErrors } from "../src/state/seriesForm.ts";
import { BLANK, draw, signatureOf, signaturePath } from "../src/state/signature.ts";
import {
	begun,
	messageDraft,
	NO_MESSAGE,
	NOTHING_PREPARED,
	prepareDraft,
	readMessage,
	readPrepared,
} from "../src/state/unsent.ts";
import { EMPTY_PLAN, type QuestionDoc } from "../src/work/documents.ts";

const ID = "abcdefghijklmnopqrstuv";

test("every route comes back from its own address", () => {
	const routes: Route[] = [
		{ at: "today" },
		{ at: "hours" },
		{ at: "hour", hour: ID },
		{ at: "room", hour: ID },
		{ at: "cases" },
		{ at: "case-new", step: "situation", hour: ID },
		{ at: "case-new", step: "question", hour: null },
		{ at: "case", case: ID },
		{ at: "case-queue", case: ID, hour: null },
		{ at: "case-queue", case: ID, hour: ID },
		{ at: "consent", case: ID },
		{ at: "consent-new", case: ID, step: "sign" },
		{ at: "plan", case: ID },
		{ at: "series" },
		{ at: "series-new" },
		{ at: "series-edit", series: ID },
		{ at: "report", case: ID },
		{ at: "person", person: ID },
		{ at: "substitutes" },
		{ at: "substitute", substitute: null, hour: null },
		{ at: "substitute", substitute: null, hour: ID },
		{ at: "substitute", substitute: ID, hour: null },
		{ at: "hour-change", hour: ID, to: "moved" },
		{ at: "general-new" },
		{ at: "withdrawal" },
		{ at: "passphrase" },
		{ at: "integrity" },
		{ at: "people" },
		{ at: "invite" },
		{ at: "confirm", person: ID },
		{ at: "pairs" },
		{ at: "pair", pair: null },
		{ at: "pair", pair: ID },
		{ at: "settings" },
		{ at: "accessibility" },
	];
	for (const route of routes) assert.deepEqual(parseRoute(href(route)), route);
	assert.deepEqual(parseRoute(""), { at: "today" });
	for (const bad of ["#/hours/short", "#/nowhere", `#/cases/${ID}/other`, "#i=secret"])
		assert.equal(parseRoute(bad).at, "unknown", bad);
});

test("secrets in links are told from routes", () => {
	assert.deepEqual(parseSecret("#i=abc.def.ghi"), { kind: "invite", secret: "abc.def.ghi" });
	assert.deepEqual(parseSecret("#s=maija.virtanen.ABCD"), {
		kind: "sign-in",
		username: "maija.virtanen",
		accountKey: "ABCD",
	});
	assert.equal(parseSecret("#/cases"), null);
	assert.equal(parseSecret("#s=nodot"), null);
});

test("dates are read as they are typed, and refused where there is no such day", () => {
	assert.equal(readDate("2.12.2026"), "2026-12-02");
	assert.equal(readDate(" 02/12/2026 "), "2026-12-02");
	assert.equal(readDate("2026-12-02"), "2026-12-02");
	for (const bad of ["31.2.2026", "2.13.2026", "2.12.26", "", "soon"])
		assert.equal(readDate(bad), null);
	assert.equal(isDate("2027-02-29"), false);
	assert.equal(readTime("9.05"), "09:05");
	assert.equal(readTime("24.00"), null);
	assert.equal(addMonths("2026-08-31", 6), "2027-02-28");
	assert.equal(addMonths("2026-11-22", 12), "2027-11-22");
	assert.equal(daysBetween("2026-10-24", "2026-10-26"), 2);
	// Half past midnight in Helsinki is still yesterday in UTC.
	assert.equal(dayOf(Date.parse("2026-06-09T21:30:00Z")), "2026-06-10");
});

test("identity codes: check character, century marks, and none in what everybody reads", () => {
	assert.equal(isIdentityCode("131052-308T"), true);
	assert.equal(isIdentityCode(" 131052-308t "), true);
	assert.equal(isIdentityCode("131052-308U"), false);
	assert.equal(isIdentityCode("131352-308T"), false);
	assert.equal(isIdentityCode(""), false);
	assert.equal(holdsIdentityCode("Asiakas 131052-308T soitti"), true);
	assert.equal(holdsIdentityCode("puh. 040 123456"), false);
});

test("a new case: what each page asks, and drafts of any shape come back whole", () => {
	const filled = {
		...EMPTY_CASE,
		pair: ID,
		reference: "I-27",
		question: "Onko oikeus kuntoutusrahaan?",
		topics: ["rehabilitation"] as const,
		situation: "Sairauspäiväraha päättyy.",
	};
	assert.deepEqual(newCaseErrors("check", filled), {});
	assert.deepEqual(newCaseErrors("question", EMPTY_CASE), {
		pair: "choose",
		reference: "required",
		question: "required",
	});
	assert.equal(
		newCaseErrors("question", { ...filled, reference: "131052-308T" })["reference"],
		"looks-like-code",
	);
	assert.equal(
		newCaseErrors("check", { ...filled, situation: "131052-308T" })["situation"],
		"looks-like-code",
	);
	assert.equal(newCaseErrors("topics", EMPTY_CASE)["topics"], "choose");
	assert.deepEqual(readNewCase({ ...filled, topics: ["rehabilitation", "gone"], junk: 1 }), filled);
	for (const junk of [null, 5, "x", [], { topics: "x", urgency: 7 }])
		assert.deepEqual(readNewCase(junk), EMPTY_CASE);
	assert.equal(questionOf({ ...filled, reference: " I-27 " }).reference, "I-27");
});

test("the service situation: nothing is asked for, what was said is stored and nothing else", () => {
	const bare: QuestionDoc = {
		...{ v: 1, reference: "I-27", question: "Onko oikeus?", topics: ["other"], urgency: "normal" },
		situation: "Sairauspäiväraha päättyy.",
	};
	const said = {
		suuntima: "verkosto",
		tier: "kannattelu",
		omaolo: "attached",
		triggers: ["over-six-visits", "carer-worn", "naapuri soitti"],
		network: "Kotihoito, aikuissosiaalityö",
	} as const;
	assert.deepEqual(readSignals(bare), NO_SIGNALS, "a question of before these fields");
	assert.deepEqual(signalErrors(NO_SIGNALS), {});
	assert.deepEqual(Object.keys(withSignals(bare, NO_SIGNALS)), Object.keys(bare));
	const full = withSignals(bare, said);
	assert.deepEqual(full, { ...bare, ...said });
	assert.deepEqual(readSignals(JSON.parse(JSON.stringify(full))), said);
	assert.deepEqual(withSignals(full, NO_SIGNALS), bare, "taken back");
	const blanks = { ...NO_SIGNALS, triggers: ["  "], network: " " };
	assert.deepEqual([isBlankSignals(blanks), isBlankSignals(said)], [true, false]);
	assert.deepEqual(withSignals(bare, blanks), bare);
	// What somebody else's client wrote is shown as far as it is known.
	const strange = { suuntima: "jokin", tier: 7, triggers: ["x", 4, null], network: ["y"] };
	assert.deepEqual(readSignals(strange), { ...NO_SIGNALS, triggers: ["x"] });
	assert.deepEqual(readSignals({ triggers: "over-six-visits" }), NO_SIGNALS);
});

test("triggers: codes and own words beside each other; limits; no identity code for Kela", () => {
	const both = triggersOf(["work-ability"], "naapuri soitti ");
	assert.deepEqual([triggerCodes(both), ownTrigger(both)], [["work-ability"], "naapuri soitti "]);
	assert.deepEqual(triggersOf(triggerCodes(both), ""), ["work-ability"]);
	const wrong = (change: object) => signalErrors({ ...NO_SIGNALS, ...change });
	assert.deepEqual(wrong({ triggers: both, network: "x".repeat(1000) }), {});
	assert.deepEqual(wrong({ triggers: ["x".repeat(201)] }), { triggerOwn: "too-long" });
	assert.deepEqual(wrong({ network: "x".repeat(1001) }), { network: "too-long" });
	assert.deepEqual(wrong({ triggers: ["131052-308T"], network: "isä 131052-308T" }), {
		triggerOwn: "looks-like-code",
		network: "looks-like-code",
	});
});

test("a draft with nothing but a tick of the service situation is worth asking about", () => {
	assert.equal(isBlankCase(EMPTY_CASE), true);
	const draft = { ...EMPTY_CASE, tier: "tuki" as const };
	assert.equal(isBlankCase(draft), false);
	assert.deepEqual(readNewCase(JSON.parse(JSON.stringify(draft))), draft);
	const { tier, triggers: _, ...older } = draft;
	assert.deepEqual(readNewCase({ ...older, tier, triggers: 3 }), draft, "a draft of before");
	assert.equal(questionOf(draft).tier, "tuki");
	assert.equal(Object.hasOwn(questionOf(draft), "suuntima"), false);
	assert.equal(
		newCaseErrors("check", { ...draft, network: "131052-308T" })["network"],
		"looks-like-code",
	);
});

test("a consent: each page's demands; no health without a yes; twelve months at most", () => {
	const today = "2026-11-22";
	const blank = newConsent(today, "fi");
	assert.equal(blank.health, null);
	assert.equal(firstBadStep(blank, today), "client");
	const client = { ...blank, clientName: "Matti Meikäläinen", clientCode: "131052-308t" };
	assert.equal(firstBadStep(client, today), "scope");
	const scope = { ...client, health: false };
	assert.equal(firstBadStep(scope, today), "sign");
	assert.deepEqual(consentErrors("sign", scope, today), {
		signature: "sign-or-scan",
		witnessed: "confirm-first",
	});
	const scan = { type: "image/jpeg", bytes: new Uint8Array([1]) } as const;
	const done = { ...scope, scan, witnessed: true };
	assert.equal(firstBadStep(done, today), null);
	const doc = consentDocOf(done, "Maija");
	assert.equal(doc.capture, "scan");
	assert.equal(doc.clientCode, "131052-308T");
	assert.equal(doc.health, false);
	assert.equal(doc.v, 1);
	assert.equal(Object.hasOwn(doc, "others"), false, "nobody else: as it was always written");
	const others = "x".repeat(201);
	assert.equal(consentErrors("scope", { ...scope, others }, today)["others"], "too-long");
	const more = consentDocOf({ ...done, others: " tulkki Testi " }, "Maija");
	assert.deepEqual([more.v, more.others], [2, "tulkki Testi"]);
	assert.equal(limitConsent(more, today, "fi").others, "tulkki Testi");
	assert.equal(limitConsent(doc, today, "fi").others, "");
	assert.equal(readConsent({ others: "tulkki" }, today, "fi").others, "tulkki");
	const to = (date: string) => consentErrors("scope", { ...scope, to: date }, today)["to"];
	assert.equal(to("2027-11-22"), undefined);
	assert.equal(to("2027-11-23"), "too-far");
	assert.equal(to("2026-11-21"), "date-past");
	assert.equal(to("ensi vuonna"), "not-date");
	assert.equal(consentErrors("scope", { ...scope, directions: [] }, today)["directions"], "choose");
	// What is stored never brings the scan or the witness's word back, and ink only with the words that were signed.
	const ink = { width: 900, height: 260, strokes: [[1, 2, 30, 40]] };
	const stored: unknown = JSON.parse(JSON.stringify({ ...done, language: "sv", signature: ink }));
	const back = readConsent(stored, today, "fi");
	assert.deepEqual([back.signature, back.scan, back.witnessed], [ink, null, false]);
	assert.equal(back.language, "sv");
	assert.equal(back.clientName, "Matti Meikäläinen");
	const other = (change: object) => readConsent({ ...(stored as object), ...change }, today, "fi");
	assert.equal(other({ categories: ["benefits", "no such"] }).signature, null);
	assert.equal(other({ language: "de" }).signature, null);
	assert.equal(other({ health: "perhaps" }).signature, null);
	const torn = [{ strokes: [] }, { ...ink, strokes: [] }, { ...ink, strokes: [[1.5]] }, "x", null];
	for (const signature of torn) assert.equal(other({ signature }).signature, null);
});

test("a signature is strokes of whole numbers; a dot is none", () => {
	let drawing = draw(BLANK, { kind: "move", x: 5, y: 5 });
	assert.equal(drawing.strokes.length, 0);
	drawing = draw(drawing, { kind: "down", x: 10.4, y: 20.6 });
	assert.equal(signatureOf(drawing, 900, 260), null);
	for (let x = 20; x < 300; x += 10) drawing = draw(drawing, { kind: "move", x, y: 40 });
	drawing = draw(drawing, { kind: "up" });
	drawing = draw(drawing, { kind: "move", x: 800, y: 200 });
	const signature = signatureOf(drawing, 900, 260);
	assert.deepEqual(signature?.strokes[0]?.slice(0, 4), [10, 21, 20, 40]);
	assert.equal(signature?.strokes.length, 1);
	assert.match(signaturePath(drawing.strokes), /^M10 21 L20 40/);
	assert.deepEqual(draw(drawing, { kind: "undo" }).strokes, []);
	for (let i = 0; i < 100; i++) drawing = draw(drawing, { kind: "down", x: i, y: i });
	assert.equal(drawing.strokes.length, 60);
});

test("the plan before it is confirmed: core, a step, who answers, and six months at most", () => {
	assert.deepEqual(
		Object.entries(planErrors(EMPTY_PLAN)),
		[
			["core", "required"],
			["steps", "no-step"],
			["responsible", "required"],
			["refreshBy", "not-date"],
			["date", "not-date"],
		],
		"in the form's order",
	);
	const plan = {
		...EMPTY_PLAN,
		date: "2026-11-25",
		core: "Toimeentulo",
		responsible: "Maija",
		refreshBy: "2027-05-25",
		steps: addStep([], "1").map((step) => ({ ...step, what: "Hakemus" })),
	};
	assert.deepEqual(planErrors(plan), {});
	assert.equal(planErrors({ ...plan, refreshBy: "2027-05-26" })["refreshBy"], "over-half-year");
	assert.deepEqual(planErrors({ ...plan, refreshBy: "2027-05-25" }), {});
});

test("a next step moves up and down, and not past the ends", () => {
	const steps = addStep(addStep(addStep([], "1"), "2"), "3");
	const order = (list: typeof steps) => list.map(({ id }) => id).join("");
	assert.equal(order(moveStep(steps, "2", -1)), "213");
	assert.equal(order(moveStep(steps, "2", 1)), "132");
	assert.equal(order(moveStep(steps, "1", -1)), "123");
	assert.equal(order(moveStep(steps, "3", 1)), "123");
});

test("who does a step is found among the people of the case and the listed teams", () => {
	const people = [
		{ uid: "u1", name: "Sanna Saarinen" },
		{ uid: "u2", name: "Kimmo Kelala" },
	];
	const team = (id: string, name: string, whenToTurn: string, dropped = false) => ({
		...{ team: id, name, task: "velkaneuvonta", whenToTurn, contact: "", dropped },
		...{ org: "o1", orgName: "" },
	});
	const teams = [
		team("t1", "Talousneuvonta", "ulosotto uhkaa"),
		team("t2", "Velkatiimi", "", true),
		team("t3", "Kelan neuvonta", "hakemus"),
	];
	const ids = (typed: string) => suggestWho(typed, people, teams).map(({ id }) => id);
	assert.deepEqual(ids(""), ["u1", "u2"]);
	assert.deepEqual(ids("kel"), ["u2", "t3"]);
	assert.deepEqual(ids("VELKA ulosotto"), ["t1"]);
	assert.deepEqual(ids("velka"), ["t3", "t1"], "teams by name");
	assert.deepEqual(suggestWho("talous", people, teams)[0]?.who, { kind: "team", team: "t1" });
});

test("a weekly hour: times as typed go out as HH:MM", () => {
	const today = "2026-11-22";
	const form = {
		...emptySeries(today),
		name: "Ikaalinen–Kela",
		pairs: [ID],
		contact: ID,
		start: "9.30",
	};
	assert.deepEqual(seriesErrors(form, today), {});
	assert.equal(newSeriesOf(form).start, "09:30");
	assert.equal(newSeriesOf(form).last, null);
	assert.equal(seriesErrors({ ...form, start: "puolilta" }, today)["start"], "not-time");
	assert.equal(seriesErrors({ ...form, last: "2026-11-01" }, today)["last"], "date-order");
	assert.equal(seriesErrors({ ...form, first: "2026-11-01" }, today)["first"], "date-past");
});

test("passphrases and characters from paper", () => {
	assert.equal(strengthOf(""), "empty");
	assert.equal(strengthOf("lyhyt"), "short");
	assert.equal(strengthOf("salasana1234"), "common");
	assert.equal(strengthOf("tuoli kaarna lumi pilvi"), "strong");
	assert.equal(sameCharacters("ab c-d", "ABCD"), true);
	assert.equal(sameCharacters("abce", "ABCD"), false);
});

test("the first letter of a plan brings the usual along, later ones nothing", () => {
	const usual = { today: "2026-11-25", responsible: "Maija" };
	assert.deepEqual(firstChange(EMPTY_PLAN, { core: "T" }, usual), {
		date: "2026-11-25",
		refreshBy: "2027-05-25",
		responsible: "Maija",
		core: "T",
	});
	assert.deepEqual(firstChange(EMPTY_PLAN, { date: "2026-11-24" }, usual).date, "2026-11-24");
	assert.deepEqual(firstChange({ ...EMPTY_PLAN, place: "x" }, { core: "T" }, usual), { core: "T" });
});

test("what was signed is signed anew when a word of it changes", () => {
	const signature = { width: 9, height: 9, strokes: [[1, 1, 2, 2]] };
	const form = { ...newConsent("2026-11-22", "fi"), signature: null, witnessed: false };
	const signed = changeConsent({ ...form, signature, clientName: "Aino" }, { witnessed: true });
	assert.equal(signed.signature, signature);
	assert.equal(changeConsent(signed, { clientName: "Aino" }).signature, signature);
	const wider = changeConsent(signed, { categories: ["benefits", "housing"] });
	assert.equal(wider.signature, null);
	assert.equal(wider.witnessed, false);
	assert.deepEqual(wider.categories, ["benefits", "housing"]);
	const swedish = changeConsent(signed, { language: "sv" });
	assert.deepEqual([swedish.signature, swedish.witnessed], [null, false]);
	assert.equal(consentDocOf(swedish, "Maija").language, "sv");
});

test("a secret leaves the address even when it cannot be read", () => {
	assert.deepEqual(parseSecret("#s=aino%zz.ABCD"), {
		kind: "sign-in",
		username: "aino%zz",
		accountKey: "ABCD",
	});
	for (const hash of ["#s=ABCD", "#s=a.b", "#i=x"]) assert.equal(holdsSecret(hash), true);
	assert.equal(holdsSecret("#/settings"), false);
	const guest = parseSecret("#/guest/AB.CD");
	assert.deepEqual(guest, { kind: "guest", secret: "AB.CD" });
	assert.equal(holdsSecret("#/guest/AB.CD"), true);
	assert.equal(addressAfter(guest), "/#/guest");
	assert.equal(addressAfter(null), "/");
	assert.deepEqual(parseRoute("#/guest"), { at: "guest" });
	assert.equal(holdsSecret("#/guest"), false, "what a reload finds is no secret");
});

test("what is begun to the other side comes back, by which of the two it was, and goes with its case", () => {
	for (const stored of [null, 3, "x", [], {}, { text: 1, info: null, answer: {} }]) {
		assert.deepEqual(readMessage(stored), NO_MESSAGE);
		assert.deepEqual(readPrepared(stored), NOTHING_PREPARED);
	}
	assert.equal(readMessage({ text: "Liite tulee" }).text, "Liite tulee");
	assert.equal(begun(NOTHING_PREPARED), null);
	assert.equal(begun(readPrepared({ info: "Mikä päätös?" })), "info");
	assert.equal(begun(readPrepared({ info: "", answer: "Kyllä jatkuu." })), "answer");
	// The server drops the drafts whose key ends so, when it erases the case.
	for (const key of [messageDraft(ID), prepareDraft(ID)]) assert.ok(key.endsWith(`/${ID}`));
});
