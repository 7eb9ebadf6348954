// People's keys over the years: the passphrase changes, sessions are ended, a sheet is lost and keys are made anew, a
// certificate is renewed, somebody is revoked in the middle of an hour. What is theirs stays theirs; nothing is given
// silently.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { OpenCase } from "../../web/src/work/work.ts";
import { Server } from "./kit.ts";
import {
	bringBack,
	CASES,
	type Cast,
	caseInForce,
	castOf,
	compare,
	elsewhere,
	fileOf,
	type Member,
	openHour,
	queueInto,
	out,
	owedTo,
	refused,
	seen,
	siteOf,
	stopAll,
	told,
	until,
} from "./kit-work.ts";

const NONE = { microphone: false, camera: false };
const NEW = "uusi salalause jota tuuli kantaa";
const OTHER = "kolmas salalause meren rannalla";

let server: Server;
let cast: Cast;
let hour: string;
let first: Member;
let second: Member;
/** Two cases of pair A; the first one is in the hour. */
let id: string;
let other: string;
const more: Member[] = [];

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	[first, second] = cast.pairA;
	({ hour } = await openHour(cast));
	id = await caseInForce(cast.pairA, cast.pairs.a);
	other = await caseInForce(cast.pairA, cast.pairs.a, CASES.housing);
	await queueInto(first, id, hour, 20, "normal");
});
after(async () => {
	for (const one of more) one.stop();
	stopAll(cast);
	await server?.dispose();
});

test("a number compared on one device is compared on another", async () => {
	assert.equal(seen(first, cast.contact.uid).verified, "no");
	await compare(first, cast.contact.uid);
	assert.equal(seen(first, cast.contact.uid).verified, "yes");
	const laptop = await elsewhere(server, first);
	more.push(laptop);
	const person = () => seen(laptop, cast.contact.uid);
	await until(laptop.work.state.directory, () => person().verified === "yes", "the mark");
	assert.ok(person().verifiedAt !== null);
	assert.equal(seen(second, cast.contact.uid).verified, "no", "a mark is one's own");
});

test("the coordinator has compared whom they certified", () => {
	assert.equal(seen(cast.coordinator, first.uid).verified, "yes");
});

test("a changed passphrase ends the other sessions, and only it opens the door", async () => {
	const [laptop] = more;
	assert.ok(laptop !== undefined);
	const { username, passphrase } = first.account;
	const { session } = first.work;
	await refused(session.changePassphrase("ei ole tämä salalause", NEW), "wrong_passphrase");
	await refused(session.changePassphrase(passphrase, "lyhyt"), "weak_passphrase");
	assert.equal(laptop.work.state.session.value.kind, "in");
	await session.changePassphrase(passphrase, NEW);
	await out(laptop);
	await told(laptop, "session_ended");
	assert.equal(first.work.state.session.value.kind, "in", "this session goes on");
	await refused(laptop.work.session.signIn(username, passphrase), "denied");
	await laptop.work.session.signIn(username, NEW);
	await fileOf(laptop, id, (file) => file.question !== null, "the question");
	assert.equal((await first.work.session.sheet(NEW)).accountKey, first.account.accountKey);
	await refused(session.sheet(passphrase), "wrong_passphrase");
});

test("one sees where one is signed in and ends it there; so does the coordinator", async () => {
	const [laptop] = more;
	assert.ok(laptop !== undefined);
	const rows = await first.work.session.sessions();
	assert.equal(rows.length, 2);
	const there = rows.find((row) => !row.current);
	assert.ok(there !== undefined);
	await first.work.session.endSession(there.sid);
	await out(laptop);
	await refused(first.work.session.endSession(there.sid), "not_found");
	await laptop.work.session.signIn(first.account.username, NEW);
	const { coordinator } = cast.coordinator.work;
	assert.equal((await coordinator.sessionsOf(first.uid)).length, 2);
	await refused(cast.kela.work.coordinator.sessionsOf(first.uid), "forbidden");
	await coordinator.endSessions(first.uid);
	await Promise.all([out(first), out(laptop)]);
	laptop.stop();
	await first.work.session.signIn(first.account.username, NEW);
	await until(first.work.state.cases, (list) => list.kind === "ready", "cases");
});

