// Lies about a guest: keys that are not theirs, a knock of somebody who was sent away, a guest nobody has let in, an
// admission of another session or for somebody else. Nobody is let in by a lie, nobody hears who is not verified, and a
// guest goes into no room that the pair has not sealed for them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { toB64 } from "../../web/src/crypto/bytes.ts";
import { randomBytes } from "../../web/src/crypto/sodium.ts";
import { until } from "../../web/src/demo/person.ts";
import {
	caseNaming,
	type Guest,
	inviteTo,
	knockAt,
	knocksWith,
	TULKKI,
	verifiedIn,
	visitIs,
} from "../scenarios/kit-guest.ts";
import {
	CASES,
	type Cast,
	castOf,
	type Member,
	openHour,
	queueInto,
	refused,
	stopAll,
} from "../scenarios/kit-work.ts";
import { changed, Liar, type Lies, lie, okOf, type PeerFrame, type Told } from "./kit-liar.ts";
import { BAD, ghost, newConn } from "./kit-room.ts";

const NONE = { microphone: false, camera: false };

let liar: Liar;
let cast: Cast;
let worker: Member;
let hour: string;
let id: string;
let next: string;
const guests: Guest[] = [];
/** What was told of a guest who came in under no lie, and what they sent. */
const events: Told[] = [];
const frames: PeerFrame[] = [];
let joined: Told;

before(async () => {
	liar = await Liar.start();
	cast = await castOf(liar.server);
	[worker] = cast.pairA;
	({ hour } = await openHour(cast));
	id = await caseNaming(cast.pairA, cast.pairs.a);
	next = await caseNaming(cast.pairA, cast.pairs.a, CASES.housing);
	for (const one of [id, next]) await queueInto(worker, one, hour, 15);
	await worker.work.hour.enterLobby(hour);
	await worker.work.hour.openCaseInTurn(id, NONE);
});
after(async () => {
	for (const guest of guests) guest.stop();
	stopAll(cast);
	await liar?.dispose();
});

async function knocker(caseId = id): Promise<Guest> {
	const guest = await knocksWith(liar.server, await inviteTo(worker, caseId));
	guests.push(guest);
	return guest;
}

const user = () => worker.account.username;

/** The worker's way to the real server. */
const client = () => liar.clients(user())[0] ?? assert.fail("no way to the worker");

const silent = () => {
	const room = worker.work.state.room.value;
	assert.deepEqual(room?.hearing, []);
	assert.notEqual(room?.phase, "open");
};

const shownAs = (conn: string, verified: "checking" | "failed") =>
	until(
		worker.work.state.room,
		(room) => room?.others.some((one) => one.conn === conn && one.verified === verified) === true,
		`${conn} to be ${verified}`,
	);

test("the truth: knocked, let in, verified, sent away", async () => {
	const keep: Lies = {
		event: (told, to) => {
			if (to.user === user() && told.json.ev === "guest") events.push(told);
			return told;
		},
		reply: (told, to) => {
			if (to.cmd === "guest-join") joined = told;
			return told;
		},
		peer: (frame, from) => {
			if (from.user === "") frames.push(frame);
			return [frame];
		},
	};
	await liar.while(keep, async () => {
		const guest = await knocker();
		await worker.work.guests.admit((await knockAt(worker)).guest);
		for (const one of [worker, guest]) await verifiedIn(one, 1);
	});
	const there = worker.work.state.room.value?.others[0]?.uid ?? "";
	await worker.work.guests.remove(id, there);
	await verifiedIn(worker, 0);
	assert.ok(events.length > 0 && frames.length > 0 && okOf(joined).room !== undefined);
});

test("the word of an admission does not reach Kela: asked for when the guest speaks, who is verified and named there", async () => {
	const { contact } = cast;
	await contact.work.hour.enterLobby(hour);
	await until(contact.work.state.lobby, (lobby) => lobby?.turn?.session != null, "the turn");
	await contact.work.hour.join(NONE);
	for (const one of [worker, contact]) await verifiedIn(one, 1);
	const guest = await knocker();
	const knock = await knockAt(worker);
	const kept: Told[] = [];
	const deaf: Lies = {
		event: (told, to) => {
			if (to.user !== contact.account.username || told.json.ev !== "case") return told;
			kept.push(told);
			return null;
		},
	};
	await liar.while(deaf, async () => {
		await worker.work.guests.admit(knock.guest);
		for (const one of [worker, contact, guest]) await verifiedIn(one, 2);
		const there = contact.work.state.room.value?.others.find(({ uid }) => uid === knock.guest);
		assert.deepEqual(there?.guest, { name: TULKKI.name, role: TULKKI.role });
		assert.ok(kept.length > 0);
	});
	await worker.work.guests.remove(id, knock.guest);
	await verifiedIn(worker, 1);
	await contact.work.hour.leaveRoom();
	await verifiedIn(worker, 0);
});

