// Lies about keys and time: a coordinator who helps the liar gives a colleague keys that are the liar's own; a device that
// has seen two histories is asked to give keys; clocks. No key goes to anybody new by itself.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { toB64 } from "../../web/src/crypto/bytes.ts";
import { userRekeyBody } from "../../web/src/crypto/directory-body.ts";
import { lpOpen } from "../../web/src/crypto/lp.ts";
import { randomBytes } from "../../web/src/crypto/sodium.ts";
import { compare, type Device, until } from "../../web/src/demo/person.ts";
import { CASES } from "../../web/src/demo/invented.ts";
import { type CaseFile, type Person, World } from "../scenarios/kit.ts";
import { refused } from "../scenarios/kit-work.ts";
import { changed, Liar, type Lies, lie, okOf } from "./kit-liar.ts";
import { Count, newVictim, numberOn, signIn, victimIn } from "./kit-victim.ts";

const DAY_MS = 86_400_000;

let liar: Liar;
let world: World;
let nurse: Person;
let file: CaseFile;
let other: CaseFile;
/** The nurse's client, which knows the case and its keys. */
let device: Device;
/** Of the colleague, before the keys were exchanged. */
let oldNumber = "";
/** How many appends of hers to the first case the server has taken. */
const taken = new Count();

const watch: Lies = {
	reply: (told, to, client) => {
		const hers = client.user === nurse.username && to.params.case === file.name;
		if (to.cmd === "case-append" && hers && told.json.ok !== undefined) taken.add();
		return told;
	},
};

before(async () => {
	liar = await Liar.start();
	world = await World.make(liar.server);
	({ nurse } = world.people);
	file = await world.caseQueued();
	other = await world.caseInForce();
	device = await victimIn(liar, nurse);
	await device.work.cases.open(file.name);
});
after(async () => {
	device?.stop();
	await liar?.dispose();
});

/** A coordinator who helps: invites to new keys, the liar enrols, she certifies keys that nobody has read to her. */
async function newKeysOf(person: Person): Promise<void> {
	const { county } = world.people;
	const invited = await world.invite(county, person.username, person.roles);
	const { newcomer, eh, wire } = await world.enrol(invited);
	const { uid, username, display, identity } = newcomer;
	assert.deepEqual(uid, person.uid);
	const body = userRekeyBody({
		...{ uid, username, display, org: county.org, roles: person.roles, eh },
		ipkS: identity.sign.pk,
		ipkE: identity.enc.pk,
		notAfter: Date.now() + 365 * DAY_MS,
	});
	await world.dirAppend(county, "user-rekey", body);
	await wire.close();
}

/** Who is granted what, from that statement on. */
async function grantsFrom(of: CaseFile, from: number): Promise<string[]> {
	const { blobs, ok } = await nurse.wire.request("case-get", { case: of.name, from });
	const out: string[] = [];
	for (let n = 0; n < Number(ok?.count); n++) {
		const reader = lpOpen(blobs[2 * n] ?? new Uint8Array(), "ET1/case");
		reader.b32();
		reader.id();
		reader.u64();
		reader.b32();
		reader.u64();
		reader.id();
		const kind = reader.text();
		if (kind !== "grant") {
			out.push(kind);
			continue;
		}
		const grant = lpOpen(reader.bytes(), "ET1/grant");
		grant.b32();
		grant.id();
		const comp = grant.text();
		grant.u64();
		grant.b32();
		out.push(`${comp} to ${toB64(grant.id())}`);
	}
	return out;
}

lie(
	"a colleague's keys exchanged: told at once, and nothing is given before numbers are compared",
	async () => {
		const { counsellor } = world.people;
		const uid = toB64(counsellor.uid);
		const from = file.known.seq + 1;
		oldNumber = await numberOn(device, uid);
		await newKeysOf(counsellor);
		await until(
			device.work.state.notices,
			(all) => all.some((one) => one.code === "keys_changed" && one.person === uid),
			"the notice",
		);
		const owed = await until(
			device.work.state.owed,
			(all) => all.some((one) => one.uid === uid && one.needsNumber),
			"what is owed",
		);
		assert.ok(owed.some((one) => one.uid === uid));
		await refused(device.work.trust.giveKeys(uid), "key_changed");
		assert.deepEqual(await grantsFrom(file, from), []);
	},
);

lie("keys exchanged while the old number is read out: it marks nothing", async () => {
	const uid = toB64(world.people.counsellor.uid);
	const error = await refused(device.work.trust.compare(uid, oldNumber, true), "not_verified");
	assert.equal(error.reason, "number");
	await refused(device.work.trust.giveKeys(uid), "key_changed");
});

lie(
	"the new keys and the new number that does not match: still nothing, however often it is asked",
	async () => {
		const uid = toB64(world.people.counsellor.uid);
		const from = file.known.seq + 1;
		await compare(device, uid, false);
		for (let n = 0; n < 3; n++) await refused(device.work.trust.giveKeys(uid), "key_changed");
		assert.deepEqual(await grantsFrom(file, from), []);
	},
);

