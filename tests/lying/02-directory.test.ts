// Lies about who there is: the directory cut, bent, forked, rolled back, or written by insiders who may not. The victim is
// the nurse, at a device that has never seen a directory or at one that remembers it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
	beaconBody,
	inviteBody,
	pairSetBody,
	policyBody,
	seriesSetBody,
	substituteBody,
	type UserAddBody,
	userAddBody,
	userRekeyBody,
	userRevokeBody,
} from "../../web/src/crypto/directory-body.ts";
import { newIdentity } from "../../web/src/crypto/keys.ts";
import { randomBytes } from "../../web/src/crypto/sodium.ts";
import type { Signed } from "../../web/src/crypto/statement.ts";
import { type Person, World } from "../scenarios/kit.ts";
import { Liar, lie } from "./kit-liar.ts";
import {
	at,
	directoryTold,
	flipped,
	headOf,
	refusedIn,
	victimIn,
	wholeDirectory,
	withStatement,
} from "./kit-victim.ts";

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

let liar: Liar;
let world: World;
let nurse: Person;
let truth: Signed[];

before(async () => {
	liar = await Liar.start();
	world = await World.make(liar.server);
	({ nurse } = world.people);
	truth = await wholeDirectory(world);
});
after(() => liar?.dispose());

const told = (list: readonly Signed[], head = headOf(list)) =>
	directoryTold(nurse.username, list, head);
/** On a new device this directory is refused as broken. */
const broken = async (list: readonly Signed[], head = headOf(list)): Promise<void> => {
	await refusedIn(liar, nurse, told(list, head), "directory-broken");
};
/** A worker of that coordinator's organisation under that name, whose keys are the liar's. */
function liarsKeys(
	who: Pick<Person, "uid" | "username" | "display">,
	coordinator: Person,
): UserAddBody {
	const keys = newIdentity();
	const { uid, username, display } = who;
	return {
		uid,
		username,
		display,
		org: coordinator.org,
		roles: ["worker"],
		ipkS: keys.sign.pk,
		ipkE: keys.enc.pk,
		notAfter: Date.now() + YEAR_MS,
		eh: randomBytes(32),
	};
}
const stranger = (coordinator: Person): UserAddBody =>
	liarsKeys({ uid: randomBytes(16), username: "vieras", display: "Vieras Virtanen" }, coordinator);
const swapped = (list: readonly Signed[], a: number, b: number): Signed[] =>
	list.map((one, n) => (n === a ? at(list, b) : n === b ? at(list, a) : one));
const by = (issuer: Person, kind: string, body: Uint8Array) =>
	withStatement(world, truth, issuer, kind, body);

test("the truth, told by the same way, signs in", async () => {
	const device = await liar.while(told(truth), () => victimIn(liar, nurse));
	assert.equal(device.work.state.session.value.kind, "in");
	device.stop();
});

lie("one bit of a statement changed", () =>
	broken(truth.map((one, n) => (n === 3 ? flipped(one, one.stmt.length - 3) : one))),
);

lie("the signature of another statement", () =>
	broken(truth.map((one, n) => (n === 4 ? { ...one, sig: at(truth, 5).sig } : one))),
);

lie("two statements in another order", () => broken(swapped(truth, 4, 5)));

lie("one left out in the middle", () => broken(truth.filter((_, n) => n !== 5)));

lie("the same statement twice", () => broken([...truth.slice(0, 5), ...truth.slice(4)]));

lie("the newest withheld, and its head still claimed", () =>
	broken(truth.slice(0, -1), headOf(truth)),
);

lie("a head that no statement has", async () => {
	const head = { ...headOf(truth), hash: Buffer.from(randomBytes(32)).toString("base64url") };
	await refusedIn(liar, nurse, told(truth, head), "directory-fork");
});

lie("a statement of another deployment", () =>
	broken(
		withStatement(world, truth, world.people.county, "beacon", beaconBody(), {
			g: randomBytes(32),
		}),
	),
);

lie("a statement by somebody who is no coordinator", () =>
	broken(by(nurse, "beacon", beaconBody())),
);

