// What a test does not want to live through by hand: people, pairs, an hour and cases, made in node by the same client
// code that the browser runs (web/src/demo), against the test's own server.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Cast, gatherCast, gatherContact, hourAt, weeklyFrom } from "../../web/src/demo/cast.ts";
import { acknowledge, fillDemo, fillRecord, nextStart, openCase, queueInto } from "../../web/src/demo/fill.ts";
import type { Member } from "../../web/src/demo/found.ts";
import { CASES } from "../../web/src/demo/invented.ts";
import { newDevice, type Site, until } from "../../web/src/demo/person.ts";
import type { Server } from "../scenarios/kit-server.ts";

export const siteOf = (server: Server): Site => ({
	origin: server.origin,
	ca: readFileSync(join(server.cert, "cert.pem"), "utf8"),
});

/** The same person on another device: their work layer in node. */
export async function alsoInNode(
	server: Server,
	account: { username: string; display: string; passphrase: string; accountKey: string },
): Promise<Member> {
	const device = await newDevice(siteOf(server));
	const { username, passphrase, accountKey } = account;
	await device.work.session.signInOnNewDevice(username, passphrase, accountKey);
	const session = await until(device.work.state.session, (s) => s.kind === "in", "signed in");
	return { ...device, uid: session.kind === "in" ? session.me.uid : "", account };
}

/** A case of the pair with its consent in force. Gives its reference. */
export async function caseInForce(
	by: Member,
	colleague: Member,
	pair: string,
	which: keyof typeof CASES,
): Promise<{ readonly id: string; readonly reference: string }> {
	const id = await openCase(by, pair, CASES[which], "drawn");
	await acknowledge(colleague, id);
	await until(
		by.work.state.cases,
		(list) =>
			list.kind === "ready" &&
			list.value.some((one) => one.case === id && one.consent?.state === "in-force"),
		"a consent in force",
	);
	return { id, reference: CASES[which].question.reference };
}

let passphrases = 0;
const newPassphrase = (): string => `kuikka saari ${++passphrases} tervas valkea`;

export interface Strangers {
	readonly cast: Cast;
	/** Of the case: the pair's own mark, and its id. */
	readonly reference: string;
	readonly id: string;
	readonly hour: string;
}

/** Everyone of the demo, an hour that is open, one case of pair A in it; nobody has compared a number. Devices run on. */
export async function strangers(server: Server): Promise<Strangers> {
	const cast = await gatherCast(siteOf(server), server.links, newPassphrase);
	const { coordinator, contact, pairA, pairs } = cast;
	const startsAt = nextStart(coordinator.work.now());
	const weekly = { name: "Etäkonsultaatiotunti", pairs: [pairs.a], contact: contact.uid };
	await coordinator.work.coordinator.createSeries(weeklyFrom(startsAt, 1, weekly));
	const hour = await hourAt(pairA[0], startsAt);
	const { id, reference } = await caseInForce(pairA[0], pairA[1], pairs.a, "sickLeave");
	await queueInto(pairA[0], id, hour, 20);
	return { cast, reference, id, hour };
}

/** Everyone of the demo with its hour, open from the start, and its cases; their node devices are switched off. */
export async function furnish(server: Server): Promise<Cast> {
	const cast = await gatherCast(siteOf(server), server.links, newPassphrase);
	await fillRecord(cast);
	for (const one of cast.everyone) one.stop();
	return cast;
}

/** All of the demo's record, what has been done before its hour too, and when that hour ends. Devices run on. */
export async function demo(server: Server): Promise<{ cast: Cast; endsAt: number }> {
	const cast = await gatherCast(siteOf(server), server.links, newPassphrase);
	const other = gatherContact(siteOf(server), cast, newPassphrase);
	const endsAt = await fillDemo(cast, other);
	(await other).stop();
	return { cast, endsAt };
}
