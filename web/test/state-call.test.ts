// What follows in a call: who hears, who is beside whom, where one stands in line, what a device's refusal means.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
	browserOf,
	clockOff,
	LEVELS,
	levelOf,
	type Refusal,
	systemOf,
	troubleOf,
	whereOf,
} from "../src/state/devices.ts";
import { hearingOf, unconfirmed } from "../src/state/hearing.ts";
import { oneLine, positionOf } from "../src/state/lobby.ts";
import { lostFor, mayBeBeside, sharedScreen, telOf, tilesOf } from "../src/state/stage.ts";
import { QUIET, stranger } from "../src/work/room-state.ts";
import type { Hour, Participant, Person, Place, PlaceState, Room } from "../src/work/work.ts";

const other = (uid: string, more: Partial<Participant> = {}): Participant => ({
	...stranger(`conn-${uid}`, uid, "yes", null),
	verified: "verified",
	link: "connected",
	...more,
});
const room = (more: Partial<Room> = {}): Room => ({
	...QUIET,
	hour: "h",
	case: "c",
	session: "s",
	phase: "open",
	closed: null,
	openedAt: 0,
	others: [],
	hearing: [],
	microphone: "on",
	camera: "on",
	stream: null,
	...more,
});
const nobody = (more: Partial<Room>) => {
	const found = hearingOf(room(more));
	return found.kind === "nobody" ? found.why : found.kind;
};

test("who hears: those in the room, those at their devices, guests by name", () => {
	const guest = { name: "Liisa Lahti", role: "interpreter" } as const;
	const others = [other("kela", { beside: ["chief"] }), other("g1", { guest })];
	const found = hearingOf(room({ others, hearing: ["kela", "g1", "chief", "kela"] }));
	assert.deepEqual(found, {
		kind: "hears",
		who: [
			{ uid: "kela", at: null, guest: null },
			{ uid: "g1", at: null, guest },
			{ uid: "chief", at: "kela", guest: null },
		],
		hiding: [],
	});
});

test("nobody hears, and why: hidden, paused, cut off, muted, alone", () => {
	const others = [other("kela")];
	assert.equal(nobody({ others, hidden: true }), "hidden");
	assert.equal(nobody({ others, paused: ["kela"] }), "paused");
	assert.equal(nobody({ others, lostAt: 5 }), "lost");
	assert.equal(nobody({ others, microphone: "off" }), "muted");
	assert.equal(nobody({ others, microphone: "blocked" }), "muted");
	assert.equal(nobody({ others, phase: "verifying" }), "checking");
	assert.equal(nobody({}), "alone");
	assert.equal(nobody({ hidden: true }), "hidden");
});

test("who still hears is said even when the broker is away; a failed one before everything", () => {
	const others = [other("kela")];
	assert.equal(hearingOf(room({ others, hearing: ["kela"], lostAt: 5 })).kind, "hears");
	assert.equal(nobody({ others, hearing: ["kela"], hidden: true }), "hidden");
	assert.equal(nobody({ others, hearing: ["kela"], phase: "switching" }), "switching");
	const failed = [other("kela"), other("x", { verified: "failed" })];
	assert.deepEqual(hearingOf(room({ others: failed, hearing: ["kela"], hidden: true })), {
		kind: "failed",
		who: ["x"],
	});
});

test("who has hidden all does not hear, and stays named", () => {
	const others = [other("kela"), other("chief", { hidden: true })];
	const found = hearingOf(room({ others, hearing: ["kela"] }));
	assert.deepEqual(found, {
		kind: "hears",
		who: [{ uid: "kela", at: null, guest: null }],
		hiding: ["chief"],
	});
	assert.equal(nobody({ others: [other("kela", { hidden: true })] }), "theyHide");
	const twice = [other("kela", { conn: "x", hidden: true }), other("kela")];
	const heard = hearingOf(room({ others: twice, hearing: ["kela"] }));
	assert.deepEqual(heard.kind === "hears" && heard.hiding, []);
});

test("a guest has no number to compare", () => {
	const guest = { name: "Liisa Lahti", role: "doctor" } as const;
	const others = [other("kela", { compared: "no" }), other("g1", { guest, compared: "no" })];
	assert.deepEqual(unconfirmed(room({ others })).no, ["kela"]);
});

const place = (pos: number, state: PlaceState, minutes = 15): Place => ({
	...{ pos, state, minutes, urgency: "normal", case: null, session: null },
});
const line = (places: readonly Place[]) => ({ places }) as Hour;
const turn = (pos: number, mine: boolean) => ({ pos, mine, open: true, case: null, session: null });

