// A command that is repeated after a cut connection has its effect once: its reply is remembered by person and id, over
// cuts, within one batch, over restarts of core; other bytes under the same id are refused.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { toB64 } from "../../web/src/crypto/bytes.ts";
import { beaconBody } from "../../web/src/crypto/directory-body.ts";
import { parseInviteFragment } from "../../web/src/crypto/genesis.ts";
import { invitePair } from "../../web/src/crypto/keys.ts";
import type { Head } from "../../web/src/wire/messages.gen.ts";
import { type Answer, type Frame, frame, type Person, Server, Wire, World } from "./kit.ts";
import type { CaseFile, Draft } from "./kit-case.ts";

const CUTS = 50;

let server: Server;
let world: World;
let nurse: Person;
let counsellor: Person;
let county: Person;

before(async () => {
	server = await Server.start();
	world = await World.make(server);
	({ nurse, counsellor, county } = world.people);
});
after(() => server?.dispose());

function appendFrame(draft: Draft): Frame {
	const { params, blobs } = draft.request();
	return frame("case-append", params, blobs);
}

const message = (file: CaseFile, text: string): Draft =>
	file.draft(nurse, (draft) => draft.object("thread", text));

function accepted(answer: Answer): Answer {
	assert.equal(answer.error, null);
	return answer;
}

/** Sends, cuts before anything can be read, and comes back with the same session. */
async function sendAndCut(
	person: Person,
	frames: readonly Frame[],
	until?: () => Promise<unknown>,
) {
	const { wire } = person;
	const sent = frames.map(({ bytes }) => wire.send(bytes));
	await Promise.all(sent);
	await until?.();
	await wire.cut();
	await world.resume(person);
}

test(`case-append over ${CUTS} cuts: every statement is there once`, async () => {
	const file = await world.newCase();
	for (let n = 1; n <= CUTS; n++) {
		const draft = message(file, `viesti ${n}`);
		const sent = appendFrame(draft);
		const { seq } = draft.known;
		// Every other time the server has surely committed before the cut: a colleague has heard of it.
		const heard = () => counsellor.wire.event("case", (event) => event.seq === seq);
		await sendAndCut(nurse, [sent], n % 2 === 0 ? heard : undefined);
		const answer = accepted(await nurse.wire.exchange(sent));
		assert.deepEqual(answer.ok, { seq, hash: toB64(draft.known.hash) });
		file.accept(draft);
		assert.deepEqual(await file.serverHead(counsellor), file.head);
	}
});

test("two commands in one batch, both cut off and both sent again", async () => {
	const file = await world.newCase();
	for (let n = 1; n <= 10; n++) {
		const first = message(file, `ensin ${n}`);
		file.accept(first);
		const second = message(file, `sitten ${n}`);
		file.accept(second);
		const frames = [appendFrame(first), appendFrame(second)];
		await sendAndCut(nurse, frames);
		// In the other order: the second one either is known already or has to follow the first.
		const [a, b] = frames as [Frame, Frame];
		const early = await nurse.wire.exchange(b);
		assert.ok(early.error === null || early.error.code === "conflict");
		accepted(await nurse.wire.exchange(a));
		accepted(await nurse.wire.exchange(b));
		assert.deepEqual(await file.serverHead(counsellor), file.head);
	}
});

test("the same frame twice in one batch: two equal answers, one effect", async () => {
	const head = await world.dirHead(county);
	const sent = beaconFrame(head);
	await Promise.all([county.wire.send(sent.bytes), county.wire.send(sent.bytes)]);
	const first = accepted(await county.wire.answerTo(sent.id));
	const second = accepted(await county.wire.answerTo(sent.id));
	assert.deepEqual(second.ok, first.ok);
	assert.equal((await world.dirHead(county)).seq, head.seq + 1);
});

function beaconFrame(head: Head): Frame {
	const { stmt, sig } = world.dirStatement(county, head, "beacon", beaconBody());
	return frame("dir-append", { stmt: 0, sig: 1 }, [stmt, sig]);
}

test("what no chain keeps in order happens once as well", async () => {
	const put = (key: string, fill: number) =>
		frame("draft-put", { key, data: 0 }, [new Uint8Array(64).fill(fill)]);
	for (let n = 1; n <= 10; n++) {
		const key = `luonnos ${n}`;
		const sent = put(key, 1);
		await sendAndCut(nurse, [sent]);
		const answer = accepted(await nurse.wire.exchange(sent));
		accepted(await nurse.wire.exchange(put(key, 2)));
		const again = accepted(await nurse.wire.exchange(sent));
		assert.deepEqual(again.ok, answer.ok);
		const { blobs } = accepted(await nurse.wire.exchange(frame("draft-get", { key })));
		assert.equal(blobs[0]?.[0], 2, "the later one stands");
	}
	const head = await world.dirHead(county);
	const beacon = beaconFrame(head);
	await sendAndCut(county, [beacon]);
	accepted(await county.wire.exchange(beacon));
	assert.equal((await world.dirHead(county)).seq, head.seq + 1);
});

