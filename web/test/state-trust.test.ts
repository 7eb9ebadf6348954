// The pure state behind the screens of trust: the reference on paper, who is shown in red, who may stand in for whom,
// the client's report, a consent that is limited.
import assert from "node:assert/strict";
import { test } from "node:test";
import { consentDocOf, consentErrors, limitConsent, newConsent } from "../src/state/consentForm.ts";
import { dayOf } from "../src/state/dates.ts";
import { newPassphraseErrors } from "../src/state/passphrase.ts";
import {
	changedPeople,
	findPeople,
	maySubstitute,
	ownContacts,
	renewable,
	replaceable,
	spanOf,
	standIns,
	substitutionOf,
} from "../src/state/people.ts";
import { readReference, shownReference } from "../src/state/reference.ts";
import { consentNumber, filterReport } from "../src/state/report.ts";
import { seriesDraft, seriesErrors } from "../src/state/seriesForm.ts";
import {
	emptySubstitute,
	type SubstituteDraft,
	substituteDraft,
	substituteErrors,
	substituteOf,
} from "../src/state/substituteForm.ts";
import { timeSpan } from "../src/text/dates.ts";
import { en } from "../src/text/en.ts";
import { fi } from "../src/text/fi.ts";
import { sv } from "../src/text/sv.ts";
import type {
	ConsentRecord,
	Directory,
	Me,
	Person,
	ReportRow,
	Series,
	Substitute,
} from "../src/work/work.ts";

const DAY = 86_400_000;
const NOW = Date.parse("2026-11-23T10:00:00Z");

const person = (uid: string, more: Partial<Person> = {}): Person => ({
	uid,
	username: uid,
	display: uid,
	roles: ["worker"],
	org: "county",
	orgKind: "county",
	orgName: "Pirkanmaa",
	number: "1".repeat(30),
	notAfter: NOW + 300 * DAY,
	state: "active",
	verified: "no",
	verifiedAt: null,
	keysSince: 0,
	rekeyed: false,
	...more,
});
const directory = (more: Partial<Directory>): Directory => ({
	people: [],
	pairs: [],
	invites: [],
	pending: [],
	substitutes: [],
	beaconAt: NOW,
	fresh: "fresh",
	consentAck: "required",
	org: { templates: {}, teams: [], cards: [], retentions: {} },
	...more,
});
const me = (more: Partial<Me> = {}): Me => ({
	uid: "me",
	username: "me",
	display: "Me",
	roles: ["coordinator"],
	org: "county",
	orgKind: "county",
	orgName: "Pirkanmaa",
	number: "",
	notAfter: 0,
	...more,
});

test("a reference survives paper: dash, small letters, and the letters that look like digits", () => {
	for (const typed of ["7kq2-m9xd", " 7KQ2 M9XD", "7KQ2M9XD"])
		assert.equal(readReference(typed), "7KQ2M9XD");
	assert.equal(readReference("oO1i-lI00"), "00111100");
	for (const bad of ["", "7KQ2-M9X", "7KQ2-M9XDA", "7KQ2-M9XU", "7KQ2-M9Xä"])
		assert.equal(readReference(bad), null, bad);
	assert.equal(shownReference("7KQ2M9XD"), "7KQ2-M9XD");
	assert.equal(readReference(shownReference("7KQ2M9XD")), "7KQ2M9XD");
});

test("people are found by any part of their name; who has new keys is shown, but not to themselves", () => {
	const people = [
		person("sanna", { display: "Sanna Sääri" }),
		person("oskar", { display: "Oskari Oja", verified: "changed" }),
		person("gone", { verified: "changed", state: "revoked" }),
		person("me", { verified: "changed" }),
	];
	const found = (typed: string) => findPeople(people, typed).map((one) => one.uid);
	assert.deepEqual(found("saari san"), ["sanna"]);
	assert.deepEqual(found(""), ["sanna", "oskar", "gone", "me"]);
	assert.deepEqual(found("xyz"), []);
	const red = changedPeople(directory({ people }), me());
	assert.deepEqual(
		red.map((one) => one.uid),
		["oskar"],
	);
});

