// The vault lives through a case with people who each have one, over a store that checks nothing: what must not
// happen is refused by the vaults themselves.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { textBytes, toB64 } from "../src/crypto/bytes.ts";
import { hash, randomBytes, sodiumReady } from "../src/crypto/sodium.ts";
import { Office } from "./office.ts";
import { code, DAY_MS, flip, type Member, reloaded, type World } from "./world.ts";

let office: Office;
let world: World;
let county: Member;
let nurse: Member;
let counsellor: Member;
let contact: Member;

before(async () => {
	await sodiumReady();
	office = await Office.open();
	({ world, county, nurse, counsellor, contact } = office);
});

const newCase = () => office.newCase();
const withConsent = () => office.withConsent();
const withContact = () => office.withContact();
const ct = (id: string, n: number) => world.ct(id, n);

test("a case: colleagues read all, Kela nothing before consent and never the background", async () => {
	const { id } = await withContact();
	const pairView = await world.sync(counsellor, id);
	assert.deepEqual(pairView.keys, ["P", "S", "C"]);
	const view = await world.sync(contact, id);
	assert.deepEqual(view.keys, ["S", "C"]);
	const byType = (type: string) =>
		view.objects.find((object) => object.type === type)?.object ?? "";
	const question = { case: id, object: byType("question"), rev: 1, ct: ct(id, 0) };
	assert.match(Buffer.from(await contact.vault.objectOpen(question)).toString(), /asumistuki/);
	const background = { case: id, object: byType("background"), rev: 1, ct: ct(id, 1) };
	await assert.rejects(contact.vault.objectOpen(background), code("no_key"));
	assert.ok(await counsellor.vault.objectOpen(background));
	const spoilt = { ...question, ct: flip(question.ct, 50) };
	await assert.rejects(contact.vault.objectOpen(spoilt), code("not_verified"));
	await assert.rejects(
		contact.vault.objectOpen({ ...question, object: byType("background") }),
		code("not_verified"),
	);
});

test("no grant for Kela without a consent in force", async () => {
	const id = await newCase();
	const share = { kind: "share", uid: contact.uid } as const;
	const sharing = () => nurse.vault.caseSign({ case: id, acts: [share] });
	await assert.rejects(sharing(), code("no_consent"));
	const { signed } = await world.act(nurse, id, office.consentAct());
	const consent = signed.ids[0] ?? "";
	await assert.rejects(sharing(), code("no_consent"), "the witness alone does not do");
	await assert.rejects(
		nurse.vault.caseSign({ case: id, acts: [{ kind: "consent-ack", consent }] }),
		code("refused"),
	);
	await world.sync(counsellor, id);
	await world.act(counsellor, id, { kind: "consent-ack", consent });
	await world.sync(nurse, id);
	assert.ok(await sharing());
	await world.pass(40 * DAY_MS);
	try {
		await world.signDirectory(county, { kind: "beacon" });
		await world.syncDirectory(nurse);
		await assert.rejects(sharing(), code("no_consent"), "it has run out");
	} finally {
		world.directory.pop();
		await world.pass(-40 * DAY_MS);
		await forgetDirectory();
	}
});

/** The beacon of the future is taken back: all start over with vaults that have not seen it. */
async function forgetDirectory(): Promise<void> {
	for (const member of [county, nurse]) {
		await member.store.drop(`pins/${toB64(world.g)}/${member.uid}`);
		const again = await reloaded(world, member);
		member.vault = again.vault;
		await world.syncDirectory(member);
	}
	for (const id of world.cases.keys()) await world.sync(nurse, id);
}

test("grants stop when nobody has signed the directory for 14 days", async () => {
	const id = await newCase();
	await world.pass(15 * DAY_MS);
	try {
		await assert.rejects(
			nurse.vault.caseSign({ case: id, acts: [{ kind: "share", uid: counsellor.uid }] }),
			code("stale_directory"),
		);
	} finally {
		await world.pass(-15 * DAY_MS);
	}
});

test("a statement with one flipped bit is not taken in", async () => {
	const { id } = await withConsent();
	const { statements } = world.stored(id);
	const vault = (await reloaded(world, counsellor)).vault;
	await vault.directoryAdd(world.directory, world.head());
	for (const [n, statement] of statements.entries()) {
		for (let i = 0; i < 6; i++) {
			const stmt = flip(statement.stmt, Math.floor((i * (statement.stmt.length - 1)) / 5), i);
			const chain = statements.with(n, { ...statement, stmt });
			await assert.rejects(vault.caseAdd({ case: id, statements: chain }), code("not_verified"));
		}
		const chain = statements.with(n, { ...statement, sig: flip(statement.sig, n % 64) });
		await assert.rejects(vault.caseAdd({ case: id, statements: chain }), code("not_verified"));
	}
	assert.ok(await vault.caseAdd({ case: id, statements }));
	const cut = statements.slice(0, -1);
	const last = cut.at(-1);
	assert.ok(last);
	const head = { seq: cut.length, hash: toB64(hash(Buffer.concat([last.stmt, last.sig]))) };
	const fresh = (await reloaded(world, counsellor)).vault;
	await fresh.directoryAdd(world.directory, world.head());
	await assert.rejects(fresh.caseAdd({ case: id, statements: cut, head }), code("not_verified"));
});

