// What comes out of an hour, as it lies on the desk: the text for the record system, the client's summary and receipt, each
// printed on A4 and read back; the receipt's code as a phone reads it, checked by check.html without a network.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { readReceipt } from "../../web/src/crypto/receipt.ts";
import type { Cast } from "../../web/src/demo/cast.ts";
import type { Member } from "../../web/src/demo/found.ts";
import { shownReference } from "../../web/src/state/reference.ts";
import { en } from "../../web/src/text/en.ts";
import { sv } from "../../web/src/text/sv.ts";
import type { PlanDoc, PlanStep } from "../../web/src/work/documents.ts";
import type { CaseFile } from "../../web/src/work/work.ts";
import { fileOf } from "../scenarios/kit-work.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server, type Window } from "./kit.ts";

const site = process.env["ET_WEB_DIR"] ?? "build/web";
/** No printer reaches the very edge, and no hole is punched into words. */
const MARGIN_MM = 12;
const CORE = "Toimeentulo jatkuu, kun sairauspäiväraha päättyy.";
const TEAM = "Aikuissosiaalityö, Ikaalinen";

let server: Server;
let browser: Browser;
let cast: Cast;
let nurse: Window;
let colleague: Window;
let id: string;
let reference: string;

const caseOf = (one: Member, passes: (file: CaseFile) => boolean, what: string) =>
	fileOf(one, id, passes, what);

const step = (no: number, what: string, rest: Partial<PlanStep>): PlanStep => ({
	...{ id: `askel-${no}`, what, side: "pair", who: { kind: "text", text: "" }, by: "" },
	...{ done: null, ...rest },
});

function planOf(team: string): Partial<Omit<PlanDoc, "v">> {
	const { contact, pairA } = cast;
	const kela = { kind: "person", uid: contact.uid } as const;
	const worker = { kind: "person", uid: pairA[0].uid } as const;
	return {
		...{ date: "2026-11-23", place: "Etäkonsultaatiotunti", core: CORE },
		present: "Aino, sairaanhoitaja Sanna Saarinen, Kelan yhteyshenkilö Kimmo Kelonen",
		situation: "Olkapää leikattiin keväällä. Paluu työhön ei ole onnistunut.",
		steps: [
			step(1, "Pyydä B-lausunto lääkäriltä.", { side: "client", by: "2026-12-04" }),
			step(2, "Täytä kuntoutustukihakemus loppuun OmaKelassa.", {
				side: "client",
				by: "2026-12-11",
			}),
			step(3, "Tarkistaa liitteet ja soittaa asiakkaalle.", {
				side: "kela",
				who: kela,
				by: "2026-12-15",
			}),
			step(4, "Selvittää vuokravelan maksusuunnitelman.", {
				...{ side: "other", who: { kind: "team", team }, by: "2026-12-18" },
			}),
			step(5, "Varaa ajan fysioterapeutille.", { who: worker }),
		],
		...{ followUpHow: "Sanna soittaa.", followUpWho: "Sanna Saarinen", followUpDate: "2027-01-25" },
		...{ responsible: "Sanna Saarinen, puh. 03 000 0001", clientContact: "Puhelin aamupäivisin" },
		...{ coordination: "", refreshBy: "2027-05-21" },
	};
}

/** Both sides have confirmed the plan as it is now. */
async function confirmed(by: Member, change: Partial<Omit<PlanDoc, "v">>): Promise<number> {
	const { contact } = cast;
	await caseOf(by, ({ question }) => question !== null, "the case");
	by.work.plan.edit(change);
	await by.work.plan.save();
	const { plan } = await caseOf(by, (file) => file.plan.saved === "saved", "it saved");
	await by.work.plan.confirm();
	await caseOf(contact, (file) => file.plan.rev === plan.rev, "the plan");
	await contact.work.plan.confirm();
	await caseOf(by, (file) => file.plan.confirmed, "it confirmed");
	return plan.rev;
}