test("a certificate is renewed near its end or after it, not of somebody revoked", () => {
	assert.equal(renewable(person("a"), NOW), false);
	assert.equal(renewable(person("a", { notAfter: NOW + 30 * DAY }), NOW), true);
	assert.equal(renewable(person("a", { notAfter: NOW - DAY, state: "expired" }), NOW), true);
	assert.equal(renewable(person("a", { notAfter: NOW + DAY, state: "revoked" }), NOW), false);
});

test("who stands in: same organisation and role, another person, with an account that works", () => {
	const kela = { org: "kela", orgKind: "kela", roles: ["contact"] } as const;
	const people = [
		person("nurse"),
		person("counsellor"),
		person("left", { state: "revoked" }),
		person("boss", { roles: ["coordinator"] }),
		person("kimmo", kela),
		person("kirsi", kela),
		person("far", { ...kela, org: "kela2" }),
	];
	const known = directory({ people });
	const uids = (list: readonly Person[]) => list.map((one) => one.uid);
	assert.deepEqual(uids(replaceable(known, me(), ["kimmo"])), ["nurse", "counsellor", "kimmo"]);
	assert.deepEqual(uids(replaceable(known, me({ org: "kela", orgKind: "kela" }), [])), [
		"kimmo",
		"kirsi",
	]);
	assert.deepEqual(uids(standIns(known, person("nurse"))), ["counsellor"]);
	assert.deepEqual(uids(standIns(known, person("kimmo", kela))), ["kirsi"]);
	assert.deepEqual(standIns(known, null), []);
});

test("whose substitutions a coordinator may change: of their own people, a county's also of its hours' contacts", () => {
	const kela = { org: "kela", orgKind: "kela", roles: ["contact"] } as const;
	const people = [person("nurse"), person("kimmo", kela), person("kirsi", kela)];
	const pairs = [
		{ ...{ pair: "p", name: "P", org: "county" }, workers: ["nurse"] },
		{ ...{ pair: "q", name: "Q", org: "pori" }, workers: ["far"] },
	];
	const known = directory({ people, pairs } as Partial<Directory>);
	const series = [
		{ contact: "kimmo", pairs: ["p"] },
		{ contact: "kirsi", pairs: ["q"] },
	] as unknown as readonly Series[];
	const may = (who: Me) =>
		["nurse", "kimmo", "kirsi", "gone"].filter((uid) =>
			maySubstitute(known, who, ownContacts(known, who, series), { for: uid }),
		);
	assert.deepEqual(may(me()), ["nurse", "kimmo"]);
	assert.deepEqual(may(me({ org: "kela", orgKind: "kela" })), ["kimmo", "kirsi"]);
});

test("a substitution runs from the first day's beginning to the last day's end, in Helsinki", () => {
	const form: SubstituteDraft = {
		...{ for: "a", by: "b", span: "days" },
		...{ from: "2026-12-01", fromTime: "00.00", to: "2026-12-14", toTime: "00.00" },
	};
	const asked = substituteOf(form);
	assert.equal(asked.from, Date.parse("2026-11-30T22:00:00Z"));
	assert.equal(asked.to, Date.parse("2026-12-14T22:00:00Z"));
	const one: Substitute = { substitute: "s", ...asked };
	assert.deepEqual(substituteDraft(one), form);
	assert.equal(spanOf(one, asked.from - 1), "coming");
	assert.equal(spanOf(one, asked.from), "now");
	assert.equal(spanOf(one, asked.to), "over");
	const today = dayOf(NOW);
	assert.deepEqual(substituteErrors(form, NOW, []), {});
	assert.deepEqual(substituteErrors(emptySubstitute(today), NOW, []), {
		for: "choose",
		by: "choose",
	});
	assert.deepEqual(substituteErrors({ ...form, by: "a" }, NOW, []), { by: "same-person" });
	assert.deepEqual(substituteErrors({ ...form, to: "2027-06-20" }, NOW, []), { to: "too-far" });
	assert.deepEqual(substituteErrors({ ...form, to: "2026-11-30" }, NOW, []), {
		to: "date-order",
	});
	// b is away herself at that time.
	assert.deepEqual(substituteErrors(form, NOW, [{ ...one, for: "b", by: "c" }]), {
		by: "chained",
	});
	assert.deepEqual(
		substituteErrors(form, NOW, [{ ...one, for: "b", by: "c", to: asked.from }]),
		{},
	);
	const known = directory({ substitutes: [{ ...one, to: NOW - 1 }, one] });
	assert.equal(substitutionOf(known, { uid: "b", why: "substitute" }, NOW), one);
	assert.equal(substitutionOf(known, { uid: "b", why: "colleague" }, NOW), null);
});

