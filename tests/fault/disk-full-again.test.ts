// The disk is full and free again, twenty times, at once or bit by bit: a call goes on, reads go on, a write is refused by
// its name and done when it is asked again by its id; nothing is lost and nothing is started anew.
import assert from "node:assert/strict";
import { after, type TestContext, test } from "node:test";
import { fromB64, toB64 } from "../../web/src/crypto/bytes.ts";
import type { Commands } from "../../web/src/wire/messages.gen.ts";
import { frame, type Person, Server, within, World } from "../scenarios/kit.ts";
import { pause, rounds, summary } from "./kit-dice.ts";
import { anyDisk, type Disk, preloaded } from "./kit-full.ts";
import { withEnv } from "./kit-preload.ts";
import { measuresStand, type Writer, writers } from "./kit-writers.ts";

/** So many disks beside each other: most of a round is waiting. */
const DISKS = 4;
const ROUNDS = 20;
/** Of the other way to be full, on one disk. */
const ROUNDS_OTHER = 2;
const WRITERS = 2;
/** What fills what a journal still has room for. */
const DRAFT_LEN = 60_000;
const AGAIN_MS = 60;
const READS = 6;
const BACK_MS = 20_000;

type Room = Commands["room-join"]["ok"];

/** A call: one speaks, the other hears every word. */
class Talk {
	readonly times: number[] = [];
	readonly #speaker: Person;
	readonly #hearer: Person;
	readonly #room: Uint8Array;
	readonly #from: Uint8Array;
	readonly #ends: Promise<void>;
	#stopping = false;

	private constructor(speaker: Person, hearer: Person, room: Uint8Array, from: Uint8Array) {
		this.#speaker = speaker;
		this.#hearer = hearer;
		this.#room = room;
		this.#from = from;
		this.#ends = this.#speak();
		this.#ends.catch(() => {}); // told by end()
	}

	static async begin(world: World): Promise<Talk> {
		const { nurse, contact } = world.people;
		const file = await world.caseQueued();
		let session: Uint8Array = new Uint8Array();
		await file.append(nurse, (draft) => {
			session = draft.open(world.hours[0]?.hour ?? "");
		});
		const where = { case: file.name, session: toB64(session) };
		await contact.wire.ask("room-join", where);
		const { room, peers } = await nurse.wire.ask<Room>("room-join", where);
		const own = peers.find(({ uid }) => uid === toB64(nurse.uid));
		assert.ok(own !== undefined);
		return new Talk(nurse, contact, fromB64(room), fromB64(own.conn));
	}

	async #speak(): Promise<void> {
		const { wire } = this.#hearer;
		const all = new Uint8Array(16);
		while (!this.#stopping) {
			const word = this.times.length;
			const since = performance.now();
			const body = new TextEncoder().encode(`sana ${word}`);
			await this.#speaker.wire.sendPeer({ room: this.#room, from: this.#from, to: all, body });
			const heard = async () => {
				while (wire.heard.length <= word && !wire.isClosed) await pause(1);
			};
			await within(heard(), `word ${word}`);
			assert.equal(new TextDecoder().decode(wire.heard[word]?.body), `sana ${word}`);
			this.times.push(performance.now() - since);
			await pause(20);
		}
	}

	end(): Promise<void> {
		this.#stopping = true;
		return this.#ends;
	}
}

/** Writes without end; what is refused for want of room is asked again, by its id, until it is done. */
class Press {
	/** How often it was refused, and how often it was done. */
	refused = 0;
	done = 0;
	readonly #ends: Promise<void>;
	#stopping = false;

	constructor(writer: Writer) {
		writer.draftLen = DRAFT_LEN;
		this.#ends = this.#write(writer);
		this.#ends.catch(() => {}); // told by end()
	}

