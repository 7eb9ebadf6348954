// Lies at the door: whoever signs in on a new device, knowing name, passphrase and account key, is told something else
// than the truth about the key derivation, the key bundle, the deployment or the own entry. Refused before a secret is out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { toB64 } from "../../web/src/crypto/bytes.ts";
import { randomBytes, sodiumReady } from "../../web/src/crypto/sodium.ts";
import { foundOrganisation, type Member } from "../../web/src/demo/found.ts";
import { newDevice } from "../../web/src/demo/person.ts";
import type { TrustReason, WorkErrorCode } from "../../web/src/work/work.ts";
import { refused, siteOf } from "../scenarios/kit-work.ts";
import { changed, type Lies, Liar, lie, okOf, type Told } from "./kit-liar.ts";

/** In the genesis: behind the label and the length of the field. */
const DEPLOYMENT_ID_AT = 4 + "ET1/genesis".length + 4;

let liar: Liar;
let county: Member;
let kela: Member;

const founder = (name: string) => ({
	username: name,
	display: `Henkilö ${name}`,
	passphrase: `salalause numero yksi ${name}`,
});

before(async () => {
	await sodiumReady();
	liar = await Liar.start();
	const { links } = liar.server;
	const site = siteOf(liar.server);
	[county, kela] = await Promise.all([
		foundOrganisation(site, links.county, founder("kaisa")),
		foundOrganisation(site, links.kela, founder("katri")),
	]);
});
after(async () => {
	for (const one of [county, kela]) one?.stop();
	await liar?.dispose();
});

/** The fields of `ok` of one command's reply, changed for whoever asks. */
const inReply = (cmd: string, fields: (told: Told) => Record<string, unknown>): Lies => ({
	reply: (told, to) =>
		to.cmd === cmd && told.json.ok !== undefined ? changed(told, fields(told)) : told,
});

/** Signs in on a device that nobody has used: must be refused, and nothing of the keys may have been sent to prove it. */
async function refusedAtTheDoor(
	lies: Lies,
	code: WorkErrorCode,
	reason: TrustReason | null,
	proofMayGo = false,
): Promise<void> {
	const { username, passphrase, accountKey } = county.account;
	const device = await newDevice(siteOf(liar.server));
	let proofs = 0;
	const watched: Lies = {
		...lies,
		asked: (asked, by) => {
			if (asked.cmd === "login") proofs += 1;
			return lies.asked?.(asked, by) ?? asked;
		},
	};
	try {
		const error = await liar.while(watched, () =>
			refused(device.work.session.signInOnNewDevice(username, passphrase, accountKey), code),
		);
		assert.equal(error.reason, reason);
		assert.equal(device.work.state.session.value.kind, "signed-out");
		assert.ok(proofMayGo || proofs === 0, "signed a challenge under parameters of the liar");
	} finally {
		device.stop();
	}
}

test("the truth through the same proxy signs in", async () => {
	const { username, passphrase, accountKey } = county.account;
	const device = await newDevice(siteOf(liar.server));
	await device.work.session.signInOnNewDevice(username, passphrase, accountKey);
	assert.equal(device.work.state.session.value.kind, "in");
	device.stop();
});

lie("key derivation made cheap, to guess the passphrase offline: fewer passes", () =>
	refusedAtTheDoor(
		inReply("hi", () => ({ ops: 1 })),
		"not_verified",
		"kdf",
	),
);

lie("key derivation made cheap: less memory", () =>
	refusedAtTheDoor(
		inReply("hi", () => ({ mem: 8 * 1024 * 1024 })),
		"not_verified",
		"kdf",
	),
);

lie("key derivation made so dear that the device stands still: memory over the cap", () =>
	refusedAtTheDoor(
		inReply("hi", () => ({ mem: 2 ** 31 })),
		"not_verified",
		"kdf",
	),
);

lie("key derivation made so dear that the device stands still: passes over the cap", () =>
	refusedAtTheDoor(
		inReply("hi", () => ({ ops: 1000 })),
		"not_verified",
		"kdf",
	),
);

lie("another salt gives another key: denied by the real server, nothing learnt", () =>
	refusedAtTheDoor(
		inReply("hi", () => ({ salt: toB64(randomBytes(16)) })),
		"denied",
		null,
		true,
	),
);

lie("another user's id at the challenge", () =>
	refusedAtTheDoor(
		inReply("hi", () => ({ uid: kela.uid })),
		"denied",
		null,
		true,
	),
);

lie("another user's key bundle", async () => {
	let theirs = "";
	const { username, passphrase, accountKey } = kela.account;
	const device = await newDevice(siteOf(liar.server));
	await liar.while(
		{
			reply: (told, to) => {
				if (to.cmd === "login") theirs = String(okOf(told).kb);
				return told;
			},
		},
		() => device.work.session.signInOnNewDevice(username, passphrase, accountKey),
	);
	device.stop();
	assert.notEqual(theirs, "");
	await refusedAtTheDoor(
		inReply("login", () => ({ kb: theirs })),
		"not_verified",
		"bundle",
		true,
	);
});

lie("a key bundle with one bit changed", () =>
	refusedAtTheDoor(
		inReply("login", (told) => {
			const kb = Buffer.from(String(okOf(told).kb), "base64url");
			kb.writeUInt8(kb.readUInt8(40) ^ 1, 40);
			return { kb: kb.toString("base64url") };
		}),
		"not_verified",
		"bundle",
		true,
	),
);

lie("another version of the key bundle claimed", () =>
	refusedAtTheDoor(
		inReply("login", () => ({ kbver: 7 })),
		"not_verified",
		"bundle",
		true,
	),
);

lie("other identity keys claimed for me", () =>
	refusedAtTheDoor(
		inReply("login", () => ({ ipk_s: toB64(randomBytes(32)), ipk_e: toB64(randomBytes(32)) })),
		"not_verified",
		"bundle",
		true,
	),
);

lie("another genesis: on a device that has signed in before", async () => {
	const { username, passphrase } = county.account;
	await county.work.session.signOut();
	const other = inReply("genesis", (told) => {
		const genesis = Buffer.from(String(okOf(told).genesis), "base64url");
		genesis.writeUInt8(genesis.readUInt8(DEPLOYMENT_ID_AT) ^ 1, DEPLOYMENT_ID_AT);
		return { genesis: genesis.toString("base64url") };
	});
	await liar.while(other, () =>
		refused(county.work.session.signIn(username, passphrase), "other_deployment"),
	);
	await county.work.session.signIn(username, passphrase);
	assert.equal(county.work.state.session.value.kind, "in");
});
