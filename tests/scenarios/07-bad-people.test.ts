// Invites, enrolments and directory statements that are wrong in one thing: each is refused with its one code, and
// neither the directory nor the people change.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fromB64, toB64 } from "../../web/src/crypto/bytes.ts";
import {
	beaconBody,
	foundBody,
	type InviteBody,
	inviteBody,
	pairSetBody,
	type SeriesBody,
	seriesSetBody,
	type UserAddBody,
	userAddBody,
} from "../../web/src/crypto/directory-body.ts";
import { parseInviteFragment } from "../../web/src/crypto/genesis.ts";
import { invitePair } from "../../web/src/crypto/keys.ts";
import { lp } from "../../web/src/crypto/lp.ts";
import { randomBytes, sign } from "../../web/src/crypto/sodium.ts";
import type { Signed } from "../../web/src/crypto/statement.ts";
import type { Head } from "../../web/src/wire/messages.gen.ts";
import { type Invited, type Person, Server, Wire, World } from "./kit.ts";
import { type EnrolRequest, enrolHash, type Newcomer } from "./kit-people.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HIGH_BIT = 0x80;

let server: Server;
let world: World;
let county: Person;
let kela: Person;
let nurse: Person;

before(async () => {
	server = await Server.start();
	world = await World.make(server);
	({ county, kela, nurse } = world.people);
});
after(() => server?.dispose());

const flip = (bytes: Uint8Array, at: number): Uint8Array =>
	bytes.with(at, (bytes[at] ?? 0) ^ HIGH_BIT);

async function refused(by: Person, { stmt, sig }: Signed) {
	return by.wire.refused("dir-append", { stmt: 0, sig: 1 }, [stmt, sig]);
}

/** Refused with that code, and the directory as it was. */
async function refuses(by: Person, code: string, what: string, make: (head: Head) => Signed) {
	const head = await world.dirHead(county);
	const error = await refused(by, make(head));
	assert.equal(error.code, code, what);
	assert.deepEqual(await world.dirHead(county), head, what);
	return error;
}

test("a directory statement that does not belong", async () => {
	const body = beaconBody();
	const beacon = (head: Head, change: Parameters<World["dirStatement"]>[4] = {}, by = county) =>
		world.dirStatement(by, head, "beacon", body, change);
	const uid = { author: kela.uid };
	type Row = [code: string, what: string, make: (head: Head) => Signed];
	const rows: Row[] = [
		["bad_statement", "another G", (h) => beacon(h, { g: randomBytes(32) })],
		["conflict", "a seq too high", (h) => beacon(h, { seq: h.seq + 2 })],
		["conflict", "a seq again", (h) => beacon(h, { seq: h.seq })],
		["bad_statement", "seq 0", (h) => beacon(h, { seq: 0 })],
		["conflict", "another prev", (h) => beacon(h, { prev: randomBytes(32) })],
		["bad_signature", "another's name", (h) => beacon(h, uid)],
		["forbidden", "another's statement", (h) => beacon(h, {}, kela)],
		["forbidden", "nobody's name", (h) => beacon(h, { author: randomBytes(16) })],
		["bad_statement", "an unknown kind", (h) => beacon(h, { kind: "beacons" })],
		["bad_statement", "a kind in capitals", (h) => beacon(h, { kind: "Beacon" })],
		["bad_statement", "no kind", (h) => beacon(h, { kind: "" })],
		["bad_statement", "another body", (h) => beacon(h, { kind: "invite" })],
		["bad_statement", "a body too long", (h) => beacon(h, { body: lp("ET1/beacon", "x") })],
		["bad_statement", "no body", (h) => beacon(h, { body: new Uint8Array() })],
		["clock_skew", "too early", (h) => beacon(h, { time: Date.now() - 121_000 })],
		["clock_skew", "too late", (h) => beacon(h, { time: Date.now() + 125_000 })],
		["clock_skew", "before the last one", (h) => beacon(h, { time: Date.now() - 100_000 })],
		[
			"bad_signature",
			"a flipped signature",
			(h) => {
				const { stmt, sig } = beacon(h);
				return { stmt, sig: flip(sig, 0) };
			},
		],
		[
			"bad_signature",
			"a flipped bit",
			(h) => {
				const { stmt, sig } = beacon(h);
				return { stmt: flip(stmt, stmt.length - 1), sig };
			},
		],
		[
			"bad_statement",
			"a cut statement",
			(h) => {
				const stmt = beacon(h).stmt.slice(0, -1);
				return { stmt, sig: sign(stmt, county.identity.sign.sk) };
			},
		],
		[
			"bad_statement",
			"one field more",
			(h) => {
				const stmt = Buffer.concat([beacon(h).stmt, Uint8Array.of(0, 0, 0, 0)]);
				return { stmt, sig: sign(stmt, county.identity.sign.sk) };
			},
		],
		[
			"bad_statement",
			"a case's label",
			(h) => {
				const stmt = Uint8Array.from(Buffer.from(beacon(h).stmt).fill("ET1/cas", 4, 11));
				return { stmt, sig: sign(stmt, county.identity.sign.sk) };
			},
		],
	];
	for (const [code, what, make] of rows) {
		const head = await world.dirHead(county);
		const error = await refuses(county, code, what, make);
		if (code === "conflict") assert.deepEqual(error.head, head, what);
		if (code === "clock_skew") assert.equal(typeof error.now, "number", what);
	}
	await world.beacon(county);
});

