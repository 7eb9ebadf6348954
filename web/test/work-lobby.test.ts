// The lobby and the way back: lines from whoever is there and nobody else, and what a browser keeps of a room for one
// person alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesText, fromB64, textBytes, toB64 } from "../src/crypto/bytes.ts";
import type { VaultApi } from "../src/crypto/vault/api.ts";
import { VaultError } from "../src/crypto/vault/errors.ts";
import type { PeerFrame } from "../src/wire/frames.ts";
import { Comeback, readChoice, readKept } from "../src/work/comeback.ts";
import type { Keepsake } from "../src/work/deps.ts";
import type { Link } from "../src/work/link.ts";
import { LobbyKeeper } from "../src/work/lobby.ts";
import { Reader } from "../src/work/replies.ts";
import { Store } from "../src/work/store.ts";
import { WorkError } from "../src/work/work.ts";
import { id } from "./work-room.ts";

const HOUR = id(70);
const [ME, MATE, KELA] = [id(1), id(2), id(3)];
const [MINE, MATES, KELAS] = [id(101), id(102), id(103)];
const PLACES = [
	{ conn: MINE, uid: ME },
	{ conn: MATES, uid: MATE },
	{ conn: KELAS, uid: KELA },
];

class Scene {
	readonly store = new Store();
	readonly sent: PeerFrame[] = [];
	online = true;
	readonly lobby: LobbyKeeper;

	constructor() {
		const vault: Partial<VaultApi> = {
			lobbySeal: async ({ to, text }) => textBytes(JSON.stringify({ uid: ME, to, text, at: 5 })),
			lobbyOpen: async ({ body }) => {
				const { uid, text, at, forged } = JSON.parse(bytesText(body));
				if (forged) throw new VaultError("not_verified", "signature", "signal");
				return { uid, text, at };
			},
		};
		const link: Partial<Link> = {
			now: () => 9,
			request: async () => ({ ok: this.reply(), blobs: [] }),
			sendPeer: (frame) => {
				if (this.online) this.sent.push(frame);
				return this.online;
			},
		};
		const deps = { store: this.store, link: link as Link, vault: vault as VaultApi };
		this.lobby = new LobbyKeeper(deps, () => ({ uid: ME, conn: MINE }));
	}

	reply(present: readonly object[] = PLACES) {
		return { hour: HOUR, present, turn: null, mine: [3, 1], awaited: [KELA] };
	}

	async hears(line: object, from = MATES, room = HOUR): Promise<boolean> {
		const body = textBytes(JSON.stringify({ uid: MATE, at: 7, ...line }));
		const ids = { room: fromB64(room, 16), from: fromB64(from, 16), to: fromB64(MINE, 16) };
		const taken = this.lobby.frame({ ...ids, body });
		await new Promise((resolve) => setImmediate(resolve));
		return taken;
	}

	get texts() {
		return this.store.lobby.value?.messages.map(({ text }) => text);
	}
}

test("the lobby: who is awaited, where my cases stand, and a call to it is answered by coming", async () => {
	const { store, lobby } = new Scene();
	store.called.value = { hour: HOUR, by: MATE, at: 1 };
	await lobby.enter(HOUR);
	const { mine, awaited, present, messages } = store.lobby.value ?? {};
	assert.deepEqual([mine, awaited, present, messages], [[1, 3], [KELA], [ME, MATE, KELA], []]);
	assert.equal(store.called.value, null);
});

test("a line goes to everyone else who is there, sealed for each", async () => {
	const scene = new Scene();
	await scene.lobby.enter(HOUR);
	await scene.lobby.say("  Hetki vielä\n ");
	const to = scene.sent.map((frame) => [toB64(frame.to), JSON.parse(bytesText(frame.body)).to]);
	assert.deepEqual(to, [
		[MATES, MATE],
		[KELAS, KELA],
	]);
	assert.deepEqual(scene.store.lobby.value?.messages, [{ from: ME, at: 9, text: "Hetki vielä" }]);
	const refused = (code: string) => (error: unknown) =>
		error instanceof WorkError && error.code === code;
	await assert.rejects(scene.lobby.say(" \n "), refused("bad_param"));
	await assert.rejects(scene.lobby.say("x".repeat(201)), refused("bad_param"));
	scene.online = false;
	await assert.rejects(scene.lobby.say("hei"), refused("offline"));
	assert.equal(scene.texts?.length, 1, "what did not go out is not shown as said");
	await scene.lobby.leave();
	await assert.rejects(scene.lobby.say("hei"), refused("not_found"));
});

