// While a client has the device: the vault works on, but nothing lies there for a reload to find, nor is anything written
// until the device is back; and a passphrase can be asked for without anything coming of it.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { sodiumReady } from "../src/crypto/sodium.ts";
import { code, type Member, World } from "./world.ts";

const MINUTE_MS = 60_000;

let world: World;
let nurse: Member;

before(async () => {
	await sodiumReady();
	world = new World();
	const county = await world.founder(0, "koordinaattori");
	nurse = await world.person(county, "hoitaja.a", "worker");
});

const tabs = async () => (await nurse.store.list("tab/")).length;
/** A page loaded anew, with this tab's id. */
const reloaded = async () => (await world.vault(nurse.store)).restore();

test("handed over: a reload finds nothing, however often the client touches the page", async () => {
	const { vault } = nurse;
	assert.ok(await reloaded(), "what is to be wiped is there");
	await vault.setHanded(true);
	assert.equal(await tabs(), 0);
	for (let minutes = 0; minutes < 10; minutes += 2) {
		world.nowMs += 2 * MINUTE_MS;
		await vault.touch();
		await vault.tick();
		assert.equal(await tabs(), 0);
	}
	assert.equal(await reloaded(), null);
});

test("meanwhile drafts are sealed and opened, and the passphrase is known from others", async () => {
	const { vault, passphrase } = nurse;
	const sealed = await vault.draftSeal("consent/x", new Uint8Array([1, 2, 3]));
	assert.deepEqual([...(await vault.draftOpen("consent/x", sealed))], [1, 2, 3]);
	assert.equal(await vault.confirm(passphrase), undefined);
	await assert.rejects(vault.confirm("arvaus arvaus arvaus"), code("wrong_passphrase"));
	await assert.rejects(vault.confirm(""), code("wrong_passphrase"));
});

test("taken back: a reload goes on again", async () => {
	await nurse.vault.setHanded(false);
	assert.equal((await reloaded())?.uid, nurse.uid);
});

test("left alone with the client it locks itself, and stays handed to nobody", async () => {
	await nurse.vault.setHanded(true);
	world.nowMs += 15 * MINUTE_MS + 1;
	await assert.rejects(nurse.vault.draftSeal("k", new Uint8Array(1)), code("locked"));
	await assert.rejects(nurse.vault.setHanded(true), code("locked"));
	await assert.rejects(nurse.vault.confirm(nurse.passphrase), code("locked"));
	assert.equal(await tabs(), 0);
	await world.login(nurse);
	assert.equal(await tabs(), 1, "who signs in anew finds the session after a reload");
});