test("a substitution to the minute: as wide as the hour, wrong order and times refused in words, over midnight too", () => {
	const form: SubstituteDraft = {
		...{ for: "a", by: "b", span: "minutes" },
		...{ from: "2026-12-01", fromTime: "12.00", to: "2026-12-01", toTime: "13" },
	};
	assert.deepEqual(substituteErrors(form, NOW, []), { toTime: "not-time" });
	assert.deepEqual(substituteErrors({ ...form, toTime: "12:00" }, NOW, []), {
		toTime: "time-order",
	});
	assert.deepEqual(substituteErrors({ ...form, from: "x", toTime: "" }, NOW, []), {
		...{ from: "not-date", toTime: "not-time" },
	});
	const whole = { ...form, toTime: "13.00" };
	assert.deepEqual(substituteErrors(whole, NOW, []), {});
	const { from, to } = substituteOf(whole);
	assert.deepEqual(
		[from, to],
		["T10", "T11"].map((at) => Date.parse(`2026-12-01${at}:00:00Z`)),
	);
	assert.deepEqual(substituteErrors(whole, to, []), { to: "date-past" });
	assert.deepEqual(substituteErrors(whole, to - 1, []), {});
	const night = { ...form, toTime: "02.00" };
	assert.deepEqual(substituteErrors(night, NOW, []), { toTime: "time-order" });
	assert.deepEqual(substituteErrors({ ...night, to: "2026-12-02" }, NOW, []), {});
	// 200 days, and a minute more.
	const far = { ...form, to: "2027-06-19", toTime: "13.00" };
	assert.deepEqual(substituteErrors(far, NOW, []), {});
	assert.deepEqual(substituteErrors({ ...far, toTime: "13.01" }, NOW, []), { to: "too-far" });
	// What was signed is what the form shows, and what it would sign again.
	for (const span of [
		{ from, to },
		{ from: Date.parse("2026-11-30T22:00:00Z"), to },
		{ from: Date.parse("2026-10-24T21:00:00Z"), to: Date.parse("2026-10-25T22:00:00Z") },
	]) {
		const draft = substituteDraft({ ...{ substitute: "s", for: "a", by: "b" }, ...span });
		assert.deepEqual(substituteOf(draft), { for: "a", by: "b", ...span });
	}
	assert.equal(substituteDraft({ substitute: "s", ...substituteOf(whole) }).span, "minutes");
});

test("a span in words: whole days by their dates, anything else with its times", () => {
	const midnight = (day: number) => Date.parse(`2026-11-${day}T22:00:00Z`);
	assert.equal(timeSpan(midnight(24), midnight(25)), "25.11.2026");
	assert.equal(timeSpan(midnight(24), midnight(27)), "25.11.2026–27.11.2026");
	const noon = Date.parse("2026-11-25T10:00:00Z");
	assert.equal(timeSpan(noon, noon + 3_600_000), "25.11.2026 klo 12.00–13.00");
	assert.equal(
		timeSpan(noon, noon + 24 * 3_600_000),
		"25.11.2026 klo 12.00 – 26.11.2026 klo 12.00",
	);
});

