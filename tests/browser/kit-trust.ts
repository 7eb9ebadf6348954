// Numbers, keys and the client's rights on the screen, in Finnish, by the names that people see.
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { button, field, fi, go, heading, link, press } from "./kit-screens.ts";

const digitsOf = async (at: Locator): Promise<string> =>
	((await at.textContent()) ?? "").replace(/\D/g, "");

/** To somebody's own page, by the list of people. */
export async function toPerson(page: Page, display: string): Promise<void> {
	await go(page, fi.shell.people);
	await link(page, display).click();
	await heading(page, display);
}

/** What the comparing dialog shows: their number and mine. */
export async function numbersOf(dialog: Locator): Promise<{ theirs: string; mine: string }> {
	await dialog.waitFor();
	const theirs = await digitsOf(dialog.getByTestId("their-number"));
	const mine = await digitsOf(dialog.getByTestId("own-number"));
	assert.equal(theirs.length, 30);
	assert.equal(mine.length, 30);
	return { theirs, mine };
}

/** Somebody reads their own number from their settings. */
export async function readOwnNumber(page: Page): Promise<string> {
	await page.getByTestId("name-menu").click();
	await page.getByTestId("to-settings").click();
	await heading(page, fi.settings.title);
	return digitsOf(page.getByTestId("my-number"));
}

/** The coordinator makes a link to new keys for somebody. */
export async function reinvite(page: Page, display: string): Promise<string> {
	await toPerson(page, display);
	await press(page, fi.person.reinvite);
	const dialog = page.getByRole("dialog", { name: fi.person.reinviteTitle(display) });
	await press(dialog, fi.people.makeLink);
	const address = await field(dialog, fi.people.link).inputValue();
	await press(dialog, fi.common.close);
	return address;
}

/** The coordinator removes somebody's access. */
export async function revoke(page: Page, display: string, reason: string): Promise<void> {
	await toPerson(page, display);
	await press(page, fi.person.revoke);
	const dialog = page.getByRole("dialog", { name: fi.person.revokeTitle(display) });
	await field(dialog, reason).check();
	await press(dialog, fi.person.revokeConfirm);
	await page.getByText(fi.person.revoked(display)).waitFor();
}

/** The reference as it is printed on the client's paper. */
export async function referenceOf(page: Page, caseName: string): Promise<string> {
	await go(page, fi.shell.cases);
	await link(page, caseName).click();
	await heading(page, caseName);
	const shown = (await page.getByTestId("case-reference").textContent()) ?? "";
	assert.match(shown.trim(), /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
	return shown.trim();
}

/** A client has called the coordinator and reads the reference from their paper. */
export async function withdrawByPaper(page: Page, reference: string): Promise<void> {
	await go(page, fi.shell.today);
	await link(page, fi.paper.open).click();
	await heading(page, fi.paper.title);
	await field(page, fi.paper.reference).fill(reference.toLowerCase());
	await press(page, fi.paper.find);
	const found = page.getByTestId("case-found");
	await found.getByText(fi.codes.consent["in-force"]).waitFor();
	await field(found, fi.codes.who.client).check();
	await field(found, fi.codes.how.message).check();
	await press(found, fi.consent.withdrawConfirm);
	await page.getByText(fi.paper.done).waitFor();
}

/** The button of the call that compares that person's number. */
export const compareNow = (page: Page, display: string): Locator =>
	button(page, fi.room.compareNow(display));
