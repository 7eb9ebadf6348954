// A real Chromium with one window per person: watches each for errors, policy violations and foreign hosts, takes the
// pictures, and asks axe about every screen that a test looks at. Knows no screen of Etätunti.
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { type BrowserContext, type Browser as Chromium, chromium, type Page } from "playwright-core";
import { installProbe } from "./kit-probe.ts";

const source = process.env["ET_SOURCE_DIR"] ?? process.cwd();
export const pictures = join(process.env["ET_BUILD_DIR"] ?? join(source, "build"), "browser");
const axe = readFileSync(
	createRequire(join(source, "web/package.json")).resolve("axe-core/axe.min.js"),
	"utf8",
);
const RULES = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] };
/** What another colour scheme can change. */
const COLOUR_RULES = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };
/** How long anything may take before the test is given up: argon2id and a call's start included. */
const PATIENCE_MS = 30_000;

/** What Chromium itself says of a network that is gone. */
const NO_NETWORK = /net::ERR_(CONNECTION|INTERNET|NETWORK|EMPTY)|^WebSocket connection to .* failed/;

interface AxeResult {
	readonly violations: readonly {
		readonly id: string;
		readonly help: string;
		readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
	}[];
}

/** What a look may do besides a picture of the desktop. */
export interface LookOptions {
	/** Also at the width of a phone. */
	readonly phone?: boolean;
	/** Only what fits the window, not the whole page. */
	readonly window?: boolean;
}

/** A machine's devices and what else Chromium is told. Both fake ones unless a test takes them away. */
export interface Chrome {
	/** A camera and a microphone that move and beep; without them this machine has none. */
	readonly devices?: boolean;
	/** Somebody who allows them at once; without them nobody answers, and headless that means no. */
	readonly allows?: boolean;
	readonly args?: readonly string[];
}

export function chromeOf({ devices = true, allows = true, args = [] }: Chrome = {}) {
	const fake = [
		...(devices ? ["--use-fake-device-for-media-stream"] : []),
		...(allows ? ["--use-fake-ui-for-media-stream"] : []),
	];
	return {
		executablePath: process.env["ET_CHROMIUM"] ?? "/usr/bin/chromium",
		// The second: without it nothing connects on a machine with loopback only. The third: TURN over TLS.
		args: [
			...["--no-sandbox", "--allow-loopback-in-peer-connection", "--ignore-certificate-errors"],
			...fake,
			...args,
		],
	};
}

/** Of every profile: Finnish is not asked for, and what is shown is Finnish time all the same. */
export const PROFILE = {
	ignoreHTTPSErrors: true,
	viewport: DESKTOP,
	locale: "en-US",
	timezoneId: "America/New_York",
	reducedMotion: "reduce",
} as const;

/** What every profile has before its first page. */
export async function prepare(context: BrowserContext): Promise<BrowserContext> {
	context.setDefaultTimeout(PATIENCE_MS);
	await context.addInitScript(installProbe);
	return context;
}

/** One person's window. */
export class Window {
	readonly name: string;
	readonly page: Page;
	readonly #browser: Browser;

	constructor(browser: Browser, name: string, page: Page) {
		this.#browser = browser;
		this.name = name;
		this.page = page;
		const wrong = (what: string) => browser.problems.push(`${name}: ${what}`);
		page.on("console", (message) => {
			if (message.type() !== "error" || (browser.cut && NO_NETWORK.test(message.text()))) return;
			wrong(`console: ${message.text()} ${message.location().url}`);
		});
		page.on("pageerror", (error) => wrong(`error: ${error.stack ?? error.message}`));
		page.on("request", (request) => this.#sameHost(request.url()));
		page.on("websocket", (socket) => this.#sameHost(socket.url()));
		page.on("response", (response) => {
			if (response.status() >= 400) wrong(`${response.status()} ${response.url()}`);
		});
	}

	#sameHost(address: string): void {
		const { protocol, host } = new URL(address);
		const local = ["data:", "blob:", "file:"].includes(protocol) || address === "about:blank";
		if (!local && host !== this.#browser.host)
			this.#browser.problems.push(`${this.name}: asked a third host: ${address}`);
	}

	/** A picture of what is on the screen, and what axe and a ruler say about it. */
	async look(what: string, options: LookOptions = {}): Promise<void> {
		const file = `${this.#browser.prefix}-${String(this.#browser.count()).padStart(2, "0")}-${what}`;
		await this.#judge(file);
		const fullPage = options.window !== true;
		const size = this.page.viewportSize() ?? DESKTOP;
		await this.page.screenshot({ path: join(pictures, `${file}-${size.width}.png`), fullPage });
		if (options.phone !== true) return;
		await this.page.setViewportSize(PHONE);
		await this.#judge(`${file}-390`);
		await this.page.screenshot({ path: join(pictures, `${file}-390.png`), fullPage: true });
		await this.page.setViewportSize(size);
	}

	/** At this size as it is, without a picture; by all rules, or by those of colours alone. */
	async judge(what: string, colours = false): Promise<void> {
		await this.#judge(what, colours ? COLOUR_RULES : RULES);
	}

	async #judge(what: string, rules: object = RULES): Promise<void> {
		let found = await this.#axe(rules);
		if (found === null) {
			await this.page.evaluate(axe); // once a document: it is half a megabyte
			found = await this.#axe(rules);
		}
		if (found === null) throw new Error("axe does not start");
		for (const { id, help, nodes } of found.violations)
			for (const { html, failureSummary = "" } of nodes)
				this.#browser.barriers.push(`${what}: ${id}: ${help}\n    ${html}\n    ${failureSummary}`);
		const wide = await this.page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
		);
		if (wide > 0) this.#browser.barriers.push(`${what}: ${wide} px wider than the window`);
	}