test("the report: disclosures are those that took place, refusals all that were refused", () => {
	const row = (seq: number, more: Partial<ReportRow>): ReportRow => ({
		seq,
		at: NOW,
		who: "kimmo",
		org: "kela",
		action: "object-get",
		what: "question",
		disclosure: true,
		recipientOrg: "kela",
		purpose: "consultation",
		result: "ok",
		consent: "c2",
		...more,
	});
	const rows = [
		row(1, {}),
		row(2, { result: "no_consent" }),
		row(3, { disclosure: false, who: "sanna" }),
	];
	const seqs = (filter: Parameters<typeof filterReport>[1]) =>
		filterReport(rows, filter).map((one) => one.seq);
	assert.deepEqual(seqs("all"), [1, 2, 3]);
	assert.deepEqual(seqs("disclosures"), [1]);
	assert.deepEqual(seqs("refusals"), [2]);
	const consents = [{ id: "c1" }, { id: "c2" }] as ConsentRecord[];
	assert.equal(consentNumber(consents, "c2"), 2);
	assert.equal(consentNumber(consents, "c3"), null);
	assert.equal(consentNumber(consents, null), null);
});

test("limiting a consent: all is as it was given, and all is signed anew", () => {
	const today = "2026-11-23";
	const given = consentDocOf(
		{
			...newConsent("2026-11-01", "fi"),
			clientName: "Aino Keksitty",
			clientCode: "140371-912H",
			health: true,
			categories: ["benefits", "housing"],
			directions: ["kela-to-pair"],
			to: "2027-03-31",
			signature: { width: 9, height: 9, strokes: [[1, 1, 2, 2]] },
			witnessed: true,
		},
		"Sanna",
	);
	const form = limitConsent(given, today, "sv");
	assert.deepEqual(consentErrors("scope", form, today), {});
	const { directions, categories, health, from, to, language } = form;
	assert.deepEqual(
		{ directions, categories, health, from, to, language },
		{
			directions: ["kela-to-pair"],
			categories: ["benefits", "housing"],
			health: true,
			from: today,
			to: "2027-03-31",
			language: "sv",
		},
	);
	assert.equal(form.signature, null);
	assert.equal(form.witnessed, false);
});

test("a series that runs keeps its first day; a new passphrase is typed twice alike", () => {
	const series: Series = {
		series: "s",
		name: "Ikaalinen–Kela",
		pairs: ["p"],
		contact: "k",
		weekday: 3,
		start: "12:00",
		first: "2026-01-07",
		last: null,
		capacity: 4,
		every: 1,
		onHolidays: false,
		phone: "+358 2 123 4567",
	};
	const draft = seriesDraft(series);
	assert.equal(draft.start, "12.00");
	assert.deepEqual(seriesErrors(draft, "2026-11-23", true), {});
	assert.deepEqual(seriesErrors(draft, "2026-11-23"), { first: "date-past" });
	for (const phone of ["", " (02) 123-4567 "])
		assert.deepEqual(seriesErrors({ ...draft, phone }, "2026-11-23", true), {});
	for (const phone of ["02 123 4567 / Aino", "0".repeat(41)])
		assert.deepEqual(seriesErrors({ ...draft, phone }, "2026-11-23", true), { phone: "not-phone" });
	const good = "myrsky otava riite";
	assert.deepEqual(newPassphraseErrors(good, good, "a"), { passphrase: null, again: null });
	assert.deepEqual(newPassphraseErrors("lyhyt", "toinen", "a"), {
		passphrase: "passphrase-short",
		again: "passphrase-differ",
	});
});

/** Every text of a language, by its path. */
function texts(of: object, path = ""): [string, string][] {
	return Object.entries(of).flatMap(([key, value]): [string, string][] => {
		const here = `${path}.${key}`;
		if (typeof value === "string") return [[here, value]];
		if (typeof value === "function") {
			const args = ["Aa", "Bb", "Cc", "Dd"] as const;
			return [[here, (value as (...all: unknown[]) => string)(...args)]];
		}
		return texts(value as object, here);
	});
}

test("nothing is left untranslated, and no text is empty", () => {
	const finnish = new Map(texts(fi));
	for (const other of [sv, en])
		for (const [path, text] of texts(other)) {
			assert.notEqual(text.trim(), "", path);
			const own = finnish.get(path) ?? "";
			if (own.length > 12 && !/^(Etätunti|MONSU|Aa)/.test(own))
				assert.notEqual(text, own, `${path} is Finnish`);
		}
});
