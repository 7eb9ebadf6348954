// Who holds which key of a case, lived through by vaults over a store that checks nothing: new keys when somebody leaves,
// a consent ends or a device is lost; old epochs for who comes later. What a hostile broker tries: vault-hostile.test.ts.
import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { textBytes, toB64 } from "../src/crypto/bytes.ts";
import { randomBytes, sodiumReady } from "../src/crypto/sodium.ts";
import type { Signed } from "../src/crypto/statement.ts";
import type { CaseAct, CaseView } from "../src/crypto/vault.ts";
import { Office, plan } from "./office.ts";
import { code, DAY_MS, type Member, type World } from "./world.ts";

let office: Office;
let world: World;

before(sodiumReady);

beforeEach(async () => {
	office = await Office.open();
	({ world } = office);
});

const rotate: CaseAct = { kind: "rotate" };

const sign = (member: Member, id: string, ...acts: CaseAct[]) =>
	member.vault.caseSign({ case: id, acts });

const why = (view: CaseView): string[] => view.owed.map((one) => one.why);

/** The plain text of the plan's newest revision, as this person's vault opens it. */
async function read(member: Member, id: string): Promise<string> {
	const view = await member.vault.caseView(id);
	const found = view.objects.findLast((one) => one.type === "plan");
	assert.ok(found);
	const { object, revs } = found;
	const { statements, data } = world.stored(id);
	const isPlan = (one: Signed) =>
		/ET1\/object.{20,40}plan/s.test(Buffer.from(one.stmt).toString("latin1"));
	const ct = data.get(statements.findLastIndex(isPlan) + 1);
	assert.ok(ct);
	const plain = await member.vault.objectOpen({ case: id, object, rev: revs.length, ct });
	return JSON.parse(Buffer.from(plain).toString()).text;
}

test("who leaves the pair is removed, and what comes later is under a key that they never had", async () => {
	const { nurse, counsellor, county } = office;
	const { id } = await office.withConsent();
	const third = await world.person(county, "kolmas", "worker");
	assert.deepEqual((await world.sync(nurse, id)).stale, []);
	assert.deepEqual((await sign(nurse, id, rotate)).statements, [], "nothing to do");
	await office.setPair([nurse, third]);
	const view = await world.sync(nurse, id);
	assert.deepEqual(view.stale, ["P", "S", "C"]);
	assert.equal(view.members.find(({ uid }) => uid === counsellor.uid)?.entitled, false);
	assert.deepEqual(why(view), ["colleague"]);
	const after = (await world.act(nurse, id, rotate)).view;
	assert.deepEqual(after.stale, []);
	assert.deepEqual(
		after.keys,
		["P", "S", "C"],
		"the new ones are here without a word from the broker",
	);
	assert.deepEqual(
		after.members.map(({ uid }) => uid),
		[nurse.uid],
	);
	await world.act(nurse, id, plan("lähtijän jälkeen"));
	await world.sync(counsellor, id);
	await assert.rejects(read(counsellor, id), code("no_key"));
	assert.deepEqual(
		(await counsellor.vault.caseView(id)).keys,
		[],
		"and their own client forgot the old",
	);
	await world.act(nurse, id, { kind: "share", uid: third.uid });
	await world.sync(third, id);
	assert.equal(await read(third, id), "lähtijän jälkeen");
	const question = (await third.vault.caseView(id)).objects[0]?.object ?? "";
	const old = { case: id, object: question, rev: 1, ct: world.ct(id, 0) };
	assert.ok(await third.vault.objectOpen(old), "what was written before them");
	assert.deepEqual(why(await nurse.vault.caseView(id)), []);
});

