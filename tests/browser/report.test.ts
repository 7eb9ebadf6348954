// The coordinator's report: empty at first; then cases handled and measures put, and every cell of every table is what the
// server says; hidden ones in picture, table and file; on paper, at the narrow end, after a cut.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { fi as words } from "../../web/src/text/fi.ts";
import { addQuarters, type QuarterText, quarterOf } from "../../web/src/state/quarters.ts";
import type { Commands } from "../../web/src/wire/messages.gen.ts";
import type { Member } from "../../web/src/demo/found.ts";
import { parse } from "../../web/test/csv-kit.ts";
import { Inside } from "../scenarios/kit-inside.ts";
import { newId } from "../scenarios/kit-wire.ts";
import * as kit from "./kit.ts";
import { Browser, fi, PHONE, Server, Talks, type Window } from "./kit.ts";

type Reply = Commands["report"]["ok"];
type Figure = Reply["figures"][number];

const NONE = { microphone: false, camera: false };
const FORMULA = '=1+2; "Tunti"';
const HIDDEN = "piilotettu";
const NARROW = { width: 360, height: 740 };
const present = quarterOf(Date.now());

let server: Server;
let browser: Browser;
let talks: Talks;
let coordinator: Window;
let kela: Window;
const wires: Inside[] = [];

