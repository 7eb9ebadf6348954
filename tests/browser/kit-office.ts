// What a test does not want to live through by hand: people, pairs, an hour and cases, made in node by the same client
// code that the browser runs (web/src/demo), against the test's own server.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Cast, gatherCast } from "../../web/src/demo/cast.ts";
import { acknowledge, fillRecord, openCase } from "../../web/src/demo/fill.ts";
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

/** Everyone of the demo with its hour, open from the start, and its cases; their node devices are switched off. */
export async function furnish(server: Server): Promise<Cast> {
	const pass = (n: number) => `kuikka saari ${n} tervas valkea`;
	let count = 0;
	const cast = await gatherCast(siteOf(server), server.links, () => pass(++count));
	await fillRecord(cast);
	for (const one of cast.everyone) one.stop();
	return cast;
}
