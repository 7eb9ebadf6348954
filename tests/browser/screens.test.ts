// The table of screens is whole: every kind of page has a row, each step of a task and each paper its own, and every row
// leads to an address that the program reads back as that page. No browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
	CONSENT_STEPS,
	GUIDE_ROLES,
	HOUR_DECISIONS,
	href,
	NEW_CASE_STEPS,
	type Paper,
	parseRoute,
	type Route,
} from "../../web/src/state/route.ts";
import { SCREENS } from "./screens.ts";
import { idsOf, isTour, KNOWN, type Known } from "./screens-row.ts";

/** Checked by the compiler: a new kind of page is named here. */
const KINDS: Readonly<Record<Route["at"], true>> = {
	...{ today: true, hours: true, hour: true, "hour-change": true, room: true },
	...{ cases: true, "case-new": true, "general-new": true, case: true, "case-queue": true },
	...{ consent: true, "consent-new": true, plan: true, report: true, paper: true },
	...{ "follow-up": true, measures: true, shelf: true, card: true, figures: true },
	...{ organisation: true, professionals: true, team: true, templates: true, retention: true },
	...{ series: true, "series-new": true, "series-edit": true, people: true, person: true },
	...{ invite: true, confirm: true, pairs: true, pair: true, substitutes: true, substitute: true },
	...{ withdrawal: true, guest: true, devices: true, settings: true, passphrase: true },
	...{ help: true, information: true, privacy: true, accessibility: true, feedback: true },
	...{ integrity: true, unknown: true },
};
const PAPERS: Readonly<Record<Paper, true>> = { record: true, summary: true, receipt: true };
/** Each case its own id, so that rows that mix them up would be seen. */
const known = Object.fromEntries(
	KNOWN.map((name, i) => [name, String.fromCharCode(65 + i).repeat(22)]),
) as Known;

const rows = SCREENS.flatMap((part) => part.rows);
const routes = rows.flatMap((row) => (isTour(row) ? (row.routes ?? []) : [row])).map(({ to }) => to(known));

test("every kind of page has a row", () => {
	const missing = Object.keys(KINDS).filter((at) => !routes.some((route) => route.at === at));
	assert.deepEqual(missing, []);
});

test("so has every step, paper, decision and guide", () => {
	const shown = new Set(routes.map((route) => JSON.stringify(Object.values(route))));
	const has = (...values: readonly string[]) =>
		[...shown].some((route) => values.every((value) => route.includes(JSON.stringify(value))));
	const wanted = [
		...NEW_CASE_STEPS.map((step) => ["case-new", step]),
		...CONSENT_STEPS.map((step) => ["consent-new", step]),
		...HOUR_DECISIONS.map((to) => ["hour-change", to]),
		...Object.keys(PAPERS).map((paper) => ["paper", paper]),
		...GUIDE_ROLES.map((role) => ["help", role]),
	];
	assert.deepEqual(wanted.filter((one) => !has(...one)), []);
});

test("every row's address is read back as its page", () => {
	for (const route of routes) if (route.at !== "unknown") assert.deepEqual(parseRoute(href(route)), route);
});

test("no two screens have one name", () => {
	const ids = rows.flatMap(idsOf);
	const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
	assert.deepEqual(twice, []);
	assert.ok(ids.every((id) => /^[a-z][a-z-]*$/.test(id)));
});
