// Entry of the vault's worker: the door between the page and the vault. Lets through the operations of vault/api.ts
// by name and nothing else. The tab's id comes as the worker's name.

import { VAULT_METHODS } from "./vault/api.ts";
import { asVaultError } from "./vault/errors.ts";
import type { VaultCall, VaultNews } from "./vault/rpc.ts";
import { IdbStore } from "./vault/store-idb.ts";
import { openVault, type Vault } from "./vault.ts";

const TICK_MS = 20_000;

/** The worker's global scope, as far as it is used here. */
interface Scope {
	readonly name: string;
	onmessage: ((event: MessageEvent<VaultCall>) => void) | null;
	postMessage(message: VaultNews): void;
}
const scope = globalThis as unknown as Scope;

const opening: Promise<Vault> = IdbStore.open().then((store) =>
	openVault({ store, tab: scope.name, onLocked: () => scope.postMessage({ ev: "locked" }) }),
);

async function answer({ id, method, args }: VaultCall): Promise<VaultNews> {
	try {
		const vault = await opening;
		if (!VAULT_METHODS.includes(method)) throw new Error("no such operation");
		const operation = vault[method] as (...args: readonly unknown[]) => Promise<unknown>;
		return { id, ok: await operation(...args) };
	} catch (error) {
		const { code, message, reason } = asVaultError(error);
		return { id, error: { code, message, reason } };
	}
}

scope.onmessage = (event) => void answer(event.data).then((news) => scope.postMessage(news));
// A vault that has not opened has nothing to lock; every call to it says so.
const tick = () => void opening.then((vault) => vault.tick()).catch(() => undefined);
setInterval(tick, TICK_MS);