before(async () => {
	server = await Server.start();
	talks = await Talks.start(server);
	browser = await Browser.launch("report", server.origin);
	const person = async (name: string, { account }: Member) => {
		const window = await browser.person(name);
		await kit.signInByLink(window.page, server.origin, account);
		return window;
	};
	coordinator = await person("coordinator", talks.cast.coordinator);
	kela = await person("kela", talks.cast.kela);
});
after(async () => {
	for (const { wire } of wires) wire.close();
	talks?.stop();
	await browser?.close();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);

const inside = async ({ account }: Member): Promise<Inside> => {
	const made = await Inside.of(server, account);
	wires.push(made);
	return made;
};

/** Four cases in an hour of their own, all of them handled. */
async function handleFour(): Promise<void> {
	await talks.openHour();
	const ids: string[] = [];
	for (let i = 0; i < kit.PLACES; i++) ids.push((await talks.newCase("a")).id);
	const { hour } = talks.cast.pairA[0].work;
	await hour.enterLobby(talks.hour);
	await hour.openCaseInTurn(ids[0] ?? "", NONE);
	for (let i = 1; i < ids.length; i++) await hour.nextCase("handled");
	await hour.endHour("handled");
}

interface Answer {
	readonly form: "baseline" | "three-months" | "half-year" | "feedback";
	readonly values: Readonly<Record<string, number>>;
}

/** So many of them in that quarter, by one person. */
async function put(by: Inside, series: string, quarter: QuarterText, all: readonly Answer[]) {
	for (const { form, values } of all) {
		const list = Object.entries(values).map(([code, n]) => ({ code, n }));
		await by.wire.ask("measure-put", { id: newId(), series, quarter, form, values: list });
	}
}

const figuresOf = (by: Inside, from: QuarterText, to: QuarterText): Promise<Reply> =>
	by.wire.ask<Reply>("report", { from, to });

const open = (page: Page) => kit.go(page, fi.figures.title);

/** The cells of a line: by quarter, and what they are together. */
const cellsOf = async (page: Page, line: string, form = ""): Promise<readonly string[]> => {
	const row = page.locator(
		`[data-testid="line-${line}"]${form === "" ? "" : `[data-form="${form}"]`}`,
	);
	return (await row.locator("td").allTextContents()).map((text) => text.replaceAll("\u00a0", " "));
};

step("without an hour there is nothing to tell, and the page says where figures come from", async () => {
	await open(coordinator.page);
	await coordinator.page.getByTestId("no-figures").waitFor();
	await coordinator.look("empty", { phone: true });
});

step("eight cases are handled, and measures are put over five quarters", async () => {
	await handleFour();
	await handleFour();
	const { coordinator: chief, pairA, pairs, contact } = talks.cast;
	const { createSeries } = chief.work.coordinator;
	const list = chief.work.state.series.value;
	const [own] = list.kind === "ready" ? list.value : [];
	assert.ok(own);
	// A name that a spreadsheet would take for a formula.
	const { series: _, ...rule } = own;
	const second = await createSeries({
		...{ ...rule, name: FORMULA, pairs: [pairs.b], contact: contact.uid },
		...{ weekday: (own.weekday % 7) + 1, last: null, capacity: 4 },
	});
	const [nurse, other, kelonen] = [
		await inside(pairA[0]),
		await inside(talks.cast.pairB[0]),
		await inside(contact),
	];
	const follow = (avoided: number, held: number, calls: number, nps: number): Answer => ({
		form: "three-months",
		values: {
			...{ meeting_avoided: avoided, meetings_held: held, calls_saved: calls, nps },
			...{ prom_after: 340 + 10 * calls, application_corrected: 1 },
		},
	});
	const good = [10, 9, 9, 10, 9, 6, 9, 10].map((nps, i) => follow(2, i % 3 === 0 ? 1 : 0, 3 + (i % 4), nps));
	const fair = [9, 9, 7, 8, 7, 6, 9].map((nps, i) => follow(1, i % 2, 2 + (i % 3), nps));
	const granted: Answer = {
		form: "three-months",
		values: { "outcome_housing-allowance_granted": 1 },
	};
	const before8 = Array.from({ length: 8 }, (_, i): Answer => ({
		form: "baseline",
		values: { prom_before: 250 + 10 * i, prom_own_before: 2 },
	}));
	await put(nurse, own.series, present, [...good, ...before8, ...Array(6).fill(granted)]);
	await put(nurse, own.series, addQuarters(present, -1), fair);
	await put(nurse, own.series, addQuarters(present, -2), good.slice(0, 3)); // hidden
	await put(nurse, own.series, addQuarters(present, -3), good.slice(0, 6));
	await put(other, second, present, good.slice(0, 6));
	const useful = (n: number): Answer => ({ form: "feedback", values: { worker_hour_useful: n } });
	await put(kelonen, second, present, [5, 4, 5, 4, 4, 5].map(useful));
});

/** What the page must say of a code, from the server's own words: counted here once more, in another way. */
function expected(
	reply: Reply,
	quarters: readonly QuarterText[],
	code: string,
	say: (figure: Figure) => number,
	series: string | null = null,
): readonly string[] {
	const cells = quarters.map((quarter) => {
		const own = reply.figures.filter(
			(one) => one.quarter === quarter && one.series === series && one.code === code,
		);
		if (own.some(({ hidden }) => hidden)) return HIDDEN;
		return String(own.reduce((sum, one) => sum + say(one), 0));
	});
	const all = cells.includes(HIDDEN)
		? HIDDEN
		: String(cells.reduce((sum, one) => sum + Number(one), 0));
	return [...cells, all];
}

step("every cell is what the server says, hidden ones are nowhere a number", async () => {
	const { page } = coordinator;
	await kit.go(page, fi.shell.people);
	await open(page);
	await page.getByTestId("table-effect").waitFor();
	const quarters = [-3, -2, -1, 0].map((n) => addQuarters(present, n));
	const reply = await figuresOf(
		await inside(talks.cast.coordinator),
		quarters[0] ?? present,
		present,
	);
	const counts = ["hours_planned", "hours_held", "hours_cancelled", "hours_moved", "places"];
	for (const code of [...counts, "handled", "carried_over", "interrupted", "open", "answered"])
		assert.deepEqual(
			await cellsOf(page, code),
			expected(reply, quarters, code, ({ n }) => n ?? Number.NaN),
			code,
		);
	const sums = ["meeting_avoided", "meetings_held", "calls_saved", "application_corrected"];
	for (const code of [...sums, "application_avoided", "application_made"])
		assert.deepEqual(
			await cellsOf(page, code),
			expected(reply, quarters, code, ({ sum }) => sum ?? Number.NaN),
			code,
		);
	const handled = await cellsOf(page, "handled");
	assert.equal(handled[3], "8");
	// By hand: good is 2·8 avoided and 3 held, and 2·6 and 2 of the other series: 28 of 33.
	assert.equal((await cellsOf(page, "meetings_change"))[3], "−85 %");
	assert.deepEqual((await cellsOf(page, "meeting_avoided")).slice(0, 3), ["12", HIDDEN, "7"]);
	// Calls: 3+4+5+6+3+4+5+6 = 36 of 8, 3+4+5+6+3+4 = 25 of 6: 61/14 = 4.357.
	assert.equal((await cellsOf(page, "calls_per_client"))[3], "4,4");
	assert.equal((await cellsOf(page, "calls_per_client"))[4], HIDDEN);
	assert.equal((await cellsOf(page, "prom_before", "baseline"))[3], "2,85");
	assert.equal((await cellsOf(page, "worker_hour_useful"))[3], "4,5");
	const nps = reply.figures.find(
		(one) => one.quarter === present && one.series === null && one.code === "nps",
	);
	assert.equal((await cellsOf(page, "nps"))[3], String(nps?.score));
	assert.equal((await cellsOf(page, "wait_median"))[3], "0 pv");
	const headline = page.getByTestId("headline-meetings_change");
	const said = ((await headline.textContent()) ?? "").replaceAll("\u00a0", " ");
	// 7 avoided, 3 held in the quarter before: −70 %.
	assert.match(said, /−85 %.*−15 %-yks\..*Pilotti: −75 %/);
	assert.equal(await page.getByTestId("chart-meetings").getByTestId("bar-hidden").count(), 2);
	assert.match(
		(await page.getByTestId("chart-meetings").getByRole("img").getAttribute("aria-label")) ?? "",
		/^Verkostopalaverit\. Vältettyjä verkostopalavereita: .* 12, .* piilotettu, .* 7, .* 28\./,
	);
	await coordinator.look("report");
});

step("one series alone; one quarter; the quarters before the first have nothing to compare with", async () => {
	const { page } = coordinator;
	await page.locator("#series").selectOption({ label: FORMULA });
	await page.getByTestId("figures-head").getByText(FORMULA).waitFor();
	assert.deepEqual((await cellsOf(page, "meeting_avoided")).slice(0, 4), ["0", "0", "0", "12"]);
	assert.equal((await cellsOf(page, "handled"))[3], "0");
	await page.locator("#series").selectOption({ label: fi.figures.all });
	await page.locator("#span").selectOption("1");
	await page.getByTestId("figures-head").getByText(`Q${present.slice(5)}/${present.slice(0, 4)}`).waitFor();
	await page.waitForFunction(
		() => document.querySelectorAll('[data-testid="line-handled"] td').length === 1,
	);
	await page.locator("#last").selectOption(addQuarters(present, -3));
	await page.getByTestId("headlines-before").getByText(fi.figures.noBefore).waitFor();
	await coordinator.look("first-quarter");
	await page.locator("#last").selectOption(present);
	await page.locator("#span").selectOption("4");
	await page.getByTestId("table-series").waitFor();
});

step("the file holds every figure of every series, and no formula", async () => {
	const { page } = coordinator;
	const [download] = await Promise.all([
		page.waitForEvent("download"),
		page.getByTestId("figures-csv").click(),
	]);
	assert.match(download.suggestedFilename(), /^etatunti-raportti-\d{4}Q\d-\d{4}Q\d\.csv$/);
	const bytes = readFileSync(await download.path());
	assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
	const rows = parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), ";");
	const [head, ...all] = rows;
	assert.deepEqual(head, Object.values(words.figures.columns));
	for (const row of all) {
		assert.equal(row.length, head?.length);
		for (const cell of row)
			assert.ok(/^-?\d+(,\d+)?$/.test(cell) || !/^[=+\-@]/.test(cell), `a formula: ${cell}`);
	}
	const quarters = [-3, -2, -1, 0].map((n) => addQuarters(present, n));
	const reply = await figuresOf(wires.at(-1) as Inside, quarters[0] ?? present, present);
	const named = (quarter: string) => `Q${quarter.slice(5)}/${quarter.slice(0, 4)}`;
	const list = talks.cast.coordinator.work.state.series.value;
	const name = (id: string | null) =>
		id === null
			? fi.figures.all
			: list.kind === "ready"
				? (list.value.find((one) => one.series === id)?.name ?? "").replace(/^=/, "'=")
				: "";
	const value = (quarter: string, series: string | null, measure: string) =>
		all.find(
			(row) => row[0] === named(quarter) && row[2] === name(series) && row[4] === measure,
		)?.[5];
	const { lines } = fi.figures;
	for (const one of reply.figures) {
		const said = (measure: string) => value(one.quarter, one.series, measure);
		const hours = ["hours_planned", "places", "handled", "open"] as const;
		for (const code of hours)
			if (one.code === code) assert.equal(said(lines[code].name), one.hidden ? HIDDEN : `${one.n}`, code);
		const sums = ["meeting_avoided", "meetings_held", "calls_saved"] as const;
		for (const code of sums)
			if (one.code === code) assert.equal(said(lines[code].name), one.hidden ? HIDDEN : `${one.sum}`, code);
	}
	assert.equal(value(present, null, lines.meetings_change.name)?.slice(0, 5), "-84,8");
	const second = reply.series.find((id) => name(id).startsWith("'="));
	assert.equal(value(present, second ?? "", lines.meeting_avoided.name), "12");
	assert.equal(value(present, null, "Yleinen asumistuki: Myönnetty"), "6");
});

