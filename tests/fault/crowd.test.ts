// Crowds that would wear the server out, over real processes with their usual limits: who never reads, who is silent or
// slow, who talks too much. Meanwhile others are served, and afterwards memory is what it was.
import "./kit-load-bystander.ts";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server, within, type World } from "../scenarios/kit.ts";
import { pause, sized } from "./kit-dice.ts";
import { Bystander } from "./kit-load-bystander.ts";
import {
	CONNS_EACH,
	crowded,
	ENROLLING,
	type Login,
	loginOf,
	signedIn,
	takeUp,
} from "./kit-load-people.ts";
import { endure } from "./kit-load-endure.ts";
import { connections } from "./kit-load-processes.ts";
import {
	type At,
	address,
	at,
	each,
	message,
	OP,
	plain,
	Raw,
	range,
	upgradeHead,
	wsFrame,
} from "./kit-load-raw.ts";

const PEOPLE = sized(125);
const BY_ADDRESS = 60;

let server: Server;
let world: World;
let crowd: Login[];
let to: At;
let bystander: Bystander;

before(async () => {
	server = await Server.start(ENROLLING);
	({ world, crowd } = await crowded(server, PEOPLE));
	to = at(server);
	bystander = await Bystander.come(loginOf(to, world, world.people.nurse));
});
after(async () => {
	bystander?.go();
	await server?.dispose();
});

/** So that nearly 4 MiB wait for each, in front and in the kernel: 1.8 GB in all. One more, and front cuts it off. */
const READS_EACH = 60;
const READ_LEN = 64 << 10;
const ASKS_AT_ONCE = 25;
const ASK_EVERY_MS = 10;

test("500 who ask and never read", async (t) => {
	const all = await each(range(PEOPLE * CONNS_EACH), 8, async (n) => {
		const login = crowd[Math.floor(n / CONNS_EACH)];
		assert.ok(login !== undefined);
		const { raw } = await signedIn(login, address(Math.floor(n / BY_ADDRESS)));
		const text = new Uint8Array(READ_LEN);
		if (n % CONNS_EACH === 0) await raw.ask("draft-put", { key: "luku", data: 0 }, [text]);
		raw.socket.pause();
		return raw;
	});
	// Not haste is measured here, but what waits: never faster than core takes it from one who reads.
	const { raw: reader } = await signedIn(loginOf(to, world, world.people.counsellor), address(998));
	await endure(
		t,
		server,
		bystander,
		async () => {
			for (let asked = 0; asked < all.length * READS_EACH; await pause(ASK_EVERY_MS)) {
				for (let i = 0; i < ASKS_AT_ONCE; i++, asked++)
					all[asked % all.length]?.reply("draft-get", { key: "luku" }).catch(() => {});
				if (asked % (4 * ASKS_AT_ONCE) === 0) await reader.ask("series-list");
			}
		},
		async () => {
			await Promise.all([reader, ...all].map((raw) => raw.cut()));
		},
	);
});

/** What the server is going to end. */
interface Ended {
	readonly closed: Promise<unknown>;
}

const SILENT_EACH = sized(500);
const DRIBBLE_MS = 250;
const SILENT_MS = 12_000;
/** Whom the server does not take at all tries again after this. */
const AGAIN_MS = 100;
/** What front allows for a handshake, a head, a sign-in, and its own looking at the clock; twice that. */
const DEADLINE_MS = 40_000;

test("2,000 silent or slow sockets", async (t) => {
	let goes = false;
	let held = 0;
	/** One that comes back whenever the server has enough of it. */
	const keep = async (open: () => Promise<Ended>) => {
		while (!goes) {
			const ended = await open().catch(() => null);
			if (ended === null) {
				await pause(AGAIN_MS);
				continue;
			}
			held++;
			await ended.closed;
			held--;
		}
	};
	const from = (n: number) => address(100 + Math.floor(n / BY_ADDRESS));
	const silentTcp = async (n: number) => {
		const socket = plain(to, from(n));
		const closed = new Promise((resolve) => socket.once("close", resolve));
		await Promise.race([new Promise((resolve) => socket.once("connect", resolve)), closed]);
		return { closed };
	};
	const silentTls = (n: number) => Raw.secured(to, from(n));
	const silentWs = (n: number) => Raw.open(to, from(n));
	const dribbled = async (n: number) => {
		const raw = await Raw.secured(to, from(n));
		const head = upgradeHead(to);
		let at = 0;
		const drip = setInterval(() => raw.socket.write(head[at++] ?? "x"), DRIBBLE_MS);
		void raw.closed.then(() => clearInterval(drip));
		return raw;
	};
	const sorts = [silentTcp, silentTls, dribbled, silentWs];
	const all = sorts.flatMap((sort, kind) =>
		range(SILENT_EACH).map((n) => () => keep(() => sort(kind * SILENT_EACH + n))),
	);
	let peak = 0;
	let whole: Promise<unknown> = Promise.resolve();
	await endure(
		t,
		server,
		bystander,
		async () => {
			whole = Promise.all(all.map((one) => one()));
			for (const until = Date.now() + SILENT_MS; Date.now() < until; await pause(200))
				peak = Math.max(peak, connections(server));
			// Who is new comes in as well.
			const { raw } = await signedIn(crowd[0] as Login, address(999));
			await raw.cut();
		},
		async () => {
			goes = true;
			// Nobody here lets go: the server ends each of them.
			await within(whole, "the end of all who are silent", DEADLINE_MS);
		},
	);
	t.diagnostic(`${peak} connections at most`);
	assert.ok(peak >= SILENT_EACH * 3, `${peak} connections`);
	assert.equal(held, 0);
});

const AT_ONCE = 2500;
const FLOOD_MS = 4000;
const RATE = 10_000;

test("10,000 messages a second from one", async (t) => {
	const [login] = crowd;
	assert.ok(login !== undefined);
	const sorts = [
		message('{"v":1,"id":"AAAAAAAAAAAAAAAAAAAAAA","cmd":"series-list","params":{}}'),
		message('{"v":1,"id":"AAAAAAAAAAAAAAAAAAAAAA","cmd":"nothing","params":{}}'),
		message(Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 2, 123, 125)),
		wsFrame(OP.ping, Buffer.from("?")),
	];
	const heap = Buffer.concat(range(AT_ONCE).map((n) => sorts[n % sorts.length] ?? Buffer.alloc(0)));
	let sent = 0;
	let ended = 0;
	let began = 0;
	let took = 0;
	const until = () => Date.now() < began + FLOOD_MS;
	const flood = async (n: number) => {
		let { raw, session } = await signedIn(login, address(200 + n));
		for (let turn = 1; until(); turn++) {
			const isSent = await new Promise<boolean>((resolve) => {
				raw.socket.write(heap, (error) => resolve(!error));
			});
			if (isSent) sent += AT_ONCE;
			await Promise.race([raw.closed, pause(1000)]);
			if (raw.closeCode === 1008) ended++;
			await raw.cut();
			raw = await Raw.open(to, address(200 + n + CONNS_EACH * turn));
			await takeUp(raw, session);
		}
		await raw.cut();
	};
	await endure(t, server, bystander, async () => {
		began = Date.now();
		await Promise.all(range(CONNS_EACH).map(flood));
		took = Date.now() - began;
	});
	const rate = sent / (took / 1000);
	t.diagnostic(`${sent} messages, ${ended} times out, ${rate.toFixed(0)} a second`);
	assert.ok(ended > 0);
	assert.ok(rate >= RATE, `${sent} in ${took} ms`);
});
