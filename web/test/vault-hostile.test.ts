// What a hostile broker tries with a case's keys, chain, ciphertexts and log: vaults refuse it, and remember.
import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { fromB64, toB64 } from "../src/crypto/bytes.ts";
import { caseBodyBytes } from "../src/crypto/case-body.ts";
import { keyCommitment, sealWrap } from "../src/crypto/grants.ts";
import { newIdentity } from "../src/crypto/keys.ts";
import { lp } from "../src/crypto/lp.ts";
import { hash, randomBytes, sodiumReady } from "../src/crypto/sodium.ts";
import { type Signed, signStatement } from "../src/crypto/statement.ts";
import { Office, plan } from "./office.ts";
import { code, DAY_MS, type World } from "./world.ts";

let office: Office;
let world: World;

before(sodiumReady);

beforeEach(async () => {
	office = await Office.open();
	({ world } = office);
});

test("a grant of the broker's own making, an unsigned wrap, an old epoch for the newest: refused", async () => {
	const { nurse, counsellor, contact } = office;
	const { id, consent } = await office.withContact();
	await world.act(nurse, id, { kind: "revoke", consent, who: "client", how: "oral" });
	await world.act(nurse, id, { kind: "rotate" });
	const stored = world.stored(id);
	const head = {
		seq: stored.statements.length,
		hash: hashOf(stored.statements),
		time: world.nowMs,
	};
	const at = { g: world.g, caseId: fromB64(id), comp: "S", epoch: 2 } as const;
	const ck = randomBytes(32);
	const { enc, sign: mine } = newIdentity();
	const wrap = sealWrap(at, ck, enc.pk);
	const body = caseBodyBytes(at, {
		kind: "grant",
		...at,
		kc: keyCommitment(at, ck),
		recipient: fromB64(counsellor.uid),
		recipientIpkE: enc.pk,
		wrapHash: hash(wrap),
		granter: fromB64(nurse.uid),
		time: world.nowMs,
		basis: new Uint8Array(16),
	});
	const forged = signStatement(
		["ET1/case", world.g, fromB64(id)],
		head,
		{ time: world.nowMs, author: fromB64(nurse.uid), kind: "grant", body },
		mine.sk,
	);
	const device = await world.newDevice(counsellor);
	await world.syncDirectory(device);
	const statements = stored.statements;
	const add = (more: readonly Signed[], wraps: { seq: number; wrap: Uint8Array }[]) =>
		device.vault.caseAdd({ case: id, statements: [...statements, ...more], wraps });
	await assert.rejects(add([forged], []), code("not_verified", "case-broken"));
	// The wraps of the first epoch, of the statements and of the second: each only at the place of its own grant.
	const own = world.wrapsFor(counsellor, id);
	const fresh = await world.newDevice(counsellor);
	await world.syncDirectory(fresh);
	const take = (wraps: { seq: number; wrap: Uint8Array }[]) =>
		fresh.vault.caseAdd({ case: id, statements, wraps });
	const [first, last] = [own[1], own.at(-1)];
	assert.ok(first && last);
	const grant = code("not_verified", "grant");
	await assert.rejects(take([{ seq: last.seq, wrap: first.wrap }]), grant);
	await assert.rejects(take([{ seq: 1, wrap: first.wrap }]), grant);
	await assert.rejects(take([{ seq: last.seq, wrap }]), grant);
	// Kela's contact is handed the wrap of S that ended with the consent, or one of P.
	const ended = world.wrapsFor(contact, id)[0];
	const ofP = world.wrapsFor(nurse, id)[0];
	assert.ok(ended && ofP);
	const kela = await world.newDevice(contact);
	await world.syncDirectory(kela);
	for (const one of [ended, ofP]) {
		await assert.rejects(kela.vault.caseAdd({ case: id, statements, wraps: [one] }), grant);
	}
	assert.deepEqual((await take(own)).keys, ["P", "S", "C"]);
});

const hashOf = (statements: readonly Signed[]): Uint8Array => {
	const last = statements.at(-1);
	assert.ok(last);
	return hash(Buffer.concat([last.stmt, last.sig]));
};

test("a chain of another case, of another deployment, cut or spliced: refused, and remembered", async () => {
	const { nurse } = office;
	const one = await office.newCase();
	const two = await office.newCase();
	const elsewhere = await Office.open();
	const foreign = await elsewhere.newCase();
	const refuses = async (id: string, statements: readonly Signed[], reason: "case-broken") => {
		const device = await world.newDevice(nurse);
		await world.syncDirectory(device);
		const adding = device.vault.caseAdd({ case: id, statements });
		await assert.rejects(adding, code("not_verified", reason));
		assert.equal((await device.vault.alarm())?.case, id);
	};
	const mine = world.stored(one).statements;
	await refuses(one, world.stored(two).statements, "case-broken");
	await refuses(one, elsewhere.world.stored(foreign).statements, "case-broken");
	await refuses(foreign, elsewhere.world.stored(foreign).statements, "case-broken");
	await refuses(one, [...mine.slice(0, 3), ...mine.slice(4)], "case-broken");
	await refuses(one, mine.with(3, world.stored(two).statements[3] as Signed), "case-broken");
	const cut = mine.slice(0, -1);
	const device = await world.newDevice(nurse);
	await world.sync(device, one);
	const again = { ...device, vault: await world.vault(device.store) };
	await again.vault.restore();
	await again.vault.directoryAdd(world.directory, world.head());
	const head = { seq: cut.length, hash: toB64(hashOf(cut)) };
	const adding = again.vault.caseAdd({ case: one, statements: cut, head });
	await assert.rejects(adding, code("not_verified", "case-rollback"));
	const lie = { ...head, hash: toB64(randomBytes(32)) };
	const forked = (await world.newDevice(nurse)).vault;
	await forked.directoryAdd(world.directory, world.head());
	const third = forked.caseAdd({ case: one, statements: cut, head: lie });
	await assert.rejects(third, code("not_verified", "case-fork"));
});

