// What a worker of the pair sees beside the hour itself. Rows of the table of screens (screens.ts).
import type { Page } from "playwright-core";
import { inventedCode } from "../../web/src/demo/invented.ts";
import { NEW_CASE_STEPS } from "../../web/src/state/route.ts";
import type { Case } from "./kit-screens.ts";
import * as kit from "./kit-screens.ts";
import { LANGUAGES, ofCase, ofPerson, opens, plain, type Row, type Screen, type Tour } from "./screens-row.ts";

const { fi } = kit;

const NEW: Case = {
	reference: "A-106",
	question: "Voiko kuntoutustukea hakea, kun sairauspäivärahan enimmäisaika täyttyy tammikuussa?",
	topics: [fi.codes.topics["sickness-allowance"], fi.codes.topics.rehabilitation],
	situation: "Polvileikkaus syksyllä, paluu varastotyöhön on auki. B-lausunto on pyydetty.",
	network: "Työterveyshuolto, fysioterapia",
	background: "Kaksi lasta joka toinen viikko. Autolla ei vielä saa ajaa.",
	clientName: "Leena Luotu",
	clientCode: inventedCode("21", "10", "1976", 938),
};

const paper = (which: "record" | "summary" | "receipt"): Screen => ({
	...{ id: `worker-${which}`, to: (known) => ({ at: "paper", case: known.planned, paper: which }) },
});

const consentStep = (step: "scope" | "sign" | "check"): Screen => ({
	...{ id: `worker-consent-${step}`, to: (known) => ({ at: "consent-new", case: known.bare, step }) },
});

async function namesClient(page: Page): Promise<void> {
	await page.getByTestId("clientName").fill("Sirkka Satunnainen");
	await page.getByTestId("clientCode").fill(inventedCode("08", "01", "1979", 973));
}

/** Fields are kept as a draft, so that each step stands with what was filled in before it. */
const CONSENT: readonly Screen[] = [
	{
		id: "worker-consent-client",
		to: (known) => ({ at: "consent-new", case: known.bare, step: "client" }),
		then: namesClient,
	},
	consentStep("scope"),
	consentStep("sign"),
	consentStep("check"),
];

const newCase: Tour = {
	role: "worker",
	screens: {
		"worker-case-new-errors": { alerts: ["error-summary", "wrong"] },
		"worker-case-question": {},
		"worker-case-topics": {},
		"worker-case-situation": {},
		"worker-case-signals": {},
		"worker-case-background": {},
		"worker-case-check": {},
	},
	routes: NEW_CASE_STEPS.map((step) => ({ to: () => ({ at: "case-new", step, hour: null }) })),
	async walk({ open, see }) {
		const worker = await open("worker", { at: "case-new", step: "question", hour: null });
		await kit.heading(worker, fi.newCase.questionTitle);
		await worker.getByTestId("next").click();
		await worker.getByTestId("error-summary").waitFor();
		await see("worker-case-new-errors");
		await kit.openCase(worker, NEW, (what) => see(`worker-${what}`));
	},
};

const PIN = "2718";

/** The device goes to the client; what is asked first may be looked at. */
async function hands(page: Page, look: () => Promise<void> = async () => undefined): Promise<void> {
	await opens("hand", "give-dialog")(page);
	await look();
	await page.getByTestId("give-pin").fill(PIN);
	await page.getByTestId("give-confirm").click();
	await page.getByTestId("handed-back").waitFor();
}

async function takesBack(page: Page, look: () => Promise<void> = async () => undefined): Promise<void> {
	await opens("handed-back", "take-dialog")(page);
	await look();
	await page.getByTestId("take-pin").fill(PIN);
	await page.getByTestId("take-confirm").click();
	await page.getByTestId("name-menu").waitFor();
}

/** The client chooses a language on the first page; the next ones stand in it. */
const consentHanded: Tour = {
	role: "worker",
	screens: {
		"worker-hand": {},
		"worker-consent-handed": {},
		"worker-consent-handed-sign": {},
		"worker-consent-handed-thanks": {},
		"worker-hand-back": {},
	},
	async walk({ open, see, known }) {
		const worker = await open("worker", { at: "consent-new", case: known.bare, step: "client" });
		await namesClient(worker);
		await worker.getByTestId("next").click();
		await kit.heading(worker, fi.consent.scopeTitle);
		await worker.getByTestId("health-yes").check();
		await hands(worker, () => see("worker-hand"));
		await worker.getByTestId("handed-next").waitFor();
		await see("worker-consent-handed");
		for (const language of LANGUAGES) {
			await worker.getByTestId(`client-language-${language}`).check();
			await opens("handed-next", "handed-done")(worker);
			await see("worker-consent-handed-sign", language);
			await opens("handed-not", "handed-thanks")(worker);
			await see("worker-consent-handed-thanks", language);
			await opens("handed-again", "handed-before")(worker);
			await opens("handed-before", "handed-next")(worker);
		}
		await takesBack(worker, () => see("worker-hand-back", "fi"));
	},
};

const measuresHanded: Tour = {
	role: "worker",
	screens: { "worker-measures-handed": {}, "worker-measures-thanks": {} },
	async walk({ open, see, known }) {
		const worker = await open("worker", { at: "measures", case: known.planned });
		await hands(worker);
		await worker.getByTestId("handed-done").waitFor();
		await see("worker-measures-handed");
		for (const language of LANGUAGES) {
			await worker.getByTestId(`client-language-${language}`).check();
			await opens("handed-done", "handed-thanks")(worker);
			await see("worker-measures-thanks", language);
			await opens("handed-again", "handed-done")(worker);
		}
		await takesBack(worker);
	},
};

