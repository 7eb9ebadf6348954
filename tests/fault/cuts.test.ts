// The connection is cut between commit and answer, or before, a thousand times: who repeats the command by its id gets the
// answer, and it is done once. Cut by somebody on the way, who sees the answer come and throws it away, or the request.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server, within, World } from "../scenarios/kit.ts";
import { type Cut, Cutter } from "./kit-cutter.ts";
import { Dice, rounds } from "./kit-dice.ts";
import { measuresStand, type Writer, writers } from "./kit-writers.ts";

const CUTS = 1000;
const WRITERS = 8;
const CUT_WAYS = ["answer", "request", "lost"] as const;
/** Of ten: when the answer has come most of them, some as soon as the request is away, some before. */
const OF_TEN = [...Array<Cut>(7).fill("answer"), "request", "request", "lost"] as const;

let server: Server;
let all: readonly Writer[];
const cutters: Cutter[] = [];

before(async () => {
	server = await Server.start();
	all = await writers(await World.make(server, false), WRITERS);
	for (const writer of all) {
		const cutter = await Cutter.before(server.port);
		writer.port = cutter.port;
		cutters.push(cutter);
		await writer.person.wire.cut();
		await writer.comeBack();
	}
});
after(() => {
	for (const cutter of cutters) cutter.close();
	return server?.dispose();
});

/** How often it was cut in which way, and how often it had been done before it was asked again. */
class Count {
	readonly cut: Record<Cut, number> = { answer: 0, request: 0, lost: 0 };
	readonly asked: Record<Cut, number> = { answer: 0, request: 0, lost: 0 };
	readonly done: Record<Cut, number> = { answer: 0, request: 0, lost: 0 };
}

async function cutOnce(writer: Writer, cutter: Cutter, cut: Cut, count: Count): Promise<void> {
	const { wire } = writer.person;
	const job = writer.job();
	cutter.arm(cut);
	await wire.send(job.frame.bytes);
	await within(wire.closed, "the cut");
	await writer.comeBack();
	count.cut[cut] += 1;
	if (job.isDone !== null) {
		count.asked[cut] += 1;
		if (await job.isDone()) count.done[cut] += 1;
	}
	writer.take(job, await writer.insist(job.frame));
	// And as often as one likes.
	const { ok } = await writer.insist(job.frame);
	assert.ok(ok !== null);
}

test("1,000 × cut between commit and answer, repeated by id: one effect each", async (t) => {
	const dice = Dice.throwFor(t);
	const count = new Count();
	let left = rounds(CUTS);
	const cutAll = async (writer: Writer, cutter: Cutter) => {
		while (left-- > 0)
			await cutOnce(writer, cutter, OF_TEN[dice.below(OF_TEN.length)] ?? "answer", count);
	};
	await Promise.all(
		cutters.map((cutter, n) => {
			const writer = all[n];
			return writer === undefined ? null : cutAll(writer, cutter);
		}),
	);
	const { cut, asked, done } = count;
	for (const way of CUT_WAYS)
		t.diagnostic(
			`${cut[way]} cut, ${way}; of ${asked[way]} that can be asked, ${done[way]} were done`,
		);
	assert.equal(done.answer, asked.answer, "what was answered was done");
	assert.ok(asked.answer >= rounds(CUTS) / 4, "a good part was cut after its commit");
	assert.equal(done.lost, 0, "what nobody heard was not done");
	assert.ok(asked.lost > 0, "some were cut before anybody heard of them");
	for (const writer of all) {
		await writer.chainStands();
		await writer.draftStands();
	}
	assert.equal((await server.stop()).code, 0);
	const measures = measuresStand(server, all);
	t.diagnostic(`${measures} measures and all statements: each once`);
	const { code, out } = await server.verify();
	assert.equal(code, 0, out);
});
