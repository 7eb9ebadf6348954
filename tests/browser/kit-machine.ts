// A Chromium of its own with a profile that stays: to be frozen like a laptop that is shut, killed like one that crashes,
// started again, and put on a network (kit-cable.ts) that can be cut. One person sits at it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { type Browser, chromeOf, PROFILE, prepare, type Window } from "./kit-browser.ts";
import type { Cable } from "./kit-cable.ts";

export class Machine {
	readonly #name: string;
	readonly #browser: Browser;
	readonly #dir = mkdtempSync(join(tmpdir(), "etatunti-machine-"));
	readonly #args: readonly string[];
	readonly #settle: (context: BrowserContext) => Promise<void>;
	#context: BrowserContext | null = null;
	#window: Window | null = null;
	#pid = 0;

	/** `cable` leads to the server; `settle` is done to every context before its first page. */
	constructor(
		browser: Browser,
		name: string,
		cable: Cable,
		settle: (context: BrowserContext) => Promise<void>,
	) {
		this.#browser = browser;
		this.#name = name;
		this.#settle = settle;
		const { host } = browser;
		this.#args = cable.args(host);
	}

	get page(): Page {
		if (this.#window === null) throw new Error("this machine is off");
		return this.#window.page;
	}

	get context(): BrowserContext {
		if (this.#context === null) throw new Error("this machine is off");
		return this.#context;
	}

	/** Switched on, with an empty tab. */
	async on(): Promise<void> {
		const options = { ...chromeOf({ args: this.#args }), ...PROFILE };
		this.#context = await prepare(await chromium.launchPersistentContext(this.#dir, options));
		await this.#settle(this.#context);
		this.#pid = this.#find();
		await this.newTab();
	}

	async newTab(): Promise<Page> {
		this.#window = await this.#browser.window(this.#name, this.context);
		return this.page;
	}

	/** Everything stops, timers too, and nobody is told. */
	shut(): void {
		process.kill(-this.#pid, "SIGSTOP");
	}

	open(): void {
		process.kill(-this.#pid, "SIGCONT");
	}

	/** No chance to say good-bye or to store anything. */
	async crash(): Promise<void> {
		const gone = new Promise((resolve) => this.context.once("close", resolve));
		process.kill(-this.#pid, "SIGKILL");
		await gone;
		this.#context = null;
	}

	async off(): Promise<void> {
		await this.#context?.close();
		rmSync(this.#dir, { recursive: true, force: true, maxRetries: 5 });
	}

	/** Chromium's first process: playwright starts it as the leader of a group. */
	#find(): number {
		const flag = `--user-data-dir=${this.#dir}`;
		for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
			const args = commandOf(pid);
			if (args.includes(flag) && !args.some((arg) => arg.startsWith("--type="))) return Number(pid);
		}
		throw new Error("Chromium is not running");
	}
}

function commandOf(pid: string): readonly string[] {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
	} catch {
		return []; // it has ended meanwhile
	}
}