test("a withdrawal makes new keys due; on a new consent Kela reads on, and all that it was given", async () => {
	const { nurse, counsellor, contact } = office;
	const { id, consent } = await office.withContact();
	await world.sync(contact, id);
	await world.act(nurse, id, { kind: "revoke", consent, who: "client", how: "oral" });
	const view = await nurse.vault.caseView(id);
	assert.deepEqual(view.stale, ["S", "C"]);
	assert.deepEqual(why(view), [], "nobody is owed anything on a consent that has ended");
	await assert.rejects(sign(nurse, id, { kind: "share", uid: contact.uid }), code("no_consent"));
	const signed = await sign(nurse, id, rotate);
	const kinds = signed.statements.map(({ data }) => data.length);
	assert.deepEqual(kinds, [0, 0, 1, 1, 1, 1], "two new keys, each for the two of the pair");
	world.keep(signed);
	await world.sync(nurse, id);
	await world.act(nurse, id, plan("ilman Kelaa"));
	await world.sync(counsellor, id);
	assert.equal(await read(counsellor, id), "ilman Kelaa");
	await world.sync(contact, id);
	await assert.rejects(read(contact, id), code("no_key"));
	await office.consent(id);
	assert.deepEqual(why(await world.sync(nurse, id)), ["contact"]);
	await world.act(nurse, id, { kind: "share", uid: contact.uid });
	assert.deepEqual((await world.sync(contact, id)).keys, ["S", "C"]);
	assert.equal(await read(contact, id), "ilman Kelaa");
});

test("two clients rotate at once: the one that lost takes the winner's key and never seals with its own", async () => {
	const { nurse, counsellor } = office;
	const { id, consent } = await office.withContact();
	await world.sync(counsellor, id);
	await world.act(nurse, id, { kind: "revoke", consent, who: "client", how: "oral" });
	await world.sync(counsellor, id);
	const lost = await sign(nurse, id, rotate);
	const won = await sign(counsellor, id, rotate);
	assert.equal(lost.statements.length, won.statements.length);
	world.keep(won);
	await world.sync(counsellor, id);
	const view = await world.sync(nurse, id);
	assert.deepEqual(view.stale, []);
	assert.deepEqual((await sign(nurse, id, rotate)).statements, [], "nothing is left to do");
	await world.act(nurse, id, plan("voittajan avaimella"));
	await world.sync(counsellor, id);
	assert.equal(await read(counsellor, id), "voittajan avaimella");
	assert.ok(lost.statements[0]);
	const fork = [...world.stored(id).statements, lost.statements[0]];
	const device = await world.newDevice(counsellor);
	await world.syncDirectory(device);
	const taking = device.vault.caseAdd({ case: id, statements: fork });
	await assert.rejects(taking, code("not_verified", "case-broken"));
});

test("new keys of a person: no grant before their number is compared, then all of it in one step", async () => {
	const { nurse, counsellor, county } = office;
	const { id } = await office.withConsent();
	const again = await world.rekey(county, counsellor, "worker");
	const view = await world.sync(nurse, id);
	assert.deepEqual(view.stale, ["P", "S", "C"], "whoever has the lost device has those keys");
	assert.deepEqual(why(view), ["new-keys"]);
	await assert.rejects(sign(nurse, id, { kind: "share", uid: again.uid }), code("key_changed"));
	const { signed } = await world.act(nurse, id, rotate);
	assert.equal(signed.statements.length, 6, "rotate passes over keys that nobody has compared");
	await assert.rejects(sign(nurse, id, { kind: "share", uid: again.uid }), code("key_changed"));
	const number = (await world.syncDirectory(nurse)).people.find(
		({ uid }) => uid === again.uid,
	)?.number;
	await nurse.vault.markVerified(again.uid, number ?? "");
	const given = await world.act(nurse, id, { kind: "share", uid: again.uid });
	assert.equal(given.signed.statements.length, 6, "both epochs of all three");
	assert.deepEqual(why(given.view), []);
	assert.deepEqual((await world.sync(again, id)).keys, ["P", "S", "C"]);
});

