// What a page shows when there is nothing on it yet, and when the server cannot be reached. Rows of the table of screens
// (screens.ts).
import * as kit from "./kit-screens.ts";
import { ofCase, plain, type Row, type Tour } from "./screens-row.ts";
import { NEWCOMER } from "./screens-stage.ts";

const { fi } = kit;
const PASSPHRASE = "tuuli saari kolmas honka";

/** Enrols with the link, is compared over the phone, signs in and finds every page empty. */
export const enrols: Tour = {
	role: "newcomer",
	screens: {
		"newcomer-invited": {},
		"newcomer-passphrase": {},
		"newcomer-sheet": {},
		"newcomer-retype": {},
		"newcomer-waiting": {},
	},
	async walk({ page, see, links }) {
		const newcomer = page("newcomer");
		const account = { display: "", username: "", passphrase: PASSPHRASE };
		await kit.enrol(newcomer, links.enrol, account, false, (what) => see(`newcomer-${what}`));
		await newcomer.getByTestId("my-number").waitFor();
		await see("newcomer-waiting");
	},
};

const EMPTY = ["today", "cases", "hours", "follow-up"] as const;

const starts: Tour = {
	role: "newcomer",
	screens: Object.fromEntries(EMPTY.map((at) => [`newcomer-${at}`, {}])),
	async walk({ page, open, see }) {
		const newcomer = page("newcomer");
		const number = await kit.numberShown(newcomer);
		const coordinator = await open("coordinator", { at: "people" });
		await kit.confirmPerson(coordinator, NEWCOMER.display, number);
		await kit.signInHere(newcomer, PASSPHRASE);
		for (const at of EMPTY) {
			await open("newcomer", { at });
			await see(`newcomer-${at}`);
		}
	},
};

/** After the newcomer has enrolled; with the coordinator. */
export const STARTS: readonly Row[] = [starts];

const OFFLINE = { alerts: ["offline-bar", "failure-offline", "ring"] };

/** What has been loaded stays readable; what cannot be done now says so. */
export const CUT: readonly Row[] = [
	plain("worker-offline", "today", OFFLINE),
	ofCase("worker-offline-case", "case", "planned", OFFLINE),
	ofCase("worker-offline-plan", "plan", "planned", OFFLINE),
	plain("contact-offline-cases", "cases", OFFLINE),
	plain("contact-offline-shelf", "shelf", { alerts: [...OFFLINE.alerts, "shelf-offline"] }),
	plain("coordinator-offline-series", "series", OFFLINE),
	plain("coordinator-offline-people", "people", OFFLINE),
];
