// Three windows of one browser profile, three people: each tab has its own session, survives a reload without the
// passphrase, and is locked alone. As on a shared machine of an office.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import type { Cast } from "../../web/src/demo/cast.ts";
import type { Member } from "../../web/src/demo/found.ts";
import * as kit from "./kit.ts";
import { Browser, fi, Server, type Window } from "./kit.ts";
import { keptInVault } from "./kit-vault.ts";

let server: Server;
let browser: Browser;
let people: readonly Member[];
let windows: readonly Window[];

before(async () => {
	server = await Server.start();
	const cast: Cast = await kit.furnish(server);
	people = [cast.pairA[0], cast.contact, cast.coordinator];
	browser = await Browser.launch("one-profile", server.origin);
	const profile = await browser.profile();
	windows = await Promise.all(
		people.map(({ account }) => browser.window(account.username, profile)),
	);
});
after(async () => {
	await browser?.close();
	await server?.dispose();
});

const each = (live: (page: Page, person: Member, window: Window) => Promise<void>) =>
	Promise.all(
		windows.map((window, i) => live(window.page, people[i] as Member, window)),
	);

/** Whose window it is, as the header says. */
const isOf = (page: Page, { account }: Member) =>
	kit.button(page.getByRole("banner"), account.display).waitFor();

async function menu(page: Page, { account }: Member, word: string): Promise<void> {
	await kit.button(page.getByRole("banner"), account.display).click();
	await kit.button(page, word).click();
}

/** Sessions of tabs as they stand in the profile's IndexedDB, and whether any of their keys could be taken out of it. */
async function kept(page: Page): Promise<{ tabs: number; extractable: boolean }> {
	const rows = await keptInVault(page, "tab/");
	return { tabs: rows.length, extractable: rows.some(({ extractable }) => extractable !== false) };
}

const seen = (live: () => Promise<void>) => async () => {
	try {
		await live();
	} catch (error) {
		await browser.pictureAll();
		throw error;
	}
};

test(
	"three people sign in side by side, each with their own work",
	seen(async () => {
		// One after the other: the second finds the first one's name remembered on this device.
		for (const [i, { page }] of windows.entries()) {
			const person = people[i] as Member;
			await kit.signInByLink(page, server.origin, person.account);
			await isOf(page, person);
		}
		const [worker, contact, coordinator] = windows.map(({ page }) => page) as [Page, Page, Page];
		const nav = (page: Page) => page.getByRole("navigation", { name: fi.shell.nav });
		await kit.link(worker, fi.cases.add).waitFor();
		assert.equal(await kit.link(contact, fi.cases.add).count(), 0);
		await kit.link(nav(coordinator), fi.shell.people).waitFor();
		assert.equal(await kit.link(nav(coordinator), fi.shell.cases).count(), 0);
		await windows[0]?.look("worker-today", { phone: true });
		await windows[1]?.look("contact-today", { phone: true });
		await windows[2]?.look("coordinator-today", { phone: true });
	}),
);

test(
	"a reload asks for no passphrase and mixes nobody up",
	seen(async () => {
		await each(async (page, person) => {
			await page.reload();
			await isOf(page, person);
			await kit.heading(page, /^Tänään, /);
		});
	}),
);

test(
	"a copy of a tab is nobody's session",
	seen(async () => {
		const [first] = windows;
		const [popup] = await Promise.all([
			first?.page.waitForEvent("popup"),
			first?.page.evaluate(() => void open(location.href)),
		]);
		assert.ok(popup);
		await kit.heading(popup, fi.signIn.title);
		await popup.close();
		await isOf(first?.page as Page, people[0] as Member);
	}),
);

test(
	"one locks, the others go on; the passphrase alone unlocks",
	seen(async () => {
		const [worker, contact, coordinator] = windows as [Window, Window, Window];
		const [sanna, kimmo, kaisa] = people as [Member, Member, Member];
		await menu(worker.page, sanna, fi.shell.lock);
		await kit.heading(worker.page, fi.signIn.unlockTitle);
		await worker.look("locked", { phone: true });
		await kit.go(contact.page, fi.shell.cases, fi.cases.titleKela);
		await kit.go(coordinator.page, fi.shell.people);
		await isOf(contact.page, kimmo);
		await isOf(coordinator.page, kaisa);

		const unlock = async (passphrase: string) => {
			await kit.field(worker.page, fi.signIn.pass).fill(passphrase);
			await kit.press(worker.page, fi.signIn.unlock);
		};
		await unlock("ei tämä ole oikea lause");
		await worker.page.getByText(fi.errors.wrong_passphrase).waitFor();
		await worker.look("wrong-passphrase");
		await unlock(sanna.account.passphrase);
		await isOf(worker.page, sanna);
		await kit.heading(worker.page, /^Tänään, /);
	}),
);

test(
	"signed out is signed out after a reload too; a locked tab stays locked",
	seen(async () => {
		const [worker, contact] = windows as [Window, Window];
		const [sanna, kimmo] = people as [Member, Member];
		assert.deepEqual(await kept(worker.page), { tabs: 3, extractable: false });
		await menu(contact.page, kimmo, fi.shell.signOut);
		await kit.heading(contact.page, fi.signIn.title);
		assert.equal((await kept(worker.page)).tabs, 2, "signed out: wiped from the profile");
		await contact.page.reload();
		await kit.heading(contact.page, fi.signIn.title);
		await contact.look("signed-out", { phone: true });
		await menu(worker.page, sanna, fi.shell.lock);
		await kit.heading(worker.page, fi.signIn.unlockTitle);
		assert.equal((await kept(worker.page)).tabs, 1, "locked: wiped from the profile");
		await worker.page.reload();
		await worker.page.getByRole("heading", { level: 1 }).waitFor();
		assert.equal(await worker.page.getByRole("button", { name: sanna.account.display }).count(), 0);
		await kit.field(worker.page, fi.signIn.username).or(kit.field(worker.page, fi.signIn.pass)).first().waitFor();
	}),
);

test("no errors, no policy violations, no third host, no barriers", async () => {
	await browser.close();
	assert.deepEqual(browser.problems, []);
	assert.deepEqual(browser.barriers, []);
});
