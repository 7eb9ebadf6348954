// The report as rows of a file: every line of every quarter, of all series together and of each.
import type { CsvCell } from "../../state/csv.ts";
import { RESULTS } from "../../state/measures.ts";
import type { QuarterText } from "../../state/quarters.ts";
import { LINES, type Shown } from "../../state/report-lines.ts";
import { outcomes, type Source, sampleOf } from "../../state/report-tables.ts";
import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import type { ReportNames } from "./names.ts";
import { inUnit, lineName, quarterText } from "./words.ts";

const cell = (value: Shown): CsvCell => (value === "hidden" ? t().figures.hidden : value);

export function fileRows(
	source: Source,
	quarters: readonly QuarterText[],
	names: ReportNames,
	ownOrg: string,
): readonly (readonly CsvCell[])[] {
	const { columns, all } = t().figures;
	const head = [
		columns.quarter,
		columns.org,
		columns.series,
		columns.group,
		columns.measure,
		columns.value,
		columns.unit,
		columns.what,
	];
	const scopes = [null, ...source.figures.series];
	const rows = quarters.flatMap((quarter) =>
		scopes.flatMap((series) => {
			const org = series === null ? ownOrg : names.org(names.orgOf(series));
			const start = [quarterText(quarter), org, series === null ? all : names.series(series)];
			return scopeRows(source, quarter, series).map((row) => [...start, ...row]);
		}),
	);
	return [head, ...rows];
}

function scopeRows(source: Source, quarter: QuarterText, series: Id | null): readonly CsvCell[][] {
	const { groups, lines, units, results, outcomes: title } = t().figures;
	const sample = sampleOf(source, [quarter], series === null ? null : [series]);
	const measured = LINES.flatMap((line): CsvCell[][] => {
		const value = line.value(sample);
		if (value === null) return [];
		const shown = typeof value === "number" ? inUnit(line.unit, value) : cell(value);
		const { what } = lines[line.key];
		return [[groups[line.group], lineName(line), shown, units[line.unit], what]];
	});
	const ofTopics = outcomes(source, quarter, series).flatMap(({ topic, cells }) =>
		RESULTS.map((result, i): CsvCell[] => {
			const name = `${t().codes.topics[topic]}: ${results[result]}`;
			return [
				groups.effect,
				name,
				cell(cells[i] ?? null),
				units.count,
				title(quarterText(quarter)),
			];
		}),
	);
	return [...measured, ...ofTopics];
}
