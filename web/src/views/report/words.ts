// Numbers, quarters and names of the report as they are written in the language that is on.
import { PILOT } from "../../state/figures.ts";
import { type QuarterText, readQuarter } from "../../state/quarters.ts";
import type { Line, LineKey, Shown, Unit } from "../../state/report-lines.ts";
import type { Change } from "../../state/report-tables.ts";
import { LOCALES } from "../../text/dates.ts";
import { language, t } from "../../text/language.ts";

function number(value: number, options: Intl.NumberFormatOptions): string {
	// English has a hyphen for a minus; the other two a minus already.
	return new Intl.NumberFormat(LOCALES[language.value], options).format(value).replace("-", "−");
}

const FRACTION: Readonly<Record<Unit, number>> = {
	count: 0,
	minutes: 0,
	days: 0,
	percent: 0,
	points: 0,
	mean: 1,
	prom: 2,
};

/** As people read it: what is kept × 100 is divided. */
export const inUnit = (unit: Unit, value: number): number =>
	unit === "prom" ? value / 100 : value;

/** Without its unit: for the marks of a chart. */
export function bare(unit: Unit, value: number, sign = false): string {
	const digits = FRACTION[unit];
	return number(inUnit(unit, value), {
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
		signDisplay: sign ? "exceptZero" : "negative",
	});
}

const percent = (value: number, sign: boolean): string =>
	number(value / 100, {
		style: "percent",
		maximumFractionDigits: 0,
		signDisplay: sign ? "exceptZero" : "negative",
	});

function withUnit(unit: Unit, value: number, sign: boolean): string {
	if (unit === "percent") return percent(value, sign);
	const plain = bare(unit, value, sign);
	if (unit === "days") return t().figures.days(plain);
	return unit === "minutes" ? t().figures.minutes(plain) : plain;
}

/** What is hidden says no more: whether it is small itself, or a small one could be told from it, is not known here. */
export function cellText(unit: Unit, value: Shown): string {
	const text = t().figures;
	if (value === null) return text.nothing;
	if (value === "hidden") return text.hidden;
	return withUnit(unit, value, false);
}

/** On an axis: no more digits than it needs. */
export const tickText = (unit: Unit, value: number): string =>
	number(inUnit(unit, value), { maximumFractionDigits: FRACTION[unit] });

export function changeText(unit: Unit, change: Change): string {
	const text = t().figures;
	if (change === null) return text.noBefore;
	if (change === "hidden") return text.changeHidden;
	const { by } = change;
	const plain = unit === "percent" ? text.points(bare(unit, by, true)) : withUnit(unit, by, true);
	if (!/[1-9]/.test(plain)) return text.same;
	const share =
		unit === "count" && change.percent !== null ? ` (${percent(change.percent, true)})` : "";
	return text.change(`${plain}${share}`);
}

/** What the pilot published about that line; null: nothing. */
export function pilotText(key: LineKey): string | null {
	const { pilots } = t().figures;
	switch (key) {
		case "meetings_change":
			return pilots.meetings_change(percent(PILOT.meetingsPercent, true));
		case "cases_an_hour":
			return pilots.cases_an_hour(PILOT.casesAnHourMax);
		case "calls_per_client":
			return pilots.calls_per_client(PILOT.callsSavedMin, PILOT.callsSavedMax);
		default:
			return null;
	}
}

export function quarterText(quarter: QuarterText): string {
	const read = readQuarter(quarter);
	return read === null ? quarter : t().figures.quarter(read.year, read.quarter);
}

export function quarterLong(quarter: QuarterText): string {
	const read = readQuarter(quarter);
	const long = read === null ? quarter : t().figures.quarterLong(read.year, read.quarter);
	return `${quarterText(quarter)}, ${long}`;
}

/** "Elämänlaatu seurannassa, puoli vuotta" */
export function lineName({ key, form }: Line): string {
	const { name } = t().figures.lines[key];
	return form === null ? name : `${name}, ${t().figures.forms[form]}`;
}
