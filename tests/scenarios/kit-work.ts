// The cast of a scenario through the work layer: real people at node clients, as the browser has them. For tests that
// live the job; those that spoil bytes on purpose use World and Wire (kit.ts).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Cast, gatherCast, hourAt, weeklyFrom } from "../../web/src/demo/cast.ts";
import { acknowledge, nextStart, openCase } from "../../web/src/demo/fill.ts";
import type { Member } from "../../web/src/demo/found.ts";
import { CASES, type InventedCase } from "../../web/src/demo/invented.ts";
import type { Site } from "../../web/src/demo/person.ts";
import { WorkError, type WorkErrorCode } from "../../web/src/work/work.ts";
import type { Server } from "./kit-server.ts";

export { type Cast, hourAt, weeklyFrom } from "../../web/src/demo/cast.ts";
export { acknowledge, nextStart, openCase } from "../../web/src/demo/fill.ts";
export type { Member } from "../../web/src/demo/found.ts";
export { CASES, inventedConsent } from "../../web/src/demo/invented.ts";
export { loaded, until } from "../../web/src/demo/person.ts";

const WEEK_MS = 7 * 86_400_000;

export const siteOf = (server: Server): Site => ({
	origin: server.origin,
	ca: readFileSync(join(server.cert, "cert.pem"), "utf8"),
});

let made = 0;
const passphrase = (): string => `salalause numero ${++made} tuulee`;

export const castOf = (server: Server): Promise<Cast> =>
	gatherCast(siteOf(server), server.links, passphrase);

/** A weekly series for both pairs whose first hour is open now; that hour, and when it starts. */
export async function openHour(cast: Cast): Promise<{ hour: string; startsAt: number }> {
	const startsAt = nextStart(cast.coordinator.work.now());
	await cast.coordinator.work.coordinator.createSeries(
		weeklyFrom(startsAt, 0, {
			name: "Tunti",
			pairs: [cast.pairs.a, cast.pairs.b],
			contact: cast.contact.uid,
		}),
	);
	const members = [...cast.pairA, ...cast.pairB, cast.contact];
	const [hour = ""] = await Promise.all(members.map((one) => hourAt(one, startsAt)));
	return { hour, startsAt };
}

export const nextWeek = (startsAt: number): number => startsAt + WEEK_MS;

/** A case of a pair with its consent in force. */
export async function caseInForce(
	pair: readonly [Member, Member],
	pairId: string,
	one: InventedCase = CASES.sickLeave,
): Promise<string> {
	const id = await openCase(pair[0], pairId, one, "drawn");
	await acknowledge(pair[1], id);
	return id;
}

/** The promise must reject with this WorkError; gives it back for a closer look. */
export async function refused(promise: Promise<unknown>, code: WorkErrorCode): Promise<WorkError> {
	try {
		await promise;
	} catch (error) {
		assert.ok(error instanceof WorkError, `not a WorkError: ${error}`);
		assert.equal(error.code, code);
		return error;
	}
	assert.fail(`was not refused with ${code}`);
}

export function stopAll(cast: Cast | undefined): void {
	for (const one of cast?.everyone ?? []) one.stop();
}
