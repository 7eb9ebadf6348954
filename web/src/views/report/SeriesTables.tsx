// One quarter's tables: series by organisation, and what came of applications.
import { RESULTS } from "../../state/measures.ts";
import type { QuarterText } from "../../state/quarters.ts";
import { lineOf, type Shown } from "../../state/report-lines.ts";
import { bySeries, outcomes, SERIES_LINES, type Source } from "../../state/report-tables.ts";
import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import type { ReportNames } from "./names.ts";
import { Cell } from "./QuarterTable.tsx";
import { quarterText } from "./words.ts";

const COLUMNS = SERIES_LINES.map(lineOf);

export function BySeries(props: {
	readonly source: Source;
	readonly quarter: QuarterText;
	readonly names: ReportNames;
}) {
	const { names } = props;
	const text = t().figures;
	const { orgs, total } = bySeries(props.source, props.quarter, names.orgOf);
	const title = text.bySeries(quarterText(props.quarter));
	return (
		<section aria-labelledby="by-series" class="figures-group">
			<h2 id="by-series">{title}</h2>
			<div class="figures-scroll">
				<table class="figures-table" data-testid="table-series">
					<caption class="hidden-text">{title}</caption>
					<thead>
						<tr>
							<th scope="col">{text.series}</th>
							{COLUMNS.map(({ key }) => (
								<th scope="col" class="number wraps" key={key}>
									{text.lines[key].name}
								</th>
							))}
						</tr>
					</thead>
					{orgs.map(({ org, series, total: all }) => (
						<tbody key={org}>
							{series.map((one) => (
								<SeriesRow key={one.series} name={names.series(one.series)} cells={one.cells} />
							))}
							<SeriesRow name={text.ofOrg(names.org(org))} cells={all} strong />
						</tbody>
					))}
					{orgs.length < 2 ? null : (
						<tbody>
							<SeriesRow name={text.allSeries} cells={total} strong />
						</tbody>
					)}
				</table>
			</div>
		</section>
	);
}

function SeriesRow(props: {
	readonly name: string;
	readonly cells: readonly Shown[];
	readonly strong?: true;
}) {
	const { lines } = t().figures;
	return (
		<tr class={props.strong ? "together" : undefined}>
			<th scope="row">{props.name}</th>
			{COLUMNS.map(({ key, unit }, i) => (
				<Cell
					key={key}
					unit={unit}
					value={props.cells[i] ?? null}
					label={lines[key].name}
					put={props.strong ?? false}
				/>
			))}
		</tr>
	);
}

export function Outcomes(props: {
	readonly source: Source;
	readonly quarter: QuarterText;
	readonly series: Id | null;
}) {
	const text = t().figures;
	const rows = outcomes(props.source, props.quarter, props.series);
	if (rows.length === 0) return null;
	const title = text.outcomes(quarterText(props.quarter));
	return (
		<section aria-labelledby="outcomes" class="figures-group">
			<h2 id="outcomes">{title}</h2>
			<p class="small muted">{text.outcomesLead}</p>
			<div class="figures-scroll">
				<table class="figures-table" data-testid="table-outcomes">
					<caption class="hidden-text">{title}</caption>
					<thead>
						<tr>
							<th scope="col">{text.topic}</th>
							{RESULTS.map((result) => (
								<th scope="col" class="number wraps" key={result}>
									{text.results[result]}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{rows.map(({ topic, cells }) => (
							<tr key={topic}>
								<th scope="row">{t().codes.topics[topic]}</th>
								{RESULTS.map((result, i) => (
									<Cell
										key={result}
										unit="count"
										value={cells[i] ?? null}
										label={text.results[result]}
									/>
								))}
							</tr>
						))}
					</tbody>
				</table>
			</div>
		</section>
	);
}