before(async () => {
	server = await Server.start();
	cast = (await kit.strangers(server)).cast;
	const [first, second] = cast.pairA;
	const { cases } = first.work.state;
	id = cases.value.kind === "ready" ? (cases.value.value[0]?.case ?? "") : "";
	reference = first.work.cases.reference(id);
	const team = await cast.coordinator.work.coordinator.setTeam(null, {
		...{ name: TEAM, task: "Toimeentulotuki", whenToTurn: "Vuokravelka", contact: "03 000 0000" },
	});
	await caseOf(cast.contact, ({ question }) => question !== null, "the question");
	await cast.contact.work.consent.load();
	await confirmed(first, planOf(team));
	browser = await Browser.launch("papers", server.origin);
	[nurse, colleague] = await Promise.all([browser.person("nurse"), browser.person("colleague")]);
	await kit.signInByLink(nurse.page, server.origin, first.account);
	await kit.signInByLink(colleague.page, server.origin, second.account);
});
after(async () => {
	for (const one of cast?.everyone ?? []) one.stop();
	await browser?.close();
	await server?.dispose();
});

const live = kit.stepsOf(() => browser);

async function paper({ page }: Window, name: "record" | "summary" | "receipt", title: string) {
	await kit.to(page, `#/cases/${id}/${name}`);
	await kit.heading(page, title);
}

const record = (page: Window["page"]) => page.getByTestId("record-text");

live(
	"the record's text: the first plan is made, by the system's own template, and copied as it stands",
	async () => {
		const { page } = nurse;
		await paper(nurse, "record", fi.papers.record);
		await page.getByText(fi.papers.monsuHint.made).waitFor();
		const text = await record(page).inputValue();
		assert.match(text, /^MONIALAINEN SUUNNITELMA\nMONSU: tehty\n/);
		for (const line of [
			CORE,
			"- Pyydä B-lausunto lääkäriltä: Asiakas, viimeistään 4.12.2026",
			`- Selvittää vuokravelan maksusuunnitelman: ${TEAM}, viimeistään 18.12.2026`,
			"- Tarkistaa liitteet ja soittaa asiakkaalle: Kimmo Kelonen, viimeistään 15.12.2026",
		])
			assert.ok(text.includes(line), `${line} is not in\n${text}`);
		await nurse.look("record", { phone: true });
		await kit.field(page, "Pro Consona").check();
		assert.match(await record(page).inputValue(), /^MONSU: tehty\n/);
		await kit.field(page, fi.papers.recordLanguages.sv).check();
		assert.match(await record(page).inputValue(), /Planen ses över senast: 21\.5\.2027/);
		await kit.field(page, fi.papers.recordLanguages.fi).check();
		await kit.press(page, fi.papers.copyText);
		await page.getByRole("status").getByText(fi.common.copied).waitFor();
		// Into another program, as a person pastes: what stands there is what stood here.
		const elsewhere = await page.context().newPage();
		await elsewhere.setContent("<textarea></textarea>");
		await elsewhere.locator("textarea").press("Control+v");
		assert.equal(await elsewhere.locator("textarea").inputValue(), await record(page).inputValue());
		await elsewhere.close();
	},
);

live("copied by, when: noted once, seen by the colleague and in the thread", async () => {
	await kit.press(nurse.page, fi.papers.noteIt);
	await nurse.page.getByText(fi.papers.noted).waitFor();
	assert.notEqual(
		await nurse.page.evaluate(() => document.activeElement?.tagName),
		"BODY",
		"focus is lost",
	);
	await paper(colleague, "record", fi.papers.record);
	const line = colleague.page.getByTestId("record-copies").getByRole("listitem");
	await line.waitFor();
	assert.match((await line.textContent()) ?? "", /^Pro Consona, MONSU: tehty: .* Sanna Saarinen, /);
	await colleague.page.getByText(fi.papers.noted).waitFor();
	assert.equal(await colleague.page.getByTestId("record-note").count(), 0, "it is noted already");
	await kit.to(colleague.page, `#/cases/${id}`);
	await colleague.page.getByText(/^Pro Consona ← suunnitelma \d+ · MONSU: tehty$/).waitFor();
});

