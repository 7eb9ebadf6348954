// Which role has anything on which page. The broker decides what anybody gets to see; this spares people pages with nothing on
// them. A page that is not in the table does not compile: none is open to everybody by being forgotten.
import type { Me } from "../work/work.ts";
import type { Route } from "./route.ts";

/**
 * Who may come in. all: whoever is signed in. case-people: pairs and Kela's contacts. county: its coordinators, not Kela's.
 * retention: who may see what was erased. anyone: no signing in is needed.
 */
export type Entry =
	| "anyone"
	| "all"
	| "worker"
	| "case-people"
	| "coordinator"
	| "county"
	| "retention";

export const ENTRY: Readonly<Record<Route["at"], Entry>> = {
	today: "all",
	hours: "all",
	hour: "all",
	"hour-change": "county",
	room: "case-people",
	cases: "case-people",
	"case-new": "worker",
	"general-new": "worker",
	case: "case-people",
	"case-queue": "worker",
	consent: "case-people",
	"consent-new": "worker",
	plan: "case-people",
	report: "worker",
	paper: "worker",
	"follow-up": "case-people",
	measures: "worker",
	shelf: "all",
	card: "case-people",
	figures: "coordinator",
	organisation: "coordinator",
	professionals: "all",
	team: "coordinator",
	templates: "county",
	retention: "retention",
	series: "county",
	"series-new": "county",
	"series-edit": "county",
	people: "all",
	person: "all",
	invite: "coordinator",
	confirm: "coordinator",
	pairs: "county",
	pair: "county",
	substitutes: "coordinator",
	substitute: "coordinator",
	withdrawal: "county",
	guest: "anyone",
	devices: "all",
	settings: "all",
	passphrase: "all",
	help: "anyone",
	information: "anyone",
	privacy: "anyone",
	accessibility: "anyone",
	feedback: "anyone",
	integrity: "anyone",
	unknown: "all",
};

export function mayEnter(
	{ at }: Route,
	{ roles, orgKind }: Pick<Me, "roles" | "orgKind">,
): boolean {
	const worker = roles.includes("worker");
	const coordinator = roles.includes("coordinator");
	switch (ENTRY[at]) {
		case "anyone":
		case "all":
			return true;
		case "worker":
			return worker;
		case "case-people":
			return worker || roles.includes("contact");
		case "coordinator":
			return coordinator;
		case "county":
			return coordinator && orgKind === "county";
		case "retention":
			return worker || (coordinator && orgKind === "county");
	}
}
