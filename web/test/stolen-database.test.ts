// A thief has everything that the broker stores of a real small case, and a person's passphrase, but no account key. What
// they can try is tried here: guessed account keys, and every value in the loot as whatever key would open something.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { ACCOUNT_KEY_LEN, formatAccountKey, parseAccountKey } from "../src/crypto/account-key.ts";
import { fromB64, textBytes, toB64 } from "../src/crypto/bytes.ts";
import { CaseChain } from "../src/crypto/case-chain.ts";
import { Directory } from "../src/crypto/directory.ts";
import { readGenesis } from "../src/crypto/genesis.ts";
import { openWrap } from "../src/crypto/grants.ts";
import {
	type BundleContext,
	KDF_LIMITS,
	kdfSalt,
	loginPair,
	masterKey,
	openBundle,
	passphraseKey,
	wrapKey,
} from "../src/crypto/keys.ts";
import { LpReader } from "../src/crypto/lp.ts";
import { openDraft, openFile, openObject } from "../src/crypto/objects.ts";
import { boxPair, hash, kdf, randomBytes, sodiumReady } from "../src/crypto/sodium.ts";
import { MemoryStore } from "../src/crypto/vault.ts";
import { Office } from "./office.ts";
import { code, type Member, ORIGIN, type World } from "./world.ts";

const COST = { ops: KDF_LIMITS.ops.min, mem: KDF_LIMITS.memBytes.min };

/** Something locked, and the way the code opens it: with a key of 32 bytes. */
interface Lock {
	readonly name: string;
	readonly open: (key: Uint8Array) => unknown;
}

/** What stands in the database of one small case and one of its people. */
interface Loot {
	readonly world: World;
	readonly victim: Member;
	readonly id: string;
	readonly object: string;
	readonly chunks: readonly Uint8Array[];
	readonly draft: Uint8Array;
	readonly marks: Uint8Array;
}

let loot: Loot;
let at: BundleContext;
let k0: Uint8Array;
let ak: Uint8Array;

before(async () => {
	await sodiumReady();
	const office = await Office.open();
	const { world, nurse } = office;
	const { id } = await office.withContact();
	const plain = textBytes("skannattu liite");
	const { object, chunks } = await nurse.vault.fileSeal({ case: id, type: "attachment", plain });
	await world.act(nurse, id, { kind: "attachment", object });
	const draft = await nurse.vault.draftSeal("plan/1", textBytes("luonnos"));
	const marks = await nurse.vault.marksSeal();
	loot = { world, victim: nurse, id, object, chunks, draft, marks };
	const { reply } = nurse;
	const [ipkS, ipkE] = [fromB64(reply.ipk_s), fromB64(reply.ipk_e)];
	at = { g: world.g, uid: fromB64(nurse.uid), kbver: reply.kbver, ipkS, ipkE, ...COST };
	// The passphrase is known, and its stretching with the stored salt and cost is done once and for all.
	const salt = kdfSalt(world.g, nurse.username, fromB64(nurse.salt));
	k0 = passphraseKey(nurse.passphrase, salt, COST);
	ak = parseAccountKey(nurse.accountKey);
});

const kb = () => fromB64(loot.victim.reply.kb);

/** The verified chain, as anybody with the database can read it. */
function chain(): CaseChain {
	const { world, id } = loot;
	const directory = new Directory(readGenesis(world.genesis));
	for (const signed of world.directory) directory.add(signed);
	const read = new CaseChain(directory, fromB64(id));
	for (const signed of world.stored(id).statements) read.add(signed);
	return read;
}

/** Everything locked in the loot. */
function locks(): Lock[] {
	const { world, id, victim, chunks, draft, marks } = loot;
	const { g, uid } = at;
	const caseId = fromB64(id);
	const { grants, objects } = chain().state;
	const wraps = [...grants].map(([seq, { comp, epoch, kc, recipient }]) => ({
		name: `wrap ${comp}/${epoch} of ${toB64(recipient)}`,
		open: (key: Uint8Array) =>
			openWrap(
				{ g, caseId, comp, epoch },
				world.stored(id).data.get(seq) ?? randomBytes(167),
				boxPair(key),
				kc,
			),
	}));
	const contents = [...objects.values()]
		.filter(({ object }) => object !== loot.object)
		.flatMap(({ object, type, comp, revs }) =>
			revs.map(({ rev, epoch, author, ctHash }) => {
				const place = { g, caseId, comp, epoch, type, objectId: fromB64(object), rev };
				const ct = world.stored(id).blobs.get(toB64(ctHash)) ?? new Uint8Array(0);
				const open = (ck: Uint8Array) => openObject(ck, { ...place, author: fromB64(author) }, ct);
				return { name: `object ${type}`, open };
			}),
		);
	const file = { g, caseId, comp: "S", epoch: 1, objectId: fromB64(loot.object) } as const;
	return [
		{ name: "bundle", open: (key) => openBundle(key, at, kb()) },
		...wraps,
		...contents,
		{ name: "file", open: (ck) => openFile(ck, file, chunks) },
		{ name: "draft", open: (sk) => openDraft(sk, g, uid, "plan/1", draft) },
		{ name: "marks", open: (sk) => openDraft(sk, g, fromB64(victim.uid), "marks", marks) },
	];
}

