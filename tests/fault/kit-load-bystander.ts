// Somebody who works on while a crowd is there: a process of its own, so that what the crowd's own costs does not count.
// Asks 40 times a second by the clock, whether answers come or not (a quarter of it written to the disk), and says how long
// each answer took. Imported by a test before anything else that runs: a child is that same program and never gets further.
import { type ChildProcess, fork } from "node:child_process";
import { constants, setPriority } from "node:os";
import { fileURLToPath } from "node:url";
import { sodiumReady } from "../../web/src/crypto/sodium.ts";
import { within } from "../scenarios/kit.ts";
import { pause, percentile } from "./kit-dice.ts";
import { type Login, signIn } from "./kit-load-people.ts";
import { address, Raw } from "./kit-load-raw.ts";

const ROLE = "bystander";
const EVERY_MS = 25;
const WRITE_EACH = 4;
/** Of nobody else in a test. */
const FROM = address(1000);
/** Slower than this is no answer. */
const PATIENCE_MS = 20_000;

export interface Measure {
	readonly count: number;
	readonly p50: number;
	readonly p99: number;
	readonly max: number;
	/** Asked and refused, or not answered at all. */
	readonly failed: number;
}

type Order = { readonly login: Login } | "begin" | "end";

const summary = (times: readonly number[], failed: number): Measure => ({
	count: times.length,
	p50: percentile(times, 0.5),
	p99: percentile(times, 0.99),
	max: percentile(times, 1),
	failed,
});

class Asking {
	readonly #raw: Raw;
	#times: number[] = [];
	#failed = 0;
	#asked = 0;
	#pending = new Set<Promise<void>>();
	#timer: NodeJS.Timeout | null = null;

	constructor(raw: Raw) {
		this.#raw = raw;
	}

	async #ask(): Promise<void> {
		const began = performance.now();
		const data = new Uint8Array(200);
		const writes = this.#asked++ % WRITE_EACH === 0;
		try {
			const { ok } = await (writes
				? this.#raw.reply("draft-put", { key: "sivussa", data: 0 }, [data])
				: this.#raw.reply("series-list"));
			if (ok === undefined || ok === null) this.#failed++;
			else this.#times.push(performance.now() - began);
		} catch {
			this.#failed++;
		}
	}

	begin(): void {
		this.#times = [];
		this.#failed = 0;
		let next = performance.now();
		this.#timer = setInterval(() => {
			for (; next <= performance.now(); next += EVERY_MS) {
				const one = this.#ask().finally(() => this.#pending.delete(one));
				this.#pending.add(one);
			}
		}, EVERY_MS / 2);
	}

	async end(): Promise<Measure> {
		if (this.#timer !== null) clearInterval(this.#timer);
		await Promise.race([
			Promise.all(this.#pending),
			new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)),
		]);
		return summary(this.#times, this.#failed + this.#pending.size);
	}
}

/** Who measures time waits for no one, where it may: bystanders have machines of their own. */
function comeFirst(): void {
	try {
		setPriority(constants.priority.PRIORITY_HIGHEST);
	} catch {
		// then its figures have the crowd's turns on this machine in them
	}
}

async function stand(): Promise<never> {
	comeFirst();
	await sodiumReady();
	let asking: Asking | null = null;
	process.on("disconnect", () => process.exit(0));
	process.on("message", async (order: Order) => {
		if (order === "begin") asking?.begin();
		else if (order === "end") process.send?.(await asking?.end());
		else {
			const raw = await Raw.open(order.login.at, FROM);
			await signIn(raw, order.login);
			asking = new Asking(raw);
			process.send?.("here");
		}
	});
	return new Promise<never>(() => {});
}

if (process.argv[2] === ROLE) await stand();

export class Bystander {
	readonly #child: ChildProcess;

	private constructor() {
		const { NODE_TEST_CONTEXT: _, ...env } = process.env;
		this.#child = fork(fileURLToPath(import.meta.url), [ROLE], { env });
	}

	#answer<T>(what: string): Promise<T> {
		const answered = new Promise<T>((resolve, reject) => {
			this.#child.once("message", (message) => resolve(message as T));
			this.#child.once("exit", () => reject(new Error("the bystander is gone")));
		});
		return within(answered, what, PATIENCE_MS + 10_000);
	}

	/** Signed in. The crowd, on this process, is from now on the one that waits for the processor: it would be elsewhere. */
	static async come(login: Login): Promise<Bystander> {
		const one = new Bystander();
		one.#child.send({ login });
		await one.#answer("the bystander to sign in");
		setPriority(5);
		return one;
	}

	async during(crowd: () => Promise<unknown>): Promise<Measure> {
		this.#child.send("begin");
		await crowd();
		this.#child.send("end");
		return this.#answer("the bystander's times");
	}

	go(): void {
		if (this.#child.connected) this.#child.disconnect();
	}
}