test("an enrolment whose answer was lost: the same answer again, one person", async () => {
	const invited = await world.invite(county, "kolmas.hoitaja", ["worker"]);
	const wire = await Wire.open(server);
	const newcomer = world.newcomer(invited, invited.id, await world.shown(wire, invited.id));
	const { params, blobs } = World.enrolParams(
		invited.id,
		world.enrolRequest(newcomer, invited.keys),
	);
	const sent = frame("enrol", params, blobs);
	await wire.send(sent.bytes);
	await county.wire.event("pending");
	await wire.cut();
	const later = await Wire.open(server);
	const answer = accepted(await later.exchange(sent));
	assert.deepEqual(answer.ok, { uid: toB64(newcomer.uid), state: "pending" });
	const { pending } = await county.wire.ask<{ pending: { uid: string }[] }>("pending-list");
	assert.deepEqual(
		pending.map(({ uid }) => uid),
		[toB64(newcomer.uid)],
	);
	const other = await later.request("enrol", params, blobs);
	assert.equal(other.error?.code, "used", "under another id it is another attempt");
	await later.close();
});

test("the same id with other bytes is refused and does nothing", async () => {
	const file = await world.newCase();
	const draft = message(file, "yksi");
	const sent = appendFrame(draft);
	accepted(await nurse.wire.exchange(sent));
	file.accept(draft);
	const other = message(file, "kaksi").request();
	const answer = await nurse.wire.exchange(
		frame("case-append", other.params, other.blobs, sent.id),
	);
	assert.equal(answer.error?.code, "conflict");
	assert.equal(answer.error?.head, undefined, "not a conflict of the chain");
	const put = await nurse.wire.exchange(
		frame("draft-put", { key: "k", data: 0 }, [new Uint8Array(40)], sent.id),
	);
	assert.equal(put.error?.code, "conflict", "nor for another command");
	assert.deepEqual(await file.serverHead(counsellor), file.head);
	accepted(await nurse.wire.exchange(sent));
});

test("ids belong to people: a colleague's same id is another command", async () => {
	const sent = frame("draft-put", { key: "luonnos", data: 0 }, [new Uint8Array(64).fill(1)]);
	const first = accepted(await nurse.wire.exchange(sent));
	const second = accepted(await counsellor.wire.exchange(sent));
	assert.ok(Number(second.ok?.at) >= Number(first.ok?.at));
	const dropped = await counsellor.wire.request("draft-drop", { key: "luonnos" });
	accepted(dropped);
	const kept = await nurse.wire.request("draft-get", { key: "luonnos" });
	assert.deepEqual(accepted(kept).blobs, [new Uint8Array(64).fill(1)]);
});

test("a refusal is not remembered: what was too early is taken when its time has come", async () => {
	const file = await world.newCase();
	const first = message(file, "ensimmäinen");
	const before = file.known;
	file.accept(first);
	const second = message(file, "toinen");
	const early = appendFrame(second);
	const refused = await nurse.wire.exchange(early);
	assert.equal(refused.error?.code, "conflict");
	assert.deepEqual(refused.error?.head, { seq: before.seq, hash: toB64(before.hash) });
	accepted(await nurse.wire.exchange(appendFrame(first)));
	accepted(await nurse.wire.exchange(early));
	file.accept(second);
	assert.deepEqual(await file.serverHead(counsellor), file.head);
});

test("remembered over restarts of core, one orderly, one not", async () => {
	const file = await world.newCase();
	for (const end of [() => server.stop(), () => server.killCore()]) {
		const draft = message(file, "ennen loppua");
		const sent = appendFrame(draft);
		const answer = accepted(await nurse.wire.exchange(sent));
		file.accept(draft);
		await end();
		await server.serve();
		for (const person of [nurse, counsellor, county]) await world.resume(person);
		const again = accepted(await nurse.wire.exchange(sent));
		assert.deepEqual(again.ok, answer.ok);
		assert.deepEqual(await file.serverHead(counsellor), file.head);
	}
});

test("a founding whose answer was lost in a crash founds once", async () => {
	const other = await Server.start();
	try {
		const bare = await World.empty(other);
		const link = parseInviteFragment(`i=${other.secret(other.links.county)}`);
		const wire = await Wire.open(other);
		const shown = await bare.shown(wire, bare.orgs.county);
		const newcomer = bare.newcomer({ username: "perustaja" }, bare.orgs.county, shown);
		const request = bare.founding(newcomer, invitePair(link.secret), shown.head);
		const { params, blobs } = World.enrolParams(bare.orgs.county, request);
		const sent = frame("enrol", params, blobs);
		accepted(await wire.exchange(sent));
		await other.killCore();
		await other.serve();
		const later = await Wire.open(other);
		const answer = accepted(await later.exchange(sent));
		assert.deepEqual(answer.ok, { uid: toB64(newcomer.uid), state: "active" });
		const { seq } = (await bare.shown(later, bare.orgs.kela)).head;
		assert.equal(seq, 1);
		await bare.signIn(newcomer, bare.orgs.county, ["coordinator"]);
		assert.equal((await other.stop()).code, 0);
		const { code, out } = await other.verify();
		assert.equal(code, 0, out);
	} finally {
		await other.dispose();
	}
});

test("and the record holds", async () => {
	assert.equal((await server.stop()).code, 0);
	const { code, out } = await server.verify();
	assert.equal(code, 0, out);
});