test("a substitute gets the keys with one act, and has none on the day after", async () => {
	const { nurse, counsellor, contact, county, kela } = office;
	const { id } = await office.withContact();
	const standIn = await world.person(county, "sijainen", "worker");
	const kelaStandIn = await world.person(kela, "kelan.sijainen", "contact");
	const [from, to] = [world.nowMs, world.nowMs + DAY_MS];
	const away = { kind: "substitute", substitute: null, from, to } as const;
	await world.signDirectory(county, { ...away, for: counsellor.uid, by: standIn.uid });
	await world.signDirectory(kela, { ...away, for: contact.uid, by: kelaStandIn.uid });
	assert.deepEqual(why(await world.sync(nurse, id)), ["substitute", "substitute"]);
	assert.deepEqual(why(await world.sync(contact, id)), [], "keys are the pair's to give");
	assert.deepEqual(why(await world.sync(standIn, id)), [], "nor anybody's who has none");
	for (const { uid } of [standIn, kelaStandIn]) {
		await world.act(nurse, id, { kind: "share", uid });
	}
	assert.deepEqual((await world.sync(standIn, id)).keys, ["P", "S", "C"]);
	assert.deepEqual((await world.sync(kelaStandIn, id)).keys, ["S", "C"]);
	await world.pass(DAY_MS);
	await world.signDirectory(county, { kind: "beacon" });
	assert.deepEqual((await world.sync(standIn, id)).keys, []);
	assert.deepEqual((await world.sync(kelaStandIn, id)).keys, []);
	const view = await world.sync(nurse, id);
	assert.deepEqual(view.stale, ["P", "S", "C"]);
	const after = (await world.act(nurse, id, rotate)).view;
	const left = after.members.map(({ uid }) => uid);
	assert.deepEqual(left.sort(), [nurse.uid, counsellor.uid, contact.uid].sort());
	await world.act(nurse, id, plan("sijaisuuden jälkeen"));
	for (const member of [counsellor, contact]) {
		await world.sync(member, id);
		assert.equal(await read(member, id), "sijaisuuden jälkeen");
	}
});

test("new keys in the middle of a session: who stays goes on talking, who is out hears nothing more", async () => {
	const { nurse, counsellor, contact } = office;
	const { id } = await office.withContact();
	const { hour } = office.hour();
	const { view } = await world.act(nurse, id, { kind: "session-open", hour });
	const session = view.session?.session ?? "";
	const conns = new Map<Member, string>();
	for (const member of [nurse, counsellor, contact]) {
		await world.sync(member, id);
		conns.set(member, toB64(randomBytes(16)));
		await member.vault.roomEnter({ case: id, session, conn: conns.get(member) ?? "" });
	}
	const hear = async (to: Member, from: Member) => {
		const text = { session, to: null, type: "text", payload: textBytes("hei") } as const;
		const body = await from.vault.signalSeal(text);
		return to.vault.signalOpen({ session, from: conns.get(from) ?? "", body });
	};
	assert.equal((await hear(contact, counsellor)).uid, counsellor.uid);
	await world.pass(10 * 60_000);
	await office.setPair([nurse]);
	await world.sync(nurse, id);
	await world.act(nurse, id, rotate);
	await world.sync(contact, id);
	assert.equal((await hear(contact, nurse)).uid, nurse.uid);
	await nurse.vault.roomLeave(session);
	await nurse.vault.roomEnter({ case: id, session, conn: conns.get(nurse) ?? "" });
	assert.equal((await hear(contact, nurse)).uid, nurse.uid, "coming back they find the same room");
	await assert.rejects(hear(contact, counsellor), code("not_verified", "signal"));
	await world.sync(counsellor, id);
	await assert.rejects(hear(counsellor, nurse), code("refused"));
	await assert.rejects(hear(counsellor, nurse), code("no_room"), "and the key is gone");
});

