// Hours that are open now and cases in them, made in node by the same client code that the browser runs, as many as a
// test of calls wants; and the shortest way to them on the screen. Knows nothing of WebRTC.
import type { Page } from "playwright-core";
import { type Cast, gatherCast, weeklyFrom } from "../../web/src/demo/cast.ts";
import { acknowledge, nextStart, openCase, queueInto } from "../../web/src/demo/fill.ts";
import { bringIn, type Member } from "../../web/src/demo/found.ts";
import { CASES } from "../../web/src/demo/invented.ts";
import { until } from "../../web/src/demo/person.ts";
import type { Server } from "../scenarios/kit-server.ts";
import { siteOf } from "./kit-office.ts";
import { fi, heading } from "./kit-screens.ts";

export interface Talk {
	readonly id: string;
	readonly reference: string;
}

export type PairName = "a" | "b";

/** So many cases fit into an hour of four places. */
export const PLACES = 4;
const MINUTES = 10;

export class Talks {
	readonly cast: Cast;
	/** Of the hour that is open now, and of no other: a contact has one at a time. */
	contact: Member;
	/** The hour that is open now. */
	hour = "";
	readonly #server: Server;
	#hours = 0;
	#cases = 0;
	#passphrases: number;

	private constructor(server: Server, cast: Cast, passphrases: number) {
		this.#server = server;
		this.cast = cast;
		this.contact = cast.contact;
		this.#passphrases = passphrases;
	}

	/** The people of the demo, and nothing else yet. */
	static async start(server: Server): Promise<Talks> {
		let passphrases = 0;
		const passphrase = () => `kuikka saari ${++passphrases} tervas valkea`;
		const cast = await gatherCast(siteOf(server), server.links, passphrase);
		return new Talks(server, cast, passphrases);
	}

	/** A series of this single day that is open now, with a contact of its own. */
	async openHour(): Promise<void> {
		const { coordinator, kela, pairs, pairA, pairB } = this.cast;
		const nth = ++this.#hours;
		if (nth > 1) {
			const person = {
				username: `kela.yhteyshenkilo.${nth}`,
				display: `Yhteys ${nth}`,
				passphrase: `kuikka saari ${++this.#passphrases} tervas valkea`,
			};
			this.contact = await bringIn(siteOf(this.#server), kela, person, ["contact"]);
		}
		const who = { name: `Tunti ${nth}`, pairs: [pairs.a, pairs.b], contact: this.contact.uid };
		const weekly = weeklyFrom(nextStart(coordinator.work.now()), 0, who);
		const once = { ...weekly, last: weekly.first };
		const series = await coordinator.work.coordinator.createSeries(once);
		const found = async ({ work }: Member) => {
			const { hours } = work.state;
			const find = (list: typeof hours.value) =>
				list.kind === "ready" ? list.value.find((one) => one.series === series)?.hour : undefined;
			return find(await until(hours, (list) => find(list) !== undefined, `hour ${nth}`)) ?? "";
		};
		[this.hour = ""] = await Promise.all([found(pairA[0]), found(pairB[0])]);
	}

	/** Of that pair, in force and queued to the hour. */
	async newCase(of: PairName): Promise<Talk> {
		const { pairA, pairB, pairs } = this.cast;
		const [worker, colleague] = of === "a" ? pairA : pairB;
		const { sickLeave } = CASES;
		const reference = `${of.toUpperCase()}-${++this.#cases}`;
		const one = { ...sickLeave, question: { ...sickLeave.question, reference } };
		const id = await openCase(worker, pairs[of], one, "drawn");
		await acknowledge(colleague, id);
		await queueInto(worker, id, this.hour, MINUTES);
		return { id, reference };
	}

	/** Devices in node are switched off. */
	stop(): void {
		for (const one of [...this.cast.everyone, this.contact]) one.stop();
	}
}

/** To that part of the program by its address, as a bookmark would. */
export async function to(page: Page, where: string): Promise<void> {
	await page.evaluate((hash) => {
		location.hash = hash;
	}, where);
}

export interface With {
	readonly camera?: boolean;
	readonly microphone?: boolean;
}

/** Into the lobby of that hour, from wherever; with or without camera and microphone. */
export async function intoLobby(page: Page, hour: string, devices: With = {}): Promise<void> {
	await to(page, `/room/${hour}`);
	const present = page.getByRole("heading", { name: fi.lobby.present });
	const enter = page.getByTestId("enter-lobby"); // who is called has a button of that name above it
	await present.or(enter).first().waitFor();
	if (await enter.isVisible()) await enter.click();
	await present.waitFor();
	const choose = (word: string, on: boolean | undefined) =>
		on === undefined ? undefined : page.getByRole("checkbox", { name: word }).setChecked(on);
	await choose(fi.lobby.camera, devices.camera);
	await choose(fi.lobby.microphone, devices.microphone);
}

/** So many others are connected and verified, and may hear this one. */
export async function together(page: Page, others: number): Promise<void> {
	await page.waitForFunction(
		(wanted) => {
			const all = [...document.querySelectorAll<HTMLElement>('[data-testid="tile"]')];
			const up = all.filter(
				({ dataset }) => dataset["link"] === "connected" && dataset["verified"] === "verified",
			);
			const hearing = document.querySelector<HTMLElement>('[data-testid="hearing"]');
			return (
				all.length === wanted && up.length === wanted && hearing?.dataset["hearing"] === "hears"
			);
		},
		others,
		{ polling: "raf" },
	);
}

/** Out of the room into the lobby. */
export async function leaveRoom(page: Page): Promise<void> {
	await page.getByTestId("leave-room").click();
	await heading(page, fi.lobby.title);
}

/** Now, on the machine's clock as a page sees it. */
export const nowIn = (page: Page): Promise<number> =>
	page.evaluate(() => performance.timeOrigin + performance.now());

export const quantile = (all: readonly number[], q: number): number =>
	all.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(all.length * q) - 1)] ?? 0;

/** "p50 … ms, p95 … ms, max … ms of N" */
export function figures(all: readonly number[]): string {
	const [p50, p95, max] = [0.5, 0.95, 1].map((q) => quantile(all, q).toFixed(0));
	return `p50 ${p50} ms, p95 ${p95} ms, max ${max} ms of ${all.length}`;
}
