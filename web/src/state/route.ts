// Where one is: the fragment of the address ↔ a typed route, and the secrets that links carry in it.
// Pure: knows no browser. A route never holds a secret; main.tsx clears those from the address first thing.

export const NEW_CASE_STEPS = [
	"question",
	"topics",
	"situation",
	"signals",
	"background",
	"check",
] as const;
export type NewCaseStep = (typeof NEW_CASE_STEPS)[number];
export const CONSENT_STEPS = ["client", "scope", "sign", "check"] as const;
export type ConsentStep = (typeof CONSENT_STEPS)[number];

export const HOUR_DECISIONS = ["cancelled", "moved", "planned"] as const;
export type HourDecision = (typeof HOUR_DECISIONS)[number];

export const GUIDE_ROLES = ["worker", "contact", "coordinator"] as const;
export type GuideRole = (typeof GUIDE_ROLES)[number];

/** What is copied or printed of a case: the record's text, the client's summary, the client's receipt. */
export type Paper = "record" | "summary" | "receipt";

export type Route =
	| { readonly at: "today" }
	| { readonly at: "hours" }
	| { readonly at: "hour"; readonly hour: string }
	| { readonly at: "hour-change"; readonly hour: string; readonly to: HourDecision }
	| { readonly at: "room"; readonly hour: string }
	| { readonly at: "cases" }
	| { readonly at: "case-new"; readonly step: NewCaseStep; readonly hour: string | null }
	| { readonly at: "general-new" }
	| { readonly at: "case"; readonly case: string }
	| { readonly at: "case-queue"; readonly case: string; readonly hour: string | null }
	| { readonly at: "consent"; readonly case: string }
	| { readonly at: "consent-new"; readonly case: string; readonly step: ConsentStep }
	| { readonly at: "plan"; readonly case: string }
	| { readonly at: "report"; readonly case: string }
	| { readonly at: "paper"; readonly case: string; readonly paper: Paper }
	/** What is to be followed up, of all cases. */
	| { readonly at: "follow-up" }
	/** The measures and the client's answers of one case. */
	| { readonly at: "measures"; readonly case: string }
	/** The shelf of answered questions; proposing or checking a card is a page of its case. */
	| { readonly at: "shelf" }
	| { readonly at: "card"; readonly case: string }
	/** The coordinator's report by quarter. */
	| { readonly at: "figures" }
	/** What a coordinator keeps for the organisation: the list of professionals, templates, retention. */
	| { readonly at: "organisation" }
	| { readonly at: "professionals" }
	| { readonly at: "team"; readonly team: string | null }
	| { readonly at: "templates" }
	| { readonly at: "retention" }
	| { readonly at: "series" }
	| { readonly at: "series-new" }
	| { readonly at: "series-edit"; readonly series: string }
	| { readonly at: "people" }
	| { readonly at: "person"; readonly person: string }
	| { readonly at: "invite" }
	| { readonly at: "confirm"; readonly person: string }
	| { readonly at: "pairs" }
	| { readonly at: "pair"; readonly pair: string | null }
	| { readonly at: "substitutes" }
	| { readonly at: "substitute"; readonly substitute: string | null; readonly hour: string | null }
	| { readonly at: "withdrawal" }
	/** A guest's page; the link itself has left the address. */
	| { readonly at: "guest" }
	| { readonly at: "devices"; readonly hour: string | null }
	| { readonly at: "settings" }
	| { readonly at: "passphrase" }
	/** Pages for everybody, signed in or not: the guides (of one role), the client's sheet, what is stored, the law's statement. */
	| { readonly at: "help"; readonly role: GuideRole | null }
	| { readonly at: "information"; readonly case: string | null }
	| { readonly at: "privacy" }
	| { readonly at: "accessibility" }
	| { readonly at: "feedback" }
	| { readonly at: "integrity" }
	| { readonly at: "unknown" };

export type HelpRoute = Extract<
	Route,
	{ readonly at: "help" | "information" | "privacy" | "accessibility" | "feedback" }
