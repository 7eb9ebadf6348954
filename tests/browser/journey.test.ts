// The consultation hour from the founding links to the verified record, lived by five people in five windows.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import type { Member } from "../../web/src/demo/found.ts";
import { inventedCode } from "../../web/src/demo/invented.ts";
import { inventedScan } from "../../web/src/demo/png.ts";
import { wallTime } from "../../web/src/work/time.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server, type Window } from "./kit.ts";

const PEOPLE = {
	county: { display: "Kaisa Koivula", username: "kaisa.koivula", passphrase: "kuikka saari tervas" },
	kela: { display: "Katri Kellokoski", username: "katri.k", passphrase: "laavu nuotio pihlaja" },
	nurse: { display: "Sanna Saarinen", username: "sanna.saarinen", passphrase: "myrsky otava riite" },
	counsellor: { display: "Oskari Oja", username: "oskari.oja", passphrase: "soihtu taival usva" },
	contact: { display: "Kimmo Kelonen", username: "kimmo.kelonen", passphrase: "vesi viima varpu 7" },
} as const;
type Name = keyof typeof PEOPLE;

const FIRST: kit.Case = {
	reference: "I-27",
	question: "Voiko kuntoutustukea hakea jo nyt, kun sairauspäivärahan enimmäisaika täyttyy?",
	topics: [fi.codes.topics["sickness-allowance"], fi.codes.topics.rehabilitation],
	situation: "Olkapään leikkaus keväällä, paluu laitoshuoltajan työhön ei onnistu.",
	network: "Työterveyshuolto ja aikuissosiaalityö",
	background: "Asuu yksin, vuokrarästi yhdeltä kuulta.",
	clientName: "Aino Keksitty",
	clientCode: inventedCode("14", "03", "1971", 912),
};
const SECOND: kit.Case = {
	reference: "I-28",
	question: "Tuleeko asumistuesta takaisinperintä?",
	topics: [fi.codes.topics["housing-allowance"]],
	situation: "Muutti pienempään asuntoon elokuussa, ilmoitus jäi tekemättä.",
	background: "Velkaneuvonta aloitettu.",
	clientName: "Eero Esimerkki",
	clientCode: inventedCode("02", "11", "1988", 934),
};
const PAIR = "Ikaalinen A";
const SERIES = "Ikaalinen–Kela";

let server: Server;
let browser: Browser;
let windows: Record<Name, Window>;
const keys = {} as Record<Name, string>;
const ids = { first: "", second: "" };

const page = (name: Name) => windows[name].page;
const look = (name: Name, phone = false) => (what: string) => windows[name].look(what, { phone });

before(async () => {
	server = await Server.start();
	browser = await Browser.launch("journey", server.origin);
	const names = Object.keys(PEOPLE) as Name[];
	const opened = await Promise.all(names.map(async (n) => [n, await browser.person(n)] as const));
	windows = Object.fromEntries(opened) as Record<Name, Window>;
});
after(async () => {
	await browser?.close();
	await server?.dispose();
});

const step = kit.stepsOf(() => browser);

step("founders enrol, invite, confirm by the number and make pair and hour", async () => {
	const found = async (name: "county" | "kela", phone: boolean) => {
		const see = phone ? look(name, true) : undefined;
		keys[name] = await kit.enrol(page(name), server.links[name], PEOPLE[name], true, see);
	};
	await Promise.all([found("county", true), found("kela", false)]);
	await look("county", true)("founder-today");
	const links = {
		nurse: await kit.invite(page("county"), PEOPLE.nurse, look("county")),
		counsellor: await kit.invite(page("county"), PEOPLE.counsellor),
		contact: await kit.invite(page("kela"), PEOPLE.contact),
	};
	const newcomer = async (name: "nurse" | "counsellor" | "contact") => {
		keys[name] = await kit.enrol(page(name), links[name], PEOPLE[name], false);
		if (name === "nurse") await look(name, true)("waiting");
		const by = name === "contact" ? "kela" : "county";
		const number = await kit.numberShown(page(name));
		const see = name === "nurse" ? look(by) : undefined;
		await kit.confirmPerson(page(by), PEOPLE[name].display, number, see);
		await kit.signInHere(page(name), PEOPLE[name].passphrase);
	};
	await Promise.all([newcomer("nurse").then(() => newcomer("counsellor")), newcomer("contact")]);
	await look("county")("people");
	const workers = [PEOPLE.nurse.display, PEOPLE.counsellor.display];
	await kit.makePair(page("county"), PAIR, workers, look("county"));
	const at = wallTime(startOfHour());
	const who = { pair: PAIR, contact: PEOPLE.contact.display };
	await kit.makeSeries(page("county"), { name: SERIES, ...who, ...at }, look("county"));
	await look("county", true)("series");
});