lie("the guest's keys become the liar's on their way to the pair", async () => {
	for (const field of ["pk_s", "pk_e", "challenge"]) {
		const swap: Lies = {
			event: (told) =>
				told.json.ev === "guest"
					? { ...told, json: { ...told.json, [field]: toB64(randomBytes(32)) } }
					: told,
		};
		await liar.while(swap, async () => {
			const guest = await knocker();
			const knock = await knockAt(worker, (one) => !one.genuine);
			const error = await refused(worker.work.guests.admit(knock.guest), "not_verified");
			assert.equal(error.reason, "signal");
			await worker.work.guests.remove(id, knock.guest);
			await visitIs(guest, "gone");
			assert.deepEqual(worker.work.state.knocks.value, []);
		});
	}
});

lie("a knock of somebody who was sent away, told again", async () => {
	for (const told of events) client().tell({ ...told, json: { ...told.json, waiting: true } });
	// What comes after has been looked at after: nobody but who really knocks is shown.
	const guest = await knocker();
	const knock = await knockAt(worker);
	assert.notEqual(knock.guest, events[0]?.json.guest);
	assert.equal(worker.work.state.knocks.value.length, 1);
	await worker.work.guests.remove(id, knock.guest);
	await visitIs(guest, "gone");
});

lie("somebody who knocks is in the room before anybody has let them in", async () => {
	const guest = await knocker();
	const { guest: uid } = await knockAt(worker);
	const conn = newConn();
	await liar.while(ghost(user(), { conn, uid }), async () => {
		await worker.work.hour.leaveRoom();
		await worker.work.hour.join(NONE);
		await shownAs(conn, "checking");
		silent();
	});
	await worker.work.guests.remove(id, uid);
	await visitIs(guest, "gone");
});

lie("somebody who was sent away is in the room again, with all that they once said", async () => {
	const [first] = frames;
	assert.ok(first !== undefined);
	const conn = toB64(first.from);
	const uid = String(events[0]?.json.guest);
	await liar.while(ghost(user(), { conn, uid }), async () => {
		await worker.work.hour.leaveRoom();
		await worker.work.hour.join(NONE);
		await shownAs(conn, "checking");
		for (let n = 0; n < BAD; n++) for (const frame of frames) client().relay(frame);
		await shownAs(conn, "failed");
		silent();
	});
	await worker.work.hour.leaveRoom();
	await worker.work.hour.join(NONE);
});

/** Let in by the pair, but what the guest gets at the door is a lie: no room opens, and it is said why. */
async function wrongDoor(caseId: string, reply: NonNullable<Lies["reply"]>): Promise<void> {
	await liar.while({ reply }, async () => {
		const guest = await knocker(caseId);
		const { guest: uid } = await knockAt(worker);
		await worker.work.guests.admit(uid);
		const visit = await visitIs(guest, "none");
		assert.ok(visit.kind === "none");
		assert.deepEqual([visit.error?.code, visit.error?.reason], ["not_verified", "grant"]);
		assert.equal(guest.work.state.room.value, null);
		assert.equal(guest.media.running, 0);
		await worker.work.guests.remove(caseId, uid);
	});
}

lie("another session under the wrap of this one", () =>
	wrongDoor(id, (told, to) =>
		to.cmd === "guest-join" ? changed(told, { room: toB64(randomBytes(16)) }) : told,
	),
);

lie("the wrap of another guest of the same session", () =>
	wrongDoor(id, (told, to) => (to.cmd === "guest-join" ? { ...told, blobs: joined.blobs } : told)),
);

lie("the admission of an earlier session, whole, in the place of this one's", async () => {
	await worker.work.hour.nextCase("handled");
	await verifiedIn(worker, 0);
	await wrongDoor(next, (told, to) =>
		to.cmd === "guest-join"
			? { json: { ...joined.json, id: told.json.id }, blobs: joined.blobs }
			: told,
	);
});

lie("an admission that the pair has not made", async () => {
	const guest = await knocker(next);
	await knockAt(worker);
	const [way] = liar.clients("").slice(-1);
	assert.ok(way !== undefined);
	way.tell({ json: { v: 1, ev: "admitted" }, blobs: [] });
	await visitIs(guest, "left");
	assert.equal(guest.work.state.room.value, null);
	assert.equal(guest.media.running, 0);
	assert.deepEqual(worker.work.state.room.value?.others, []);
});