lie("a statement by somebody whom nobody has certified", () => {
	const stranger = { ...nurse, uid: randomBytes(16), identity: newIdentity() };
	return broken(by(stranger, "beacon", beaconBody()));
});

lie("a statement of a kind that there is not", () =>
	broken(by(world.people.county, "trust-me", beaconBody())),
);

lie("Kela's coordinator brings somebody into the county", () => {
	const { kela, county } = world.people;
	return broken(by(kela, "user-add", userAddBody(stranger(county))));
});

lie("somebody is certified whom nobody has invited", () => {
	const { county } = world.people;
	return broken(by(county, "user-add", userAddBody(stranger(county))));
});

lie("Kela's coordinator makes a pair of the county's workers", () => {
	const { kela, counsellor } = world.people;
	const body = { pair: randomBytes(16), org: kela.org, name: "Oma pari" };
	return broken(
		by(kela, "pair-set", pairSetBody({ ...body, workers: [nurse.uid, counsellor.uid] })),
	);
});

lie("Kela's contact is put into the pair", () => {
	const { county, contact } = world.people;
	const body = { pair: world.pair, org: county.org, name: "Työpari A" };
	return broken(
		by(county, "pair-set", pairSetBody({ ...body, workers: [nurse.uid, contact.uid] })),
	);
});

lie("Kela's coordinator takes a worker of the county's away", () => {
	const { kela, counsellor } = world.people;
	const body = userRevokeBody({ uid: counsellor.uid, org: kela.org, reason: "left" });
	return broken(by(kela, "user-revoke", body));
});

lie("Kela's coordinator gives a worker of the county's new keys", () => {
	const { kela, counsellor } = world.people;
	return broken(by(kela, "user-rekey", userRekeyBody(liarsKeys(counsellor, kela))));
});

lie("the county's coordinator helps: other keys under my own name", async () => {
	const { county } = world.people;
	const invite = inviteBody({
		invite: randomBytes(16),
		invitePk: randomBytes(32),
		username: nurse.username,
		display: nurse.display,
		org: county.org,
		roles: ["worker"],
		expires: Date.now() + DAY_MS,
	});
	const body = userRekeyBody(liarsKeys(nurse, county));
	const invited = by(county, "invite", invite);
	await broken(withStatement(world, invited, county, "user-rekey", body));
});

lie("a series with somebody who is no contact of Kela's", () => {
	const { county, counsellor } = world.people;
	const body = world.seriesBody(county, { contact: counsellor.uid, pairs: [world.pair] });
	return broken(by(county, "series-set", seriesSetBody(body)));
});

lie("a series that Kela's coordinator makes for a pair of the county's", () => {
	const { kela, contact } = world.people;
	const body = world.seriesBody(kela, { contact: contact.uid, pairs: [world.pair] });
	return broken(by(kela, "series-set", seriesSetBody(body)));
});

lie("a contact of Kela's named as the substitute of a worker", () => {
	const { county, contact, counsellor } = world.people;
	const body = substituteBody({
		substitute: randomBytes(16),
		for: counsellor.uid,
		by: contact.uid,
		from: Date.now(),
		to: Date.now() + DAY_MS,
	});
	return broken(by(county, "substitute", body));
});

lie("Kela's coordinator turns the county's acknowledgements off", () => {
	const { kela, county } = world.people;
	return broken(by(kela, "policy", policyBody({ org: county.org, consentAck: "off" })));
});

lie("rolled back: a device that has seen more is shown less", async () => {
	const device = await victimIn(liar, nurse);
	await device.work.session.signOut();
	await refusedIn(liar, nurse, told(truth.slice(0, -1)), "directory-rollback", { device });
	assert.equal(device.work.state.alarm.value?.reason, "directory-rollback");
	device.stop();
});

lie("forked: a coordinator helps to show two devices two directories", async () => {
	await world.beacon(world.people.county);
	const seen = await victimIn(liar, nurse);
	await seen.work.session.signOut();
	const other = withStatement(world, truth, world.people.kela, "beacon", beaconBody());
	await refusedIn(liar, nurse, told(other), "directory-fork", { device: seen });
	assert.equal(seen.work.state.alarm.value?.reason, "directory-fork");
	seen.stop();
	truth = await wholeDirectory(world);
});