test("a lost sheet: new keys, a red notice, and nothing before the number is compared", async () => {
	const before = seen(first, second.uid);
	const again = await bringBack(siteOf(server), cast.coordinator, second, OTHER);
	more.push(again);
	assert.equal(again.uid, second.uid);
	await out(second);
	await Promise.all([told(first, "keys_changed", again.uid), told(cast.contact, "keys_changed", again.uid)]);
	const now = seen(first, again.uid);
	assert.notEqual(now.number, before.number);
	assert.deepEqual([now.rekeyed, now.state], [true, "active"]);
	const owed = await owedTo(first, again.uid, 2);
	assert.deepEqual([owed.why, owed.needsNumber], ["new-keys", true]);
	assert.deepEqual([...owed.cases].sort(), [id, other].sort());
	await refused(first.work.trust.giveKeys(again.uid), "key_changed");
	await compare(first, again.uid, false);
	await refused(first.work.trust.giveKeys(again.uid), "key_changed");
	const shut = await fileOf(again, id);
	assert.equal(shut.question, null, "no key yet");
});

test("compared, the colleague gives the keys of all cases in one step, old contents too", async () => {
	const again = more.at(-1);
	assert.ok(again !== undefined);
	await compare(first, again.uid);
	assert.equal(seen(first, again.uid).verified, "yes");
	assert.deepEqual(await first.work.trust.giveKeys(again.uid), { cases: 2, refused: 0 });
	assert.deepEqual(first.work.state.owed.value, []);
	for (const one of [id, other]) {
		const file = await fileOf(again, one, ({ question }) => question !== null, "the question");
		assert.ok(file.background !== null);
	}
	assert.ok(
		!first.work.state.notices.value.some((notice) => notice.code === "keys_changed"),
		"nothing red is left",
	);
	second = again;
});

test("a renewed certificate keeps the keys, and nobody is alarmed", async () => {
	const before = seen(first, cast.contact.uid);
	await cast.kela.work.coordinator.renew(cast.contact.uid);
	await until(
		first.work.state.directory,
		() => seen(first, cast.contact.uid).notAfter > before.notAfter,
		"a later end",
	);
	const now = seen(first, cast.contact.uid);
	assert.deepEqual([now.number, now.verified, now.rekeyed], [before.number, "yes", false]);
	assert.ok(!first.work.state.notices.value.some((one) => one.code === "keys_changed"));
	await refused(cast.coordinator.work.coordinator.renew(cast.contact.uid), "forbidden");
});

test("revoked in the middle of the hour: out of room, session and keys; the others go on", async () => {
	const { contact } = cast;
	const inRoom = [first, second, contact];
	for (const one of inRoom) await one.work.hour.enterLobby(hour);
	await first.work.hour.openCaseInTurn(id, NONE);
	for (const one of [second, contact]) {
		await until(one.work.state.lobby, (lobby) => lobby?.turn?.session != null, "the turn");
		await one.work.hour.join(NONE);
	}
	const sees = (one: Member, others: number) =>
		until(
			one.work.state.room,
			(room) =>
				room?.phase === "open" &&
				room.others.length === others &&
				room.others.every((other) => other.verified === "verified"),
			`${others} verified others`,
		);
	for (const one of inRoom) await sees(one, 2);
	await cast.coordinator.work.coordinator.revoke(second.uid, "stolen");
	await out(second);
	await Promise.all([sees(first, 1), sees(contact, 1)]);
	await until(
		first.work.state.directory,
		() => seen(first, second.uid).state === "revoked",
		"the statement",
	);
	await refused(second.work.session.signIn(second.account.username, OTHER), "denied");
	const gone = (file: { members: readonly string[] }) => !file.members.includes(second.uid);
	await fileOf(first, id, gone, "the member gone");
	first.work.plan.edit({ core: "Uudella avaimella" });
	await first.work.plan.save();
	const reads = (open: OpenCase) => open.kind === "ready" && open.file.plan.rev === 1;
	await until(contact.work.state.file, reads, "Kela to read under the new keys, in the call");
	await Promise.all([sees(first, 1), sees(contact, 1)]);
	await first.work.hour.endHour("handled");
	await fileOf(first, other, gone, "the member gone from the other case");
	await first.work.cases.say("Uudella avaimella");
	await refused(
		cast.coordinator.work.coordinator.invite({ ...second.account, roles: ["worker"] }),
		"username_taken",
	);
});

test("the whole record verifies", async () => {
	stopAll(cast);
	for (const one of more) one.stop();
	assert.equal((await server.stop()).code, 0);
	const { code, out: said, err } = await server.verify();
	assert.equal(code, 0, said + err);
});
