// The plan as text for the record systems, into which it is pasted by hand: templates with {fields}, the built-in ones, and
// whether it is counted as made or updated (MONSU). Pure; asks nobody and knows neither the directory nor a screen.
import { RECORD_TARGETS, TEMPLATE_MAX } from "../crypto/directory-org-limits.ts";
import type { DateText, PlanDoc } from "../work/documents.ts";
import type { RecordTarget } from "../work/work.ts";

export { RECORD_TARGETS, TEMPLATE_MAX };

/** Records are kept in Finnish or Swedish. */
export const RECORD_LANGUAGES = ["fi", "sv"] as const;
export type RecordLanguage = (typeof RECORD_LANGUAGES)[number];

/** What of a plan goes into a record, with the people and teams of its steps already named. */
export interface RecordPlan extends Omit<PlanDoc, "v" | "kind" | "steps"> {
	readonly steps: readonly RecordStep[];
}

export interface RecordStep {
	readonly what: string;
	readonly who: string;
	readonly by: DateText | "";
	readonly done: boolean;
}

export const RECORD_FIELDS = [
	"monsu",
	"date",
	"place",
	"present",
	"situation",
	"core",
	"steps",
	"follow-up-how",
	"follow-up-who",
	"follow-up-date",
	"responsible",
	"coordination",
	"client-contact",
	"review",
] as const;
export type RecordField = (typeof RECORD_FIELDS)[number];

export type MonsuKind = "made" | "updated";

/** The entry by which plans are counted in the records, in Finnish in every record of a Finnish system. */
export const MONSU = {
	made: "MONSU: tehty",
	updated: "MONSU: päivitetty",
} as const satisfies Readonly<Record<MonsuKind, string>>;

/** A revision of the case's plan that both sides confirmed, and the day on which it was written. */
export interface FinishedPlan {
	readonly rev: number;
	readonly date: DateText | "";
}

/**
 * `made` for the first finished plan of a case, `updated` for every later one. A revision of the same day is the same plan
 * (a word put right before it was taken over) as long as nothing of the case has been copied into a record. Writers who
 * have marked the plan itself as updated know of one in the record that was made elsewhere.
 */
export function monsuOf(input: {
	/** As the plan itself is marked. */
	readonly marked: MonsuKind;
	readonly rev: number;
	/** The day on which the revision that is copied was written. */
	readonly date: DateText | "";
	readonly finished: readonly FinishedPlan[];
	/** Revisions that somebody has noted as copied, into whichever record. */
	readonly copied: readonly number[];
}): MonsuKind {
	if (input.marked === "updated") return "updated";
	if (input.copied.some((rev) => rev < input.rev)) return "updated";
	const first = [...input.finished].sort((a, b) => a.rev - b.rev)[0];
	if (first === undefined || input.rev <= first.rev) return "made";
	return input.date !== "" && input.date === first.date ? "made" : "updated";
}

const FIELD = /\{([a-z-]*)\}/g;

export type TemplateFault = "too-long" | "unknown-field" | "lone-brace";

/** What is wrong with a coordinator's template, and with which field. An empty one stands for the built-in one. */
export function templateFault(
	template: string,
): { readonly fault: TemplateFault; readonly field: string } | null {
	if ([...template].length > TEMPLATE_MAX) return { fault: "too-long", field: "" };
	for (const [, name = ""] of template.matchAll(FIELD)) {
		if (!isField(name)) return { fault: "unknown-field", field: name };
	}
	return /[{}]/.test(template.replace(FIELD, "")) ? { fault: "lone-brace", field: "" } : null;
}

const isField = (name: string): name is RecordField => RECORD_FIELDS.some((one) => one === name);

/**
 * The text to paste. A line with fields of which none has a value falls away; a text without {monsu} gets the entry at its
 * end, for without it the plan is not counted. What stands in a field is never read as a template.
 */
export function recordText(input: {
	/** The organisation's own, or null or empty. */
	readonly template: string | null;
	readonly target: RecordTarget;
	readonly language: RecordLanguage;
	readonly plan: RecordPlan;
	readonly kind: MonsuKind;
}): string {
	const own = input.template ?? "";
	const template = own.trim() === "" ? BUILT_IN[input.target][input.language] : own;
	const values = valuesOf(input.plan, input.kind, input.language);
	const lines: string[] = [];
	for (const line of template.replace(/\r\n?/g, "\n").split("\n")) {
		const fields = [...line.matchAll(FIELD)].map(([, name = ""]) => name).filter(isField);
		if (fields.length > 0 && fields.every((field) => values[field] === "")) continue;
		lines.push(line.replace(FIELD, (all, name: string) => (isField(name) ? values[name] : all)));
	}
	if (!template.includes("{monsu}")) lines.push("", MONSU[input.kind]);
	return lines
		.map((line) => line.trimEnd())
		.join("\n")
		.replace(/\n{3,}/g, "\n\n")
		.trim();
}

