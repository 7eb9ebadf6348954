// Lies about the shelf of answered questions: words changed, sides that are one, signers who may not, cards taken down and
// shown again or hidden, proposals exchanged in the case. The victims are the nurse and Kela's contact, at new devices.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { beaconBody, userRevokeBody } from "../../web/src/crypto/directory-body.ts";
import {
	type CardWords,
	cardBody,
	cardDropBody,
	cardText,
	topicsText,
} from "../../web/src/crypto/directory-org-body.ts";
import { toB64 } from "../../web/src/crypto/bytes.ts";
import { randomBytes, sign } from "../../web/src/crypto/sodium.ts";
import type { Signed } from "../../web/src/crypto/statement.ts";
import { type Device, loaded } from "../../web/src/demo/person.ts";
import type { Card } from "../../web/src/work/work.ts";
import { type CaseFile, type Person, World } from "../scenarios/kit.ts";
import { refused } from "../scenarios/kit-work.ts";
import { Liar, lie } from "./kit-liar.ts";
import {
	at,
	directoryTold,
	flipped,
	headOf,
	objectTold,
	refusedIn,
	victimIn,
	wholeDirectory,
	withStatement,
} from "./kit-victim.ts";

const QUESTION = "Voiko opiskelija saada yleistä asumistukea?";
const ANSWER = "Pääosin opintotuen asumislisän sijaan.";

let liar: Liar;
let world: World;
let nurse: Person;
let counsellor: Person;
let contact: Person;
let county: Person;
let file: CaseFile;
/** As it was before any card. */
let bare: Signed[];
/** With a card that Kela proposed and the counsellor checked, and the coordinator's word after it. */
let truth: Signed[];
let published: CardWords;

const words = (change: Partial<CardWords> = {}): CardWords => ({
	card: randomBytes(16),
	lang: "fi",
	topics: ["housing-allowance", "studies"],
	question: QUESTION,
	answer: ANSWER,
	...change,
});
const signedBy = (proposer: Person, said: CardWords): Uint8Array =>
	sign(cardText(world.g, said), proposer.identity.sign.sk);
const bodyOf = (proposer: Person, said: CardWords, sig = signedBy(proposer, said)): Uint8Array =>
	cardBody({ ...said, proposer: proposer.uid, sig });

before(async () => {
	liar = await Liar.start();
	world = await World.make(liar.server);
	({ nurse, counsellor, contact, county } = world.people);
	bare = await wholeDirectory(world);
	published = words();
	await world.dirAppend(counsellor, "card", bodyOf(contact, published));
	await world.beacon(county);
	truth = await wholeDirectory(world);
	file = await world.caseQueued();
});
after(() => liar?.dispose());

const told = (list: readonly Signed[], head = headOf(list)) =>
	directoryTold(nurse.username, list, head);
/** On a new device this directory is refused as broken, and so no card of it is shown. */
const broken = async (list: readonly Signed[], head = headOf(list)): Promise<void> => {
	await refusedIn(liar, nurse, told(list, head), "directory-broken");
};
const behind = (list: readonly Signed[], issuer: Person, kind: string, body: Uint8Array) =>
	withStatement(world, list, issuer, kind, body);
const cardsOn = async ({ work }: Device): Promise<readonly Card[]> =>
	(await loaded(work.state.directory, "the directory")).org.cards;

test("the truth, told by the same way, shows the card with its words and both sides", async () => {
	const device = await liar.while(told(truth), () => victimIn(liar, nurse));
	const [card] = await cardsOn(device);
	assert.deepEqual([card?.question, card?.answer], [QUESTION, ANSWER]);
	assert.deepEqual(
		[card?.proposer, card?.checker],
		[contact, counsellor].map(({ uid }) => toB64(uid)),
	);
	device.stop();
});

test("and so do statements that the liar's helpers add, where they keep to the rules", async () => {
	const lists = [
		behind(bare, counsellor, "card", bodyOf(contact, words())),
		behind(bare, contact, "card", bodyOf(nurse, words())),
		revoked(counsellor, county),
		revoked(contact, world.people.kela),
		dropped().gone,
	];
	for (const [n, count] of [1, 1, 0, 0, 0].entries()) {
		const device = await liar.while(told(at(lists, n)), () => victimIn(liar, nurse));
		assert.equal((await cardsOn(device)).length, count, `list ${n}`);
		device.stop();
	}
});

lie("one bit of a card's answer changed", () => {
	const bent = (one: Signed) => flipped(one, one.stmt.length - 120);
	return broken(truth.map((one, n) => (n === bare.length ? bent(one) : one)));
});

lie("the checker helps: another answer over the proposer's signature", () => {
	const said = words();
	const sig = signedBy(contact, said);
	const bent = { ...said, answer: "Kyllä, aina." };
	return broken(behind(bare, counsellor, "card", bodyOf(contact, bent, sig)));
});

lie("the checker helps: other topics over the proposer's signature", () => {
	const said = words();
	const sig = signedBy(contact, said);
	const bent = { ...said, topics: ["other"] };
	assert.notEqual(topicsText(bent.topics), topicsText(said.topics));
	return broken(behind(bare, counsellor, "card", bodyOf(contact, bent, sig)));
});

lie("a card that its checker proposed in the contact's name", () => {
	const said = words();
	const sig = signedBy(counsellor, said);
	return broken(behind(bare, counsellor, "card", bodyOf(contact, said, sig)));
});

lie("proposed and checked by the same organisation", () =>
	broken(behind(bare, counsellor, "card", bodyOf(nurse, words()))),
);

lie("proposed and checked by the same person", () =>
	broken(behind(bare, contact, "card", bodyOf(contact, words()))),
);

lie("checked by a coordinator who is no worker", () =>
	broken(behind(bare, county, "card", bodyOf(contact, words()))),
);

