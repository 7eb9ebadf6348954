// What the coordinators see, the county's and Kela's; never a case's content. Rows of the table of screens (screens.ts).
import type { Page } from "playwright-core";
import { shownReference } from "../../web/src/state/reference.ts";
import type { HourDecision } from "../../web/src/state/route.ts";
import * as kit from "./kit-screens.ts";
import { type Guide, type Known, ofPerson, opens, plain, type Row, type Screen, type Tour } from "./screens-row.ts";

/** What it would do is asked for as well. */
const decision = (to: HourDecision, hour: keyof Known): Screen => ({
	...{ id: `coordinator-hour-${to}`, to: (known) => ({ at: "hour-change", hour: known[hour], to }) },
	then: async (page) => {
		if (to !== "moved") await page.getByTestId("reason").fill("Yhteyshenkilö on koulutuksessa");
		if (to !== "moved") await opens("preview", "preview-box")(page);
	},
});

/** As it is printed on the client's paper. */
async function findsByReference(page: Page, { cast, known }: Guide): Promise<void> {
	const reference = cast.pairA[0].work.cases.reference(known.ready);
	await page.getByTestId("reference").fill(shownReference(reference));
	await opens("find-case", "case-found")(page);
}

const invites: Tour = {
	role: "coordinator",
	screens: { "coordinator-invite-link": {} },
	async walk({ open, see }) {
		const person = { display: "Ulla Uusi", username: "ulla.uusi", passphrase: "" };
		await kit.invite(await open("coordinator", { at: "today" }), person, (what) => see(`coordinator-${what}`));
	},
};

const series: Screen = {
	...{ id: "coordinator-series-edit", to: (known) => ({ at: "series-edit", series: known.series }) },
};

const COUNTY: readonly Row[] = [
	plain("coordinator-series", "series"),
	plain("coordinator-series-new", "series-new"),
	plain("coordinator-series-errors", "series-new", {
		...{ then: opens("save-series", "error-summary"), alerts: ["error-summary", "wrong"] },
	}),
	series,
	{ id: "coordinator-hour-own", to: (known) => ({ at: "hour", hour: known.ownHour }) },
	{ id: "coordinator-hour-proposed", to: (known) => ({ at: "hour", hour: known.proposedHour }) },
	decision("moved", "ownHour"),
	decision("cancelled", "ownHour"),
	decision("planned", "proposedHour"),
	plain("coordinator-people", "people"),
	plain("coordinator-invite", "invite"),
	invites,
	{ id: "coordinator-confirm", to: (known) => ({ at: "confirm", person: known.pending }) },
	ofPerson("coordinator-person", "worker"),
	ofPerson("coordinator-reinvite", "worker", { then: opens("reinvite", "reinvite-dialog") }),
	ofPerson("coordinator-revoke", "worker", { then: opens("revoke", "revoke-dialog") }),
	plain("coordinator-organisation", "organisation"),
	plain("coordinator-pairs", "pairs"),
	{ id: "coordinator-pair-new", to: () => ({ at: "pair", pair: null }) },
	{ id: "coordinator-pair", to: (known) => ({ at: "pair", pair: known.pair }) },
	plain("coordinator-substitutes", "substitutes"),
	plain("coordinator-substitute-end", "substitutes", { then: opens("end-substitute", "end-dialog") }),
	{ id: "coordinator-substitute-new", to: () => ({ at: "substitute", substitute: null, hour: null }) },
	{
		...{ id: "coordinator-substitute", to: (known) => ({ at: "substitute", substitute: known.substitute, hour: null }) },
	},
	plain("coordinator-professionals", "professionals"),
	{ id: "coordinator-team-new", to: () => ({ at: "team", team: null }) },
	{ id: "coordinator-team", to: (known) => ({ at: "team", team: known.team }) },
	{
		...{ id: "coordinator-team-drop", to: (known) => ({ at: "team", team: known.team }) },
		then: opens("drop-team", "drop-team-dialog"),
	},
	plain("coordinator-templates", "templates"),
	plain("coordinator-retention", "retention"),
	plain("coordinator-retention-found", "retention", { then: findsByReference }),
	plain("coordinator-figures", "figures"),
	plain("coordinator-shelf", "shelf"),
	plain("coordinator-shelf-drop", "shelf", { then: opens("drop-card", "drop-card-dialog") }),
	plain("coordinator-withdrawal", "withdrawal"),
	plain("coordinator-withdrawal-found", "withdrawal", { then: findsByReference }),
	plain("coordinator-settings", "settings"),
	plain("coordinator-no-access", "cases", { nowhere: true }),
	{ id: "coordinator-help", to: () => ({ at: "help", role: "coordinator" }) },
];

const KELA: readonly Row[] = [
	plain("kela-hours", "hours"),
	plain("kela-people", "people"),
	plain("kela-invite", "invite"),
	plain("kela-organisation", "organisation"),
	plain("kela-substitutes", "substitutes"),
	plain("kela-professionals", "professionals"),
	plain("kela-figures", "figures"),
	plain("kela-settings", "settings"),
	plain("kela-no-access", "series", { nowhere: true }),
];

export const COORDINATORS: readonly Row[] = [...COUNTY, ...KELA];
