// Where the screens are seen: the demo's whole record on a real server, everybody signed in at a window of their own, and the
// ids by which the table's rows find their pages (screens-row.ts). Knows no screen.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import type { Cast } from "../../web/src/demo/cast.ts";
import { queueInto } from "../../web/src/demo/fill.ts";
import { enrolByLink, type Member } from "../../web/src/demo/found.ts";
import { CASES, type InventedCase } from "../../web/src/demo/invented.ts";
import { loaded, until } from "../../web/src/demo/person.ts";
import type { CaseSummary, Hour } from "../../web/src/work/work.ts";
import { caseNaming, TULKKI } from "../scenarios/kit-guest.ts";
import { Server } from "../scenarios/kit-server.ts";
import { Browser, type Window } from "./kit-browser.ts";
import { Cable } from "./kit-cable.ts";
import { demo, siteOf } from "./kit-office.ts";
import { signInByLink } from "./kit-screens.ts";
import { KNOWN, type Known, ROLES, type Role } from "./screens-row.ts";

const HOUR_MS = 3_600_000;
const MINUTES = 10;
const SEES_MS = 60_000;
/** Signing in may take so long where other tests run beside this one. */
const SEATED_MS = 120_000;
/** A screen that has not come by then does not come. */
const COMES_MS = 30_000;
export const NAMED_REFERENCE = "A-105";
/** So many sign in at once: each asks for a whole processor and 64 MB. */
const SIT_DOWN = 2;
/** By the pairs' own marks. */
const OF_A = {
	...{ ready: "A-101", queued: "A-102", unread: "A-103", bare: "A-104", planned: "A-098" },
	...{ proposing: "A-100", named: NAMED_REFERENCE, question: "YL-3", answered: "YL-2" },
} as const;
const OF_B = { closed: "B-199", held: "B-197", waiting: "B-202" } as const;
export const NEWCOMER = { username: "noora.nieminen", display: "Noora Nieminen", roles: ["worker"] } as const;
const PENDING = { username: "paavo.palvelu", display: "Paavo Palvelu" } as const;

/** One after the other, in their order, `width` of them at a time. */
export async function abreast<T>(
	width: number,
	all: Iterable<T>,
	each: (one: T) => Promise<void>,
): Promise<void> {
	const left = all[Symbol.iterator]();
	const next = async (): Promise<void> => {
		for (let one = left.next(); one.done !== true; one = left.next()) await each(one.value);
	};
	await Promise.all(Array.from({ length: width }, next));
}

/** Ids of cases by their marks, once this person can read them. */
async function casesOf(one: Member, marks: Readonly<Record<string, string>>) {
	const find = (all: readonly CaseSummary[], mark: string) =>
		all.find(({ question }) => question?.reference === mark)?.case;
	const list = await until(
		one.work.state.cases,
		(all) => all.kind === "ready" && Object.values(marks).every((mark) => find(all.value, mark)),
		"the cases of the demo",
		SEES_MS,
	);
	const all = list.kind === "ready" ? list.value : [];
	const ids = Object.entries(marks).map(([name, mark]) => [name, find(all, mark) ?? ""]);
	return { all, ids: Object.fromEntries(ids) as Readonly<Record<string, string>> };
}

/** The first of its name that is so. */
const hourOf = (all: readonly Hour[], name: string, so: (hour: Hour) => boolean = () => true) =>
	all.filter((hour) => hour.name === name && so(hour)).sort((a, b) => a.startsAt - b.startsAt)[0]?.hour ?? "";

async function hoursOf({ pairA, coordinator }: Cast, startsAt: number) {
	const mine = await loaded(pairA[0].work.state.hours, "hours");
	const all = await loaded(coordinator.work.state.hours, "hours");
	return {
		hour: hourOf(mine, "Etäkonsultaatiotunti", (one) => one.startsAt === startsAt),
		heldHour: hourOf(mine, "Pohjoisen alueen tunti"),
		ownHour: hourOf(mine, "Työparin A oma tunti", ({ state }) => state === "planned"),
		proposedHour: hourOf(all, "Työparin B tunti", ({ state }) => state === "proposed"),
		series: mine.find((one) => one.startsAt === startsAt)?.series ?? "",
	};
}

/** Somebody who has enrolled and waits for being compared. */
async function bringPending(server: Server, { coordinator }: Cast): Promise<string> {
	const { work } = coordinator;
	const { link } = await work.coordinator.invite({ ...PENDING, roles: ["worker"] });
	const person = { ...PENDING, passphrase: "pilvi poutainen pelto kivi" };
	const { device } = await enrolByLink(siteOf(server), link, person);
	device.stop();
	const find = () =>
		work.state.directory.value.kind === "ready"
			? work.state.directory.value.value.pending.find(({ username }) => username === PENDING.username)
			: undefined;
	await until(work.state.directory, () => find() !== undefined, "the newcomer to be seen");
	return find()?.uid ?? "";
}