/** Every value that stands anywhere in the loot, down to the fields of fields. */
function values(): Uint8Array[] {
	const { world, victim, id, chunks, draft, marks } = loot;
	const { statements, data } = world.stored(id);
	const all = [...world.directory, ...statements].flatMap(({ stmt, sig }) => [stmt, sig]);
	const stored = [world.genesis, ...all, ...data.values(), ...chunks, draft, marks, kb()];
	const columns = [victim.uid, victim.salt, victim.reply.ipk_s, victim.reply.ipk_e, id];
	const login = loginPair(masterKey(ak, at.g, at.uid, k0)).pk;
	const found = new Map<string, Uint8Array>();
	const look = (bytes: Uint8Array): void => {
		found.set(toB64(bytes.slice(0, 64)), bytes);
		for (const field of fieldsOf(bytes)) look(field);
	};
	for (const bytes of [...stored, ...columns.map((text) => fromB64(text)), login]) look(bytes);
	return [...found.values()];
}

function fieldsOf(bytes: Uint8Array): Uint8Array[] {
	if (bytes.length < 8) return [];
	try {
		const reader = new LpReader(bytes);
		return Array.from({ length: reader.left }, () => reader.bytes());
	} catch {
		return [];
	}
}

/** The keys that a value could stand for: itself, its hash, under the passphrase, and what derives from those. */
function keysFrom(value: Uint8Array): Uint8Array[] {
	const { g, uid } = at;
	const master = [16, 32]
		.filter((len) => value.length >= len)
		.map((len) => masterKey(value.slice(0, len), g, uid, k0));
	const plain = value.length >= 32 ? [value.slice(0, 32), value.slice(-32)] : [];
	const keys = [...plain, hash(value), hash(value, k0), ...master];
	return [...keys, ...master.map(wrapKey), ...plain.map((key) => kdf(1, "ET1draft", key))];
}

const opens = (lock: Lock, key: Uint8Array): boolean => {
	try {
		lock.open(key);
		return true;
	} catch {
		return false;
	}
};

test("with the account key all of it opens: these are the very locks", () => {
	const identity = openBundle(wrapKey(masterKey(ak, at.g, at.uid, k0)), at, kb());
	const all = locks();
	const mine = all.filter(({ name }) => name.startsWith("wrap") && name.endsWith(toB64(at.uid)));
	assert.equal(mine.length, 3);
	const cks = mine.map((lock) => lock.open(identity.enc.sk) as Uint8Array);
	const rest = all.filter(({ name }) => !name.startsWith("wrap") && name !== "bundle");
	assert.deepEqual(rest.map(({ name }) => name).sort(), [
		"draft",
		"file",
		"marks",
		"object background",
		"object consent-doc",
		"object question",
	]);
	for (const lock of rest) {
		assert.ok(
			[...cks, identity.enc.sk].some((key) => opens(lock, key)),
			lock.name,
		);
	}
});

test("the passphrase and the whole database: nothing in it opens anything in it", () => {
	const all = locks();
	const found = values();
	assert.ok(found.length > 200, `${found.length} values`);
	const keys = [k0, hash(k0), wrapKey(k0), new Uint8Array(32), ...found.flatMap(keysFrom)];
	let tried = 0;
	for (const key of keys) {
		for (const lock of all) {
			assert.equal(opens(lock, key), false, lock.name);
			tried += 1;
		}
	}
	assert.equal(tried, keys.length * all.length);
	assert.ok(tried > 20_000, `${tried} tries`);
});

test("guesses are pointless: every one of 128 bits of the account key is needed", () => {
	assert.equal(ak.length, ACCOUNT_KEY_LEN);
	assert.equal(8 * ACCOUNT_KEY_LEN, 128);
	const tryKey = (guess: Uint8Array) =>
		openBundle(wrapKey(masterKey(guess, at.g, at.uid, k0)), at, kb());
	assert.ok(tryKey(ak));
	for (let bit = 0; bit < 128; bit++) {
		const guess = ak.slice();
		guess[bit >> 3] = (guess[bit >> 3] ?? 0) ^ (1 << (bit & 7));
		assert.throws(() => tryKey(guess), `bit ${bit}`);
	}
	for (let i = 0; i < 2_000; i++) assert.throws(() => tryKey(randomBytes(ACCOUNT_KEY_LEN)));
	assert.throws(() => tryKey(new Uint8Array(ACCOUNT_KEY_LEN)));
});

test("the product's own way in: without the account key it stays shut, with it it opens", async () => {
	const { world, victim } = loot;
	const input = { ...world.loginInput(victim), origin: ORIGIN };
	const thief = await world.vault(new MemoryStore(world.now));
	await assert.rejects(thief.login(input), code("no_account_key"));
	for (const guess of [new Uint8Array(16), randomBytes(16), fromB64(victim.uid)]) {
		await thief.login({ ...input, accountKey: formatAccountKey(guess) });
		await assert.rejects(thief.loggedIn(victim.reply), code("not_verified", "bundle"));
		await assert.rejects(thief.draftOpen("plan/1", loot.draft), code("locked"));
	}
	const device = await world.newDevice(victim);
	const opened = await device.vault.draftOpen("plan/1", loot.draft);
	assert.equal(Buffer.from(opened).toString(), "luonnos");
	assert.deepEqual((await world.sync(device, loot.id)).keys, ["P", "S", "C"]);
});