function valuesOf(
	plan: RecordPlan,
	kind: MonsuKind,
	language: RecordLanguage,
): Readonly<Record<RecordField, string>> {
	return {
		monsu: MONSU[kind],
		date: plainDay(plan.date),
		place: plan.place.trim(),
		present: plan.present.trim(),
		situation: plan.situation.trim(),
		core: plan.core.trim(),
		steps: plan.steps
			.filter((step) => step.what.trim() !== "")
			.map((step) => stepLine(step, language))
			.join("\n"),
		"follow-up-how": plan.followUpHow.trim(),
		"follow-up-who": plan.followUpWho.trim(),
		"follow-up-date": plainDay(plan.followUpDate),
		responsible: plan.responsible.trim(),
		coordination: plan.coordination.trim(),
		"client-contact": plan.clientContact.trim(),
		review: plainDay(plan.refreshBy),
	};
}

const STEP_WORDS = {
	fi: { by: "viimeistään", done: "tehty" },
	sv: { by: "senast", done: "gjort" },
} as const satisfies Readonly<Record<RecordLanguage, unknown>>;

/** "- Toimittaa vuokrasopimuksen: asiakas, viimeistään 4.12.2026 (tehty)" */
function stepLine(step: RecordStep, language: RecordLanguage): string {
	const words = STEP_WORDS[language];
	const by = step.by === "" ? "" : `${words.by} ${plainDay(step.by)}`;
	const rest = [step.who.trim(), by].filter((part) => part !== "").join(", ");
	const what = step.what.trim().replace(/\s*\n\s*/g, " ");
	// A sentence's full stop does not stand before the colon.
	const line = rest === "" ? `- ${what}` : `- ${what.replace(/\.$/, "")}: ${rest}`;
	return `${line}${step.done ? ` (${words.done})` : ""}`;
}

/** 25.11.2026: as both languages write it in Finland. */
function plainDay(date: DateText | ""): string {
	const [year = "", month = "", day = ""] = date.split("-");
	return date === "" ? "" : `${Number(day)}.${Number(month)}.${year}`;
}

const BODY = {
	fi: `Aika ja paikka: {date} {place}
Läsnä: {present}

Asiakkaan tilanne: {situation}

Ydinasia tai yhteinen tavoite: {core}

Jatkotoimet, kuka tekee ja mihin mennessä:
{steps}

Seuranta: {follow-up-how}
Seurannasta vastaa: {follow-up-who}
Seuranta-aika: {follow-up-date}
Vastuutyöntekijä: {responsible}
Koordinoi: {coordination}
Asiakkaan yhteydenottotapa: {client-contact}
Suunnitelma tarkistetaan viimeistään: {review}`,
	sv: `Tid och plats: {date} {place}
Närvarande: {present}

Klientens situation: {situation}

Kärnfrågan eller det gemensamma målet: {core}

Följande åtgärder, vem gör och senast när:
{steps}

Uppföljning: {follow-up-how}
För uppföljningen ansvarar: {follow-up-who}
Tid för uppföljningen: {follow-up-date}
Ansvarig arbetstagare: {responsible}
Koordinerar: {coordination}
Hur klienten nås: {client-contact}
Planen ses över senast: {review}`,
} as const satisfies Readonly<Record<RecordLanguage, string>>;

const HEADING = {
	fi: "MONIALAINEN SUUNNITELMA",
	sv: "SEKTORSÖVERGRIPANDE PLAN",
} as const satisfies Readonly<Record<RecordLanguage, string>>;

/**
 * Lifecare's HOITO sheet holds all kinds of entries: the heading first, so that it is found. Pro Consona has a sheet of this
 * name: the entry first. Effica's free text: the heading and the entry first, for its lists show the first line.
 */
export const BUILT_IN: Readonly<Record<RecordTarget, Readonly<Record<RecordLanguage, string>>>> = {
	lifecare: {
		fi: `${HEADING.fi}\n{monsu}\n\n${BODY.fi}`,
		sv: `${HEADING.sv}\n{monsu}\n\n${BODY.sv}`,
	},
	"pro-consona": { fi: `{monsu}\n\n${BODY.fi}`, sv: `{monsu}\n\n${BODY.sv}` },
	effica: {
		fi: `${HEADING.fi}, {monsu}\n\n${BODY.fi}`,
		sv: `${HEADING.sv}, {monsu}\n\n${BODY.sv}`,
	},
};