live(
	"the next confirmed plan is an update, and what was copied before stays on the list",
	async () => {
		await confirmed(cast.pairA[1], { core: `${CORE} Velka ei kasva.` });
		await paper(nurse, "record", fi.papers.record);
		await nurse.page.getByText(fi.papers.monsuHint.updated).waitFor();
		assert.match(await record(nurse.page).inputValue(), /^MONSU: päivitetty\n/);
		await nurse.page.getByTestId("record-note").waitFor();
		await kit.press(nurse.page, fi.papers.noteIt);
		await nurse.page.getByTestId("record-copies").getByText("MONSU: päivitetty").waitFor();
		assert.equal(await nurse.page.getByTestId("record-copies").getByRole("listitem").count(), 2);
	},
);

live("the client's summary in their language, on one sheet", async () => {
	const { page } = nurse;
	await paper(nurse, "summary", fi.papers.summary);
	await nurse.look("summary", { phone: true });
	for (const [name, texts, day] of [
		["fi", fi, "4.12.2026"],
		["sv", sv, "4.12.2026"],
		["en", en, "04/12/2026"],
	] as const) {
		await kit.field(page, fi.papers.languages[name]).check();
		const client = texts.papers.client;
		await page.getByRole("heading", { name: client.heading }).waitFor();
		const { sheets } = await kit.printed(page, `papers-summary-${name}`);
		assert.equal(sheets.length, 1, `${name}: ${sheets.length} sheets`);
		const [{ text, marginMm } = { text: "", marginMm: 0 }] = sheets;
		for (const part of [
			...[client.heading, client.own, client.others, client.consent, day, TEAM],
			...["Pyydä B-lausunto lääkäriltä.", "Kimmo Kelonen", "Sanna Saarinen, puh. 03 000 0001"],
			...[shownReference(reference), client.whoSaw],
		])
			assert.ok(text.includes(part), `${name}: ${part} is not in\n${text}`);
		assert.ok(!text.includes(fi.papers.summaryLead) && !text.includes(fi.common.print));
		assert.ok(marginMm >= MARGIN_MM, `${name}: margin ${marginMm} mm`);
	}
});

live(
	"a long plan: the summary goes on to another sheet, no row is cut, and the head stands on each",
	async () => {
		const steps = Array.from({ length: 20 }, (_, i) =>
			step(
				10 + i,
				`Toimi numero ${i + 1} on kirjoitettu niin pitkästi, että siitä tulee paperille kaksi riviä tai kolme.`,
				{
					...{ side: "other", who: { kind: "text", text: `Tekijä ${i + 1}.` } },
					by: `2026-12-${String(i + 1).padStart(2, "0")}`,
				},
			),
		);
		await confirmed(cast.pairA[0], { steps });
		await paper(nurse, "summary", fi.papers.summary);
		await kit.field(nurse.page, fi.papers.languages.fi).check();
		await nurse.page.getByText("Tekijä 20.").waitFor();
		const { sheets } = await kit.printed(nurse.page, "papers-summary-long");
		assert.equal(sheets.length, 2);
		for (const { text, marginMm } of sheets) {
			assert.ok(text.includes(fi.papers.client.who), "without the table's head");
			assert.ok(marginMm >= MARGIN_MM, `margin ${marginMm} mm`);
		}
		for (let no = 1; no <= 20; no++) {
			const [what, who] = [`numero ${no} on kirjoitettu`, `Tekijä ${no}.`];
			const on = sheets.map(({ text }) => [what, who].filter((part) => text.includes(part)).length);
			assert.deepEqual([...on].sort(), [0, 2], `row ${no}: ${on}`);
		}
	},
);