async function knownOf(server: Server, cast: Cast, startsAt: number): Promise<Known> {
	const { coordinator, contact, pairA, pairB, pairs } = cast;
	const one: InventedCase = CASES.pension;
	const reference = NAMED_REFERENCE;
	await caseNaming(pairA, pairs.a, { ...one, question: { ...one.question, reference } });
	const [ofA, ofB] = await Promise.all([casesOf(pairA[0], OF_A), casesOf(pairB[0], OF_B)]);
	const pending = await bringPending(server, cast);
	const { org, substitutes, people } = await loaded(coordinator.work.state.directory, "people");
	const own = people.find(({ uid }) => uid === coordinator.uid)?.org;
	const known: Readonly<Record<string, string>> = {
		...(await hoursOf(cast, startsAt)),
		...{ ...ofA.ids, ...ofB.ids, erased: ofA.all.find(({ state }) => state === "erased")?.case ?? "" },
		...{ worker: pairA[0].uid, contact: contact.uid, coordinator: coordinator.uid, pending },
		...{ pair: pairs.a, team: org.teams.find((team) => team.org === own)?.team ?? "" },
		substitute: substitutes[0]?.substitute ?? "",
	};
	// What is missing is no id: its screen is not reached, and that is said.
	return Object.fromEntries(KNOWN.map((name) => [name, known[name] ?? ""])) as Known;
}

/** The record that the screens are about, on a server that runs. */
async function makeRecord(server: Server) {
	const { cast, endsAt } = await demo(server);
	const startsAt = endsAt - HOUR_MS;
	const known = await knownOf(server, cast, startsAt);
	const { link: enrol } = await cast.coordinator.work.coordinator.invite(NEWCOMER);
	const { link: guest } = await cast.pairA[0].work.guests.invite(known.named, TULKKI);
	const site = process.env["ET_WEB_DIR"] ?? "build/web";
	const links = { enrol, guest, check: pathToFileURL(join(site, "check.html")).href };
	// The worker's stays: it gives a case its place later.
	for (const one of cast.everyone) if (one !== cast.pairA[0]) one.stop();
	return { cast, startsAt, known, links };
}

/** What the stage stands on, and how it is taken down. */
class Ground {
	readonly server: Server;
	/** Everybody's network. */
	readonly cable: Cable;
	readonly browser: Browser;

	constructor(server: Server, cable: Cable, browser: Browser) {
		[this.server, this.cable, this.browser] = [server, cable, browser];
	}

	static async lay(prefix: string): Promise<Ground> {
		const server = await Server.start();
		const cable = await Cable.lay(server.port);
		const { host } = new URL(server.origin);
		const args = cable.args(host);
		return new Ground(server, cable, await Browser.launch(prefix, server.origin, { args }));
	}

	async clear(): Promise<void> {
		await this.browser.close();
		this.cable.close();
		await this.server.dispose();
	}
}

export class Stage {
	readonly cast: Cast;
	readonly known: Known;
	readonly origin: string;
	readonly links: { readonly enrol: string; readonly guest: string; readonly check: string };
	readonly browser: Browser;
	/** When the hour begins. */
	readonly startsAt: number;
	readonly #ground: Ground;
	readonly #windows: Map<Role, Window>;

	private constructor(
		ground: Ground,
		made: Pick<Stage, "cast" | "known" | "links" | "startsAt">,
		windows: Map<Role, Window>,
	) {
		({ cast: this.cast, known: this.known, links: this.links, startsAt: this.startsAt } = made);
		this.#ground = ground;
		this.browser = ground.browser;
		this.origin = ground.browser.origin;
		this.#windows = windows;
	}

	/** `prefix` begins the names of the browser's own pictures. */
	static async set(prefix: string): Promise<Stage> {
		const ground = await Ground.lay(prefix);
		try {
			const made = await makeRecord(ground.server);
			const windows = new Map<Role, Window>();
			await abreast(SIT_DOWN, ROLES, async (role) => {
				windows.set(role, await seat(ground.browser, made.cast, role));
			});
			return new Stage(ground, made, windows);
		} catch (error) {
			await ground.browser.pictureAll();
			await ground.clear();
			throw error;
		}
	}

	/** At another device: the window there was is of no use any more. */
	async seatAnew(role: Role): Promise<void> {
		await this.page(role).context().close();
		this.#windows.set(role, await seat(this.browser, this.cast, role));
	}

	window(role: Role): Window {
		const window = this.#windows.get(role);
		if (window === undefined) throw new Error(`${role} has no window`);
		return window;
	}

	page(role: Role): Page {
		return this.window(role).page;
	}

	/** The case whose consent names others gets its place in the hour. */
	async queueNamed(): Promise<void> {
		await queueInto(this.cast.pairA[0], this.known.named, this.known.hour, MINUTES);
	}

	async begins(): Promise<void> {
		await new Promise((resolve) => setTimeout(resolve, Math.max(0, this.startsAt - Date.now())));
	}

	/** Nobody reaches the server any more; whoever is there goes on without. */
	cutOff(): void {
		this.browser.cut = true;
		this.#ground.cable.unplug();
	}

	async connect(): Promise<void> {
		this.#ground.cable.mend();
		this.browser.cut = false;
		for (const { page } of this.#windows.values())
			await page.evaluate(() => dispatchEvent(new Event("online"))).catch(() => undefined); // one is closed
	}

	async clear(): Promise<void> {
		this.cast.pairA[0].stop();
		await this.#ground.clear();
	}
}

/** At a window of their own; who has an account is signed in. */
async function seat(browser: Browser, cast: Cast, role: Role): Promise<Window> {
	const accounts: Partial<Record<Role, Member>> = {
		...{ worker: cast.pairA[0], colleague: cast.pairA[1], other: cast.pairB[0] },
		...{ contact: cast.contact, coordinator: cast.coordinator, kela: cast.kela },
	};
	const window = await browser.person(role);
	window.page.setDefaultTimeout(SEATED_MS);
	const account = accounts[role]?.account;
	if (account !== undefined) await signInByLink(window.page, browser.origin, account);
	window.page.setDefaultTimeout(COMES_MS);
	return window;
}
