// A guest of one case, vault to vault: the link, the knock, the wrap, the messages of the room; and what a guest who has
// all of that still cannot open. The vaults hold alone: the store between them checks nothing.
import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { fromB64, textBytes, toB64 } from "../src/crypto/bytes.ts";
import { randomBytes, sodiumReady } from "../src/crypto/sodium.ts";
import { type GuestKnock, MemoryStore, type Vault } from "../src/crypto/vault.ts";
import { Flips } from "./flips.ts";
import { Office } from "./office.ts";
import { code, DAY_MS, flip, type Member, type World } from "./world.ts";

const PRINTS = [Array.from({ length: 32 }, () => "AB").join(":")];
const INVITE = { kind: "guest-invite", name: "Tulkki Testinen", role: "interpreter" } as const;

let office: Office;
let world: World;
let id: string;

before(async () => {
	await sodiumReady();
	office = await Office.open();
	({ world } = office);
});

/** A case of its own for each test, with Kela's contact in it. */
beforeEach(async () => {
	id = (await office.withContact()).id;
	await world.sync(office.counsellor, id);
	await world.sync(office.contact, id);
});

async function invited(): Promise<{ guest: string; link: string; signed: Uint8Array[] }> {
	const { nurse } = office;
	const expiresAt = world.nowMs + DAY_MS;
	const { signed } = await world.act(nurse, id, { ...INVITE, expiresAt });
	const guest = signed.ids[0] ?? "";
	const link = await nurse.vault.guestLink(guest);
	for (const member of [office.counsellor, office.contact]) await world.sync(member, id);
	return { guest, link, signed: signed.statements.flatMap(({ data }) => data) };
}

async function opened(): Promise<string> {
	const { hour } = office.hour();
	const { signed } = await world.act(office.nurse, id, { kind: "session-open", hour });
	for (const member of [office.counsellor, office.contact]) await world.sync(member, id);
	return signed.ids[0] ?? "";
}

const visitor = (store = new MemoryStore(world.now)): Promise<Vault> => world.vault(store);

async function knockOf(vault: Vault, guest: string): Promise<GuestKnock> {
	const challenge = toB64(randomBytes(32));
	const { pkS, pkE, linkSig } = await vault.guestKnock(challenge);
	return { guest, pkS, pkE, linkSig, challenge };
}

/** Let in by the counsellor, as the colleague of who made the invite. */
async function letIn(knock: GuestKnock): Promise<Uint8Array> {
	await world.act(office.counsellor, id, { kind: "guest-admit", knock });
	for (const member of [office.nurse, office.contact]) await world.sync(member, id);
	return world.dataOf(id, "guest-admit").at(-1) ?? new Uint8Array();
}

const conn = () => toB64(randomBytes(16));

/** In the room, with a connection id. */
async function enter(vault: Vault, session: string): Promise<{ vault: Vault; conn: string }> {
	const own = conn();
	await vault.roomEnter({ case: id, session, conn: own });
	return { vault, conn: own };
}

async function inRoom() {
	const { guest, link } = await invited();
	const session = await opened();
	const vault = await visitor();
	await vault.guestOpen(link);
	const wrap = await letIn(await knockOf(vault, guest));
	const room = await vault.guestAdmitted({ session, wrap });
	return { guest, link, session, wrap, room, visitor: await enter(vault, session) };
}

test("from the link into the room, and both sides verify each other", async () => {
	const { guest, session, room, visitor } = await inRoom();
	const { nurse, contact, counsellor } = office;
	assert.equal(room.case, id);
	assert.deepEqual(
		room.roster.map(({ uid }) => uid).sort(),
		[nurse.uid, contact.uid, counsellor.uid].sort(),
	);
	const ours = await enter(nurse.vault, session);
	const hello = await visitor.vault.helloSeal({ session, to: ours.conn, fingerprints: PRINTS });
	const heard = await nurse.vault.signalOpen({ session, from: visitor.conn, body: hello });
	assert.equal(heard.uid, guest);
	assert.deepEqual(heard.hello, { fingerprints: PRINTS, heads: "agree", theirs: null });
	const back = await nurse.vault.helloSeal({ session, to: visitor.conn, fingerprints: PRINTS });
	const got = await visitor.vault.signalOpen({ session, from: ours.conn, body: back });
	assert.equal(got.uid, nurse.uid);
	assert.deepEqual(got.hello, { fingerprints: PRINTS, heads: "agree", theirs: null });
	const view = await nurse.vault.caseView(id);
	const [row] = view.guests;
	assert.deepEqual([row?.name, row?.role, row?.state], [INVITE.name, INVITE.role, "admitted"]);
	const [kelas] = (await contact.vault.caseView(id)).guests;
	assert.equal(kelas?.name, INVITE.name, "whoever has S knows who hears");
});