const locked: Tour = {
	role: "worker",
	screens: { "worker-menu": {}, "worker-locked": {} },
	async walk({ open, see, cast }) {
		const worker = await open("worker", { at: "devices", hour: null }); // nothing to press where the menu lies over the page
		await worker.getByTestId("name-menu").click();
		await worker.getByTestId("lock").waitFor();
		await see("worker-menu");
		await worker.getByTestId("lock").click();
		await worker.getByTestId("unlock").waitFor();
		await see("worker-locked");
		await worker.getByTestId("passphrase").fill(cast.pairA[0].account.passphrase);
		await worker.getByTestId("unlock").click();
		await worker.getByTestId("name-menu").waitFor();
	},
};

const CASES: readonly Row[] = [
	plain("worker-cases", "cases"),
	ofCase("worker-case", "case", "ready"),
	ofCase("worker-case-bare", "case", "bare", { alerts: ["consent-state-missing"] }),
	ofCase("worker-case-planned", "case", "planned"),
	ofCase("worker-case-question-only", "case", "question"),
	ofCase("worker-case-answered", "case", "answered"),
	ofCase("worker-case-erased", "case", "erased"),
	ofCase("worker-case-edit", "case", "ready", { then: opens("edit-shared", "save-shared") }),
	ofCase("worker-case-edit-signals", "case", "ready", { then: opens("edit-signals", "save-signals") }),
	ofCase("worker-guest-named", "case", "named", { then: opens("invite-guest-open", "make-guest-link") }),
	ofCase("worker-guest-nobody", "case", "ready", {
		...{ then: opens("invite-guest-open", "guest-not-covered"), alerts: ["guest-not-covered"] },
	}),
	ofCase("worker-withdraw", "case", "ready", { then: opens("withdraw", "withdraw-dialog") }),
	ofCase("worker-unqueue", "case", "queued", { then: opens("unqueue", "unqueue-dialog") }),
	ofCase("worker-hold", "case", "planned", { then: opens("hold", "hold-dialog") }),
	ofCase("worker-close", "case", "planned", { then: opens("close-case", "close-dialog") }),
	{ id: "worker-queue", to: (known) => ({ at: "case-queue", case: known.named, hour: null }) },
	{ id: "worker-queue-no", to: (known) => ({ at: "case-queue", case: known.unread, hour: null }) },
	ofCase("worker-consent", "consent", "ready"),
	ofCase("worker-consent-unread", "consent", "unread"),
	...CONSENT,
	consentHanded,
	newCase,
	plain("worker-general", "general-new"),
];

const AFTER: readonly Row[] = [
	ofCase("worker-plan-empty", "plan", "ready"),
	ofCase("worker-plan", "plan", "planned"),
	ofCase("worker-plan-history", "plan", "planned", { then: opens("plan-history-open", "plan-version") }),
	ofCase("worker-log", "report", "ready"),
	paper("record"),
	paper("summary"),
	paper("receipt"),
	plain("worker-follow-up", "follow-up"),
	plain("worker-follow-up-move", "follow-up", { then: opens("follow-up-move", "follow-up-move-dialog") }),
	ofCase("worker-measures", "measures", "planned"),
	ofCase("worker-measures-new", "measures", "ready"),
	ofCase("worker-measures-drop", "measures", "planned", {
		then: opens("drop-measures", "drop-measures-dialog"),
	}),
	measuresHanded,
	ofCase("worker-card", "card", "proposing"),
	ofCase("worker-card-back", "card", "proposing", { then: opens("send-back", "card-back-dialog") }),
	ofCase("worker-card-new", "card", "planned", { then: opens("new-card", "propose-card") }),
	plain("worker-shelf", "shelf"),
	plain("worker-retention", "retention"),
];

const OWN: readonly Row[] = [
	{ id: "worker-hour-held", to: (known) => ({ at: "hour", hour: known.heldHour }) },
	{ id: "worker-hour-own", to: (known) => ({ at: "hour", hour: known.ownHour }) },
	plain("worker-today-keys", "today", { then: opens("give-keys", "give-dialog") }),
	plain("worker-people", "people"),
	ofPerson("worker-person", "contact"),
	ofPerson("worker-person-me", "worker"),
	ofPerson("worker-compare", "coordinator", { then: opens("compare", "compare-dialog") }),
	plain("worker-professionals", "professionals"),
	plain("worker-settings", "settings"),
	plain("worker-settings-sheet", "settings", {
		then: async (page, { cast }) => {
			await page.getByTestId("passphrase").fill(cast.pairA[0].account.passphrase);
			await page.getByTestId("show-sheet").click();
			await page.getByTestId("account-sheet").waitFor();
		},
	}),
	plain("worker-passphrase", "passphrase"),
	{ id: "worker-help", to: () => ({ at: "help", role: "worker" }) },
	{ id: "worker-devices", to: () => ({ at: "devices", hour: null }) },
	{
		id: "worker-devices-running",
		to: () => ({ at: "devices", hour: null }),
		then: async (page) => {
			await page.getByTestId("start-check").click();
			await page.getByTestId("self-view").waitFor();
			await page.getByTestId("check-connection-state").getByText(fi.devices.way.none).waitFor();
		},
		spins: true,
	},
	plain("worker-unknown", "unknown", { nowhere: true }),
	plain("worker-no-access", "figures", { nowhere: true }),
	locked,
];

export const WORKER: readonly Row[] = [...CASES, ...AFTER, ...OWN];
