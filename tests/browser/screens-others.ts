// What the others see beside the hour itself: the colleague, the other pair, Kela's contact, who comes with a link or none,
// the client at home. Rows of the table of screens (screens.ts).
import * as kit from "./kit-screens.ts";
import { ofCase, ofPerson, opens, plain, type Row, type Tour } from "./screens-row.ts";
import { enrols } from "./screens-states.ts";

const { fi } = kit;

const COLLEAGUE: readonly Row[] = [
	ofCase("colleague-case", "case", "unread"),
	ofCase("colleague-consent", "consent", "unread"),
];

const OTHER_PAIR: readonly Row[] = [
	plain("other-cases", "cases"),
	ofCase("other-case-closed", "case", "closed"),
	ofCase("other-case-held", "case", "held"),
	ofCase("other-case-waiting", "case", "waiting"),
	ofCase("other-erase", "case", "closed", { then: opens("erase-case", "erase-dialog") }),
	ofCase("other-measures-closed", "measures", "closed"),
	ofCase("other-plan-closed", "plan", "closed"),
	ofPerson("other-person", "contact"),
];

const CONTACT: readonly Row[] = [
	plain("contact-cases", "cases"),
	ofCase("contact-case", "case", "ready"),
	ofCase("contact-case-new", "case", "queued"),
	ofCase("contact-case-planned", "case", "planned"),
	ofCase("contact-case-answered", "case", "answered"),
	ofCase("contact-ask", "case", "queued", { then: opens("needs-info", "needs-info-send") }),
	ofCase("contact-answer", "case", "question", { then: opens("answer", "answer-send") }),
	ofCase("contact-consent", "consent", "ready"),
	ofCase("contact-plan", "plan", "planned"),
	ofCase("contact-card", "card", "proposing"),
	{ id: "contact-hour-held", to: (known) => ({ at: "hour", hour: known.heldHour }) },
	plain("contact-follow-up", "follow-up"),
	plain("contact-shelf", "shelf"),
	plain("contact-people", "people"),
	ofPerson("contact-person", "worker"),
	plain("contact-professionals", "professionals"),
	plain("contact-settings", "settings"),
	plain("contact-no-access", "series", { nowhere: true }),
	{ id: "contact-help", to: () => ({ at: "help", role: "contact" }) },
	{ id: "contact-devices", to: () => ({ at: "devices", hour: null }) },
];

const invited: Tour = {
	role: "guest",
	screens: { "guest-invited": {} },
	async walk({ page, see, links }) {
		await page("guest").goto(links.guest);
		await kit.heading(page("guest"), fi.guest.page);
		await see("guest-invited");
	},
};

/** On a device that nobody has used, then with links, then where somebody was signed in before. */
const signsIn: Tour = {
	role: "anyone",
	screens: {
		"anyone-sign-in-new": {},
		"anyone-sign-in-errors": { alerts: ["error-summary", "wrong"] },
		"anyone-sign-in-link": {},
		"anyone-sign-in": {},
		"anyone-invite-bad": { alerts: ["failure-"] },
	},
	async walk({ page, see, cast, origin }) {
		const anyone = page("anyone");
		await anyone.goto(`${origin}/`);
		await kit.heading(anyone, fi.signIn.newDeviceTitle);
		await see("anyone-sign-in-new");
		await anyone.getByTestId("sign-in").click();
		await anyone.getByTestId("error-summary").waitFor();
		await see("anyone-sign-in-errors");
		const { username, accountKey, passphrase } = cast.kela.account;
		await anyone.goto("about:blank");
		await anyone.goto(`${origin}/#s=${encodeURIComponent(username)}.${accountKey}`);
		await kit.heading(anyone, fi.signIn.newDeviceTitle);
		await see("anyone-sign-in-link");
		await anyone.goto("about:blank");
		await kit.signInByLink(anyone, origin, { username, accountKey, passphrase });
		await anyone.getByTestId("name-menu").click();
		await anyone.getByTestId("sign-out").click();
		await kit.heading(anyone, fi.signIn.title);
		await see("anyone-sign-in");
		await anyone.goto("about:blank");
		await anyone.goto(`${origin}/#i=${"A".repeat(86)}`);
		await kit.heading(anyone, fi.enrol.badTitle);
		await see("anyone-invite-bad");
		await anyone.goto("about:blank");
		await anyone.goto(`${origin}/#/accessibility`);
	},
};

const checks: Tour = {
	role: "client",
	screens: { "client-check": {}, "client-check-bad": {} },
	async walk({ page, see, links }) {
		const client = page("client");
		await client.goto(links.check);
		await client.locator("#code").waitFor();
		await see("client-check");
		await client.locator("#code").fill("ei kuitti");
		await client.locator("form button").last().click();
		await client.locator("[data-verdict]").waitFor();
		await see("client-check-bad");
	},
};

export const OTHERS: readonly Row[] = [
	...COLLEAGUE,
	...OTHER_PAIR,
	...CONTACT,
	enrols,
	invited,
	signsIn,
	plain("anyone-guest-none", "guest"),
	{ id: "anyone-help", to: () => ({ at: "help", role: null }) },
	{ id: "anyone-information", to: () => ({ at: "information", case: null }) },
	plain("anyone-privacy", "privacy"),
	plain("anyone-accessibility", "accessibility"),
	plain("anyone-feedback", "feedback"),
	plain("anyone-integrity", "integrity"),
	checks,
];