step("on paper: whole pages, no controls", async () => {
	const { page } = coordinator;
	const pdf = await page.pdf({ preferCSSPageSize: true });
	const folder = process.env["ET_BUILD_DIR"];
	if (folder !== undefined) writeFileSync(join(folder, "browser/report-paper.pdf"), pdf);
	const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
	assert.ok(pages >= 2 && pages <= 6, `${pages} pages`);
	await page.emulateMedia({ media: "print" });
	assert.equal(await page.getByTestId("figures-csv").isVisible(), false);
	assert.equal(await page.locator("#span").isVisible(), false);
	assert.equal(await page.getByTestId("table-effect").isVisible(), true);
	await page.emulateMedia({ media: "screen" });
});

step("at 360 px, as a phone, in three languages: nothing wider than the window, no barrier", async () => {
	const { page } = coordinator;
	await page.setViewportSize(NARROW);
	for (const language of ["SV", "EN", "FI"]) {
		const menu = page.getByTestId("menu");
		if ((await menu.getAttribute("aria-expanded")) === "false") await menu.click();
		await page
			.getByRole("banner")
			.getByRole("button", { name: new RegExp(`^${language}\\b`) })
			.click();
		await page.locator(`html[lang="${language.toLowerCase()}"]`).waitFor({ state: "attached" });
		await page.getByTestId("table-effect").waitFor();
		await coordinator.judge(`report ${language} 360`);
	}
	await page.keyboard.press("Escape");
	await coordinator.look("narrow");
	await page.locator("#span").selectOption("8");
	await page.waitForFunction(
		() => document.querySelectorAll('[data-testid="line-handled"] td').length === 9,
	);
	await coordinator.judge("report 8 quarters 360");
	await page.setViewportSize({ width: 1280, height: 800 });
	await coordinator.look("eight");
	for (const size of [PHONE, { width: 800, height: 900 }, { width: 1040, height: 900 }]) {
		await page.setViewportSize(size);
		await coordinator.judge(`report 8 quarters ${size.width}`);
	}
	await page.locator("#span").selectOption("4");
	await page.waitForFunction(
		() => document.querySelectorAll('[data-testid="line-handled"] td').length === 5,
	);
	for (const width of [1040, 800]) {
		await page.setViewportSize({ width, height: 900 });
		await coordinator.judge(`report ${width}`);
	}
	await page.setViewportSize({ width: 1280, height: 800 });
});

step("Kela's coordinator has the hours of own contacts, by whose they are; a worker has no report", async () => {
	await open(kela.page);
	await kela.page.getByTestId("table-series").waitFor();
	assert.deepEqual(
		(await cellsOf(kela.page, "handled")).at(3),
		(await cellsOf(coordinator.page, "handled")).at(3),
	);
	await kela.look("kela");
	const worker = await browser.person("worker");
	await kit.signInByLink(worker.page, server.origin, talks.cast.pairA[1].account);
	assert.equal(await worker.page.getByTestId("nav-figures").count(), 0);
	await worker.page.goto(`${server.origin}/#/figures`);
	await worker.page.getByText(fi.common.noAccess).waitFor();
});

test("no errors, no policy violations, no third host, no barriers", async () => {
	await browser.close();
	assert.deepEqual(browser.problems, []);
	assert.deepEqual(browser.barriers, []);
});