	#axe(runOnly: object): Promise<AxeResult | null> {
		return this.page.evaluate((only) => {
			const { axe } = globalThis as { axe?: { run(d: Document, o: object): Promise<AxeResult> } };
			const options = { runOnly: only, resultTypes: ["violations"], iframes: false, preload: false };
			if (axe === undefined) return null;
			// axe asks for the colour that letters are filled with. Where the system forces colours, Chromium names there the
			// page's own, which it does not draw with; `color` is what it draws.
			const styles = CSSStyleDeclaration.prototype;
			const asked = styles.getPropertyValue;
			styles.getPropertyValue = function (name) {
				return asked.call(this, name === "-webkit-text-fill-color" ? "color" : name);
			};
			return axe.run(document, options).finally(() => {
				styles.getPropertyValue = asked;
			});
		}, runOnly);
	}

	async violations(): Promise<void> {
		for (const one of await this.page.evaluate(() => globalThis.etProbe?.violations ?? []))
			this.#browser.problems.push(`${this.name}: content policy: ${one}`);
	}
}

export class Browser {
	readonly host: string;
	readonly prefix: string;
	readonly origin: string;
	/** Console errors, page errors, policy violations, answers of 400 and above, foreign hosts. */
	readonly problems: string[] = [];
	/** What axe finds, and pages wider than their window. */
	readonly barriers: string[] = [];
	readonly windows: Window[] = [];
	/** Its network is gone on purpose: that is no problem. */
	cut = false;
	readonly #chromium: Chromium;
	#looks = 0;

	private constructor(chromium: Chromium, prefix: string, origin: string) {
		this.#chromium = chromium;
		this.prefix = prefix;
		this.origin = origin;
		this.host = new URL(origin).host;
	}

	/** `prefix` begins the names of the pictures. */
	static async launch(prefix: string, origin: string, chrome: Chrome = {}): Promise<Browser> {
		mkdirSync(pictures, { recursive: true });
		for (const old of readdirSync(pictures))
			if (old.startsWith(`${prefix}-`)) rmSync(join(pictures, old));
		return new Browser(await chromium.launch(chromeOf(chrome)), prefix, origin);
	}

	count(): number {
		this.#looks += 1;
		return this.#looks;
	}

	/** A browser profile of its own: nothing remembered. `touch`: a phone, driven by fingers. */
	async profile(viewport: { width: number; height: number } = DESKTOP, touch = false) {
		const device = { viewport, hasTouch: touch, isMobile: touch };
		return prepare(await this.#chromium.newContext({ ...PROFILE, ...device }));
	}

	/** A window in that profile. */
	async window(name: string, context: BrowserContext): Promise<Window> {
		const window = new Window(this, name, await context.newPage());
		this.windows.push(window);
		return window;
	}

	/** A window in a profile of its own. */
	async person(name: string): Promise<Window> {
		return this.window(name, await this.profile());
	}

	/** Collects the last and closes everything; what went wrong is in `problems` and `barriers`. */
	async close(): Promise<void> {
		for (const window of this.windows) await window.violations().catch(() => undefined);
		await this.#chromium.close();
	}

	/** What everybody sees when a test has failed. */
	async pictureAll(): Promise<void> {
		for (const { name, page } of this.windows)
			await page
				.screenshot({ path: join(pictures, `${this.prefix}-failed-${name}.png`), fullPage: true })
				.catch(() => undefined);
	}
}

/** Tests that go on from each other: after the first that fails, of which a picture is kept, the rest is skipped. */
export function stepsOf(browser: () => Browser) {
	let broken = false;
	return (name: string, live: () => Promise<void>) =>
		test(name, async (t) => {
			if (broken) return t.skip("an earlier step failed");
			try {
				await live();
			} catch (error) {
				broken = true;
				await browser().pictureAll();
				throw error;
			}
		});
}
