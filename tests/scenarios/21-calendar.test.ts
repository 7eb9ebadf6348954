// A person's hours in a calendar program: a secret address, asked over https by somebody who has nothing but it. What is
// decided about an hour shows there; an address that was dropped, or whose owner is gone, is as unknown as any other.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { request } from "node:https";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fromB64, toB64 } from "../../web/src/crypto/bytes.ts";
import { hourSetBody, userRevokeBody } from "../../web/src/crypto/directory-body.ts";
import { randomBytes } from "../../web/src/crypto/sodium.ts";
import { newId, type Person, Server, within, World } from "./kit.ts";
import { type Hour, weeklyAt } from "./kit-people.ts";

const DAY_MS = 86_400_000;
const NAME = "Ikaalinen, Parkano; ääkköset ja \\kenoviiva ynnä muuta";

let server: Server;
let world: World;
let nurse: Person;
let contact: Person;
let hours: Hour[];
let series: string;
let url: string;

interface Got {
	readonly status: number | undefined;
	readonly headers: IncomingHttpHeaders;
	readonly text: string;
}

/** As a calendar program does it: no session, no cookie, no Origin. */
function fetched(at: string, headers: Record<string, string> = {}, method = "GET"): Promise<Got> {
	const ca = readFileSync(join(server.cert, "cert.pem"));
	const got = new Promise<Got>((resolve, reject) => {
		const asked = request(at, { ca, headers, method, agent: false }, (answer) => {
			const pieces: Buffer[] = [];
			answer.on("data", (piece: Buffer) => pieces.push(piece));
			answer.on("error", reject);
			answer.on("end", () =>
				resolve({
					status: answer.statusCode,
					headers: answer.headers,
					text: Buffer.concat(pieces).toString(),
				}),
			);
		});
		asked.on("error", reject);
		asked.end();
	});
	return within(got, `${method} of a calendar`);
}

/** The properties of each event by UID (RFC 5545: unfolded; names with their parameters). */
function eventsOf(text: string): Map<string, Map<string, string>> {
	const events = new Map<string, Map<string, string>>();
	for (const block of text.replaceAll("\r\n ", "").split("BEGIN:VEVENT\r\n").slice(1)) {
		const lines = block.slice(0, block.indexOf("END:VEVENT")).trimEnd().split("\r\n");
		const event = new Map(
			lines.map((line): [string, string] => {
				const colon = line.indexOf(":");
				return [line.slice(0, colon), line.slice(colon + 1)];
			}),
		);
		events.set(event.get("UID") ?? "", event);
	}
	return events;
}

const uidOf = (hour: Hour) => `${Buffer.from(fromB64(hour.hour)).toString("hex")}@localhost`;

async function eventAt(at: string, hour: Hour): Promise<Map<string, string>> {
	const { status, text } = await fetched(at);
	assert.equal(status, 200);
	const event = eventsOf(text).get(uidOf(hour));
	assert.ok(event !== undefined, text);
	return event;
}

const made = async (person: Person, language = "fi") =>
	(await person.wire.ask<{ url: string }>("feed-make", { language })).url;

before(async () => {
	server = await Server.start();
	world = await World.make(server);
	({ nurse, contact } = world.people);
	const who = { contact: contact.uid, pairs: [world.pair] };
	series = await world.seriesSet(world.people.county, { ...weeklyAt(Date.now() + 2 * DAY_MS), ...who, name: NAME });
	hours = await world.hoursOf(nurse, series);
	url = await made(nurse);
});
after(() => server?.dispose());

test("the address gives the hours of its owner, to anybody who has it, and names no case", async () => {
	assert.match(url, new RegExp(`^${server.origin}/calendar/[A-Za-z0-9_-]{43}\\.ics$`));
	const file = await world.caseQueued();
	const { status, headers, text } = await fetched(url);
	assert.equal(status, 200);
	assert.equal(headers["content-type"], "text/calendar; charset=utf-8");
	assert.match(headers["cache-control"] ?? "", /^private/);
	assert.ok(text.startsWith("BEGIN:VCALENDAR\r\n") && text.endsWith("END:VCALENDAR\r\n"));
	for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line);
	const events = eventsOf(text);
	assert.ok(events.size >= hours.length);
	for (const hour of hours) {
		const event = events.get(uidOf(hour));
		const said = (event?.get("SUMMARY") ?? "").replaceAll(/\\([\\,;])/g, "$1");
		assert.equal(said, `Etäkonsultaatiotunti: ${NAME}`);
		assert.equal(event?.get("STATUS"), "CONFIRMED");
		assert.equal(event?.get("URL"), `${server.origin}/#/hour/${hour.hour}`);
		assert.equal(event?.get("DURATION"), "PT60M");
	}
	const { buffer, byteOffset, byteLength } = file.id;
	const id = Buffer.from(buffer, byteOffset, byteLength);
	for (const form of ["hex", "base64url"] as const) assert.ok(!text.includes(id.toString(form)), "no case");
});

