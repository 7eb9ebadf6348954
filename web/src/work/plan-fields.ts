// Which fields a plan has, and the plan that a shared state amounts to. Pure; merges nothing.
import { EMPTY_PLAN, type PlanDoc, type PlanStep, STEP_SIDES, type StepWho } from "./documents.ts";
import { byField, type Entry, type Shared } from "./plan-shared.ts";
import { isWord } from "./plan-words.ts";

/** Written word by word. */
export const TEXTS = [
	"place",
	"present",
	"situation",
	"core",
	"followUpHow",
	"followUpWho",
	"responsible",
	"coordination",
	"clientContact",
] as const;
/** Set as a whole. */
export const VALUES = ["kind", "date", "followUpDate", "refreshBy"] as const;
/** Of a step; `alive` stands while the step does, `spot` says where. */
export const STEP_TEXTS = ["what", "who"] as const;
export const STEP_VALUES = ["alive", "spot", "side", "by", "done", "ref"] as const;

export type PlanChange = Partial<Omit<PlanDoc, "v">>;

/** A field that two set at the same time: the plan shows one value, and here is what else was set. */
export interface Also {
	/** A field of the plan, or `step/ID/field`. */
	readonly field: string;
	readonly value: string;
	readonly by: string;
}

const STEP_ID = /^[\w-]{1,64}$/;
const DONE = /^(\d{1,15}) ([\w-]{1,64})$/;
const TEXT_FIELDS = new Set<string>(TEXTS);
const VALUE_FIELDS = new Set<string>(VALUES);
const STEP_TEXT_FIELDS = new Set<string>(STEP_TEXTS);
const STEP_VALUE_FIELDS = new Set<string>(STEP_VALUES);

export const stepField = (id: string, field: string): string => `step/${id}/${field}`;
export const isStepId = (id: string): boolean => STEP_ID.test(id);

/** Is it a text, a value, or no field of a plan? */
export function sortOf(field: string): "text" | "value" | null {
	if (TEXT_FIELDS.has(field)) return "text";
	if (VALUE_FIELDS.has(field)) return "value";
	const [step, id, part, ...more] = field.split("/");
	if (step !== "step" || id === undefined || !isStepId(id) || more.length > 0) return null;
	if (STEP_TEXT_FIELDS.has(part ?? "")) return "text";
	return STEP_VALUE_FIELDS.has(part ?? "") ? "value" : null;
}

/** A piece of a text as it is shown: an entry, or (null) the space between words that two wrote side by side. */
export interface Piece {
	readonly text: string;
	readonly entry: Entry | null;
}

export function piecesIn(state: Shared, field: string): readonly Piece[] {
	const pieces: Piece[] = [];
	let word = false;
	for (const entry of byField(state).get(field) ?? []) {
		if (word && isWord(entry.value)) pieces.push({ text: " ", entry: null });
		pieces.push({ text: entry.value, entry });
		word = isWord(entry.value);
	}
	return pieces;
}

export const textIn = (state: Shared, field: string): string =>
	piecesIn(state, field)
		.map(({ text }) => text)
		.join("");

export const valueIn = (state: Shared, field: string): string =>
	byField(state).get(field)?.at(-1)?.value ?? "";

export interface StepAt {
	readonly id: string;
	readonly spot: string;
}

/** The steps that stand, in their order. */
export function stepsIn(state: Shared): readonly StepAt[] {
	const steps: StepAt[] = [];
	for (const field of byField(state).keys()) {
		const [, id, part] = field.split("/");
		if (id !== undefined && part === "alive")
			steps.push({ id, spot: valueIn(state, stepField(id, "spot")) });
	}
	const key = ({ id, spot }: StepAt) => `${spot}/${id}`;
	return steps.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

export function planOf(state: Shared): PlanDoc {
	const plan: Record<string, unknown> = { ...EMPTY_PLAN };
	for (const field of TEXTS) plan[field] = textIn(state, field);
	for (const field of VALUES) plan[field] = valueIn(state, field);
	plan.kind = plan.kind === "updated" ? "updated" : "made";
	plan.steps = stepsIn(state).map(({ id }) => stepOf(state, id));
	return plan as unknown as PlanDoc;
}

function stepOf(state: Shared, id: string): PlanStep {
	const value = (field: (typeof STEP_VALUES)[number]) => valueIn(state, stepField(id, field));
	const side = value("side");
	return {
		id,
		what: textIn(state, stepField(id, "what")),
		side: STEP_SIDES.find((one) => one === side) ?? "pair",
		who: whoOf(value("ref"), textIn(state, stepField(id, "who"))),
		by: value("by"),
		done: doneOf(value("done")),
	};
}

function whoOf(ref: string, text: string): StepWho {
	const [kind, id] = [ref.slice(0, ref.indexOf(":")), ref.slice(ref.indexOf(":") + 1)];
	if (kind === "person") return { kind, uid: id };
	return kind === "team" ? { kind, team: id } : { kind: "text", text };
}

export const refOf = (who: StepWho): string =>
	who.kind === "text" ? "" : who.kind === "person" ? `person:${who.uid}` : `team:${who.team}`;

/** `instant uid`; anything else is not done: no page has to show a time that there is not. */
export function doneOf(value: string): PlanStep["done"] {
	const [, at, by] = DONE.exec(value) ?? [];
	return by === undefined ? null : { at: Number(at), by };
}

export const doneText = (done: PlanStep["done"]): string =>
	done === null ? "" : `${done.at} ${done.by}`;

/** What was set at the same time as what the plan shows: values, and words for who does a step beside a person or team. */
export function alsoIn(state: Shared): readonly Also[] {
	const also: Also[] = [];
	const alive = new Set(stepsIn(state).map(({ id }) => id));
	for (const [field, entries] of byField(state)) {
		const [step, id, part] = field.split("/");
		if (step === "step" && (id === undefined || !alive.has(id))) continue;
		if (part === "alive" || part === "spot") continue;
		const isText = sortOf(field) === "text";
		const ref = part === "who" ? valueIn(state, stepField(id ?? "", "ref")) : "";
		if (isText && ref === "") continue;
		const shown = isText ? "" : (entries.at(-1)?.value ?? "");
		const others = isText
			? [{ value: textIn(state, field), writer: entries.at(-1)?.writer ?? "" }]
			: entries.filter(({ value }) => value !== shown);
		for (const { value, writer } of others) {
			if (part === "done" && value !== "" && doneOf(value) === null) continue;
			also.push({ field, value, by: state.writers.get(writer)?.uid ?? "" });
		}
	}
	return also;
}

export const samePlan = (a: PlanDoc, b: PlanDoc): boolean =>
	a === b || JSON.stringify(inShape(a)) === JSON.stringify(inShape(b));

const inShape = (plan: PlanDoc) => [
	...TEXTS.map((field) => plan[field]),
	...VALUES.map((field) => plan[field]),
	plan.steps.map(({ id, what, side, who, by, done }) => [
		id,
		what,
		side,
		refOf(who),
		who.kind === "text" ? who.text : "",
		by,
		doneText(done),
	]),
];