test("founding again by dir-append", async () => {
	const found = {
		org: world.orgs.county,
		uid: county.uid,
		username: "toinen",
		display: "Toinen",
		ipkS: county.identity.sign.pk,
		ipkE: county.identity.enc.pk,
		notAfter: Date.now() + DAY_MS,
		logPk: world.logPk,
		eh: randomBytes(32),
	};
	await refuses(county, "forbidden", "found", (head) =>
		world.dirStatement(county, head, "found", foundBody(found, randomBytes(64))),
	);
});

test("invites that may not be", async () => {
	const invite = (head: Head, change: Partial<InviteBody> = {}, by = county) =>
		world.dirStatement(
			by,
			head,
			"invite",
			inviteBody({
				invite: randomBytes(16),
				invitePk: invitePair(randomBytes(32)).pk,
				username: "uusi.ihminen",
				display: "Uusi Ihminen",
				org: county.org,
				roles: ["worker"],
				expires: Date.now() + HOUR_MS,
				...change,
			}),
		);
	const open = await world.invite(county, "kutsuttu", ["worker"]);
	await world.invite(kela, "kelan.kutsuttu", ["contact"]);
	type Row = [code: string, what: string, change: Partial<InviteBody>];
	const rows: Row[] = [
		["bad_statement", "73 hours", { expires: Date.now() + 73 * HOUR_MS }],
		["bad_statement", "in the past", { expires: Date.now() - 1 }],
		["forbidden", "another organisation", { org: kela.org }],
		["forbidden", "no organisation", { org: randomBytes(16) }],
		["bad_statement", "a role of Kela's", { roles: ["contact"] }],
		["bad_statement", "no role", { roles: [] }],
		["bad_statement", "an id of zeros", { invite: new Uint8Array(16) }],
		["conflict", "a name that somebody else has", { username: nurse.username }],
		[
			"conflict",
			"new keys and another role",
			{ username: nurse.username, display: nurse.display, roles: ["coordinator"] },
		],
		["conflict", "a name that Kela has invited", { username: "kelan.kutsuttu" }],
		["bad_statement", "a name with capitals and blanks", { username: "Uusi Ihminen" }],
		["bad_statement", "a name of one letter", { username: "u" }],
		["bad_statement", "no display name", { display: "" }],
		["bad_statement", "a display name of 200 characters", { display: "x".repeat(200) }],
		["bad_statement", "an id that is taken", { invite: open.id }],
	];
	for (const [code, what, change] of rows)
		await refuses(county, code, what, (head) => invite(head, change));
	await refuses(kela, "forbidden", "by Kela for the county", (head) => invite(head, {}, kela));
	await refuses(kela, "bad_statement", "a worker at Kela", (head) =>
		invite(head, { org: kela.org }, kela),
	);
});

