// Walks the table of screens (screens.ts) over a stage: each screen in every language and width that is asked for, judged by
// whoever walks. What is a fault on any screen is found here: not reached, said in red, wider than its window, an error.
import type { Page } from "playwright-core";
import { href } from "../../web/src/state/route.ts";
import * as kit from "./kit-screens.ts";
import { choose, drawn, faultsOn, PATIENCE_MS, putAwayNotices, settled } from "./screens-look.ts";
import { type Part, SCREENS } from "./screens.ts";
import {
	type Guide,
	idsOf,
	isTour,
	LANGUAGES,
	type Language,
	ROLES,
	type Role,
	type Row,
	roleOf,
	type Screen,
	type ScreenId,
	type Shows,
	whose,
} from "./screens-row.ts";
import { abreast, type Stage } from "./screens-stage.ts";

/** A way of looking. */
export interface View {
	readonly width: number;
	readonly height: number;
	readonly languages: readonly Language[];
	/** The system's few colours instead of the page's own. */
	readonly forced?: true;
}

export const DESKTOP: View = { width: 1280, height: 800, languages: LANGUAGES };
export const SMALL: View = { width: 360, height: 740, languages: LANGUAGES };

export interface Seen {
	readonly id: ScreenId;
	readonly role: Role;
	readonly page: Page;
	readonly view: View;
	readonly language: Language;
}

export interface Walk {
	readonly views: readonly View[];
	/** What is done with each. */
	readonly judge: (seen: Seen) => Promise<void>;
	/** Told of each fault at once. */
	readonly tell?: (fault: string) => void;
	/** Which of them; left out: all. */
	readonly wanted?: (id: ScreenId) => boolean;
	/** For the pictures: waits until the hour has begun before the screens that tell of it. */
	readonly waits?: boolean;
}

/** So many roles at once: two processors draw, and people wait for each other's answers. */
const AT_ONCE = 3;

/** No link leads there. */
const NOWHERE = "#/nowhere";

/** Walks it all; gives what is wrong, a line each. */
export async function walk(stage: Stage, how: Walk): Promise<readonly string[]> {
	const walker = new Walker(stage, how);
	for (const part of SCREENS) await walker.goThrough(part);
	for (const role of ROLES) walker.listen(role, role);
	return walker.faults;
}

class Walker {
	readonly faults: string[] = [];
	readonly #stage: Stage;
	readonly #how: Walk;
	/** Problems of the browser that have been told, by whose window it was. */
	readonly #told = new Map<Role, number>();

	constructor(stage: Stage, how: Walk) {
		this.#stage = stage;
		this.#how = how;
	}

