// Vaults in threads of this process, as a browser has each in a worker of its own: making keys for eight people takes long
// enough to share it among the processors. Node only; what a thread holds goes when it is stopped.
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { VAULT_METHODS, type VaultApi } from "../crypto/vault/api.ts";
import { asVaultError } from "../crypto/vault/errors.ts";
import type { VaultCall, VaultNews } from "../crypto/vault/rpc.ts";
import { MemoryStore, openVault, type Vault, VaultError } from "../crypto/vault.ts";

const THREADS_MAX = 4;

/** To a vault of that thread, and its answer. */
interface Asked {
	readonly vault: number;
	readonly call: VaultCall;
}
type Answered = Extract<VaultNews, { readonly id: number }>;

/** The program is running as one of its own threads. */
export const isVaultThread = !isMainThread;

/** What such a thread does: each number that it is asked for is a vault of its own. */
export function serveVaults(): void {
	const vaults = new Map<number, Promise<Vault>>();
	const vaultOf = (number: number): Promise<Vault> => {
		const known = vaults.get(number);
		if (known !== undefined) return known;
		const made = openVault({ store: new MemoryStore(), tab: crypto.randomUUID() });
		vaults.set(number, made);
		return made;
	};
	const answer = async ({ vault, call }: Asked): Promise<Answered> => {
		const { id, method, args } = call;
		try {
			const operation = (await vaultOf(vault))[method] as (...args: unknown[]) => Promise<unknown>;
			return { id, ok: await operation(...args) };
		} catch (error) {
			const { code, message, reason } = asVaultError(error);
			return { id, error: { code, message, reason } };
		}
	};
	parentPort?.on("message", (asked: Asked) => {
		void answer(asked).then((news) => parentPort?.postMessage(news));
	});
}

interface Waiting {
	resolve(value: unknown): void;
	reject(error: VaultError): void;
}

export class VaultThreads {
	readonly #threads: readonly Worker[];
	readonly #waiting = new Map<number, Waiting>();
	#vaults = 0;
	#calls = 0;

	/** `program`: the address of the one that is running, whose start is serveVaults() in a thread. */
	constructor(program: string) {
		const count = Math.min(availableParallelism(), THREADS_MAX);
		this.#threads = Array.from({ length: count }, () => new Worker(fileURLToPath(program)));
		for (const thread of this.#threads) {
			thread.on("message", (news: Answered) => this.#heard(news));
			thread.on("error", () => this.#drop());
		}
	}

	/** A new one, on the thread that has the fewest. */
	open(): VaultApi {
		const vault = this.#vaults++;
		const thread = this.#threads[vault % this.#threads.length];
		const call = (method: keyof VaultApi, args: readonly unknown[]): Promise<unknown> =>
			new Promise((resolve, reject) => {
				const id = ++this.#calls;
				this.#waiting.set(id, { resolve, reject });
				thread?.postMessage({ vault, call: { id, method, args } } satisfies Asked);
			});
		const operations = VAULT_METHODS.map((method) => [
			method,
			(...args: unknown[]) => call(method, args),
		]);
		return Object.fromEntries(operations) as unknown as VaultApi;
	}

	async stop(): Promise<void> {
		await Promise.all(this.#threads.map((thread) => thread.terminate()));
		this.#drop();
	}

	#heard(news: Answered): void {
		const call = this.#waiting.get(news.id);
		this.#waiting.delete(news.id);
		if ("error" in news) {
			const { code, message, reason } = news.error;
			call?.reject(new VaultError(code, message, reason));
		} else call?.resolve(news.ok);
	}

	#drop(): void {
		for (const call of this.#waiting.values()) call.reject(new VaultError("locked"));
		this.#waiting.clear();
	}
}