test("series that may not be", async () => {
	const { contact } = world.people;
	const who = { contact: contact.uid, pairs: [world.pair] };
	const series =
		(change: Partial<SeriesBody>, by = county) =>
		(head: Head) => {
			const body = world.seriesBody(by, { ...who, ...change });
			return world.dirStatement(by, head, "series-set", seriesSetBody(body));
		};
	const known = fromB64(world.series);
	const rows: [what: string, change: Partial<SeriesBody>][] = [
		["no name", { name: "" }],
		["a name of 81 characters", { name: "x".repeat(81) }],
		["no pair", { pairs: [] }],
		["a pair twice", { pairs: [world.pair, world.pair] }],
		["a pair of nobody", { pairs: [randomBytes(16)] }],
		["a worker as contact", { contact: nurse.uid }],
		["nobody as contact", { contact: randomBytes(16) }],
		["an eighth weekday", { weekday: 8 }],
		["24:00", { start: "24:00" }],
		["9:00", { start: "9:00" }],
		["30 February", { first: "2026-02-30" }],
		["a date as people write it", { first: "1.2.2026" }],
		["an end before the beginning", { last: "2001-01-01" }],
		["five places", { capacity: 5 }],
		["every third week", { every: 3 as 1 }],
		["an id of zeros", { series: new Uint8Array(16) }],
		["a new first day of long ago for a known one", { series: known, first: "2001-01-01" }],
	];
	for (const [what, change] of rows) await refuses(county, "bad_statement", what, series(change));
	await refuses(county, "overlap", "a second hour for the contact at that time", series({}));
	await refuses(county, "forbidden", "for Kela", series({ org: kela.org }));
	await refuses(kela, "forbidden", "by Kela", series({}, kela));
});

test("pairs that may not be", async () => {
	const { counsellor, contact } = world.people;
	const set =
		(by: Person, uids: Uint8Array[], pair = randomBytes(16), org = by.org) =>
		(head: Head) =>
			world.dirStatement(
				by,
				head,
				"pair-set",
				pairSetBody({ pair, org, name: "Pari", workers: uids }),
			);
	const seven = Array.from({ length: 7 }, () => randomBytes(16));
	await refuses(county, "bad_statement", "nobody", set(county, []));
	await refuses(county, "bad_statement", "seven", set(county, seven));
	await refuses(county, "bad_statement", "one twice", set(county, [nurse.uid, nurse.uid]));
	await refuses(county, "bad_statement", "a stranger", set(county, [nurse.uid, randomBytes(16)]));
	await refuses(county, "bad_statement", "a contact", set(county, [nurse.uid, contact.uid]));
	await refuses(county, "bad_statement", "a coordinator", set(county, [county.uid]));
	await refuses(
		county,
		"bad_statement",
		"an id of zeros",
		set(county, [nurse.uid], new Uint8Array(16)),
	);
	await refuses(kela, "forbidden", "at Kela", set(kela, [contact.uid]));
	const theirs = set(kela, [nurse.uid, counsellor.uid], world.pair, county.org);
	await refuses(kela, "forbidden", "the county's, by Kela", theirs);
	await world.caseInForce(); // the pair is as it was
});

/** Sends an enrolment on a connection of its own. */
async function enrolRefused(invite: Uint8Array, request: EnrolRequest, change: object = {}) {
	const wire = await Wire.open(server);
	const { params, blobs } = World.enrolParams(invite, request);
	const error = await wire.refused("enrol", { ...params, ...change }, blobs);
	await wire.ask("genesis");
	await wire.close();
	return error;
}

async function shownTo(invite: Uint8Array) {
	const wire = await Wire.open(server);
	const shown = await world.shown(wire, invite);
	await wire.close();
	return shown;
}

