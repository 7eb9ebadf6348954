// The cast of a scenario through the work layer: real people at node clients, as the browser has them. For tests that
// live the job; those that spoil bytes on purpose use World and Wire (kit.ts).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Cast, gatherCast, hourAt, weeklyFrom } from "../../web/src/demo/cast.ts";
import { acknowledge, nextStart, openCase } from "../../web/src/demo/fill.ts";
import { type Member, signedIn } from "../../web/src/demo/found.ts";
import { CASES, type InventedCase } from "../../web/src/demo/invented.ts";
import { newDevice, type Site, until } from "../../web/src/demo/person.ts";
import {
	type CaseFile,
	type Notice,
	type Owed,
	type Person,
	WorkError,
	type WorkErrorCode,
} from "../../web/src/work/work.ts";
import type { Server } from "./kit-server.ts";

export { type Cast, hourAt, weeklyFrom } from "../../web/src/demo/cast.ts";
export { acknowledge, nextStart, openCase, queueInto } from "../../web/src/demo/fill.ts";
export { bringBack, bringIn, type Member, signedIn } from "../../web/src/demo/found.ts";
export { CASES, inventedConsent } from "../../web/src/demo/invented.ts";
export { compare, loaded, until } from "../../web/src/demo/person.ts";

const PATIENCE_MS = 15_000;
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

/** The same person on a device that nobody has used, by the account key. `change`: see newDevice. */
export async function elsewhere(
	server: Server,
	{ account }: Member,
	change?: Parameters<typeof newDevice>[2],
): Promise<Member> {
	const device = await newDevice(siteOf(server), {}, change);
	const { username, passphrase, accountKey } = account;
	await device.work.session.signInOnNewDevice(username, passphrase, accountKey);
	return { ...device, uid: await signedIn(device), account };
}

/** A person of the directory as this one sees them. */
export function seen(by: Member, uid: string): Person {
	const { value } = by.work.state.directory;
	const person = value.kind === "ready" ? value.value.people.find((p) => p.uid === uid) : null;
	assert.ok(person != null, `${by.account.username} knows no such person`);
	return person;
}

/** A notice of that kind, about that person if one is named. */
export async function told(
	one: Member,
	code: Notice["code"],
	person: string | null = null,
): Promise<void> {
	const about = (notice: Notice) =>
		notice.code === code && (person === null || notice.person === person);
	const what = `${one.account.username} to be told ${code}`;
	await until(one.work.state.notices, (all) => all.some(about), what, PATIENCE_MS);
}

/** The person is owed keys, as far as `by` can see. */
export async function owedTo(by: Member, uid: string, cases: number): Promise<Owed> {
	const find = (all: readonly Owed[]) =>
		all.find((one) => one.uid === uid && one.cases.length === cases);
	const what = `keys of ${cases} cases owed to ${uid}`;
	const owed = find(await until(by.work.state.owed, (all) => find(all) !== undefined, what));
	assert.ok(owed !== undefined);
	return owed;
}

/** Opens the case and waits until its file passes. */
export async function fileOf(
	one: Member,
	id: string,
	passes: (file: CaseFile) => boolean = () => true,
	what = "a file",
): Promise<CaseFile> {
	await one.work.cases.open(id);
	const open = await until(
		one.work.state.file,
		(state) => state.kind === "ready" && state.file.case === id && passes(state.file),
		`${one.account.username} to see ${what}`,
	);
	assert.ok(open.kind === "ready");
	return open.file;
}

/** The case is, or is not, in the person's list. */
export async function listed(one: Member, id: string, isThere: boolean): Promise<void> {
	await until(
		one.work.state.cases,
		(list) => list.kind === "ready" && list.value.some((row) => row.case === id) === isThere,
		`${one.account.username} to ${isThere ? "have" : "have not"} the case`,
	);
}

/** Nobody is signed in here any more. */
export async function out(one: Member): Promise<void> {
	const what = `${one.account.username} to be out`;
	await until(one.work.state.session, (session) => session.kind !== "in", what);
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