live(
	"the receipt: one sheet, whose code check.html holds for good, and for bad once it is changed",
	async () => {
		const { page } = nurse;
		await paper(nurse, "receipt", fi.papers.receipt);
		await page.getByTestId("client-receipt").waitFor();
		await nurse.look("receipt", { phone: true });
		// In the client's language, as chosen on any paper of the case; the screen's stays the worker's.
		const receipt = page.getByTestId("client-receipt");
		await kit.field(page, fi.papers.languages.sv).check();
		await receipt.getByRole("heading", { name: sv.papers.receiptHeading }).waitFor();
		assert.equal(await receipt.getAttribute("lang"), "sv");
		const swedish = (await receipt.textContent()) ?? "";
		assert.ok(swedish.includes(sv.papers.checkHow) && !swedish.includes(fi.papers.checkHow));
		assert.match(swedish, /\d+\.\d+\.\d{4} kl\. \d+\.\d\d/);
		await kit.field(page, fi.papers.languages.fi).check();
		assert.match((await receipt.textContent()) ?? "", /\d+\.\d+\.\d{4} klo \d+\.\d\d/);
		const { sheets, codes } = await kit.printed(page, "papers-receipt");
		assert.equal(sheets.length, 1, `${sheets.length} sheets`);
		const [{ text, marginMm } = { text: "", marginMm: 0 }] = sheets;
		for (const part of [
			...[fi.papers.receiptHeading, shownReference(reference), fi.papers.keyNumber],
			...["Kimmo", "Kelonen", fi.report.what.question, fi.report.what.consent],
		])
			assert.ok(text.includes(part), `${part} is not in\n${text}`);
		assert.ok(marginMm >= MARGIN_MM, `margin ${marginMm} mm`);
		assert.ok(!text.includes("Kela, Sanna Saarinen"), "who gave a key is not whom it went to");
		const [code = ""] = codes;
		assert.equal(codes.length, 1, "one code, and a phone reads it");
		const { checkpoint } = readReceipt(code);
		assert.ok(checkpoint !== null, "without the log's newest checkpoint");
		const alone = await chromium.launch(kit.chromeOf({ devices: false, allows: false }));
		try {
			const check = await (await alone.newContext({ ...kit.PROFILE, offline: true })).newPage();
			await check.goto(pathToFileURL(join(site, "check.html")).href);
			const verdict = async (typed: string) => {
				await check.locator("#code").fill(typed);
				await check.locator("form button").click();
				return check.locator("[data-verdict]").getAttribute("data-verdict");
			};
			assert.equal(await verdict(code), "good");
			await check.getByText(shownReference(reference)).waitFor();
			await check
				.getByText(new RegExp(`${checkpoint.seq}`))
				.first()
				.waitFor();
			const changed = (at: number) => {
				const other = code.charAt(at) === "A" ? "B" : "A";
				return `${code.slice(0, at)}${other}${code.slice(at + 1)}`;
			};
			assert.equal(await verdict(changed(20)), "bad", "another signature");
			for (const part of [0.3, 0.5, 0.7, 0.9])
				assert.notEqual(await verdict(changed(Math.floor(code.length * part))), "good");
		} finally {
			await alone.close();
		}
	},
);

live(
	"the report of who saw what: in the client's language too, and the other papers keep it",
	async () => {
		const { page } = nurse;
		await kit.to(page, `#/cases/${id}/report`);
		await kit.heading(page, fi.report.title);
		await kit.field(page, fi.papers.languages.sv).check();
		const report = page.getByTestId("report");
		await report.getByText(sv.report.actions["object-get"]).first().waitFor();
		const said = (await report.textContent()) ?? "";
		assert.match(said, /\d+\.\d+\.\d{4} kl\. \d+\.\d\d/);
		for (const finnish of [fi.report.done, fi.report.when, "klo "])
			assert.ok(!said.includes(finnish), finnish);
		await page.getByRole("heading", { level: 1, name: fi.report.title }).waitFor();
		const { sheets } = await kit.printed(page, "papers-report");
		assert.ok(
			!sheets[0]?.text.includes(fi.report.title),
			"the screen's heading is on the client's paper",
		);
		assert.ok(sheets[0]?.text.includes(sv.report.title));
		await paper(nurse, "summary", fi.papers.summary);
		await page.getByRole("heading", { name: sv.papers.client.heading }).waitFor();
	},
);

live("nothing went wrong on any screen", async () => {
	assert.deepEqual(browser.problems, []);
	assert.deepEqual(browser.barriers, []);
});
