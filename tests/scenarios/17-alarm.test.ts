// The server comes back with an older record (a backup, or a lie): a device that has seen more turns everyone away, says
// why on every page, gives no keys; and goes on only when its person has it forget what it saw.
import assert from "node:assert/strict";
import { cpSync, rmSync } from "node:fs";
import { after, before, test } from "node:test";
import type { VaultApi } from "../../web/src/crypto/vault/api.ts";
import { Server } from "./kit.ts";
import {
	type Cast,
	caseInForce,
	castOf,
	compare,
	elsewhere,
	fileOf,
	type Member,
	refused,
	seen,
	stopAll,
	until,
} from "./kit-work.ts";

let server: Server;
let cast: Cast;
let worker: Member;
let id: string;
/** Of the worker's own, sealed when the server had more than its backup. */
let later: Uint8Array | undefined;

/** Another device of the worker's; what its vault seals of marks is kept, or is what was kept. */
async function marking(swap: (sealed: Uint8Array) => Uint8Array): Promise<void> {
	const device = await elsewhere(server, worker, (vault) => {
		const marksSeal: VaultApi["marksSeal"] = async () => swap(await vault.marksSeal());
		const get = (target: VaultApi, name: string | symbol) =>
			name === "marksSeal" ? marksSeal : (Reflect.get(target, name, target) as unknown);
		return new Proxy(vault, { get });
	});
	await compare(device, cast.contact.uid);
	await device.work.session.signOut();
	device.stop();
}

const signIn = ({ work, account }: Member) =>
	work.session.signIn(account.username, account.passphrase);

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	[worker] = cast.pairA;
	id = await caseInForce(cast.pairA, cast.pairs.a);
	await server.stop();
	const backup = server.copy("backup");
	await server.serve();
	await until(cast.coordinator.work.state.connection, (state) => state === "online", "the return");
	const { setPair } = cast.coordinator.work.coordinator;
	const pair = await setPair({ pair: null, name: "Uusi pari", workers: [worker.uid] });
	await until(
		worker.work.state.directory,
		(state) => state.kind === "ready" && state.value.pairs.some((one) => one.pair === pair),
		"the new pair",
	);
	await worker.work.session.signOut();
	await marking((sealed) => {
		later = sealed;
		return sealed;
	});
	await server.stop();
	rmSync(server.data, { recursive: true });
	cpSync(backup, server.data, { recursive: true });
	await server.serve();
});
after(async () => {
	stopAll(cast);
	await server?.dispose();
});

test("a directory that has gone back lets nobody in, and the alarm stands on the page of the door", async () => {
	const error = await refused(signIn(worker), "not_verified");
	assert.equal(error.reason, "directory-rollback");
	assert.equal(worker.work.state.session.value.kind, "signed-out");
	assert.equal(worker.work.state.alarm.value?.reason, "directory-rollback");
	await refused(signIn(worker), "not_verified");
	assert.equal(worker.work.state.alarm.value?.reason, "directory-rollback");
});

test("once the device's memory is forgotten one is in, and works", async () => {
	await worker.work.session.forgetMemory();
	assert.equal(worker.work.state.alarm.value, null);
	await signIn(worker);
	await fileOf(worker, id, ({ question }) => question !== null, "the question");
	assert.equal(worker.work.state.alarm.value, null);
});

test("marks from before are taken in without their heads, and kept anew with those of now", async () => {
	await worker.work.session.signOut();
	await marking((sealed) => later ?? sealed);
	await signIn(worker);
	await fileOf(worker, id, ({ question }) => question !== null, "the question");
	assert.equal(worker.work.state.alarm.value, null);
	assert.equal(seen(worker, cast.contact.uid).verified, "yes");
	await worker.work.trust.compare(cast.pairA[1].uid, seen(worker, cast.pairA[1].uid).number, true);
	const device = await elsewhere(server, worker);
	try {
		await fileOf(device, id, ({ question }) => question !== null, "the question on a new device");
		assert.equal(device.work.state.alarm.value, null);
		assert.equal(seen(device, cast.contact.uid).verified, "yes");
	} finally {
		device.stop();
	}
});