test("a wrap that is not its grant's does not become a key", async () => {
	const { id } = await withContact();
	const { statements } = world.stored(id);
	const wraps = world.wrapsFor(contact, id);
	assert.equal(wraps.length, 2);
	const [first, second] = wraps;
	assert.ok(first && second);
	const vault = (await reloaded(world, contact)).vault;
	await vault.directoryAdd(world.directory, world.head());
	const take = (seq: number, wrap: Uint8Array) =>
		vault.caseAdd({ case: id, statements: [], wraps: [{ seq, wrap }] });
	await vault.caseAdd({ case: id, statements });
	for (let at = 0; at < first.wrap.length; at += 9) {
		await assert.rejects(take(first.seq, flip(first.wrap, at)), code("not_verified"));
	}
	await assert.rejects(take(first.seq, second.wrap), code("not_verified"));
	const foreign = world.wrapsFor(nurse, id)[0];
	assert.ok(foreign);
	await assert.rejects(take(foreign.seq, foreign.wrap), code("not_verified"));
	assert.deepEqual((await take(first.seq, first.wrap)).keys, ["S"]);
});

test("the consent's document opens only as the one that was signed for", async () => {
	const { id, consent } = await withContact();
	await world.sync(contact, id);
	const doc = ct(id, 2);
	assert.match(await contact.vault.consentOpen({ case: id, consent, ct: doc }), /Testi Asiakas/);
	const spoilt = { case: id, consent, ct: flip(doc, 60) };
	await assert.rejects(contact.vault.consentOpen(spoilt), code("not_verified"));
	const seen = await world.act(contact, id, { kind: "consent-seen", consent });
	assert.equal(seen.view.consents[0]?.seen[0]?.by, contact.uid);
});

test("a withdrawal ends the room and Kela's key at once", async () => {
	const { id, consent } = await withContact();
	const { view } = await world.act(nurse, id, {
		kind: "session-open",
		hour: (await nurse.vault.caseView(id)).queued?.hour ?? "",
	});
	const session = view.session?.session ?? "";
	await world.sync(contact, id);
	const conns = { nurse: toB64(randomBytes(16)), contact: toB64(randomBytes(16)) };
	await nurse.vault.roomEnter({ case: id, session, conn: conns.nurse });
	await contact.vault.roomEnter({ case: id, session, conn: conns.contact });

	const print = Array.from({ length: 32 }, () => "AB").join(":");
	const hello = await nurse.vault.helloSeal({ session, to: null, fingerprints: [print] });
	const opened = await contact.vault.signalOpen({ session, from: conns.nurse, body: hello });
	assert.deepEqual(opened.hello?.fingerprints, [print]);
	assert.equal(opened.hello?.heads, "agree");
	assert.equal(opened.uid, nurse.uid);
	const again = { session, from: conns.nurse, body: hello };
	await assert.rejects(contact.vault.signalOpen(again), code("not_verified"), "a repeat");

	// Who leaves and comes back over the same connection is no repeat.
	await nurse.vault.roomLeave(session);
	await nurse.vault.roomEnter({ case: id, session, conn: conns.nurse });
	const back = await nurse.vault.helloSeal({ session, to: null, fingerprints: [print] });
	await contact.vault.signalOpen({ session, from: conns.nurse, body: back });

	const sdp = { session, to: conns.contact, type: "offer", payload: textBytes("v=0") } as const;
	const offer = await nurse.vault.signalSeal(sdp);
	const elsewhere = { session, from: toB64(randomBytes(16)), body: offer };
	await assert.rejects(contact.vault.signalOpen(elsewhere), code("not_verified"));
	const got = await contact.vault.signalOpen({ session, from: conns.nurse, body: offer });
	assert.equal(Buffer.from(got.payload).toString(), "v=0");

	await world.act(contact, id, { kind: "revoke", consent, who: "client", how: "oral" });
	await assert.rejects(contact.vault.signalSeal(sdp), code("no_consent"));
	assert.deepEqual((await contact.vault.caseView(id)).keys, ["C"]);
	const after = await world.sync(nurse, id);
	assert.equal(after.consents[0]?.state, "withdrawn");
	assert.equal(after.session, null);
	await assert.rejects(nurse.vault.signalSeal(sdp), code("no_consent"));
	await assert.rejects(
		nurse.vault.roomEnter({ case: id, session, conn: conns.nurse }),
		code("no_consent"),
	);
});