>;
const HELP: readonly Route["at"][] = [
	"help",
	"information",
	"privacy",
	"accessibility",
	"feedback",
] satisfies HelpRoute["at"][];

/** Is the page another step of the task that this one is a step of? */
export function isStepOf(to: Route, of: Route): boolean {
	if (to.at === "consent-new") return of.at === "consent-new" && of.case === to.case;
	return to.at === "case-new" && of.at === "case-new";
}

export const isHelp = (route: Route): route is HelpRoute => HELP.includes(route.at);

const ID = /^[A-Za-z0-9_-]{22}$/;

function within<T extends string>(list: readonly T[], word: string | undefined): T | null {
	return list.find((one) => one === word) ?? null;
}

/** `hash` with or without its `#`. Anything that is not one of ours is "unknown", the empty one is today. */
export function parseRoute(hash: string): Route {
	const text = hash.replace(/^#/, "").replace(/^\//, "");
	const [path = "", query = ""] = text.split("?");
	const [head = "", second, third, fourth] = path.split("/").filter((part) => part !== "");
	const id = second !== undefined && ID.test(second) ? second : null;
	switch (head) {
		case "":
			return { at: "today" };
		case "hours":
			if (second === undefined) return { at: "hours" };
			return id === null ? { at: "unknown" } : oneHour(id, third);
		case "room":
			return id === null ? { at: "unknown" } : { at: "room", hour: id };
		case "cases":
			if (second === undefined) return { at: "cases" };
			if (second === "new") return newCase(third, query);
			if (second === "general") return { at: "general-new" };
			return id === null ? { at: "unknown" } : oneCase(id, [third, fourth], query);
		case "series":
			if (second === "new") return { at: "series-new" };
			return id === null ? { at: "series" } : { at: "series-edit", series: id };
		case "people":
			if (second === "invite") return { at: "invite" };
			if (id === null) return { at: "people" };
			return third === "confirm" ? { at: "confirm", person: id } : { at: "person", person: id };
		case "pairs":
			if (second === "new") return { at: "pair", pair: null };
			return id === null ? { at: "pairs" } : { at: "pair", pair: id };
		case "substitutes":
			if (second === "new")
				return { at: "substitute", substitute: null, hour: idIn("hour", query) };
			if (id === null) return { at: "substitutes" };
			return { at: "substitute", substitute: id, hour: null };
		case "professionals":
			if (second === "new") return { at: "team", team: null };
			return id === null ? { at: "professionals" } : { at: "team", team: id };
		case "devices":
			return { at: "devices", hour: idIn("hour", query) };
		case "help":
			return guide(second);
		case "information":
			return { at: "information", case: idIn("case", query) };
		case "settings":
			return second === "passphrase" ? { at: "passphrase" } : { at: "settings" };
		case "follow-up":
		case "shelf":
		case "figures":
		case "organisation":
		case "templates":
		case "retention":
		case "withdrawal":
		case "guest":
		case "privacy":
		case "accessibility":
		case "feedback":
		case "integrity":
			return { at: head };
		default:
			return { at: "unknown" };
	}
}

function idIn(name: "hour" | "case", query: string): string | null {
	const id = new URLSearchParams(query).get(name);
	return id !== null && ID.test(id) ? id : null;
}

function guide(role: string | undefined): Route {
	if (role === undefined) return { at: "help", role: null };
	const found = within(GUIDE_ROLES, role);
	return found === null ? { at: "unknown" } : { at: "help", role: found };
}

function newCase(step: string | undefined, query: string): Route {
	return {
		at: "case-new",
		step: within(NEW_CASE_STEPS, step) ?? "question",
		hour: idIn("hour", query),
	};
}

function oneHour(id: string, part: string | undefined): Route {
	if (part === undefined) return { at: "hour", hour: id };
	const to = within(HOUR_DECISIONS, part);
	return to === null ? { at: "unknown" } : { at: "hour-change", hour: id, to };
}

function oneCase(
	id: string,
	[part, step]: readonly [string | undefined, string | undefined],
	query: string,
): Route {
	switch (part) {
		case undefined:
			return { at: "case", case: id };
		case "queue":
			return { at: "case-queue", case: id, hour: idIn("hour", query) };
		case "plan":
		case "measures":
		case "card":
			return { at: part, case: id };
		case "report":
			return { at: "report", case: id };
		case "record":
		case "summary":
		case "receipt":
			return { at: "paper", case: id, paper: part };
		case "consent":
			if (step === undefined) return { at: "consent", case: id };
			return { at: "consent-new", case: id, step: within(CONSENT_STEPS, step) ?? "client" };
		default:
			return { at: "unknown" };
	}
}

/** The inverse, with its `#`: what a link's href holds. */
export function href(route: Route): string {
	switch (route.at) {
		case "today":
			return "#/";
		case "hour":
			return `#/hours/${route.hour}`;
		case "hour-change":
			return `#/hours/${route.hour}/${route.to}`;
		case "room":
			return `#/room/${route.hour}`;
		case "case-new":
			return `#/cases/new/${route.step}${inHour(route.hour)}`;
		case "general-new":
			return "#/cases/general";
		case "case":
			return `#/cases/${route.case}`;
		case "case-queue":
			return `#/cases/${route.case}/queue${inHour(route.hour)}`;
		case "plan":
		case "measures":
		case "card":
			return `#/cases/${route.case}/${route.at}`;
		case "report":
			return `#/cases/${route.case}/report`;
		case "paper":
			return `#/cases/${route.case}/${route.paper}`;
		case "consent":
			return `#/cases/${route.case}/consent`;
		case "consent-new":
			return `#/cases/${route.case}/consent/${route.step}`;
		case "series-new":
			return "#/series/new";
		case "series-edit":
			return `#/series/${route.series}`;
		case "person":
			return `#/people/${route.person}`;
		case "substitute":
			return `#/substitutes/${route.substitute ?? "new"}${inHour(route.hour)}`;
		case "devices":
			return `#/devices${inHour(route.hour)}`;
		case "information":
			return `#/information${route.case === null ? "" : `?case=${route.case}`}`;
		case "help":
			return route.role === null ? "#/help" : `#/help/${route.role}`;
		case "passphrase":
			return "#/settings/passphrase";
		case "invite":
			return "#/people/invite";
		case "confirm":
			return `#/people/${route.person}/confirm`;
		case "team":
			return `#/professionals/${route.team ?? "new"}`;
		case "pair":
			return `#/pairs/${route.pair ?? "new"}`;
		case "unknown":
			return "#/";
		default:
			return `#/${route.at}`;
	}
}

const inHour = (hour: string | null): string => (hour === null ? "" : `?hour=${hour}`);

/** What a link that was sent or printed carries after its `#`. */
export type LinkSecret =
	| { readonly kind: "invite"; readonly secret: string }
	| { readonly kind: "guest"; readonly secret: string }
	| { readonly kind: "sign-in"; readonly username: string; readonly accountKey: string };

const GUEST = "/guest/";

export function parseSecret(hash: string): LinkSecret | null {
	const text = hash.replace(/^#/, "");
	if (text.startsWith("i=")) return { kind: "invite", secret: text.slice(2) };
	if (text.startsWith(GUEST)) return { kind: "guest", secret: text.slice(GUEST.length) };
	if (!text.startsWith("s=")) return null;
	const rest = text.slice(2);
	const dot = rest.lastIndexOf(".");
	if (dot <= 0) return null;
	return {
		kind: "sign-in",
		username: decoded(rest.slice(0, dot)),
		accountKey: rest.slice(dot + 1),
	};
}

/** What the address holds once the secret has left it: a reload finds the same page. */
export const addressAfter = (link: LinkSecret | null): string =>
	link?.kind === "guest" ? `/${href({ at: "guest" })}` : "/";

/** Is there a secret in this fragment, readable or not? It has to leave the address either way. */
export const holdsSecret = (hash: string): boolean => /^#?(?:[is]=|\/guest\/)/.test(hash);

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text; // mistyped: shown as it came
	}
}
