// As bit-flips.test.ts, for what only a whole vault opens: an enrolment that waits, a checkpoint, a row of the log, the
// marks, the link of an invite, the wrap and the messages that reach somebody signed in.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { fromB64, textBytes, toB64 } from "../src/crypto/bytes.ts";
import { lp } from "../src/crypto/lp.ts";
import { hash, randomBytes, sign, sodiumReady } from "../src/crypto/sodium.ts";
import { Flips } from "./flips.ts";
import { Office } from "./office.ts";
import type { World } from "./world.ts";

let office: Office;
let world: World;

before(async () => {
	await sodiumReady();
	office = await Office.open();
	({ world } = office);
});

test("each bit of an enrolment, its two signatures, and the link of the invite", async () => {
	const { county } = office;
	const flips = new Flips();
	const { pending, request } = await world.newcomer(county, "uusi", "worker");
	const blobs = [
		["e", request.e],
		["sig_id", request.sigId],
		["sig_inv", request.sigInv],
	] as const;
	for (const [name, bytes] of blobs) {
		await flips.everyAsync(`enrolment ${name}`, bytes, (changed) =>
			county.vault.pendingOpen({ ...pending, [name]: toB64(changed) }),
		);
	}
	const link = [randomBytes(16), world.founderSecrets[0], world.g.slice(0, 20)] as const;
	const shown = world.shown(world.orgIds[0], null);
	const vault = await world.vault(office.nurse.store);
	const open = (parts: readonly Uint8Array[]) =>
		vault.inviteOpen(`#i=${parts.map((part) => toB64(part)).join(".")}`, shown);
	const ours = [world.orgIds[0], link[1], link[2]] as const;
	for (const [i, name] of ["secret", "deployment"].entries()) {
		await flips.everyAsync(`link ${name}`, ours[i + 1] as Uint8Array, (changed) =>
			open(ours.with(i + 1, changed)),
		);
	}
	await flips.everyAsync("genesis", world.genesis, (changed) =>
		vault.inviteOpen(`#i=${ours.map((part) => toB64(part)).join(".")}`, {
			...shown,
			genesis: toB64(changed),
		}),
	);
	assert.equal(flips.refused.size, 6);
	assert.equal(flips.total, 8 * (request.e.length + 128 + 32 + 20 + world.genesis.length));
});

test("each bit of a checkpoint, of its signature, and of a row of the log between its neighbours", async () => {
	const { nurse } = office;
	const flips = new Flips();
	const id = await office.newCase();
	const rows: Uint8Array[] = [];
	for (let seq = 1; seq <= 3; seq++) {
		const prev = rows.at(-1);
		const head = [world.g, seq, prev === undefined ? world.g : hash(prev), world.nowMs] as const;
		const who = [fromB64(nurse.uid), world.orgIds[0], "object-get", fromB64(id)] as const;
		const rest = [randomBytes(16), "S", "case", world.orgIds[1], "ok", new Uint8Array(32)] as const;
		rows.push(lp("ET1/log", ...head, ...who, ...rest));
	}
	const [first, middle, last] = rows;
	assert.ok(first && middle && last);
	await flips.everyAsync("log row", middle, (changed) =>
		nurse.vault.logRows(id, [first, changed, last]),
	);
	const ckpt = lp("ET1/ckpt", world.g, 3, hash(last), world.nowMs);
	const sig = sign(ckpt, world.logKeys.sk);
	const take = (bytes: Uint8Array, signature: Uint8Array) =>
		nurse.vault.checkpoint({ ckpt: toB64(bytes), sig: toB64(signature) });
	await flips.everyAsync("checkpoint", ckpt, (changed) => take(changed, sig));
	await flips.everyAsync("checkpoint, signature", sig, (changed) => take(ckpt, changed));
	assert.equal((await nurse.vault.logRows(id, rows)).length, 3);
	// The same place under another hash than the checkpoint's: the last row is bound as well.
	const other = Buffer.from(last);
	other[other.length - 1] = 1;
	await assert.rejects(nurse.vault.logRows(id, [first, middle, other]));
	assert.equal(flips.total, 8 * (middle.length + ckpt.length + sig.length));
});

test("each bit of the marks and of a draft", async () => {
	const { nurse, contact } = office;
	const flips = new Flips();
	const view = await world.syncDirectory(nurse);
	const number = view.people.find(({ uid }) => uid === contact.uid)?.number ?? "";
	await nurse.vault.markVerified(contact.uid, number);
	const marks = await nurse.vault.marksSeal();
	await flips.everyAsync("marks", marks, (changed) => nurse.vault.marksOpen(changed));
	const draft = await nurse.vault.draftSeal("plan/1", textBytes("luonnos"));
	await flips.everyAsync("draft", draft, (changed) => nurse.vault.draftOpen("plan/1", changed));
	assert.equal(flips.total, 8 * (marks.length + draft.length));
});

test("each bit of a wrap and of a hello, as they reach Kela's contact", async () => {
	const other = await Office.open();
	const { nurse, contact } = other;
	const flips = new Flips();
	const { id } = await other.withContact();
	await other.world.sync(contact, id);
	const [wrap] = other.world.wrapsFor(contact, id);
	assert.ok(wrap);
	await flips.everyAsync("wrap", wrap.wrap, (changed) =>
		contact.vault.caseAdd({
			case: id,
			statements: [],
			wraps: [{ seq: wrap.seq, wrap: changed }],
		}),
	);
	const { view } = await other.world.act(nurse, id, {
		kind: "session-open",
		hour: other.hour().hour,
	});
	const session = view.session?.session ?? "";
	await other.world.sync(contact, id);
	const [from, conn] = [toB64(randomBytes(16)), toB64(randomBytes(16))];
	await nurse.vault.roomEnter({ case: id, session, conn: from });
	await contact.vault.roomEnter({ case: id, session, conn });
	const prints = [Array.from({ length: 32 }, () => "AB").join(":")];
	const sent: Uint8Array[] = [];
	for (let i = 0; i < 2; i++) {
		sent.push(await nurse.vault.helloSeal({ session, to: null, fingerprints: prints }));
	}
	const [first, second] = sent;
	assert.ok(first && second);
	let opened = 0;
	await flips.everyAsync("hello", second, (changed) => {
		// The first call is the original: an earlier one, so that the flipped are no mere repeats.
		const body = opened++ === 0 ? first : changed;
		return contact.vault.signalOpen({ session, from, body });
	});
	assert.deepEqual(
		(await contact.vault.signalOpen({ session, from, body: second })).hello?.fingerprints,
		prints,
	);
	assert.equal(flips.total, 8 * (wrap.wrap.length + 8 + 40 + 1024));
});
