// One group of the report: its charts, and under them the table that they are drawn from.
import type { QuarterText } from "../../state/quarters.ts";
import type { Group, Shown, Unit } from "../../state/report-lines.ts";
import { byQuarter, type Row, type Source } from "../../state/report-tables.ts";
import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { GroupCharts } from "./GroupCharts.tsx";
import { cellText, lineName, pilotText, quarterText } from "./words.ts";

export function GroupSection(props: {
	readonly source: Source;
	readonly group: Group;
	readonly quarters: readonly QuarterText[];
	readonly series: Id | null;
	/** The quarter that is not over. */
	readonly present: QuarterText;
}) {
	const { source, group, quarters, series } = props;
	const text = t().figures;
	const rows = byQuarter(source, group, quarters, series);
	const title = text.groups[group];
	if (rows.length === 0) return null;
	return (
		<section aria-labelledby={`group-${group}`} class="figures-group">
			<h2 id={`group-${group}`}>{title}</h2>
			<p class="small muted">{text.sources[group]}</p>
			<GroupCharts group={group} rows={rows} quarters={quarters} />
			<div class="figures-scroll">
				<table class="figures-table quarters" data-testid={`table-${group}`}>
					<caption class="hidden-text">{title}</caption>
					<thead>
						<tr>
							<th scope="col">{text.measure}</th>
							{quarters.map((quarter) => (
								<th scope="col" class="number" key={quarter}>
									{quarterText(quarter)}
									{quarter === props.present ? <Unfinished /> : null}
								</th>
							))}
							{quarters.length < 2 ? null : (
								<th scope="col" class="number">
									{text.total}
								</th>
							)}
						</tr>
					</thead>
					<tbody>
						{rows.map((row) => (
							<TableRow key={`${row.line.key} ${row.line.form}`} row={row} quarters={quarters} />
						))}
					</tbody>
				</table>
			</div>
		</section>
	);
}

const Unfinished = () => <span class="unfinished">{t().figures.unfinished}</span>;

function TableRow({ row, quarters }: { row: Row; quarters: readonly QuarterText[] }) {
	const { line } = row;
	const text = t().figures;
	const pilot = pilotText(line.key);
	return (
		<tr data-testid={`line-${line.key}`} data-form={line.form ?? undefined}>
			<th scope="row">
				{lineName(line)}
				<span class="what">
					{text.lines[line.key].what}
					{pilot === null ? null : ` ${text.pilot}: ${pilot}.`}
				</span>
			</th>
			{row.cells.map((value, i) => (
				<Cell
					key={quarters[i]}
					unit={line.unit}
					value={value}
					label={quarterText(quarters[i] ?? "")}
				/>
			))}
			{row.cells.length < 2 ? null : (
				<Cell unit={line.unit} value={row.total} label={text.total} put />
			)}
		</tr>
	);
}

/** `label` is its heading, where a narrow window shows none. */
export function Cell(props: {
	readonly unit: Unit;
	readonly value: Shown;
	readonly label: string;
	/** Several figures put together. */
	readonly put?: boolean;
}) {
	const { value } = props;
	const kind = value === "hidden" ? " is-hidden" : value === null ? " muted" : "";
	return (
		<td class={`number${kind}${props.put ? " together" : ""}`} data-label={props.label}>
			{cellText(props.unit, value)}
		</td>
	);
}
