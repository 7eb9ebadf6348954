// The report of a case: everything that was done with it, what went to Kela and on what consent, refusals too. And the
// case's end: closed, then erased; who did what stays.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server } from "./kit.ts";
import {
	type Cast,
	caseInForce,
	castOf,
	fileOf,
	listed,
	type Member,
	openHour,
	queueInto,
	refused,
	stopAll,
} from "./kit-work.ts";

let server: Server;
let cast: Cast;
let first: Member;
let second: Member;
let id: string;

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	[first, second] = cast.pairA;
	const { hour } = await openHour(cast);
	id = await caseInForce(cast.pairA, cast.pairs.a);
	await queueInto(first, id, hour, 20, "normal");
	await listed(cast.contact, id, true);
	await fileOf(cast.contact, id, ({ question }) => question !== null, "the question");
	await cast.contact.work.consent.load();
	await refused(cast.pairB[0].work.cases.open(id), "forbidden");
});
after(async () => {
	stopAll(cast);
	await server?.dispose();
});

test("every act is in it with its author, in the order of the log", async () => {
	const rows = await second.work.cases.report(id);
	const seqs = rows.map(({ seq }) => seq);
	assert.deepEqual(seqs, [...seqs].sort((a, b) => a - b));
	const actions = rows.map(({ action }) => action);
	for (const action of ["create", "grant", "object", "consent", "consent-ack", "queue", "case-get"])
		assert.ok(actions.includes(action), `${action} is missing in ${actions.join()}`);
	const by = (action: string) => rows.find((row) => row.action === action)?.who;
	assert.equal(by("create"), first.uid);
	assert.equal(by("consent-ack"), second.uid);
	assert.equal(by("consent-seen"), cast.contact.uid);
});

test("what went to Kela is a disclosure, with the consent that covered it; what stayed is none", async () => {
	const rows = await first.work.cases.report(id);
	const { consent } = await fileOf(first, id);
	const kela = cast.contact.work.state.session.value;
	assert.ok(kela.kind === "in");
	const question = rows.filter((row) => row.what === "question" && row.disclosure);
	assert.ok(question.length > 0, "Kela has read the question");
	for (const row of question) {
		assert.equal(row.who, cast.contact.uid);
		assert.equal(row.recipientOrg, kela.me.org);
		assert.equal(row.consent, consent?.id);
		assert.equal(row.result, "ok");
	}
	assert.ok(!rows.some((row) => row.what === "background" && row.disclosure));
	assert.ok(!rows.some((row) => row.disclosure && row.who === second.uid && row.what === "question"));
});

test("an attempt of a stranger is in it, refused; nobody else is given the report", async () => {
	const rows = await first.work.cases.report(id);
	const attempt = rows.find((row) => row.who === cast.pairB[0].uid);
	assert.equal(attempt?.result, "forbidden");
	assert.equal(attempt?.disclosure, false);
	await refused(cast.contact.work.cases.report(id), "forbidden");
	await refused(cast.pairB[0].work.cases.report(id), "forbidden");
	await refused(cast.coordinator.work.cases.report(id), "forbidden");
});

test("a queued case is not closed, a closed one is not written, an erased one holds nothing", async () => {
	await refused(first.work.cases.closeCase(id, "valmis"), "conflict");
	await refused(first.work.cases.erase(id), "forbidden");
	await first.work.cases.unqueue(id, "");
	await first.work.cases.closeCase(id, "valmis");
	await fileOf(second, id, ({ state }) => state === "closed", "it closed");
	await first.work.cases.open(id);
	await refused(first.work.cases.say("Vielä yksi"), "forbidden");
	await refused(first.work.cases.erase(id), "needs_colleague");
	await second.work.cases.erase(id);
	for (const one of [first, second]) {
		const file = await fileOf(one, id, ({ state }) => state === "erased", "it erased");
		assert.deepEqual([file.question, file.background, file.thread], [null, null, []]);
	}
	const rows = await first.work.cases.report(id);
	assert.equal(rows.filter(({ action }) => action === "erase").length, 1);
	assert.ok(rows.some(({ action }) => action === "create"));
});

test("the whole record verifies", async () => {
	stopAll(cast);
	assert.equal((await server.stop()).code, 0);
	const { code, out, err } = await server.verify();
	assert.equal(code, 0, out + err);
});
