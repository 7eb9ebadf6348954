// The page's side of the vault's worker: after a lock the worker is another one, and nobody waits for the one that is gone.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { VaultCall } from "../src/crypto/vault/rpc.ts";
import { startVault } from "../src/crypto/vault-client.ts";

class FakeWorker {
	static readonly all: FakeWorker[] = [];
	readonly calls: VaultCall[] = [];
	readonly name: string;
	over = false;
	onmessage: ((event: unknown) => void) | null = null;
	onerror: (() => void) | null = null;

	constructor(_address: unknown, options: { name: string }) {
		this.name = options.name;
		FakeWorker.all.push(this);
	}

	postMessage(call: VaultCall): void {
		this.calls.push(call);
	}

	answer(at: number, ok: unknown): void {
		this.onmessage?.({ data: { id: this.calls[at]?.id, ok } });
	}

	terminate(): void {
		this.over = true;
	}
}

test("a lock ends the worker and its memory; what was under way is told that it is locked", async () => {
	Object.assign(globalThis, { Worker: FakeWorker, __VAULT_WORKER__: "/vault.js" });
	const vault = startVault({ tab: "tab-1", onLocked: () => {} });
	const [first] = FakeWorker.all;
	assert.ok(first);
	const under = vault.caseView("a case");
	const locking = vault.lock();
	first.answer(1, undefined);
	await locking;
	await assert.rejects(under, { code: "locked" });
	assert.ok(first.over);
	const second = FakeWorker.all[1];
	assert.equal(second?.name, "tab-1", "the same tab");
	const names = vault.remembered();
	second?.answer(0, ["hoitaja"]);
	assert.deepEqual(await names, ["hoitaja"]);
	assert.equal(second?.over, false);
});