test("enrolments that do not fit their invite, then one that does, once", async () => {
	const invited = await world.invite(county, "uusi.hoitaja", ["worker"]);
	const { id, keys } = invited;
	const newcomer = world.newcomer(invited, id, await shownTo(id));
	const other = invitePair(randomBytes(32));
	const weak = { ops: 1, mem: 8192 };
	type Row = [code: string, what: string, request: EnrolRequest];
	const right = () => world.enrolRequest(newcomer, keys);
	const rows: Row[] = [
		["bad_signature", "another invite key", world.enrolRequest(newcomer, other)],
		["bad_signature", "another identity", { ...right(), sigId: right().sigInv }],
		["bad_statement", "another name", world.enrolRequest(newcomer, keys, { username: "muu" })],
		[
			"bad_statement",
			"another invite",
			world.enrolRequest(newcomer, keys, { invite: randomBytes(16) }),
		],
		[
			"bad_statement",
			"another salt",
			world.enrolRequest(newcomer, keys, { serverSalt: randomBytes(16) }),
		],
		["bad_statement", "another bundle", { ...right(), kb: randomBytes(200) }],
		["bad_statement", "a weak passphrase hash", world.enrolRequest(newcomer, keys, weak)],
		[
			"bad_statement",
			"an id of zeros",
			world.enrolRequest(newcomer, keys, { uid: new Uint8Array(16) }),
		],
		[
			"clock_skew",
			"of yesterday",
			world.enrolRequest(newcomer, keys, { time: Date.now() - DAY_MS }),
		],
	];
	for (const [code, what, request] of rows)
		assert.equal((await enrolRefused(id, request)).code, code, what);
	const taken = { ...newcomer, uid: nurse.uid };
	const asNurse = world.enrolRequest(taken, keys, { uid: nurse.uid });
	assert.equal((await enrolRefused(id, asNurse)).code, "conflict", "the id of somebody else");
	const foreign = new Uint8Array(world.g).fill(7);
	const { g } = world;
	world.g = foreign;
	const elsewhere = world.enrolRequest(newcomer, keys);
	world.g = g;
	assert.equal((await enrolRefused(id, elsewhere)).code, "bad_statement", "another G");
	assert.equal((await enrolRefused(randomBytes(16), right())).code, "not_found");
	const founding = await enrolRefused(id, right(), { found: 0, found_sig: 1 });
	assert.deepEqual([founding.code, founding.field], ["bad_param", "found"]);
	assert.equal((await pending()).length, 0);

	await world.enrol(invited);
	const again = world.enrolRequest({ ...newcomer, uid: randomBytes(16) }, keys);
	assert.equal((await enrolRefused(id, again)).code, "used");
	const wire = await Wire.open(server);
	assert.equal((await wire.refused("invite-show", { invite: toB64(id) })).code, "used");
	assert.equal(
		(await wire.refused("invite-show", { invite: toB64(randomBytes(16)) })).code,
		"not_found",
	);
	await wire.close();
	assert.equal((await pending()).length, 1);
});

async function pending(): Promise<unknown[]> {
	return (await county.wire.ask<{ pending: unknown[] }>("pending-list")).pending;
}

test("an invite that has run out", async () => {
	const until = Date.now() + 1200;
	const invited = await world.invite(county, "hidas.hoitaja", ["worker"], 1200);
	const newcomer = world.newcomer(invited, invited.id, await shownTo(invited.id));
	await new Promise((resolve) => setTimeout(resolve, until - Date.now() + 20)); // the instant it names
	const request = world.enrolRequest(newcomer, invited.keys);
	assert.equal((await enrolRefused(invited.id, request)).code, "expired");
	const wire = await Wire.open(server);
	const shown = await wire.refused("invite-show", { invite: toB64(invited.id) });
	assert.equal(shown.code, "expired");
	await wire.close();
	// The name is free again.
	await world.invite(county, "hidas.hoitaja", ["worker"]);
});

test("founding twice, and founding with a wrong link", async () => {
	for (const name of ["county", "kela"] as const) {
		const link = parseInviteFragment(`i=${server.secret(server.links[name])}`);
		const org = world.orgs[name];
		const salt = toB64(randomBytes(16));
		const newcomer = world.newcomer({ username: "anastaja" }, org, { salt, ops: 3, mem: 64 << 20 });
		const head = await world.dirHead(county);
		const request = world.founding(newcomer, invitePair(link.secret), head);
		assert.equal((await enrolRefused(org, request)).code, "used");
	}
	const other = await Server.start();
	try {
		await foundingAttacks(other);
	} finally {
		await other.dispose();
	}
});