test("the plan as it is written never opens for a guest, and no member takes one from a guest", async () => {
	const { session, visitor } = await inRoom();
	const ours = await enter(office.nurse.vault, session);
	const theirs = await enter(office.contact.vault, session);
	const payload = textBytes('{"v":1,"plan":{}}');
	const body = await office.nurse.vault.signalSeal({ session, to: null, type: "draft", payload });
	const read = await theirs.vault.signalOpen({ session, from: ours.conn, body });
	assert.equal(read.type, "draft");
	await assert.rejects(
		visitor.vault.signalOpen({ session, from: ours.conn, body }),
		code("not_verified", "signal"),
	);
	await assert.rejects(
		visitor.vault.signalSeal({ session, to: null, type: "draft", payload }),
		code("refused"),
	);
	for (const call of [
		() => visitor.vault.caseView(id),
		() => visitor.vault.rosterSeal({ session, to: ours.conn }),
		() => visitor.vault.guestLink(conn()),
	])
		await assert.rejects(call(), code("locked"));
});

test("the link is shown once, says who invites whom, and a mistyped one is said to be so", async () => {
	const { guest, link } = await invited();
	const { nurse } = office;
	await assert.rejects(nurse.vault.guestLink(guest), code("not_found"));
	const vault = await visitor();
	const shown = await vault.guestOpen(link);
	assert.equal(shown.guest, guest);
	assert.equal(shown.by, `Display ${nurse.username}`);
	assert.equal(shown.org, "Ikaalinen");
	assert.deepEqual([shown.name, shown.role], [INVITE.name, INVITE.role]);
	assert.equal(shown.expiresAt, world.nowMs + DAY_MS);
	const parts = link
		.slice("#/guest/".length)
		.split(".")
		.map((part) => fromB64(part));
	const written = (all: readonly Uint8Array[]) => `#/guest/${all.map(toB64).join(".")}`;
	assert.equal(written(parts), link);
	const flips = new Flips();
	for (const [i, name] of ["guest", "secret", "deployment", "greeting"].entries()) {
		await flips.everyAsync(name, parts[i] as Uint8Array, (changed) =>
			vault.guestOpen(written(parts.with(i, changed))),
		);
	}
	assert.equal(flips.refused.size, 4);
	for (const bad of ["", link.slice(0, -1), `${link}.AA`, link.replace(".", "")]) {
		await assert.rejects(vault.guestOpen(bad), code("bad_link"));
	}
});

test("each bit of a knock, of the sealed invite and of the wrap", async () => {
	const { guest, link, signed } = await invited();
	const session = await opened();
	const { nurse } = office;
	const vault = await visitor();
	await vault.guestOpen(link);
	const knock = await knockOf(vault, guest);
	assert.deepEqual(await nurse.vault.guestKnocked({ case: id, knock }), {
		...{ name: INVITE.name, role: INVITE.role },
	});
	const flips = new Flips();
	for (const field of ["pkS", "pkE", "challenge", "linkSig", "guest"] as const) {
		await flips.everyAsync(`knock ${field}`, fromB64(knock[field]), (changed) =>
			nurse.vault.guestKnocked({ case: id, knock: { ...knock, [field]: toB64(changed) } }),
		);
	}
	const [ct] = signed;
	assert.ok(ct);
	await flips.everyAsync("invite, sealed", ct, (changed) =>
		nurse.vault.caseAdd({ case: id, statements: [], guests: [changed] }),
	);
	const wrap = await letIn(knock);
	await flips.everyAsync("wrap", wrap, (changed) =>
		vault.guestAdmitted({ session, wrap: changed }),
	);
	assert.equal(flips.refused.size, 7);
});

test("the wrap opens for this link, these keys and this session, and for nobody else", async () => {
	const { guest, link } = await invited();
	const session = await opened();
	const [first, second] = [await visitor(), await visitor()];
	await first.guestOpen(link);
	await second.guestOpen(link);
	const wrap = await letIn(await knockOf(first, guest));
	await assert.rejects(second.guestAdmitted({ session, wrap }), code("not_verified", "grant"));
	const other = toB64(flip(fromB64(session), 3));
	await assert.rejects(
		first.guestAdmitted({ session: other, wrap }),
		code("not_verified", "grant"),
	);
	await first.guestAdmitted({ session, wrap });
	await assert.rejects(
		world.act(office.nurse, id, { kind: "guest-admit", knock: await knockOf(second, guest) }),
		code("refused"),
	);
});