const revoked = (person: Person, by: Person) => {
	const body = userRevokeBody({ uid: person.uid, org: by.org, reason: "left" });
	return behind(bare, by, "user-revoke", body);
};

lie("checked by somebody who is revoked", () =>
	broken(behind(revoked(counsellor, county), counsellor, "card", bodyOf(contact, words()))),
);

lie("proposed by somebody who is revoked by then", () =>
	broken(behind(revoked(contact, world.people.kela), counsellor, "card", bodyOf(contact, words()))),
);

lie("taken down by somebody who has no part in it", () =>
	broken(behind(truth, nurse, "card-drop", cardDropBody(published.card))),
);

/** The card is taken down, and the coordinator signs again. */
const dropped = () => {
	const gone = behind(truth, counsellor, "card-drop", cardDropBody(published.card));
	return { gone, drop: at(gone, -1) };
};

lie("a card that was taken down, published again as it was", () => {
	const { gone } = dropped();
	return broken(behind(gone, counsellor, "card", bodyOf(contact, published)));
});

lie("taken down, and the word of it left out of the middle", () => {
	const { gone, drop } = dropped();
	const after = withStatement(world, gone, nurse, "card", bodyOf(contact, words()));
	return broken(after.filter((one) => one !== drop));
});

lie("taken down and shown again to a device that has seen it go", async () => {
	const { gone } = dropped();
	const device = await liar.while(told(gone), () => victimIn(liar, nurse));
	assert.deepEqual(await cardsOn(device), []);
	await device.work.session.signOut();
	await refusedIn(liar, nurse, told(truth), "directory-rollback", { device });
	assert.equal(device.work.state.alarm.value?.reason, "directory-rollback");
	device.stop();
});

lie("a card hidden from a device that has seen it", async () => {
	const device = await liar.while(told(truth), () => victimIn(liar, nurse));
	assert.equal((await cardsOn(device)).length, 1);
	await device.work.session.signOut();
	await refusedIn(liar, nurse, told(bare), "directory-rollback", { device });
	device.stop();
});

lie("a card hidden from a new device, and what came after it shown", () =>
	broken(truth.filter((_, n) => n !== bare.length)),
);

lie("another card in the place of one that a device has seen", async () => {
	const device = await liar.while(told(truth), () => victimIn(liar, nurse));
	await device.work.session.signOut();
	const other = behind(bare, counsellor, "card", bodyOf(contact, words({ answer: "Ei." })));
	const list = behind(other, county, "beacon", beaconBody());
	await refusedIn(liar, nurse, told(list), "directory-fork", { device });
	device.stop();
});

test("what nobody can notice on a new device: the newest cards withheld with all that came after", async () => {
	// No statement of a coordinator is missing then that would have to be there: the directory is as fresh as it says.
	const device = await liar.while(told(bare), () => victimIn(liar, nurse));
	assert.deepEqual(await cardsOn(device), []);
	assert.equal(device.work.state.alarm.value, null);
	const { beaconAt } = await loaded(device.work.state.directory, "the directory");
	assert.ok(beaconAt < Date.now(), "of the last coordinator's word that was shown, not of now");
	device.stop();
});

test("a card makes the directory no fresher: its signers attest nothing but its words", async () => {
	const older = await liar.while(told(bare), () => victimIn(liar, nurse));
	const newer = await liar.while(told(truth.slice(0, -1)), () => victimIn(liar, nurse));
	const [a, b] = await Promise.all(
		[older, newer].map(async ({ work }) => loaded(work.state.directory, "the directory")),
	);
	assert.equal(b?.org.cards.length, 1);
	assert.equal(b?.beaconAt, a?.beaconAt);
	for (const device of [older, newer]) device.stop();
});

/** Proposals in the case, by the nurse; and Kela's contact, who looks at them under these lies. */
const propose = async (by: Person, said: CardWords, proposer = by) => {
	const { card, ...rest } = said;
	const sig = toB64(signedBy(proposer, said));
	const doc = JSON.stringify({ v: 1, card: toB64(card), ...rest, sig });
	await file.append(by, (draft) => draft.object("card", doc));
};

lie("two proposals of a case exchanged for each other", async () => {
	await propose(nurse, words({ answer: "Ensimmäinen." }));
	await propose(nurse, words({ answer: "Toinen." }));
	const device = await victimIn(liar, contact);
	const swapped = objectTold(contact.username, (blobs, asked) =>
		asked.length === 2 ? [at(blobs, 1), at(blobs, 0)] : blobs,
	);
	const error = await liar.while(swapped, () =>
		refused(device.work.shelf.proposals(file.name), "not_verified"),
	);
	assert.equal(error.reason, "object");
	device.stop();
});

lie("a proposal's ciphertext with one bit changed", async () => {
	const device = await victimIn(liar, contact);
	const bent = objectTold(contact.username, (blobs) =>
		blobs.map((blob) => blob.with(50, (blob[50] ?? 0) ^ 1)),
	);
	const error = await liar.while(bent, () =>
		refused(device.work.shelf.proposals(file.name), "not_verified"),
	);
	assert.equal(error.reason, "object");
	device.stop();
});

lie("a colleague lays the nurse's words into the case as their own", async () => {
	const said = words({ answer: "Lainattu." });
	await propose(counsellor, said, nurse);
	const device = await victimIn(liar, contact);
	const proposals = await device.work.shelf.proposals(file.name);
	const borrowed = proposals.find(({ card }) => card === toB64(said.card));
	assert.equal(borrowed?.proposer, toB64(counsellor.uid));
	await assert.rejects(device.work.shelf.publish(file.name, toB64(said.card)));
	assert.ok((await cardsOn(device)).every(({ card }) => card !== toB64(said.card)));
	device.stop();
});