test("Kela's key ends with the consent's last day, without a word from the broker", async () => {
	const { id } = await withContact();
	await world.sync(contact, id);
	const [question] = (await contact.vault.caseView(id)).objects;
	const opening = { case: id, object: question?.object ?? "", rev: 1, ct: ct(id, 0) };
	assert.ok(await contact.vault.objectOpen(opening));
	await world.pass(40 * DAY_MS);
	try {
		await assert.rejects(contact.vault.objectOpen(opening), code("no_key"));
		assert.deepEqual((await contact.vault.caseView(id)).keys, ["C"]);
	} finally {
		await world.pass(-40 * DAY_MS);
	}
});

test("heads that lag are said; heads that differ are a fork, and an alarm of this device", async () => {
	const { id } = await withContact();
	const hour = (await nurse.vault.caseView(id)).queued?.hour ?? "";
	const { view } = await world.act(nurse, id, { kind: "session-open", hour });
	const session = view.session?.session ?? "";
	const directory = world.head();
	for (const fork of ["case", "directory", "shorter"] as const) {
		const device = await world.newDevice(contact);
		const own = (await world.sync(device, id)).head;
		await device.vault.roomEnter({ case: id, session, conn: toB64(randomBytes(16)) });
		const compare = (head: typeof own, dir = directory) =>
			device.vault.compareHeads(session, { directory: dir, case: head });
		const other = toB64(randomBytes(32));
		assert.equal(await compare(own), "agree");
		assert.equal(await compare({ seq: own.seq + 1, hash: own.hash }), "ahead");
		assert.equal(await device.vault.alarm(), null);
		if (fork === "case") assert.equal(await compare({ seq: own.seq, hash: other }), "fork");
		if (fork === "shorter") assert.equal(await compare({ ...own, seq: own.seq - 1 }), "fork");
		if (fork === "directory")
			assert.equal(await compare(own, { ...directory, hash: other }), "fork");
		const alarm = await device.vault.alarm();
		assert.equal(alarm?.reason, fork === "directory" ? "directory-fork" : "case-fork");
		assert.equal(alarm?.case, fork === "directory" ? null : id);
		const text = { session, to: null, type: "text", payload: textBytes("hei") } as const;
		await assert.rejects(device.vault.signalSeal(text), code("not_verified", alarm?.reason));
	}
});

test("files: sealed in chunks, whole or not at all", async () => {
	const { id } = await withConsent();
	const plain = randomBytes(150_000);
	const { object, chunks } = await nurse.vault.fileSeal({ case: id, type: "attachment", plain });
	assert.equal(chunks.length, 3);
	assert.deepEqual(new Set(chunks.map((chunk) => chunk.length)), new Set([65_576]));
	await world.act(nurse, id, { kind: "attachment", object });
	await world.sync(counsellor, id);
	const open = (parts: readonly Uint8Array[]) =>
		counsellor.vault.fileOpen({ case: id, object, chunks: parts });
	assert.deepEqual(Buffer.from(await open(chunks)), Buffer.from(plain));
	const [a, b, c] = chunks;
	assert.ok(a && b && c);
	for (const parts of [
		[a, b],
		[b, a, c],
		[a, b, c, c],
		[a, flip(b, 100), c],
	]) {
		await assert.rejects(open(parts), code("not_verified"));
	}
});

test("revisions, conflicts of order, and who may write what", async () => {
	const { id } = await withContact();
	const plan = { kind: "object", type: "plan", plain: textBytes('{"v":1}') } as const;
	const { signed } = await world.act(nurse, id, plan);
	const object = signed.ids[0] ?? "";
	await world.sync(contact, id);
	await world.act(contact, id, { ...plan, object });
	const { view } = await world.act(contact, id, { kind: "confirm", object });
	assert.equal(view.objects.find((one) => one.object === object)?.revs.length, 2);
	assert.deepEqual(
		view.confirms.map(({ by, rev }) => [by, rev]),
		[[contact.uid, 2]],
	);
	const writing = contact.vault.caseSign({
		case: id,
		acts: [{ kind: "object", type: "question", plain: plan.plain }],
	});
	await assert.rejects(writing, code("refused"));
	// The nurse has not seen the contact's statements: what she signs now is for an older head.
	const stale = await nurse.vault.caseSign({ case: id, acts: [{ ...plan, object }] });
	const { statements } = world.stored(id);
	const chain = [...statements, ...stale.statements];
	const fresh = (await reloaded(world, counsellor)).vault;
	await fresh.directoryAdd(world.directory, world.head());
	await assert.rejects(fresh.caseAdd({ case: id, statements: chain }), code("not_verified"));
});

test("drafts open for their owner under their key only", async () => {
	const sealed = await nurse.vault.draftSeal("plan/1", textBytes("luonnos"));
	assert.equal(Buffer.from(await nurse.vault.draftOpen("plan/1", sealed)).toString(), "luonnos");
	await assert.rejects(nurse.vault.draftOpen("plan/2", sealed), code("not_verified"));
	await assert.rejects(counsellor.vault.draftOpen("plan/1", sealed), code("not_verified"));
});