/** An hour whose doors open in a minute or so, 15 minutes before it: long enough to see them shut. */
function startOfHour(): number {
	const minute = 60_000;
	return Math.ceil((Date.now() + minute / 2) / minute) * minute + 15 * minute;
}

step("the way in is shut until 15 minutes before, and says when it opens", async () => {
	for (const name of ["nurse", "contact"] as const) {
		const card = page(name).getByTestId("next-hour");
		const join = kit.button(card, fi.today.join);
		await join.waitFor();
		assert.equal(await join.getAttribute("aria-disabled"), "true");
		await card.getByText(/^\s*Aukeaa klo \d+\.\d\d \(.+ päästä\)$/).waitFor();
	}
	await look("nurse", true)("today-before");
});

step("a case is opened and the client's consent recorded; Kela sees nothing of it", async () => {
	ids.first = await kit.openCase(page("nurse"), FIRST, look("nurse", true));
	await kit.recordConsent(page("nurse"), FIRST, inventedScan(), look("nurse", true));
	await page("nurse").getByText(fi.consent.waitOther).waitFor();
	await kit.acknowledge(page("counsellor"), FIRST.reference, look("counsellor"));
	await kit.go(page("contact"), fi.shell.cases, fi.cases.titleKela);
	await page("contact").getByText(fi.cases.noneKela).waitFor();
	await page("contact").goto(`${server.origin}/#/cases/${ids.first}`);
	await kit.heading(page("contact"), fi.cases.locked);
	await look("contact")("not-yet-for-kela");
	await kit.go(page("contact"), fi.shell.today);
});

step("the case is queued to the hour; a colleague opens and queues another", async () => {
	await page("nurse").getByText(kit.inForce).waitFor();
	await kit.queueCase(page("nurse"), FIRST.reference, look("nurse", true));
	await look("nurse", true)("hour");
	ids.second = await kit.openCase(page("counsellor"), SECOND);
	await kit.recordConsent(page("counsellor"), SECOND, null);
	await kit.acknowledge(page("nurse"), SECOND.reference);
	await kit.queueCase(page("counsellor"), SECOND.reference);
});

step("the contact sees the case once it is queued, reads it and marks it ready", async () => {
	const contact = page("contact");
	const told = contact.getByTestId("notice-queued").filter({ hasText: FIRST.reference });
	assert.ok((await told.count()) <= 1, "told several times of one case");
	await contact.getByTestId("todo-prepare").filter({ hasText: FIRST.reference }).click();
	await kit.heading(contact, FIRST.reference);
	await contact.getByText(FIRST.question).waitFor();
	await contact.getByText(FIRST.situation).waitFor();
	const service = contact.getByTestId("shared-part");
	await service.getByText(FIRST.network ?? "").waitFor();
	await service.getByText(fi.signals.suuntimaCodes.verkosto).waitFor();
	const all = await contact.getByRole("main").innerText();
	assert.ok(!all.includes(FIRST.background), "Kela reads the pair's own background");
	assert.ok(!all.includes(FIRST.clientName), "the client's name stands outside the consent");
	await look("contact", true)("kela-case");
	await kit.link(contact, fi.consent.open).click();
	await contact.getByTestId("consent-paper").getByText(FIRST.clientName).waitFor();
	await contact.getByTestId("scan-picture").waitFor();
	await look("contact")("kela-consent");
	await contact.goBack();
	await kit.press(contact, fi.cases.markReady);
	await contact.getByText(fi.cases.isReady).waitFor();
	await kit.go(page("nurse"), fi.shell.today);
	const card = page("nurse").getByTestId("next-hour");
	await card.getByText(fi.codes.place.ready).waitFor();
});

step("of two who take the last place at once one gets it, the other the next hour", async () => {
	const inNode = (name: Name) => kit.alsoInNode(server, { ...PEOPLE[name], accountKey: keys[name] });
	const [nurse, counsellor] = await Promise.all([inNode("nurse"), inNode("counsellor")]);
	const [third, one, other] = await fillUp(nurse, counsellor);
	await kit.go(page("contact"), fi.shell.hours);
	assert.ok(third !== "");
	await kit.toQueuePage(page("nurse"), one);
	await kit.toQueuePage(page("counsellor"), other);
	const racers = [
		{ on: page("nurse"), reference: one },
		{ on: page("counsellor"), reference: other },
	] as const;
	for (const { on } of racers) await kit.button(on, fi.queue.submit).focus();
	await Promise.all(racers.map(({ on }) => on.keyboard.press("Enter")));
	const ended = await Promise.all(racers.map(raced));
	assert.deepEqual(ended.toSorted(), ["placed", "refused"]);
	const loser = racers[ended.indexOf("refused")] ?? racers[0];
	const window = loser.on === page("nurse") ? windows.nurse : windows.counsellor;
	await window.look("hour-full", { phone: true });
	await kit.press(loser.on, fi.queue.takeNext);
	await loser.on.getByTestId("place-case").filter({ hasText: loser.reference }).waitFor();
	for (const one of [nurse, counsellor]) one.stop();
});

