// The plan's fields and their values in words.
import { isDate } from "../../state/dates.ts";
import { doneOf } from "../../state/plan.ts";
import { dayAndClock, plainDate } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import { STEP_SIDES } from "../../work/documents.ts";

export function planLabel(field: string): string {
	const text = t().plan;
	const no = /^step-by-(\d+)$/.exec(field)?.[1];
	if (no !== undefined) return `${text.step(Number(no))}: ${text.by}`;
	const label: unknown = field === "ref" ? text.whoIs : text[field as keyof typeof text];
	return typeof label === "string" ? label : field;
}

/** Codes and dates as people read them; text as it is. */
export function wordsOf(field: string, value: string, names: (ref: string) => string): string {
	const { codes } = t();
	const part = field.split("/").at(-1);
	if (part === "kind") return value === "updated" ? codes.planKind.updated : codes.planKind.made;
	const side = STEP_SIDES.find((one) => one === value);
	if (part === "side" && side !== undefined) return codes.side[side];
	if (part === "ref") return value === "" ? t().plan.empty : names(value);
	if (part === "done") {
		const done = doneOf(value);
		return done === null ? value : t().plan.doneBy(names(done.by), dayAndClock(done.at));
	}
	return isDate(value) ? plainDate(value) : value;
}
