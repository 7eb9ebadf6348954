// Every kind of page and what it says when there is nothing to show: the table that the tests of states go by. A page that is
// not in it does not compile.
import type { Route } from "../src/state/route.ts";
import type { Texts } from "../src/text/texts.ts";

type At = Route["at"];
/** A sentence, in whichever language. */
export type Says = (text: Texts) => string;

export interface States {
	/** Its address; `id` stands for whatever it is about. */
	readonly to: (id: string) => Route;
	/** Nobody has this id, or not this person: heading and sentence. Null: it is about no one thing. */
	readonly gone: { readonly title: Says; readonly text: Says } | null;
	/** There is nothing yet. Null: something is always there. */
	readonly empty: Says | null;
	/** Why nothing can be changed any more. Null: that does not come about here. */
	readonly readOnly: Says | null;
}

const none = { gone: null, empty: null, readOnly: null } as const;
const noCase = {
	title: (text: Texts) => text.cases.locked,
	text: (text: Texts) => text.cases.gone,
};
const noHour = { title: (text: Texts) => text.hours.title, text: (text: Texts) => text.hours.gone };
const closed: Says = (text) => text.ending.closed;

export const STATES: Readonly<Record<At, States>> = {
	today: { ...none, to: () => ({ at: "today" }), empty: (text) => text.today.none },
	hours: { ...none, to: () => ({ at: "hours" }), empty: (text) => text.today.none },
	hour: {
		...none,
		to: (hour) => ({ at: "hour", hour }),
		gone: noHour,
		readOnly: (text) => text.hours.held,
	},
	"hour-change": {
		to: (hour) => ({ at: "hour-change", hour, to: "cancelled" }),
		gone: { title: (text) => text.decide.title, text: (text) => text.hours.gone },
		empty: null,
		readOnly: (text) => text.decide.begun,
	},
	room: { ...none, to: (hour) => ({ at: "room", hour }), gone: noHour },
	cases: { ...none, to: () => ({ at: "cases" }), empty: (text) => text.cases.none },
	"case-new": { ...none, to: () => ({ at: "case-new", step: "question", hour: null }) },
	"general-new": { ...none, to: () => ({ at: "general-new" }) },
	case: { ...none, to: (id) => ({ at: "case", case: id }), gone: noCase, readOnly: closed },
	"case-queue": {
		...none,
		to: (id) => ({ at: "case-queue", case: id, hour: null }),
		gone: { title: (text) => text.queue.title, text: (text) => text.cases.gone },
		readOnly: (text) => text.queue.noConsent,
	},
	consent: { ...none, to: (id) => ({ at: "consent", case: id }), gone: noCase },
	"consent-new": {
		...none,
		to: (id) => ({ at: "consent-new", case: id, step: "client" }),
		gone: noCase,
		readOnly: closed,
	},
	plan: { ...none, to: (id) => ({ at: "plan", case: id }), gone: noCase, readOnly: closed },
	report: { ...none, to: (id) => ({ at: "report", case: id }), gone: noCase },
	paper: {
		to: (id) => ({ at: "paper", case: id, paper: "record" }),
		gone: noCase,
		empty: (text) => text.papers.noPlan,
		readOnly: null,
	},
	"follow-up": { ...none, to: () => ({ at: "follow-up" }), empty: (text) => text.follow.stepsNone },
	measures: { ...none, to: (id) => ({ at: "measures", case: id }), gone: noCase },
	shelf: { ...none, to: () => ({ at: "shelf" }), empty: (text) => text.shelf.empty },
	card: {
		...none,
		to: (id) => ({ at: "card", case: id }),
		gone: noCase,
		readOnly: (text) => text.shelf.closed,
	},
	figures: { ...none, to: () => ({ at: "figures" }) },
	organisation: { ...none, to: () => ({ at: "organisation" }) },
	professionals: { ...none, to: () => ({ at: "professionals" }), empty: (text) => text.teams.none },
	team: {
		...none,
		to: (team) => ({ at: "team", team }),
		gone: { title: (text) => text.teams.editTitle, text: (text) => text.teams.gone },
	},
	templates: { ...none, to: () => ({ at: "templates" }) },
	retention: {
		...none,
		to: () => ({ at: "retention" }),
		empty: (text) => text.retention.erasedNone,
	},
	series: { ...none, to: () => ({ at: "series" }), empty: (text) => text.series.none },
	"series-new": { ...none, to: () => ({ at: "series-new" }) },
	"series-edit": {
		...none,
		to: (series) => ({ at: "series-edit", series }),
		gone: { title: (text) => text.series.title, text: (text) => text.series.gone },
	},
	people: { ...none, to: () => ({ at: "people" }) },
	person: {
		...none,
		to: (person) => ({ at: "person", person }),
		gone: { title: (text) => text.people.title, text: (text) => text.person.gone },
	},
	invite: { ...none, to: () => ({ at: "invite" }) },
	confirm: {
		...none,
		to: (person) => ({ at: "confirm", person }),
		gone: { title: (text) => text.people.title, text: (text) => text.people.gone },
	},
	pairs: { ...none, to: () => ({ at: "pairs" }), empty: (text) => text.pairs.none },
	pair: {
		...none,
		to: (pair) => ({ at: "pair", pair }),
		gone: { title: (text) => text.pairs.title, text: (text) => text.pairs.gone },
	},
	substitutes: {
		...none,
		to: () => ({ at: "substitutes" }),
		empty: (text) => text.substitutes.none,
	},
	substitute: {
		...none,
		to: (substitute) => ({ at: "substitute", substitute, hour: null }),
		gone: { title: (text) => text.substitutes.title, text: (text) => text.substitutes.gone },
	},
	withdrawal: { ...none, to: () => ({ at: "withdrawal" }) },
	guest: { ...none, to: () => ({ at: "guest" }), empty: (text) => text.guest.noLink },
	devices: { ...none, to: () => ({ at: "devices", hour: null }) },
	settings: { ...none, to: () => ({ at: "settings" }) },
	passphrase: { ...none, to: () => ({ at: "passphrase" }) },
	help: { ...none, to: () => ({ at: "help", role: null }) },
	information: { ...none, to: () => ({ at: "information", case: null }) },
	privacy: { ...none, to: () => ({ at: "privacy" }) },
	accessibility: { ...none, to: () => ({ at: "accessibility" }) },
	feedback: { ...none, to: () => ({ at: "feedback" }) },
	integrity: { ...none, to: () => ({ at: "integrity" }) },
	unknown: {
		...none,
		to: () => ({ at: "unknown" }),
		gone: { title: (text) => text.common.notFound, text: (text) => text.common.notFoundText },
	},
};

export const EVERYWHERE = Object.keys(STATES) as readonly At[];