test("ciphertexts swapped between revisions, objects, compartments, cases, or cut: none opens", async () => {
	const { nurse } = office;
	const { id, consent } = await office.withConsent();
	const { signed } = await world.act(nurse, id, plan("ensimmäinen"));
	const object = signed.ids[0] ?? "";
	await world.act(nurse, id, plan("toinen", object));
	const other = await office.withConsent();
	const view = await nurse.vault.caseView(id);
	const byType = (type: string) => view.objects.find((one) => one.type === type)?.object ?? "";
	const broken = code("not_verified", "object");
	const open = (what: string, rev: number, ct: Uint8Array) =>
		nurse.vault.objectOpen({ case: id, object: what, rev, ct });
	const [question, background, doc, first, second] = [0, 1, 2, 3, 4].map((n) => world.ct(id, n));
	assert.ok(question && background && doc && first && second);
	assert.ok(await open(object, 2, second));
	await assert.rejects(open(object, 2, first), broken);
	await assert.rejects(open(object, 1, second), broken);
	await assert.rejects(open(byType("question"), 1, background), broken);
	await assert.rejects(open(byType("background"), 1, question), broken);
	await assert.rejects(open(byType("question"), 1, world.ct(other.id, 0)), broken);
	await assert.rejects(open(object, 2, second.slice(0, -256)), broken);
	await assert.rejects(open(object, 2, new Uint8Array(0)), broken);
	const documents = [world.ct(other.id, 2), question, doc.slice(0, -1)];
	for (const ct of documents) {
		await assert.rejects(nurse.vault.consentOpen({ case: id, consent, ct }), broken);
	}
	assert.match(await nurse.vault.consentOpen({ case: id, consent, ct: doc }), /Testi Asiakas/);
});

// ------------------------------------------------------------ the report

interface Row {
	readonly action: string;
	readonly at?: number;
	readonly result?: string;
	readonly statement?: Uint8Array;
	readonly caseId?: string;
	readonly org?: Uint8Array;
	/** The clock did it: it is of nobody. */
	readonly clock?: true;
}

/** Rows as the broker writes them, each after the one before, from `seq` on. */
function logOf(id: string, rows: readonly Row[], start = 7): Uint8Array[] {
	let prev: Uint8Array = randomBytes(32);
	return rows.map((row, i) => {
		const zero = new Uint8Array(16);
		const bytes = lp(
			"ET1/log",
			world.g,
			start + i,
			prev,
			row.at ?? world.nowMs,
			row.clock ? zero : fromB64(office.nurse.uid),
			row.clock ? zero : world.orgIds[0],
			row.action,
			fromB64(row.caseId ?? id),
			zero,
			"",
			"",
			row.org ?? zero,
			row.result ?? "ok",
			row.statement ?? new Uint8Array(32),
		);
		prev = hash(bytes);
		return bytes;
	});
}

test("the report: the case's rows, in order, of its own statements, with the consent of then", async () => {
	const { nurse } = office;
	const { id, consent } = await office.withConsent();
	const { statements } = world.stored(id);
	const kinds = statements.map(({ stmt }) =>
		/ET1\/case/.test(Buffer.from(stmt).toString("latin1")),
	);
	assert.ok(kinds.every(Boolean));
	const hashes = statements.map(({ stmt, sig }) => hash(Buffer.concat([stmt, sig])));
	const signedRows: Row[] = hashes.map((statement) => ({ action: "object", statement }));
	const rows: Row[] = [
		...signedRows,
		{ action: "case-get" },
		{ action: "object-get", at: world.nowMs + 1, org: world.orgIds[1] },
		{ action: "queue", result: "no_consent", at: world.nowMs + 31 * DAY_MS },
		{ action: "consent-gate", at: world.nowMs + 31 * DAY_MS, clock: true },
	];
	const log = logOf(id, rows);
	const report = await nurse.vault.logRows(id, log);
	assert.equal(report.length, rows.length);
	assert.deepEqual([report.at(-1)?.actor, report.at(-1)?.actorOrg], [null, null]);
	assert.equal(report.at(-3)?.consent, consent);
	assert.equal(report.at(-3)?.recipientOrg, toB64(world.orgIds[1]));
	assert.equal(report.at(-2)?.consent, null, "it had run out by then");
	assert.equal(report[0]?.actor, nurse.uid);
	assert.equal(report[0]?.object, null);
	const refuses = async (bad: readonly Uint8Array[], reason: "log-broken" | "log-fork") => {
		const device = await world.newDevice(nurse);
		await world.sync(device, id);
		const reading = device.vault.logRows(id, bad);
		await assert.rejects(reading, code("not_verified", reason));
		assert.equal((await device.vault.alarm())?.reason, reason);
	};
	await refuses(logOf(id, [{ action: "case-get", caseId: toB64(randomBytes(16)) }]), "log-broken");
	await refuses([...log].reverse(), "log-broken");
	await refuses(log.with(2, logOf(id, rows, 7)[2] as Uint8Array), "log-broken");
	await refuses(logOf(id, signedRows.slice(1)), "log-broken");
	await refuses(logOf(id, [...signedRows.slice(0, 3), ...signedRows.slice(4)]), "log-broken");
	await refuses(
		logOf(id, [{ action: "object", statement: randomBytes(32) }, ...signedRows]),
		"log-broken",
	);
});
