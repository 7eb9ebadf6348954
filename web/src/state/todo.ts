// What is to be done, most urgent first, derived from what the work layer knows. Pure.
import type {
	CasePlan,
	CaseSummary,
	Directory,
	Hour,
	Id,
	Me,
	Proposal,
	Series,
} from "../work/work.ts";
import { followTodos } from "./followTodo.ts";
import { renewable } from "./people.ts";
import { awaitsHour, gateOf } from "./queueing.ts";
import type { Route } from "./route.ts";

export type TodoCode =
	| "consent-missing"
	| "consent-ack"
	| "consent-wait"
	| "consent-ending"
	| "consent-ended"
	| "consent-gap"
	| "needs-info"
	| "answered"
	| "queue"
	| "prepare"
	| "plan"
	| "plan-confirm"
	| "step-late"
	| "step-soon"
	| "record"
	| "follow-up"
	| "plan-refresh"
	| "card-check"
	| "card-back"
	| "confirm-person"
	| "renew-person"
	| "make-pair"
	| "make-series"
	| "invite";

export interface Todo {
	readonly code: TodoCode;
	/** Higher is sooner. */
	readonly weight: number;
	readonly case: Id | null;
	readonly name: string;
	/** A time to be told with it, if any. */
	readonly at: number | null;
	readonly route: Route;
}

const WEEK_MS = 7 * 86_400_000;

export function todosOf(
	me: Me,
	now: number,
	known: {
		readonly cases: readonly CaseSummary[];
		readonly hours: readonly Hour[];
		readonly series: readonly Series[];
		readonly plans: readonly CasePlan[];
		readonly directory: Directory | null;
		readonly proposals: readonly Proposal[];
	},
): readonly Todo[] {
	const out: Todo[] = [];
	for (const one of known.cases) {
		if (one.state !== "open") continue;
		if (me.roles.includes("worker")) out.push(...workerTodos(me, one, known.hours, now));
		if (me.roles.includes("contact")) out.push(...contactTodos(one, known.hours));
	}
	out.push(...followTodos(me, now, known));
	out.push(...cardTodos(known.proposals, known.cases));
	if (me.roles.includes("coordinator") && known.directory !== null)
		out.push(...coordinatorTodos(me, known.directory, known.series, now));
	const when = ({ at }: Todo) => at ?? Number.POSITIVE_INFINITY;
	return out.sort((a, b) => b.weight - a.weight || (when(a) === when(b) ? 0 : when(a) - when(b)));
}

function workerTodos(me: Me, one: CaseSummary, hours: readonly Hour[], now: number): Todo[] {
	const hour = hours.find((candidate) => candidate.hour === one.hour) ?? null;
	const soon = hour !== null && hour.startsAt - now < WEEK_MS ? 20 : 0;
	const todo = (code: TodoCode, weight: number, route: Route, at: number | null = null): Todo => ({
		code,
		weight: weight + soon,
		case: one.case,
		name: one.question?.reference ?? "",
		at,
		route,
	});
	const page: Route = { at: "case", case: one.case };
	const consent: Route = { at: "consent", case: one.case };
	const out: Todo[] = [];
	if (one.placeState === "needs-info") out.push(todo("needs-info", 90, page));
	if (one.placeState === "answered") out.push(todo("answered", 65, page));
	if (one.consentGap && hour !== null) out.push(todo("consent-gap", 85, consent, gateOf(hour)));
	if (one.lane === "general") {
		// No consent to look after.
	} else if (one.consent === null)
		out.push(todo("consent-missing", 70, { at: "consent-new", case: one.case, step: "client" }));
	else if (one.consent.state === "waiting-ack")
		out.push(
			one.consent.witness === me.uid
				? todo("consent-wait", 30, consent)
				: todo("consent-ack", 80, consent),
		);
	else if (one.consent.state === "expired" || one.consent.state === "withdrawn")
		out.push(todo("consent-ended", one.hour === null ? 20 : 75, consent, one.consent.to));
	else if (one.consent.to - now < 2 * WEEK_MS && !one.consentGap)
		out.push(todo("consent-ending", 50, consent, one.consent.to));
	if (awaitsHour(one, hours))
		out.push(todo("queue", 60, { at: "case-queue", case: one.case, hour: null }));
	if (one.plan === "unfinished") out.push(todo("plan", 40, { at: "plan", case: one.case }));
	return out;
}

function contactTodos(one: CaseSummary, hours: readonly Hour[]): Todo[] {
	const name = one.question?.reference ?? "";
	const hour = hours.find((candidate) => candidate.hour === one.hour) ?? null;
	const base = { case: one.case, name, at: hour?.startsAt ?? null };
	if (one.placeState === "queued")
		return [{ ...base, code: "prepare", weight: 80, route: { at: "case", case: one.case } }];
	if (one.plan === "unfinished")
		return [{ ...base, code: "plan-confirm", weight: 40, route: { at: "plan", case: one.case } }];
	return [];
}

/** One a case and code: its page has them all. */
function cardTodos(proposals: readonly Proposal[], cases: readonly CaseSummary[]): Todo[] {
	const todos = proposals.map(({ case: id, state }): Todo => {
		const name = cases.find((one) => one.case === id)?.question?.reference ?? "";
		const code = state === "back" ? "card-back" : "card-check";
		return { code, weight: 35, case: id, name, at: null, route: { at: "card", case: id } };
	});
	return todos.filter(
		(todo, i) => todos.findIndex((one) => one.code === todo.code && one.case === todo.case) === i,
	);
}

function coordinatorTodos(
	me: Me,
	directory: Directory,
	series: readonly Series[],
	now: number,
): Todo[] {
	const out: Todo[] = directory.pending.map((person) => ({
		code: "confirm-person",
		weight: 95,
		case: null,
		name: person.display,
		at: person.at,
		route: { at: "confirm", person: person.uid },
	}));
	const mine = directory.people.filter((person) => person.org === me.org);
	for (const person of mine)
		if (renewable(person, now))
			out.push({
				code: "renew-person",
				weight: person.state === "expired" ? 65 : 48,
				case: null,
				name: person.display,
				at: person.notAfter,
				route: { at: "person", person: person.uid },
			});
	const step = (code: TodoCode, weight: number, route: Route): Todo => ({
		code,
		weight,
		case: null,
		name: "",
		at: null,
		route,
	});
	if (mine.length < 2 && directory.invites.length === 0 && directory.pending.length === 0)
		out.push(step("invite", 50, { at: "invite" }));
	if (me.orgKind !== "county") return out;
	const pairs = directory.pairs.filter((pair) => pair.org === me.org);
	const workers = mine.filter((person) => person.roles.includes("worker")).length;
	if (workers > 0 && pairs.length === 0)
		out.push(step("make-pair", 45, { at: "pair", pair: null }));
	if (pairs.length > 0 && series.length === 0)
		out.push(step("make-series", 44, { at: "series-new" }));
	return out;
}
