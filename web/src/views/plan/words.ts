// The plan's fields and their values in words.
import { isDate } from "../../state/dates.ts";
import { dayAndClock, plainDate } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import { STEP_SIDES } from "../../work/documents.ts";

export function planLabel(field: string): string {
	const text = t().plan;
	const labels: Readonly<Record<string, string>> = { ...text, ref: text.whoIs } as never;
	const label = labels[field];
	return typeof label === "string" ? label : field;
}

/** Codes and dates as people read them; text as it is. */
export function wordsOf(field: string, value: string, names: (uid: string) => string): string {
	const { codes } = t();
	const part = field.split("/").at(-1);
	if (part === "kind") return value === "updated" ? codes.planKind.updated : codes.planKind.made;
	const side = STEP_SIDES.find((one) => one === value);
	if (part === "side" && side !== undefined) return codes.side[side];
	if (part === "ref") return names(value.slice(value.indexOf(":") + 1));
	if (part === "done" && value !== "") {
		const [at, by] = value.split(" ");
		return t().plan.doneBy(names(by ?? ""), dayAndClock(Number(at)));
	}
	return isDate(value) ? plainDate(value) : value;
}
