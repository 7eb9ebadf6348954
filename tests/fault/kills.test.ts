// Core, front, or both killed at any moment under eight writers: nothing acknowledged is lost, nothing is done twice, and
// it serves again within two seconds. Front is started again by core; core by whoever runs it, as systemd would.
import assert from "node:assert/strict";
import { type TestContext, after, before, test } from "node:test";
import { Server, within, World } from "../scenarios/kit.ts";
import { Dice, pause, percentile, rounds, summary } from "./kit-dice.ts";
import { limitOf } from "./kit-load-processes.ts";
import { measuresStand, type Writer, writers } from "./kit-writers.ts";

const KILLS = 100;
const WRITERS = 8;
/** Of 95 in a hundred; what each took is said. */
const BACK_MS = 2000;
/** Between two kills, at most, once all are writing again. */
const CALM_MS = 250;
const PATIENCE_MS = 60_000;
/** Core waits twice as long each time for a front that keeps dying: 50 ms, 100, …; somebody kills core before it is seconds. */
const FRONT_IN_A_ROW = 4;

type What = "core" | "front" | "both";

let server: Server;
let world: World;
let all: readonly Writer[];

before(async () => {
	server = await Server.start();
	world = await World.make(server, false);
	all = await writers(world, WRITERS);
});
after(() => server?.dispose());

/** Written to without end; who is cut off comes back, and says when the first answer came. */
class Load {
	readonly #all: readonly Writer[];
	readonly #ends: Promise<unknown>;
	#stopping = false;
	#answered: (writer: Writer) => void = () => {};

	constructor(of: readonly Writer[]) {
		this.#all = of;
		this.#ends = Promise.all(of.map((writer) => this.#write(writer)));
		this.#ends.catch(() => {}); // told by all() and stop()
	}

	async #write(writer: Writer): Promise<void> {
		let comebacks = 0;
		while (!this.#stopping) {
			const job = writer.job();
			writer.take(job, await writer.insist(job.frame));
			if (writer.comebacks === comebacks) continue;
			comebacks = writer.comebacks;
			this.#answered(writer);
			await writer.repeatsNothing();
		}
	}

	/** When the first has had an answer on a connection made since now, and when the last. */
	again(): Promise<{ first: number; last: number }> {
		const left = new Set(this.#all);
		const since = performance.now();
		let first = 0;
		const back = new Promise<{ first: number; last: number }>((resolve) => {
			this.#answered = (writer) => {
				const now = performance.now() - since;
				first ||= now;
				left.delete(writer);
				if (left.size === 0) resolve({ first, last: now });
			};
		});
		const ended = this.#ends.then(() => assert.fail("nobody writes any more"));
		return within(Promise.race([back, ended]), "all to write again", PATIENCE_MS);
	}

	stop(): Promise<unknown> {
		this.#stopping = true;
		return this.#ends;
	}
}

async function kill(what: What, dice: Dice): Promise<void> {
	const { frontPid } = server;
	if (what === "front") return server.killFront();
	if (what === "both" && dice.below(2) === 0) process.kill(frontPid, "SIGKILL");
	const dead = server.killCore();
	if (what === "both") {
		try {
			process.kill(frontPid, "SIGKILL");
		} catch {
			// it has gone already, the way one goes whose core is dead
		}
	}
	await dead;
	await server.serve();
}

async function killAll(t: TestContext, dice: Dice, load: Load, limit: number): Promise<void> {
	const first: Record<What, number[]> = { core: [], front: [], both: [] };
	const last: number[] = [];
	let fronts = 0;
	for (let round = 0; round < rounds(KILLS); round++) {
		let what = dice.one<What>(["core", "front", "both"]);
		if (what === "front" && ++fronts > FRONT_IN_A_ROW) what = "core";
		if (what !== "front") fronts = 0;
		await pause(dice.next() * CALM_MS);
		const again = load.again();
		await Promise.all([kill(what, dice), again]);
		const took = await again;
		first[what].push(took.first);
		last.push(took.last);
	}
	for (const [what, times] of Object.entries(first))
		t.diagnostic(`${what} killed, the first answer again, ${summary(times)}`);
	t.diagnostic(`all eight write again, ${summary(last)}`);
	for (const [what, times] of Object.entries(first))
		assert.ok(percentile(times, 0.95) <= limit, `${what}, ${limit} ms: ${summary(times)}`);
}

test("100 × killed under eight writers: nothing lost, nothing twice, back within two seconds", async (t) => {
	const dice = Dice.throwFor(t);
	const limit = limitOf(server, BACK_MS);
	const load = new Load(all);
	await killAll(t, dice, load, limit);
	await load.stop();
	const count = all.reduce((sum, writer) => sum + writer.answered, 0);
	for (const writer of all) {
		await writer.chainStands();
		await writer.draftStands();
	}
	assert.equal((await server.stop()).code, 0);
	const measures = measuresStand(server, all);
	const { code, out } = await server.verify();
	assert.equal(code, 0, out);
	t.diagnostic(
		`${count} commands acknowledged, of them ${measures} measures: all there, each once`,
	);
	assert.ok(count > rounds(KILLS) * WRITERS, "all have written between the kills");
});
