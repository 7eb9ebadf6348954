// The page's side of the vault's worker: the same interface, each operation a message and its answer. The only place
// that makes a worker, through the one Trusted Types policy, which lets through that one address.
import { VAULT_METHODS, type VaultApi } from "./vault/api.ts";
import { VaultError } from "./vault/errors.ts";
import type { VaultCall, VaultNews } from "./vault/rpc.ts";

/** The worker's hashed path, set by build.mjs. */
declare const __VAULT_WORKER__: string;

interface TrustedTypesFactory {
	createPolicy(
		name: string,
		rules: { createScriptURL(url: string): string },
	): { createScriptURL(url: string): string };
}

function workerAddress(): string {
	const factory = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes;
	if (factory === undefined) return __VAULT_WORKER__;
	const policy = factory.createPolicy("etatunti", {
		createScriptURL: (url) => {
			if (url !== __VAULT_WORKER__) throw new TypeError("only the vault's worker");
			return url;
		},
	});
	return policy.createScriptURL(__VAULT_WORKER__);
}

export interface VaultWorkerOptions {
	/** An id that a reload of this tab keeps and no other tab has. */
	readonly tab: string;
	/** Everything was wiped after 15 idle minutes. */
	readonly onLocked: () => void;
}

/** After these nothing of a person is needed any more: the worker goes, and what its memory may still hold with it. */
const LAST: readonly (keyof VaultApi)[] = ["lock", "forgetPins"];

/** Starts the worker. Call it once a page: the policy cannot be made twice. */
export function startVault(options: VaultWorkerOptions): VaultApi {
	const address = workerAddress();
	const start = () => new Worker(address, { type: "module", name: options.tab });
	let worker = start();
	const waiting = new Map<
		number,
		{ resolve(value: unknown): void; reject(error: VaultError): void }
	>();
	let last = 0;

	const heard = (event: MessageEvent<VaultNews>) => {
		const news = event.data;
		if ("ev" in news) {
			options.onLocked();
			return;
		}
		const call = waiting.get(news.id);
		waiting.delete(news.id);
		if ("error" in news) {
			const { code, message, reason } = news.error;
			call?.reject(new VaultError(code, message, reason));
		} else call?.resolve(news.ok);
	};
	const drop = (error: VaultError) => {
		for (const call of waiting.values()) call.reject(error);
		waiting.clear();
	};
	const listen = () => {
		worker.onmessage = heard;
		worker.onerror = () => drop(new VaultError("internal", "worker"));
	};
	listen();

	const anew = () => {
		worker.terminate();
		drop(new VaultError("locked"));
		worker = start();
		listen();
	};

	const call = (method: keyof VaultApi, args: readonly unknown[]): Promise<unknown> =>
		new Promise((resolve, reject) => {
			last += 1;
			waiting.set(last, { resolve, reject });
			const message: VaultCall = { id: last, method, args };
			worker.postMessage(message);
		});
	const operations = VAULT_METHODS.map((method) => [
		method,
		LAST.includes(method)
			? (...args: unknown[]) => call(method, args).finally(anew)
			: (...args: unknown[]) => call(method, args),
	]);
	return Object.fromEntries(operations) as unknown as VaultApi;
}