test("whose number did not match gets nothing, not even by a rotate, on any device and whatever the broker keeps back", async () => {
	const { nurse, counsellor } = office;
	const { id } = await office.withContact();
	const number = async () =>
		(await world.syncDirectory(nurse)).people.find(({ uid }) => uid === counsellor.uid)?.number ??
		"";
	await assert.rejects(
		nurse.vault.markDiffers(counsellor.uid, "1"),
		code("not_verified", "number"),
		"the number that was on the screen is of other keys",
	);
	await nurse.vault.markVerified(counsellor.uid, await number());
	await world.pass(60_000);
	await nurse.vault.markDiffers(counsellor.uid, await number());
	const seen = async (by: Member) =>
		(await world.syncDirectory(by)).people.find(({ uid }) => uid === counsellor.uid)?.verified;
	assert.equal(await seen(nurse), "differs");
	const share: CaseAct = { kind: "share", uid: counsellor.uid };
	await assert.rejects(sign(nurse, id, share), code("key_changed"));
	const fresh: CaseAct = { kind: "create", pair: office.pair, lane: "client" };
	await assert.rejects(
		nurse.vault.caseSign({ case: null, acts: [fresh, share] }),
		code("key_changed"),
	);
	await office.setPair([nurse, counsellor], office.pair);
	const view = (await nurse.vault.caseView(id)).consents[0];
	const consent = view?.consent ?? "";
	await world.act(nurse, id, { kind: "revoke", consent, who: "client", how: "oral" });
	const after = (await world.act(nurse, id, rotate)).view;
	assert.deepEqual(after.stale, []);
	assert.deepEqual(
		after.owed.map(({ uid }) => uid),
		[counsellor.uid],
		"owed, until it matches",
	);
	const device = await world.newDevice(nurse);
	await world.syncDirectory(device);
	await device.vault.marksOpen(await nurse.vault.marksSeal());
	assert.equal(await seen(device), "differs");
	await nurse.vault.markVerified(counsellor.uid, await number());
	assert.equal(await seen(nurse), "yes");
	await world.act(nurse, id, share);
	assert.deepEqual((await world.sync(counsellor, id)).keys, ["P", "S", "C"]);
});

test("a colleague who has a part is not put out of the case", async () => {
	const { nurse, counsellor } = office;
	const { id } = await office.withConsent();
	const out: CaseAct = { kind: "member-remove", uid: counsellor.uid };
	await assert.rejects(sign(nurse, id, out), code("refused"));
});

test("erasing: what is closed, by another than who closed it; every client forgets the keys", async () => {
	const { nurse, counsellor } = office;
	const { id } = await office.withConsent();
	const erase: CaseAct = { kind: "erase", reason: "säilytysaika päättyi" };
	await assert.rejects(sign(nurse, id, erase), code("refused"));
	const { view: open } = await world.act(nurse, id, { kind: "close", reason: "valmis" });
	assert.equal(open.erased, null);
	await assert.rejects(sign(nurse, id, erase), code("needs_colleague"));
	await world.sync(counsellor, id);
	await world.act(counsellor, id, erase);
	const view = await world.sync(nurse, id);
	assert.equal(view.erased?.reason, "säilytysaika päättyi");
	assert.deepEqual(view.keys, []);
	assert.deepEqual(view.owed, []);
	await assert.rejects(sign(nurse, id, plan("x")), code("no_key"));
	assert.deepEqual((await world.sync(counsellor, id)).keys, []);
});

test("a coordinator withdraws without the chain; nobody else can, nor for another county", async () => {
	const { nurse, county, kela, counsellor, contact } = office;
	const { id, consent } = await office.withContact();
	await world.sync(contact, id);
	const before = await nurse.vault.caseView(id);
	const input = {
		case: id,
		head: before.head,
		time: world.nowMs,
		consent,
		who: "client",
		how: "written",
	} as const;
	await assert.rejects(counsellor.vault.revokeSign(input), code("refused"));
	const foreign = await kela.vault.revokeSign(input);
	const tryIt = (signed: Signed) =>
		world.newDevice(nurse).then(async (device) => {
			await world.syncDirectory(device);
			return device.vault.caseAdd({
				case: id,
				statements: [...world.stored(id).statements, signed],
			});
		});
	await assert.rejects(tryIt(foreign), code("not_verified", "case-broken"));
	const late = { ...input, time: world.nowMs + 120_001 };
	await assert.rejects(county.vault.revokeSign(late), code("clock_skew"));
	await county.vault.revokeSign({ ...input, time: world.nowMs + 120_000 });
	const signed = await county.vault.revokeSign(input);
	world.keep({ case: id, statements: [{ ...signed, data: [] }], ids: [] });
	const after = await world.sync(nurse, id);
	assert.equal(after.consents[0]?.state, "withdrawn");
	assert.equal(after.consents[0]?.withdrawn?.by, county.uid);
	assert.deepEqual((await world.sync(contact, id)).keys, ["C"]);
});