test("one's place in line, in cases and minutes", () => {
	const hour = line([
		place(1, "handled"),
		place(2, "in-turn", 20),
		place(3, "queued", 10),
		place(4, "ready"),
	]);
	assert.deepEqual(positionOf(hour, { mine: [1, 4], turn: turn(2, false) }), {
		...{ kind: "after", pos: 4, ahead: 2, minutes: 30 },
	});
	assert.deepEqual(positionOf(hour, { mine: [2], turn: turn(2, true) }), { kind: "now", pos: 2 });
	assert.deepEqual(positionOf(hour, { mine: [1], turn: turn(2, false) }), { kind: "none" });
	const early = line([place(1, "handled"), place(2, "queued"), place(3, "queued")]);
	assert.deepEqual(positionOf(early, { mine: [2], turn: null }), { kind: "next", pos: 2 });
	const skipped = line([place(1, "queued"), place(2, "in-turn", 25)]);
	assert.deepEqual(positionOf(skipped, { mine: [1], turn: turn(2, false) }), {
		...{ kind: "after", pos: 1, ahead: 1, minutes: 25 },
	});
});

test("one line is one line", () => assert.equal(oneLine("  a\n b\t c "), "a b c"));

test("beside me: members of my organisation who are not in by themselves", () => {
	const person = (uid: string, org: string, state: Person["state"] = "active") =>
		({ uid, org, state }) as Person;
	const people = [
		...[person("me", "o"), person("mate", "o"), person("in", "o"), person("kela", "k")],
		person("gone", "o", "revoked"),
	];
	const members = ["me", "mate", "in", "kela", "gone", "unknown"];
	const others = [other("in")];
	assert.deepEqual(mayBeBeside({ members }, { others }, { uid: "me", org: "o" }, people), ["mate"]);
});

test("whose screen is large, and how many tiles there are", () => {
	const stream = {} as MediaStream;
	assert.equal(sharedScreen(room()), null);
	assert.deepEqual(sharedScreen(room({ sharing: true, screen: stream })), { by: null, stream });
	const kela = other("kela", { screen: stream });
	assert.equal(sharedScreen(room({ others: [kela], sharing: true, screen: stream }))?.by, kela);
	assert.deepEqual([0, 1, 4, 9].map(tilesOf), [1, 2, 5, 5]);
});

test("after half a minute without a connection the phone number is shown", () => {
	assert.equal(lostFor({ lostAt: null }, 99), null);
	assert.deepEqual(lostFor({ lostAt: 1_000 }, 30_999), { ms: 29_999, phone: false });
	assert.deepEqual(lostFor({ lostAt: 1_000 }, 31_000), { ms: 30_000, phone: true });
	assert.equal(telOf("+358 (0)3-123 45"), "tel:+358312345");
	assert.equal(telOf("03 123 45"), "tel:0312345");
});

test("what a refusal means", () => {
	const said = (more: Partial<Refusal>) =>
		troubleOf({
			...{ name: "NotAllowedError", message: "", permission: null, devices: 1 },
			...more,
		});
	assert.equal(said({ message: "Permission denied" }), "blocked-browser");
	assert.equal(said({ message: "Permission denied", permission: "denied" }), "blocked-browser");
	assert.equal(said({ message: "Permission dismissed", permission: "prompt" }), "blocked-browser");
	assert.equal(said({ message: "Permission denied by system" }), "blocked-system");
	assert.equal(said({ permission: "granted" }), "blocked-system");
	assert.equal(said({ name: "NotFoundError", devices: 0 }), "missing");
	assert.equal(said({ name: "NotFoundError", permission: "granted" }), "blocked-system");
	assert.equal(said({ name: "NotReadableError" }), "busy");
	assert.equal(said({ name: "OverconstrainedError", permission: "granted" }), "missing");
});

test("browsers and systems by what they call themselves", () => {
	const chrome =
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120 Safari/537.36";
	const mac =
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/17 Safari/605";
	const android =
		"Mozilla/5.0 (Linux; Android 14; Pixel) AppleWebKit/537 Chrome/120 Mobile Safari/537";
	assert.equal(browserOf(chrome), "chrome");
	assert.equal(systemOf(chrome, 0), "windows");
	assert.equal(browserOf(`${chrome} Edg/120`), "edge");
	assert.equal(browserOf(mac), "safari");
	assert.equal(systemOf(mac, 0), "mac");
	assert.equal(systemOf(mac, 5), "ios");
	assert.equal(systemOf(android, 5), "android");
	assert.equal(
		systemOf("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko Firefox/120.0", 0),
		"linux",
	);
	assert.equal(
		browserOf("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko Firefox/120.0"),
		"firefox",
	);
	assert.equal(whereOf("chrome", "ios"), "ios");
	assert.equal(whereOf("edge", "android"), "chrome-android");
	assert.equal(whereOf("firefox", "android"), "firefox-android");
	assert.equal(whereOf("edge", "windows"), "edge");
});

test("the meter: silence lights nothing, a voice about half, a shout everything", () => {
	assert.equal(levelOf(0), 0);
	assert.equal(levelOf(0.0005), 0);
	assert.ok(levelOf(0.02) > 3 && levelOf(0.02) < 9);
	assert.equal(levelOf(0.9), LEVELS);
});

test("a clock half a minute off is a fault", () => {
	assert.deepEqual(clockOff(100_000, 100_400), { ok: true, seconds: 0 });
	assert.deepEqual(clockOff(100_000, 40_000), { ok: false, seconds: -60 });
});
