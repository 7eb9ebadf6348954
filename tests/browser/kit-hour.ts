// Through the hour on the screen: lobby, room, plan, next case, withdrawal. In Finnish, by the names that people see.
import type { Page } from "playwright-core";
import { button, field, fi, go, heading, type Look, press } from "./kit-screens.ts";

/** The room with that case in it. */
export const inRoom = (page: Page, reference: string): Promise<void> =>
	heading(page, fi.room.title(reference));

/** From today's page into the lobby; waits for the door to open if it is not open yet. */
export async function enterLobby(page: Page, look: Look = async () => undefined): Promise<void> {
	await go(page, fi.shell.today);
	const join = button(page.getByTestId("next-hour"), fi.today.join);
	await join.and(page.locator(':not([aria-disabled="true"])')).waitFor({ timeout: 120_000 });
	await join.click();
	await look("gate");
	await press(page, fi.lobby.enter);
	await page.getByRole("heading", { name: fi.lobby.present }).waitFor();
}

/** Somebody else is seen in the lobby. */
export const seesInLobby = (page: Page, name: string): Promise<void> =>
	page.getByTestId("present").getByText(name).waitFor();

/** The pair's way into a case that waits. */
export async function openInTurn(page: Page, reference: string): Promise<void> {
	await press(page, fi.lobby.open(reference));
	await inRoom(page, reference);
}

/** Kela's way into the case in turn. Gives when it was pressed, on the machine's clock. */
export async function joinInTurn(page: Page, reference: string): Promise<number> {
	await page.getByRole("heading", { name: fi.lobby.myTurn }).waitFor();
	const at = await page.evaluate(() => performance.timeOrigin + performance.now());
	await press(page, fi.lobby.joinPlain);
	await inRoom(page, reference);
	return at;
}

/** The sentence that names who hears me, and the mark on their picture. */
export async function heardBy(page: Page, name: string): Promise<void> {
	await page.getByRole("status").getByText(fi.room.hears(name), { exact: true }).waitFor();
	const tile = page.getByTestId("tile").filter({ hasText: name });
	await tile.getByText(fi.room.verified, { exact: true }).waitFor();
}

/** Ends this case as handled and goes on. Gives when it was pressed. */
export async function nextCase(page: Page, look: Look = async () => undefined): Promise<number> {
	await press(page, fi.room.next);
	await page.getByRole("dialog", { name: fi.room.nextTitle }).waitFor();
	await look("next-case");
	const at = await page.evaluate(() => performance.timeOrigin + performance.now());
	await press(page.getByRole("dialog"), fi.room.goNext);
	return at;
}

/** The client says in the call that they withdraw. */
export async function withdraw(page: Page, look: Look = async () => undefined): Promise<void> {
	await press(page, fi.consent.withdraw);
	const dialog = page.getByRole("dialog", { name: fi.consent.withdrawTitle });
	await field(dialog, fi.codes.who.client).check();
	await field(dialog, fi.codes.how.oral).check();
	await look("withdraw");
	await press(dialog, fi.consent.withdrawConfirm);
}