test("a coordinator holds a closed case without the chain; nobody erases it until the pair lets it go", async () => {
	const { nurse, county, counsellor } = office;
	const { id } = await office.withConsent();
	const { view } = await world.act(nurse, id, { kind: "close", reason: "" });
	const input = { case: id, head: view.head, time: world.nowMs, on: true, reason: "kantelu" };
	await assert.rejects(counsellor.vault.holdSign(input), code("refused"));
	const signed = await county.vault.holdSign(input);
	world.keep({ case: id, statements: [{ ...signed, data: [] }], ids: [] });
	const held = await world.sync(counsellor, id);
	assert.deepEqual(held.hold, { by: county.uid, at: world.nowMs, reason: "kantelu" });
	const erase: CaseAct = { kind: "erase", reason: "" };
	await assert.rejects(sign(counsellor, id, erase), code("refused"));
	await world.sync(nurse, id);
	await world.act(nurse, id, { kind: "hold", on: false, reason: "" });
	await world.sync(counsellor, id);
	const { view: erased } = await world.act(counsellor, id, erase);
	assert.notEqual(erased.erased, null);
});

test("an hour is queued for only by its true id, and only if its series is the pair's", async () => {
	const { nurse, county, contact } = office;
	const { id } = await office.withConsent();
	const act = office.queueAct();
	const other = { ...act, hour: { ...office.hour(), date: "2025-12-08" } };
	await assert.rejects(sign(nurse, id, other), code("not_verified", "directory-broken"));
	const device = await world.newDevice(nurse);
	await world.sync(device, id);
	const invented = { ...act, hour: { ...office.hour(), hour: toB64(randomBytes(16)) } };
	await assert.rejects(sign(device, id, invented), code("not_verified", "directory-broken"));
	const pair = (
		await world.signDirectory(county, {
			kind: "pair-set",
			pair: null,
			name: "Toinen",
			workers: [office.counsellor.uid],
		})
	).id;
	const series = await world.series(county, pair ?? "", contact, { name: "Toinen" });
	const third = await world.newDevice(nurse);
	await world.sync(third, id);
	const foreign = office.queueAct(office.hour().date, series);
	await assert.rejects(sign(third, id, foreign), code("refused"));
	assert.equal((await sign(third, id, act)).statements.length, 1);
});

test("while an alarm stands no key is given, and none made", async () => {
	const { nurse, counsellor, contact } = office;
	const { id, consent } = await office.withContact();
	await world.sync(counsellor, id);
	await world.act(nurse, id, { kind: "revoke", consent, who: "client", how: "oral" });
	const head = { seq: world.head().seq, hash: toB64(randomBytes(32)) };
	await assert.rejects(nurse.vault.directoryAdd([], head), code("not_verified", "directory-fork"));
	const alarm = code("not_verified", "directory-fork");
	await assert.rejects(sign(nurse, id, { kind: "share", uid: counsellor.uid }), alarm);
	await assert.rejects(sign(nurse, id, { kind: "share", uid: contact.uid }), alarm);
	await assert.rejects(sign(nurse, id, rotate), alarm);
	assert.equal((await sign(nurse, id, plan("x"))).statements.length, 1, "contents go on");
});