test("somebody without the link knocks in vain, and so does one who was sent away", async () => {
	const { guest, link } = await invited();
	await opened();
	const { nurse, counsellor } = office;
	const vault = await visitor();
	await vault.guestOpen(link);
	const knock = await knockOf(vault, guest);
	const swapped = { ...knock, pkS: toB64(randomBytes(32)) };
	const told = (one: GuestKnock, by: Member = nurse) =>
		by.vault.guestKnocked({ case: id, knock: one });
	await assert.rejects(told(swapped), code("not_verified", "signal"));
	await assert.rejects(
		world.act(nurse, id, { kind: "guest-admit", knock: swapped }),
		code("not_verified", "signal"),
	);
	await assert.rejects(told({ ...knock, guest: conn() }), code("not_found"));
	await world.act(nurse, id, { kind: "guest-remove", guest });
	await assert.rejects(told(knock), code("refused"));
	await world.sync(counsellor, id);
	await assert.rejects(told(knock, counsellor), code("refused"));
	await assert.rejects(world.act(counsellor, id, { kind: "guest-admit", knock }), code("refused"));
});

test("a guest is heard while let in: not before, not after being sent away, not after the session", async () => {
	const { guest, session, visitor } = await inRoom();
	const { nurse } = office;
	const ours = await enter(nurse.vault, session);
	const say = (payload = "{}") =>
		visitor.vault.signalSeal({
			...{ session, to: null, type: "state" as const },
			payload: textBytes(payload),
		});
	const hear = async (body: Uint8Array) =>
		nurse.vault.signalOpen({ session, from: visitor.conn, body });
	assert.equal((await hear(await say())).uid, guest);
	await world.act(nurse, id, { kind: "guest-remove", guest });
	await assert.rejects(hear(await say()), code("not_verified", "signal"));
	const later = await inRoomAgain();
	await world.act(nurse, id, { kind: "session-close", outcome: "handled" });
	await assert.rejects(
		nurse.vault.signalOpen({ session, from: later.conn, body: await later.say() }),
		code("no_room"),
	);
	assert.equal(ours.vault, nurse.vault);

	async function inRoomAgain() {
		const { guest: next, link } = await invited();
		const vault = await visitorOf(link);
		await vault.guestAdmitted({ session, wrap: await letIn(await knockOf(vault, next)) });
		const there = await enter(vault, session);
		const payload = textBytes("{}");
		return {
			...there,
			say: () => vault.signalSeal({ session, to: null, type: "state", payload }),
		};
	}
});

async function visitorOf(link: string): Promise<Vault> {
	const vault = await visitor();
	await vault.guestOpen(link);
	return vault;
}

test("who comes later is made known by a member, and by nobody else", async () => {
	const { session, visitor, room } = await inRoom();
	const ours = await enter(office.nurse.vault, session);
	const { guest: second, link } = await invited();
	const other = await visitorOf(link);
	await other.guestAdmitted({ session, wrap: await letIn(await knockOf(other, second)) });
	const there = await enter(other, session);
	const hello = await other.helloSeal({ session, to: visitor.conn, fingerprints: PRINTS });
	const hear = () => visitor.vault.signalOpen({ session, from: there.conn, body: hello });
	await assert.rejects(hear(), code("not_verified", "signal"), "nobody has said who that is");
	const roster = await office.nurse.vault.rosterSeal({ session, to: visitor.conn });
	await visitor.vault.signalOpen({ session, from: ours.conn, body: roster });
	const heard = await hear();
	assert.equal(heard.uid, second);
	const now = await visitor.vault.guestRoom(session);
	assert.equal(now.roster.length, room.roster.length + 1);
	assert.equal(now.roster.find(({ uid }) => uid === second)?.guest, true);
});

test("a reload finds link and keys again; forgetting leaves nothing on the device", async () => {
	const { guest, link } = await invited();
	const session = await opened();
	const store = new MemoryStore(world.now);
	const vault = await visitor(store);
	const shown = await vault.guestOpen(link);
	const knock = await knockOf(vault, guest);
	const again = await visitor(store);
	assert.deepEqual(await again.guestRestore(), shown);
	const wrap = await letIn(knock);
	assert.equal((await again.guestAdmitted({ session, wrap })).case, id);
	assert.equal((await knockOf(again, guest)).pkS, knock.pkS, "the same keys come in again");
	await again.guestForget();
	assert.equal(await (await visitor(store)).guestRestore(), null);
	assert.deepEqual(await store.list(""), []);
	await assert.rejects(again.guestKnock(knock.challenge), code("locked"));
});

test("no invite without a consent in force, none for longer than 14 days, none without a name", async () => {
	const bare = await office.newCase();
	const { nurse } = office;
	const act = { ...INVITE, expiresAt: world.nowMs + DAY_MS };
	await assert.rejects(world.act(nurse, bare, act), code("no_consent"));
	const long = { ...act, expiresAt: world.nowMs + 15 * DAY_MS };
	await assert.rejects(world.act(nurse, id, long), code("bad_param"));
	for (const name of ["", "x".repeat(121)]) {
		await assert.rejects(world.act(nurse, id, { ...act, name }), code("bad_param"));
	}
});
