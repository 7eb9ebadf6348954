// Which charts a group has; nothing is drawn that has no number at all.
import { PILOT } from "../../state/figures.ts";
import type { QuarterText } from "../../state/quarters.ts";
import type { Group, LineKey } from "../../state/report-lines.ts";
import type { Row } from "../../state/report-tables.ts";
import { t } from "../../text/language.ts";
import { BarChart, type ChartProps, LineChart } from "./Chart.tsx";
import { bare, lineName, pilotText, quarterText, tickText } from "./words.ts";

interface Plan {
	readonly name: keyof ReturnType<typeof t>["figures"]["charts"];
	readonly kind: "bars" | "lines";
	readonly keys: readonly LineKey[];
	readonly rest?: Partial<Pick<ChartProps, "from" | "atLeast" | "whole" | "pilot">>;
}

const MARKS_MOST = 3;

function plansOf(group: Group): readonly Plan[] {
	switch (group) {
		case "cases":
			return [
				{
					name: "cases",
					kind: "bars",
					keys: ["handled", "carried_over", "interrupted"],
					rest: { whole: true },
				},
				{
					name: "an_hour",
					kind: "bars",
					keys: ["cases_an_hour"],
					rest: pilotOf("cases_an_hour", PILOT.casesAnHourMax, PILOT.casesAnHourMax),
				},
			];
		case "waiting":
			return [
				{
					name: "waiting",
					kind: "lines",
					keys: ["wait_median", "wait_p90"],
					rest: { whole: true },
				},
			];
		case "effect":
			return [
				{
					name: "meetings",
					kind: "bars",
					keys: ["meeting_avoided", "meetings_held"],
					rest: { whole: true },
				},
				{
					name: "calls",
					kind: "bars",
					keys: ["calls_per_client"],
					rest: pilotOf("calls_per_client", PILOT.callsSavedMin, PILOT.callsSavedMax),
				},
			];
		case "clients":
			return [
				{
					name: "prom",
					kind: "lines",
					keys: ["prom_before", "prom_after"],
					rest: { from: 100, atLeast: 500 },
				},
			];
		default:
			return [];
	}
}

function pilotOf(key: LineKey, least: number, most: number): NonNullable<Plan["rest"]> {
	const text = `${t().figures.pilot}: ${pilotText(key)}`;
	return { atLeast: most, pilot: { least, most, text } };
}

export function GroupCharts(props: {
	readonly group: Group;
	readonly rows: readonly Row[];
	readonly quarters: readonly QuarterText[];
}) {
	const charts = plansOf(props.group).flatMap((plan) => {
		const rows = props.rows.filter(({ line }) => plan.keys.includes(line.key)).slice(0, MARKS_MOST);
		const unit = rows[0]?.line.unit;
		const says = rows.some(({ cells }) => cells.some((cell) => cell !== null && cell !== 0));
		if (unit === undefined || !says) return [];
		const Chart = plan.kind === "bars" ? BarChart : LineChart;
		return [
			<Chart
				key={plan.name}
				name={plan.name}
				title={t().figures.charts[plan.name]}
				groups={props.quarters.map(quarterText)}
				series={rows.map(({ line, cells }) => ({ name: lineName(line), values: cells }))}
				format={(value) => bare(unit, value)}
				tick={(value) => tickText(unit, value)}
				{...plan.rest}
			/>,
		];
	});
	return charts.length === 0 ? null : <div class="charts">{charts}</div>;
}
