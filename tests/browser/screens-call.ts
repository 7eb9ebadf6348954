// The hour itself: before its door, in the lobby, in the room with its dialogs, a guest's way, a withdrawal in the call. Rows
// of the table of screens (screens.ts); the tours go on from each other, with everybody's windows.
import type { Page } from "playwright-core";
import { CASES } from "../../web/src/demo/invented.ts";
import * as kit from "./kit.ts";
import { NAMED_REFERENCE } from "./screens-stage.ts";
import { type Guide, ofCase, plain, type Role, type Row, type Screen, type ScreenId, type Tour } from "./screens-row.ts";

const { fi } = kit;
const REFERENCE = CASES.sickLeave.question.reference;

const hour = (id: ScreenId): Screen => ({ ...{ id, to: (known) => ({ at: "hour", hour: known.hour }) } });
const gate = (id: ScreenId): Screen => ({ ...{ id, to: (known) => ({ at: "room", hour: known.hour }) } });

/** Once the hour has begun: until then the one before it is the next. */
export const BEGUN: readonly Row[] = [
	plain("worker-today", "today"),
	plain("colleague-today", "today"),
	plain("contact-today", "today"),
	plain("coordinator-today", "today"),
	plain("kela-today", "today"),
	plain("worker-hours", "hours"),
	plain("contact-hours", "hours"),
	plain("coordinator-hours", "hours"),
	hour("worker-hour"),
	hour("contact-hour"),
	hour("coordinator-hour"),
	gate("worker-gate"),
	gate("contact-gate"),
];

/** A button of the call, which may be behind "more". */
async function control(page: Page, name: string): Promise<void> {
	const button = page.getByTestId(name);
	if (!(await button.isVisible())) await page.getByTestId("more").click();
	await button.click();
}

/** Opened, seen, closed by Esc. */
async function seesDialog(by: Guide, id: ScreenId, button: string, box: string): Promise<void> {
	const page = by.page("worker");
	await control(page, button);
	await page.getByTestId(box).waitFor();
	await by.see(id);
	await page.keyboard.press("Escape");
	await page.getByTestId(box).waitFor({ state: "detached" });
}

const meets: Tour = {
	role: "worker",
	screens: {
		"worker-lobby": {},
		"contact-ring": { alerts: ["ring"] },
		"contact-lobby": {},
		"worker-room": {},
		"contact-room": {},
		"worker-room-elsewhere": {},
	},
	async walk({ page, see, cast, known }) {
		const [worker, contact] = [page("worker"), page("contact")];
		await kit.to(contact, "#/");
		await kit.intoLobby(worker, known.hour);
		await see("worker-lobby");
		await kit.openInTurn(worker, REFERENCE);
		await contact.getByTestId("ring").waitFor();
		await see("contact-ring");
		await contact.getByTestId("ring-answer").click();
		await contact.getByTestId("join-case").waitFor();
		await see("contact-lobby");
		await kit.joinInTurn(contact, REFERENCE);
		await kit.heardBy(worker, cast.contact.account.display);
		await see("worker-room");
		await see("contact-room");
		await kit.to(worker, `#/cases/${known.planned}`);
		await worker.getByTestId("call-bar").waitFor();
		await worker.getByTestId("shared-part").waitFor();
		await see("worker-room-elsewhere");
		await worker.getByTestId("back-to-call").click();
		// Another case was open meanwhile: the one in turn is here again.
		await worker.getByTestId("room").getByTestId("shared-part").waitFor();
	},
};

const DIALOGS = [
	["worker-room-share", "share", "share-dialog"],
	["worker-room-beside", "beside", "beside-dialog"],
	["worker-room-help", "call-help", "help-dialog"],
	["worker-room-next", "next-case", "close-case-dialog"],
	["worker-room-end", "end-hour", "close-case-dialog"],
	["worker-room-withdraw", "withdraw", "withdraw-dialog"],
] as const;

const asks: Tour = {
	role: "worker",
	screens: {
		...Object.fromEntries(DIALOGS.map(([id]) => [id, {}])),
		"worker-room-hidden": {},
		"contact-room-hidden": {},
	},
	async walk(by) {
		const worker = by.page("worker");
		for (const [id, button, box] of DIALOGS) await seesDialog(by, id, button, box);
		await worker.keyboard.press("F8");
		await worker.getByTestId("cover").waitFor();
		await by.see("worker-room-hidden");
		await by.see("contact-room-hidden");
		await worker.getByTestId("show-again").click();
		await worker.getByTestId("cover").waitFor({ state: "detached" });
	},
};

const withdraws: Tour = {
	role: "worker",
	screens: {
		"worker-room-closed": { alerts: ["room-closed-"] },
		"contact-room-closed": { alerts: ["room-closed-"] },
	},
	async walk({ page, see }) {
		await kit.withdraw(page("worker"));
		for (const role of ["worker", "contact"] as const) {
			await page(role).getByTestId("to-lobby").waitFor();
			await see(`${role}-room-closed`);
			await page(role).getByTestId("to-lobby").click();
			await page(role).getByTestId("leave-lobby").click();
		}
	},
};

const hasGuest: Tour = {
	role: "worker",
	screens: {
		"guest-waits": { spins: true },
		"worker-room-knock": { alerts: ["knock"] },
		"worker-room-guest": {},
		"guest-room": {},
		"guest-gone": {},
	},
	async walk({ page, see, cast, known, links, queueNamed }) {
		const [worker, guest] = [page("worker"), page("guest")];
		await queueNamed();
		await kit.intoLobby(worker, known.hour);
		await kit.openInTurn(worker, NAMED_REFERENCE);
		await guest.goto("about:blank");
		await guest.goto(links.guest);
		await guest.getByTestId("guest-knock").click();
		await guest.getByTestId("guest-waits").waitFor();
		await see("guest-waits");
		await worker.getByTestId("knock").waitFor();
		await see("worker-room-knock");
		await worker.getByTestId("admit").click();
		await guest.getByTestId("guest-room").waitFor();
		await kit.heardBy(guest, cast.pairA[0].account.display);
		await see("worker-room-guest");
		await see("guest-room");
		await kit.nextCase(worker);
		await kit.heading(guest, fi.guest.goneTitle);
		await see("guest-gone");
		await worker.getByTestId("leave-room").click();
	},
};

/** What stands after a withdrawal. */
const AFTERWARDS: readonly Row[] = [
	ofCase("worker-case-withdrawn", "case", "ready", { alerts: ["consent-state-"] }),
	ofCase("worker-consent-withdrawn", "consent", "ready", { alerts: ["consent-state-"] }),
	ofCase("contact-case-withdrawn", "case", "ready", { alerts: ["consent-state-"] }),
];

/** One after the other, in this order. */
export const CALLS: readonly Row[] = [meets, asks, withdraws, ...AFTERWARDS, hasGuest];