	#fault(...lines: readonly string[]): void {
		this.faults.push(...lines);
		for (const line of lines) this.#how.tell?.(line);
	}

	async goThrough({ begun, apart, cut, rows }: Part): Promise<void> {
		const wanted = rows.filter((row) => idsOf(row).some((id) => this.#isWanted(id)));
		if (wanted.length === 0) return;
		if (begun && this.#how.waits) await this.#stage.begins();
		if (cut) this.#stage.cutOff();
		await (apart ? this.#apart(wanted) : this.#all(wanted));
		if (cut) await this.#stage.connect();
	}

	async #apart(wanted: readonly Row[]): Promise<void> {
		const longestFirst = ROLES.map((role) => wanted.filter((row) => roleOf(row) === role))
			.filter((way) => way.length > 0)
			.sort((a, b) => b.length - a.length);
		await abreast(AT_ONCE, longestFirst, (way) => this.#all(way));
	}

	#isWanted(id: ScreenId): boolean {
		return this.#how.wanted?.(id) ?? true;
	}

	async #all(rows: readonly Row[]): Promise<void> {
		for (const row of rows) await this.#one(row);
	}

	async #one(row: Row): Promise<void> {
		const left = new Set(idsOf(row));
		const guide = this.#guide(row, left);
		try {
			if (isTour(row)) await row.walk(guide);
			else await this.#visit(row, guide);
			for (const id of left) this.#fault(`${id}: was never shown`);
		} catch (error) {
			const [first = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
			for (const id of left) this.#fault(`${id}: could not be reached: ${first}`);
			await this.#recover(roleOf(row)).catch((lost: unknown) => this.#fault(`${roleOf(row)} is lost: ${lost}`));
		}
		const role = roleOf(row);
		this.listen(role, idsOf(row)[0] ?? role);
	}

	#guide(row: Row, left: Set<ScreenId>): Guide {
		const stage = this.#stage;
		const { known, cast, origin, links } = stage;
		return {
			...{ known, cast, origin, links },
			page: (role) => stage.page(role),
			open: (role, to) => open(stage.page(role), origin, to.at === "unknown" ? NOWHERE : href(to)),
			queueNamed: () => stage.queueNamed(),
			see: async (id, only) => {
				const shows = isTour(row) ? row.screens[id] : row;
				if (shows === undefined) throw new Error(`${id} is not in its row`);
				left.delete(id);
				if (this.#isWanted(id)) await this.#see(id, shows, only);
			},
		};
	}

	async #visit(screen: Screen, guide: Guide): Promise<void> {
		const page = await guide.open(roleOf(screen), screen.to(guide.known));
		if (screen.spins !== true) await settled(page);
		await screen.then?.(page, guide);
		await guide.see(screen.id);
	}

	/** The screen that is there, in every language and width. */
	async #see(id: ScreenId, shows: Shows, only?: Language): Promise<void> {
		const role = whose(id);
		const { page } = this.#stage.window(role);
		await page.mouse.move(0, 0); // nothing is pointed at
		for (const language of LANGUAGES) {
			if (only !== undefined && language !== only) continue;
			await choose(page, language);
			if (shows.spins !== true) await settled(page);
			for (const view of this.#how.views) {
				if (!view.languages.includes(language)) continue;
				await page.setViewportSize({ width: view.width, height: view.height });
				await page.emulateMedia({ forcedColors: view.forced ? "active" : "none" });
				await drawn(page);
				await putAwayNotices(page);
				const faults = await faultsOn(page, shows);
				this.#fault(...faults.map((one) => `${id} ${language} ${view.width}: ${one}`));
				await this.#how.judge({ id, role, page, view, language });
			}
		}
		await page.emulateMedia({ forcedColors: "none" });
		await page.setViewportSize({ width: DESKTOP.width, height: DESKTOP.height });
	}

	/** What the window of that role has complained of since it was asked last. */
	listen(role: Role, name: string): void {
		const all = this.#stage.browser.problems.filter((one) => one.startsWith(`${role}: `));
		const known = this.#told.get(role) ?? 0;
		this.#told.set(role, all.length);
		this.#fault(...all.slice(known).map((one) => `${name}: ${one}`));
	}

	/** After a row that went wrong: the next finds its window as at first. */
	async #recover(role: Role): Promise<void> {
		const page = this.#stage.page(role);
		await page.setViewportSize({ width: DESKTOP.width, height: DESKTOP.height });
		if (!page.url().startsWith(this.#stage.origin)) return;
		try {
			await choose(page, "fi");
			await go(page, "#/");
			await page.reload();
			await kit.heading(page, /^Tänään, /);
		} catch {
			await this.#stage.seatAnew(role);
		}
	}
}

const go = (page: Page, address: string): Promise<void> =>
	page.evaluate((hash) => {
		location.hash = hash;
	}, address);

/** Through another page: what was open on this one is gone. */
async function open(page: Page, origin: string, address: string): Promise<Page> {
	if (!page.url().startsWith(origin)) await page.goto(`${origin}/#/integrity`);
	else await go(page, "#/integrity");
	await drawn(page);
	await go(page, address);
	await drawn(page);
	await page.getByRole("heading", { level: 1 }).first().waitFor({ timeout: PATIENCE_MS });
	return page;
}