	async #write(writer: Writer): Promise<void> {
		const { wire } = writer.person;
		while (!this.#stopping) {
			const job = writer.job();
			for (;;) {
				const answer = await wire.exchange(job.frame);
				if (answer.error?.code !== "storage_full") {
					writer.take(job, answer);
					break;
				}
				this.refused += 1;
				await pause(AGAIN_MS);
			}
			this.done += 1;
		}
	}

	/** Until it has been refused, or served, once more. */
	async sees(what: "refused" | "done"): Promise<void> {
		const before = this[what];
		const look = async () => {
			while (this[what] === before) await pause(5);
		};
		await within(Promise.race([look(), this.#ends]), `a write to be ${what}`, BACK_MS);
	}

	end(): Promise<void> {
		this.#stopping = true;
		return this.#ends;
	}
}

const started: { readonly server: Server; readonly disk: Disk }[] = [];

/** A server with its record on that disk, people in a call, and people who write. */
class Scene {
	readonly disk: Disk;
	readonly server: Server;
	readonly world: World;
	readonly writers: readonly Writer[];
	readonly talk: Talk;
	/** From room to the first write that is done. */
	readonly back: number[] = [];
	/** Reads that are on the log, while there was no room at all: given, refused for want of room. */
	readonly reads = { given: 0, refused: 0 };
	readonly #pids: readonly number[];

	private constructor(disk: Disk, world: World, all: readonly Writer[], talk: Talk) {
		this.disk = disk;
		this.world = world;
		this.server = world.server;
		this.writers = all;
		this.talk = talk;
		this.#pids = this.#running();
	}

	static async on(disk: Disk): Promise<Scene> {
		const server = await withEnv({ ...disk.env, TMPDIR: disk.dir }, () => Server.start());
		started.push({ server, disk });
		const world = await World.make(server, false);
		const all = await writers(world, WRITERS);
		return new Scene(disk, world, all, await Talk.begin(world));
	}

	#running(): readonly number[] {
		return [this.server.corePid, this.server.starterPid, this.server.frontPid];
	}

	/** Reads of one's own are on no log; of a case, they are: with a little room all are given. */
	async #read(isFull: boolean): Promise<void> {
		const { counsellor } = this.world.people;
		const { wire } = counsellor;
		for (let n = 0; n < READS; n++) {
			await wire.ask("dir-get", { from: 1 });
			const { ok, error } = await wire.exchange(frame("case-list"));
			if (ok === null) assert.equal(error?.code, "storage_full");
			if (!isFull) assert.ok(ok !== null, "there is room for the log");
			else if (ok === null) this.reads.refused += 1;
			else this.reads.given += 1;
		}
	}

	async #round(presses: readonly Press[], isSudden: boolean): Promise<void> {
		if (!isSudden) {
			this.disk.low();
			await Promise.all(presses.map((press) => press.sees("refused")));
			await this.#read(false);
		}
		this.disk.fill();
		await Promise.all(presses.map((press) => press.sees("refused")));
		await this.#read(true);
		await Promise.all(presses.map((press) => press.sees("refused")));
		const since = performance.now();
		this.disk.free();
		await Promise.all(presses.map((press) => press.sees("done")));
		this.back.push(performance.now() - since);
		await this.#read(false);
	}

	async play(count: number): Promise<void> {
		const presses = this.writers.map((writer) => new Press(writer));
		await Promise.all(presses.map((press) => press.sees("done")));
		for (let n = 0; n < count; n++) await this.#round(presses, n % 2 === 0);
		await Promise.all(presses.map((press) => press.end()));
		await this.talk.end();
		assert.deepEqual(this.#running(), this.#pids, "nothing was started anew");
	}

	/** How often a whole batch was undone, because there was less room than had seemed. */
	get undone(): number {
		return this.server.stderr.match(/storage is full/g)?.length ?? 0;
	}

	async nothingLost(): Promise<void> {
		for (const writer of this.writers) {
			await writer.repeatsNothing();
			await writer.chainStands();
			await writer.draftStands();
		}
		const { code, err } = await this.server.stop();
		assert.equal(code, 0, err);
		measuresStand(this.server, this.writers);
		const verified = await this.server.verify();
		assert.equal(verified.code, 0, verified.out);
	}
}

after(async () => {
	for (const { server, disk } of started) {
		disk.free();
		await server.dispose();
		disk.remove();
	}
});

async function playAll(t: TestContext, disks: readonly Disk[], count: number): Promise<void> {
	const mine: Scene[] = [];
	for (const disk of disks) mine.push(await Scene.on(disk));
	t.diagnostic(`full by ${disks.map(({ name }) => name).join(", ")}`);
	await Promise.all(mine.map((scene) => scene.play(Math.ceil(count / mine.length))));
	for (const scene of mine) await scene.nothingLost();
	const sum = (of: (scene: Scene) => number) => mine.reduce((all, scene) => all + of(scene), 0);
	t.diagnostic(`written again after, ${summary(mine.flatMap(({ back }) => back))}`);
	t.diagnostic(`said in the call: ${summary(mine.flatMap(({ talk }) => talk.times))}`);
	t.diagnostic(`batches undone for want of room: ${sum(({ undone }) => undone)}`);
	t.diagnostic(
		`logged reads without any room: ${sum(({ reads }) => reads.given)} given, ${sum(({ reads }) => reads.refused)} refused`,
	);
	assert.ok(
		sum(({ undone }) => undone) > 0,
		"core met a disk that is full, not only one that is low",
	);
}

test("20 × full and free again", async (t) => {
	const disks = Array.from({ length: DISKS }, anyDisk);
	await playAll(t, disks, rounds(ROUNDS));
});

test("the same where calls fail below the C library", (t) =>
	playAll(t, [preloaded()], rounds(ROUNDS_OTHER)));
