// The front end's own integrity in a real Chromium: a page whose script is not the one that it names does not start; the
// policy lets nothing in that is not ours: no inline script, no text as code or as markup, no foreign address.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { Browser, Server } from "./kit.ts";

let server: Server;
let browser: Browser;

before(async () => {
	server = await Server.start();
	browser = await Browser.launch("integrity", server.origin);
});
after(async () => {
	await browser?.close();
	await server?.dispose();
});

const open = async (name: string): Promise<Page> => (await browser.person(name)).page;
/** The address of the first file of that kind that the page names. */
async function named(kind: "js" | "css"): Promise<string> {
	const page = await open(`names-${kind}`);
	await page.goto(server.origin);
	const [path] = new RegExp(`/assets/[\\w-]+\\.${kind}`).exec(await page.content()) ?? [];
	assert.ok(path !== undefined);
	return `${server.origin}${path}`;
}
const started = (page: Page): Promise<boolean> =>
	page.evaluate(() => (document.getElementById("app")?.childElementCount ?? 0) > 0);

test("a script with one blank more does not run; as it was built, it does", async () => {
	const address = await named("js");
	const page = await open("script");
	const touched = { on: true };
	await page.route(address, async (route) => {
		const answer = await route.fetch();
		const body = await answer.text();
		await route.fulfill({ response: answer, body: touched.on ? `${body} ` : body });
	});
	const refused = page.waitForEvent("console", (message) => /integrity/i.test(message.text()));
	await page.goto(server.origin);
	assert.match((await refused).text(), /main-\w+\.js/);
	assert.equal(await started(page), false);
	touched.on = false;
	await page.goto(server.origin);
	await page.locator("#app > *").first().waitFor();
});

test("styles with one blank more are not used", async () => {
	const address = await named("css");
	const page = await open("styles");
	await page.route(address, async (route) => {
		const answer = await route.fetch();
		await route.fulfill({ response: answer, body: `${await answer.text()} ` });
	});
	const refused = page.waitForEvent("console", (message) => /integrity/i.test(message.text()));
	await page.goto(server.origin);
	await refused;
	assert.equal(await page.evaluate(() => document.styleSheets.length), 0);
});

/** What somebody who has got a line of theirs into the page could try next. Self-contained: it runs there. */
type Factory = { createPolicy(name: string, rules: object): unknown };
const tries: Readonly<Record<string, () => unknown>> = {
	// Later, since what the debugger itself runs may make code from text.
	"text as code": () =>
		new Promise((resolve, reject) => {
			setTimeout(() => {
				try {
					resolve(new Function("return 1")());
				} catch (error) {
					reject(error);
				}
			});
		}),
	"text as markup": () => {
		document.body.innerHTML = "<b>x</b>";
	},
	"a policy of their own": () =>
		(globalThis as unknown as { trustedTypes: Factory }).trustedTypes.createPolicy("theirs", { createHTML: (text: string) => text }),
	"our policy once more": () =>
		(globalThis as unknown as { trustedTypes: Factory }).trustedTypes.createPolicy("etatunti", { createScriptURL: (text: string) => text }),
	"a worker from text": () => new Worker(URL.createObjectURL(new Blob(["1"]))),
	"a script's address as text": () => {
		document.createElement("script").src = "/assets/x.js";
	},
};
for (const [what, attempt] of Object.entries(tries))
	test(`refused in the page: ${what}`, async () => {
		const page = await open(what);
		await page.goto(server.origin);
		await page.locator("#app > *").first().waitFor();
		await assert.rejects(page.evaluate(attempt), /TypeError|EvalError|SecurityError|Refused|policy/i);
	});

test("nothing goes to or comes from elsewhere, and no script stands in the page", async () => {
	const page = await open("elsewhere");
	await page.goto(server.origin);
	await page.locator("#app > *").first().waitFor();
	const violated = await page.evaluate(async () => {
		const found: string[] = [];
		addEventListener("securitypolicyviolation", (event) => found.push(event.effectiveDirective));
		const inline = document.createElement("div");
		inline.setAttribute("style", "color: red");
		const image = new Image();
		image.src = "https://127.0.0.1:1/x.png";
		const frame = document.createElement("iframe");
		frame.src = "https://127.0.0.1:1/";
		document.body.append(inline, frame);
		await fetch("https://127.0.0.1:1/").catch(() => undefined);
		while (found.length < 4) await new Promise((resolve) => setTimeout(resolve, 20));
		return found.sort();
	});
	assert.deepEqual(violated, ["connect-src", "frame-src", "img-src", "style-src-attr"]);
});