/** Three more cases with consents in force, the first of them in the hour's third place. */
async function fillUp(nurse: Member, counsellor: Member): Promise<[string, string, string]> {
	const directory = nurse.work.state.directory.value;
	const pair = (directory.kind === "ready" && directory.value.pairs[0]?.pair) || "";
	const third = await kit.caseInForce(nurse, counsellor, pair, "housing");
	const hours = nurse.work.state.hours.value;
	const hour = hours.kind === "ready" ? hours.value.find((h) => h.places.length > 0) : undefined;
	assert.ok(hour !== undefined);
	const where = { series: hour.series, hour: hour.hour, minutes: 15, urgency: "normal" } as const;
	await nurse.work.cases.queue(third.id, where);
	const one = await kit.caseInForce(nurse, counsellor, pair, "student");
	const other = await kit.caseInForce(counsellor, nurse, pair, "family");
	return [third.reference, one.reference, other.reference];
}

async function raced({ on, reference }: { on: Page; reference: string }) {
	const placed = on.getByTestId("place-case").filter({ hasText: reference });
	const refused = on.getByText(/^Tunti ehti täyttyä\. Seuraava vapaa paikka on .+\.$/);
	await placed.or(refused).waitFor();
	return (await placed.isVisible()) ? "placed" : "refused";
}

step("they meet: verified before a microphone opens, pictures move on both sides", async () => {
	await Promise.all([kit.enterLobby(page("nurse"), look("nurse")), kit.enterLobby(page("contact"))]);
	await kit.seesInLobby(page("nurse"), PEOPLE.contact.display);
	await kit.seesInLobby(page("contact"), PEOPLE.nurse.display);
	await look("contact", true)("lobby-waiting");
	await look("nurse", true)("lobby");
	await kit.openInTurn(page("nurse"), FIRST.reference);
	await page("nurse").getByText(fi.room.nobody.alone).waitFor();
	const pressed = await kit.joinInTurn(page("contact"), FIRST.reference);
	const [there, here] = await Promise.all([
		kit.firstFrame(page("nurse")),
		kit.firstFrame(page("contact")),
	]);
	console.log(
		`join to first frame: at the joining side ${(here - pressed).toFixed(0)} ms, at the other ${(there - pressed).toFixed(0)} ms`,
	);
	await bothHeard();
	await Promise.all([kit.framesGrow(page("nurse")), kit.framesGrow(page("contact"))]);
	for (const name of ["nurse", "contact"] as const) {
		assert.equal(await kit.shutBeforeVerified(page(name)), 1);
		const { alive, open, audioSenders } = await kit.lines(page(name));
		assert.deepEqual({ alive, open, audioSenders }, { alive: 1, open: 1, audioSenders: 1 });
	}
	await windows.nurse.look("room-window", { window: true });
	await look("nurse", true)("room");
	await look("contact", true)("room-kela");
});

async function bothHeard(): Promise<void> {
	await kit.heardBy(page("nurse"), PEOPLE.contact.display);
	await kit.heardBy(page("contact"), PEOPLE.nurse.display);
}

step("the microphone can be shut and opened in the call", async () => {
	await kit.press(page("nurse"), fi.room.mute);
	await page("nurse").getByText(fi.room.nobody.muted).waitFor();
	await page("contact").getByTestId("tile").getByText(fi.room.micOff).waitFor();
	assert.equal((await kit.lines(page("nurse"))).audioSenders, 0);
	await kit.press(page("nurse"), fi.room.mute);
	await bothHeard();
});

step("the plan is written from both sides and confirmed by both", async () => {
	const nurse = page("nurse");
	const contact = page("contact");
	await kit.field(nurse, fi.plan.core).fill("Kuntoutustuen hakeminen ajoissa");
	await kit.field(nurse, fi.plan.responsible).fill(PEOPLE.nurse.display);
	await kit.press(nurse, fi.plan.addStep);
	await kit.field(nurse, `1. ${fi.plan.what}`).fill("Pyydetään B-lausunto hoitavalta lääkäriltä");
	await value(contact, fi.plan.core, "Kuntoutustuen hakeminen ajoissa");
	await value(contact, `1. ${fi.plan.what}`, "Pyydetään B-lausunto hoitavalta lääkäriltä");
	await kit.field(contact, fi.plan.followUpWho).fill(PEOPLE.contact.display);
	await kit.press(contact, fi.plan.addStep);
	await kit.field(contact, `2. ${fi.plan.what}`).fill("Kela soittaa asiakkaalle päätöksestä");
	await value(nurse, fi.plan.followUpWho, PEOPLE.contact.display);
	await value(nurse, `2. ${fi.plan.what}`, "Kela soittaa asiakkaalle päätöksestä");
	await kit.press(nurse, fi.plan.confirm);
	await nurse.getByText(fi.plan.confirmedMine).waitFor();
	await contact.getByText(fi.plan.confirmedBy(PEOPLE.nurse.display)).waitFor();
	await kit.press(contact, fi.plan.confirm);
	for (const one of [nurse, contact]) await one.getByText(fi.plan.confirmedAll).waitFor();
	await look("nurse", true)("plan-confirmed");
});