lie("a rotation after a withdrawal gives the exchanged keys nothing either", async () => {
	const uid = toB64(world.people.counsellor.uid);
	const from = file.known.seq + 1;
	await liar.while(watch, async () => {
		await device.work.consent.withdraw(file.name, "client", "oral");
		await taken.reaches(2, "the rotation by itself");
	});
	const after = await grantsFrom(file, from);
	assert.ok(after.includes("rotate"), after.join(", "));
	assert.ok(after.some((one) => one.endsWith(toB64(nurse.uid))));
	assert.deepEqual(
		after.filter((one) => one.endsWith(uid)),
		[],
	);
});

lie("the exchanged keys in a new case: its other member is not given the keys", async () => {
	const uid = toB64(world.people.counsellor.uid);
	const { question, background } = CASES.housing;
	const pair = toB64(world.pair);
	const id = await device.work.cases.create({ pair, question, background });
	const { blobs, ok } = await nurse.wire.request("case-get", { case: id, from: 1 });
	assert.ok(Number(ok?.count) > 0);
	const text = blobs.map((one) => Buffer.from(one).toString("latin1"));
	const grants = text.filter((one) => one.includes("ET1/grant"));
	const key = Buffer.from(world.people.counsellor.uid).toString("latin1");
	assert.ok(grants.length > 0);
	assert.deepEqual(
		grants.filter((one) => one.includes(key)),
		[],
	);
	assert.ok(device.work.state.owed.value.some((one) => one.uid === uid && one.needsNumber));
});

test("the truth: compared by voice, the keys are given", async () => {
	const uid = toB64(world.people.counsellor.uid);
	await compare(device, uid);
	assert.ok((await device.work.trust.giveKeys(uid)).cases > 0);
});

/** A device that has been shown a log that is not the log. What else the person is signed in on is told nothing. */
async function alarmed(person: Person): Promise<Device> {
	const others = new Set(liar.clients(person.username));
	const one = await victimIn(liar, person);
	const checkpoint = { ckpt: toB64(randomBytes(90)), sig: toB64(randomBytes(64)) };
	for (const client of liar.clients(person.username)) {
		if (!others.has(client))
			client.tell({ json: { v: 1, ev: "checkpoint", ...checkpoint }, blobs: [] });
	}
	await until(one.work.state.alarm, (alarm) => alarm?.reason === "log-broken", "the alarm");
	return one;
}

lie("a device on alarm gives no keys, whatever the server says next", async () => {
	// Her other device has seen no lie: it still replaces keys, in a moment of its own. That one on alarm replaces none is
	// shown at its vault (web/test/vault-keys.test.ts).
	const honest = new Set(liar.clients(nurse.username));
	const one = await alarmed(nurse);
	const { hour = "", series = "" } = world.hours[0] ?? {};
	const where = { series, hour, minutes: 15, urgency: "normal" } as const;
	const sent: string[] = [];
	const listen: Lies = {
		asked: (asked, by) => {
			if (by.user === nurse.username && !honest.has(by)) sent.push(asked.cmd);
			return asked;
		},
	};
	try {
		await liar.while(listen, async () => {
			await one.work.cases.open(other.name);
			await until(one.work.state.hours, (hours) => hours.kind === "ready", "hours");
			const error = await refused(one.work.cases.queue(other.name, where), "not_verified");
			assert.equal(error.reason, "log-broken");
			// The alarm stays with the device: signing in again does not end it.
			await one.work.session.signOut();
			await signIn(one, nurse);
			await until(one.work.state.alarm, (alarm) => alarm?.reason === "log-broken", "it again");
			await one.work.cases.open(other.name);
			await refused(one.work.cases.queue(other.name, where), "not_verified");
		});
		assert.ok(sent.includes("login"), sent.join(", "));
		assert.ok(!sent.includes("case-append"), sent.join(", "));
	} finally {
		one.stop();
	}
});

lie("a coordinator's device on alarm certifies nobody", async () => {
	const { county } = world.people;
	const one = await alarmed(county);
	try {
		const before = await world.dirHead(nurse);
		const error = await refused(one.work.coordinator.renew(toB64(nurse.uid)), "not_verified");
		assert.equal(error.reason, "log-broken");
		assert.deepEqual(await world.dirHead(nurse), before);
	} finally {
		one.stop();
	}
});

lie("another time told at the door: fifteen days back, or ahead", async () => {
	for (const days of [-15, 15]) {
		const one = await newVictim(liar);
		const lies: Lies = {
			reply: (told, to) =>
				to.cmd === "hi" ? changed(told, { now: Number(okOf(told).now) + days * DAY_MS }) : told,
		};
		try {
			await liar.while(lies, () => refused(signIn(one, nurse), "clock_skew"));
			assert.equal(one.work.state.session.value.kind, "signed-out");
		} finally {
			one.stop();
		}
	}
});

lie("another time told after a cut: the session ends, and says that a clock is wrong", async () => {
	const lies: Lies = {
		reply: (told, to) =>
			to.cmd === "re" ? changed(told, { now: Number(okOf(told).now) - 15 * DAY_MS }) : told,
	};
	await liar.while(lies, async () => {
		liar.cut(nurse.username);
		await until(device.work.state.session, (session) => session.kind !== "in", "the end");
		assert.ok(device.work.state.notices.value.some((one) => one.code === "clock_skew"));
	});
});