async function foundingAttacks(bare: Server): Promise<void> {
	const empty = await World.empty(bare);
	const link = parseInviteFragment(`i=${bare.secret(bare.links.county)}`);
	const keys = invitePair(link.secret);
	const org = empty.orgs.county;
	const wire = await Wire.open(bare);
	const shown = await empty.shown(wire, org);
	const newcomer = empty.newcomer({ username: "perustaja" }, org, shown);
	const refuse = async (code: string, what: string, request: EnrolRequest) => {
		const { params, blobs } = World.enrolParams(org, request);
		assert.equal((await wire.refused("enrol", params, blobs)).code, code, what);
		assert.equal((await empty.shown(wire, org)).head.seq, 0, what);
	};
	const { head } = shown;
	const right = empty.founding(newcomer, keys, head);
	await refuse(
		"bad_signature",
		"another key",
		empty.founding(newcomer, invitePair(randomBytes(32)), head),
	);
	const change = (of: Parameters<World["founding"]>[3]) => empty.founding(newcomer, keys, head, of);
	await refuse("bad_statement", "another log key", change({ logPk: randomBytes(32) }));
	await refuse("bad_signature", "another organisation", change({ org: empty.orgs.kela }));
	await refuse("bad_statement", "for ever", change({ notAfter: Date.now() + 500 * DAY_MS }));
	await refuse("bad_statement", "another enrolment", change({ eh: randomBytes(32) }));
	await refuse("conflict", "not the first", empty.founding(newcomer, keys, { ...head, seq: 1 }));
	const { found } = right;
	assert.ok(found !== undefined);
	await refuse("bad_signature", "a flipped signature", {
		...right,
		found: { ...found, sig: flip(found.sig, 1) },
	});
	const { found: _, ...without } = right;
	await refuse("bad_param", "without the statement", without);
	const { params, blobs } = World.enrolParams(org, right);
	await wire.ask("enrol", params, blobs);
	await wire.close();
	assert.equal((await bare.stop()).code, 0);
	const { code, out } = await bare.verify();
	assert.equal(code, 0, out);
}

test("certificates that do not equal what was asked for", async () => {
	const invited: Invited = await world.invite(county, "toinen.hoitaja", ["worker"]);
	const { newcomer, eh, wire } = await world.enrol(invited);
	const add =
		(change: Partial<UserAddBody> = {}, by = county, of: Newcomer = newcomer) =>
		(head: Head) => {
			const { uid, username, display, identity } = of;
			const body: UserAddBody = {
				uid,
				username,
				display,
				org: county.org,
				roles: ["worker"],
				ipkS: identity.sign.pk,
				ipkE: identity.enc.pk,
				notAfter: Date.now() + DAY_MS,
				eh,
				...change,
			};
			return world.dirStatement(by, head, "user-add", userAddBody(body));
		};
	const rows: [code: string, what: string, change: Partial<UserAddBody>][] = [
		["not_found", "nobody", { uid: randomBytes(16) }],
		["used", "somebody certified", { uid: nurse.uid }],
		["bad_statement", "another name", { username: "muu" }],
		["bad_statement", "another display name", { display: "Muu" }],
		["bad_statement", "more roles", { roles: ["coordinator", "worker"] }],
		["bad_statement", "another signing key", { ipkS: randomBytes(32) }],
		["bad_statement", "another encryption key", { ipkE: randomBytes(32) }],
		[
			"bad_statement",
			"another enrolment",
			{ eh: enrolHash(world.enrolRequest(newcomer, invited.keys)) },
		],
		["bad_statement", "over", { notAfter: Date.now() - DAY_MS }],
		["bad_statement", "14 months", { notAfter: Date.now() + 430 * DAY_MS }],
		["forbidden", "another organisation", { org: kela.org }],
	];
	for (const [code, what, change] of rows) await refuses(county, code, what, add(change));
	await refuses(kela, "forbidden", "by Kela", add({}, kela));
	await refuses(nurse, "forbidden", "by a worker", add({}, nurse));
	await assert.rejects(world.signIn(newcomer, county.org, ["worker"]), /denied/, "not before it");
	const signed = add()(await world.dirHead(county));
	await county.wire.ask("dir-append", { stmt: 0, sig: 1 }, [signed.stmt, signed.sig]);
	await wire.close();
	const person = await world.signIn(newcomer, county.org, ["worker"]);
	await person.wire.ask("case-list");
});

test("and the record holds", async () => {
	assert.equal((await server.stop()).code, 0);
	const { code, out } = await server.verify();
	assert.equal(code, 0, out);
});