const value = (on: Page, label: string, wanted: string) =>
	on.waitForFunction(
		([name, text]) =>
			[...document.querySelectorAll("label")].some(
				(one) =>
					one.textContent?.trim().startsWith(name ?? "") === true &&
					(one.control as HTMLInputElement | null)?.value === text,
			),
		[label, wanted],
	);

step("the next case: the old room ends on both sides, a new one opens by itself", async () => {
	const before = {
		nurse: await kit.lines(page("nurse")),
		contact: await kit.lines(page("contact")),
	};
	const pressed = await kit.nextCase(page("nurse"), look("nurse"));
	await Promise.all([
		kit.inRoom(page("nurse"), SECOND.reference),
		kit.inRoom(page("contact"), SECOND.reference),
	]);
	const frames = [kit.firstFrame(page("nurse")), kit.firstFrame(page("contact"))];
	const [there = 0, here = 0] = await Promise.all(frames);
	console.log(
		`next case to first frame: ${(there - pressed).toFixed(0)} ms and ${(here - pressed).toFixed(0)} ms`,
	);
	await bothHeard();
	for (const name of ["nurse", "contact"] as const) {
		await kit.framesGrow(page(name));
		const now = await kit.lines(page(name));
		assert.equal(now.alive, 1, "the old room's connection is still there");
		assert.equal(now.made, before[name].made + 1, "the old connection serves the new case");
		assert.equal(now.running, 2, "a device of the old room still runs");
		assert.ok(now.taken >= before[name].taken + 2, "a track of the old room serves the new case");
		await kit.shutBeforeVerified(page(name));
		await page(name).getByText(SECOND.question).waitFor();
	}
	await look("contact")("room-second");
});

step("a consent withdrawn in the call closes the room on both sides and shuts Kela out", async () => {
	await kit.withdraw(page("nurse"), look("nurse", true));
	for (const name of ["nurse", "contact"] as const) {
		await page(name).getByText(fi.room.closed.withdrawn).waitFor();
		await kit.allStopped(page(name));
	}
	await look("contact", true)("withdrawn");
	const contact = page("contact");
	await kit.press(contact, fi.room.toLobby);
	await kit.go(contact, fi.shell.cases, fi.cases.titleKela);
	await kit.link(contact, FIRST.reference).waitFor();
	assert.equal(await kit.link(contact, SECOND.reference).count(), 0);
	await contact.goto(`${server.origin}/#/cases/${ids.second}`);
	await contact.getByText(fi.cases.accessEnded).or(contact.getByText(fi.cases.locked)).waitFor();
	assert.equal(await contact.getByText(SECOND.question).count(), 0, "Kela still reads the case");
	await look("contact")("access-ended");
	await kit.press(page("nurse"), fi.room.toLobby);
	await look("nurse")("lobby-after");
});

step("no errors, no policy violations, no third host; every screen accessible", async () => {
	await browser.close();
	assert.deepEqual(browser.problems, []);
	assert.deepEqual(browser.barriers, []);
});

/** Stands in statements and in the log; a copy in a page that is free by now breaks nothing. */
const WORD = "session-open";

step("the record of the stopped server verifies, and one flipped byte is named", async () => {
	assert.equal((await server.stop()).code, 0);
	const { code, out, err } = await server.verify();
	assert.equal(code, 0, out + err);
	assert.match(out, /the whole record holds/);
	const copy = server.copy("flipped");
	const [name = ""] = readdirSync(copy).filter((file) => file.endsWith(".db"));
	const whole = readFileSync(join(copy, name));
	const named: string[] = [];
	for (let at = whole.indexOf(WORD); at >= 0; at = whole.indexOf(WORD, at + 1)) {
		const bytes = Uint8Array.from(whole);
		bytes[at] = WORD.charCodeAt(0) ^ 1;
		writeFileSync(join(copy, name), bytes);
		const { code, out } = await server.verify(copy);
		const why = /BROKEN: (.+)$/m.exec(out)?.[1];
		assert.equal(code, why === undefined ? 0 : 1, out);
		if (why !== undefined) named.push(why);
	}
	console.log(named.join("\n"));
	assert.ok(named.some((why) => /^statement case [0-9a-f]{32} seq \d+: /.test(why)));
	assert.ok(named.some((why) => /^log seq \d+: /.test(why)));
});