test("lines are taken from who is there under that connection, cleaned, in this lobby only", async () => {
	const scene = new Scene();
	assert.equal(await scene.hears({ text: "liian aikaisin" }), false, "in no lobby");
	await scene.lobby.enter(HOUR);
	await scene.hears({ text: "a\u202Eb\u0000c" });
	await scene.hears({ text: "väärä", forged: true });
	await scene.hears({ text: "toisen nimissä", uid: KELA });
	await scene.hears({ text: "poissa oleva", uid: id(9) }, id(109));
	await scene.hears({ text: "\u200E\u2028" });
	assert.equal(await scene.hears({ text: "huoneesta" }, MATES, id(71)), false);
	assert.deepEqual(scene.texts, ["abc"]);
	scene.lobby.event(new Reader(scene.reply(PLACES.slice(0, 1))));
	await scene.hears({ text: "lähtenyt" });
	assert.deepEqual(scene.texts, ["abc"]);
	await scene.lobby.resume();
	assert.deepEqual(scene.texts, ["abc"], "a cut takes nothing away");
	for (let i = 0; i < 150; i++) await scene.hears({ text: `${i}` });
	assert.deepEqual([scene.texts?.length, scene.texts?.at(-1)], [100, "149"]);
	await scene.lobby.leave();
	await scene.lobby.enter(HOUR);
	assert.deepEqual(scene.texts, [], "gone with the lobby");
	scene.lobby.event(new Reader(scene.reply([])));
	assert.equal(scene.store.lobby.value, null, "who may not stay is out");
});

/** Browser storage that tabs share, and the tabs' locks. */
class Shelf {
	readonly kept = new Map<string, string>();
	readonly holders = new Map<string, number>();

	tab(n: number): Keepsake {
		return {
			read: (name) => this.kept.get(name) ?? null,
			write: (name, value) => {
				if (value === null) this.kept.delete(name);
				else this.kept.set(name, value);
			},
			hold: async (name, steal) => {
				if (this.holders.has(name) && !steal) return false;
				this.holders.set(name, n);
				return true;
			},
			release: (name) => {
				if (this.holders.get(name) === n) this.holders.delete(name);
			},
			watch: () => undefined,
		};
	}
}

const KEPT = {
	...{ hour: HOUR, case: id(80), session: id(81), at: 1_000 },
	devices: { microphone: true, camera: false },
	beside: [MATE],
	hidden: true,
};

test("the way back: for the same person, when no other tab is in, and not for ever", async () => {
	const shelf = new Shelf();
	const tab = new Comeback(shelf.tab(1));
	tab.keep(ME, KEPT);
	await Promise.resolve();
	assert.equal(await new Comeback(shelf.tab(2)).find(ME, 2_000), null, "a living tab is in it");
	shelf.holders.clear(); // the tab has crashed
	assert.equal(await new Comeback(shelf.tab(2)).find(MATE, 2_000), null, "another person");
	assert.equal(await new Comeback(shelf.tab(2)).find(ME, 1_000 + 13 * 3_600_000), null);
	const back = new Comeback(shelf.tab(2));
	assert.deepEqual(await back.find(ME, 2_000), KEPT);
	assert.deepEqual(await back.find(ME, 2_000), KEPT, "cut off on the way, and once more");
	back.forget();
	assert.deepEqual([shelf.kept.size, shelf.holders.size], [0, 0]);
	assert.equal(await new Comeback(shelf.tab(3)).find(ME, 2_000), null);
	assert.equal(await new Comeback(null).find(ME, 2_000), null, "nothing is kept in node");
});

test("the way back: a tab that was put out of the room leaves the other tab its own", async () => {
	const shelf = new Shelf();
	const [old, now] = [new Comeback(shelf.tab(1)), new Comeback(shelf.tab(2))];
	old.keep(ME, KEPT);
	now.keep(ME, { ...KEPT, at: 5_000 });
	old.forget();
	shelf.holders.clear(); // the tab that is in has crashed
	assert.equal((await new Comeback(shelf.tab(3)).find(ME, 6_000))?.at, 5_000);
	now.forget();
	assert.equal(shelf.kept.size, 0);
});

test("what is kept holds ids and devices, and is written only when it changes", () => {
	const shelf = new Shelf();
	let writes = 0;
	const tab = shelf.tab(1);
	const counted = {
		...tab,
		write: (name: string, value: string | null) => {
			writes += 1;
			tab.write(name, value);
		},
	};
	const comeback = new Comeback(counted);
	comeback.keep(ME, KEPT);
	comeback.keep(ME, { ...KEPT, at: 2_000 });
	assert.equal(writes, 1);
	comeback.keep(ME, { ...KEPT, devices: { microphone: false, camera: false } });
	assert.equal(writes, 2);
	const text = [...shelf.kept.values()].join();
	assert.deepEqual(Object.keys(JSON.parse(text)).toSorted(), [
		...["at", "beside", "case", "devices", "hidden", "hour", "session", "v"],
	]);
});

test("what somebody else has put there is nothing", () => {
	for (const bad of [null, "", "{", "[]", "null", "{}", JSON.stringify({ ...KEPT, case: "../x" })])
		assert.equal(readKept(bad), null);
	const odd = readKept(JSON.stringify({ ...KEPT, devices: [true], beside: [MATE, 7, "<b>"] }));
	assert.deepEqual(odd, { ...KEPT, devices: { microphone: false, camera: false } });
	assert.equal(readChoice("7"), null);
	assert.deepEqual(readChoice('{"camera":false,"microphoneId":7,"cameraId":"","speakerId":"s"}'), {
		...{ microphone: true, camera: false },
		...{ microphoneId: null, cameraId: null, speakerId: "s" },
	});
});