test("not changed, it is not sent again; HEAD has no body; nothing else is a way to ask", async () => {
	const { headers, text } = await fetched(url);
	const etag = headers.etag ?? "";
	const same = await fetched(url, { "If-None-Match": etag });
	assert.deepEqual([same.status, same.text, same.headers.etag], [304, "", etag]);
	const head = await fetched(url, {}, "HEAD");
	assert.deepEqual([head.status, head.text], [200, ""]);
	assert.equal(Number(head.headers["content-length"]), Buffer.byteLength(text));
	assert.equal((await fetched(url, {}, "DELETE")).status, 405);
});

test("a moved hour is the same event, newer; a cancelled one stays and says so", async () => {
	const [hour] = hours;
	assert.ok(hour !== undefined);
	const county = world.people.county;
	const set = (state: "moved" | "cancelled", toDate: string, toStart: string) =>
		world.dirAppend(
			county,
			"hour-set",
			hourSetBody({ series: fromB64(series), date: hour.date, state, toDate, toStart, reason: "Sali varattu" }),
		);
	const day = new Date(Date.parse(`${hour.date}T12:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
	const { headers } = await fetched(url);
	await set("moved", day, "05:15");
	const moved = await eventAt(url, hour);
	assert.equal(moved.get("SEQUENCE"), "1");
	assert.equal(moved.get("DTSTART;TZID=Europe/Helsinki"), `${day.replaceAll("-", "")}T051500`);
	assert.equal((await fetched(url, { "If-None-Match": headers.etag ?? "" })).status, 200);
	await set("cancelled", "", "");
	const cancelled = await eventAt(url, hour);
	assert.deepEqual([cancelled.get("SEQUENCE"), cancelled.get("STATUS")], ["2", "CANCELLED"]);
	assert.ok(!(await fetched(url)).text.includes("Sali"), "no reasons");
});

test("one hour as a file, for who belongs to it", async () => {
	const [hour] = hours;
	assert.ok(hour !== undefined);
	const params = { hour: hour.hour, language: "sv" };
	const { ics } = await contact.wire.ask<{ ics: string }>("hour-ics", params);
	const events = eventsOf(ics);
	assert.deepEqual([...events.keys()], [uidOf(hour)]);
	assert.match(events.get(uidOf(hour))?.get("SUMMARY") ?? "", /^Distanskonsultationstimme: /);
	const stranger = await world.person(world.people.county, "vieras.hoitaja", "worker");
	assert.equal((await stranger.wire.refused("hour-ics", params)).code, "forbidden");
	assert.equal((await stranger.wire.refused("hour-ics", { ...params, hour: newId() })).code, "forbidden");
});

test("dropped, made anew, never made, or its owner gone: one and the same 404", async () => {
	const unknown = await fetched(`${server.origin}/calendar/${toB64(randomBytes(32))}.ics`);
	const nothing = (got: Got) => {
		assert.equal(got.status, 404);
		assert.deepEqual([got.headers, got.text], [unknown.headers, unknown.text]);
	};
	assert.equal(unknown.status, 404);
	const second = await made(nurse, "en");
	nothing(await fetched(url));
	assert.equal((await fetched(second)).status, 200);
	await nurse.wire.ask("feed-drop", {});
	nothing(await fetched(second));
	nothing(await fetched(`${server.origin}/calendar/x.ics`));
	const kims = await made(contact);
	assert.equal((await fetched(kims)).status, 200);
	const body = userRevokeBody({ uid: contact.uid, org: contact.org, reason: "left" });
	await world.dirAppend(world.people.kela, "user-revoke", body);
	nothing(await fetched(kims));
});

test("asked a thousand times it gives little, and everybody else is served", async () => {
	const { counsellor } = world.people;
	const mine = await made(counsellor);
	const statuses = new Map<number | undefined, number>();
	for (let i = 0; i < 200; i++) {
		const { status } = await fetched(mine);
		statuses.set(status, (statuses.get(status) ?? 0) + 1);
	}
	assert.deepEqual([...statuses.keys()].sort(), [200, 429]);
	assert.ok((statuses.get(429) ?? 0) > 100, JSON.stringify([...statuses]));
	await counsellor.wire.ask("series-list", {});
	url = await made(nurse);
	assert.equal((await fetched(url)).status, 200);
});

test("a core that does not answer is no reason to hang; when it does, all is well", async () => {
	process.kill(server.corePid, "SIGSTOP");
	try {
		const { status, headers } = await fetched(url);
		assert.deepEqual([status, headers["retry-after"]], [503, "60"]);
	} finally {
		process.kill(server.corePid, "SIGCONT");
	}
	await nurse.wire.ask("series-list", {});
	assert.equal((await fetched(url)).status, 200);
});

test("the address outlives a restart; the record is whole, and the secret is nowhere in it", async () => {
	await server.stop();
	const { code, err } = await server.verify();
	assert.equal(code, 0, err);
	const secret = /calendar\/(.*)\.ics$/.exec(url)?.[1] ?? "";
	for (const entry of readdirSync(server.data, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile()) continue;
		const bytes = readFileSync(join(entry.parentPath, entry.name));
		assert.ok(!bytes.includes(secret), `${entry.name}: as text`);
		assert.ok(!bytes.includes(Buffer.from(secret, "base64url")), `${entry.name}: as bytes`);
	}
	await server.serve();
	assert.equal((await fetched(url)).status, 200);
});
