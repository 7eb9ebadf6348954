// The coordinator's report: how the hours work, by quarter. For the screen, for paper, and as a file.
import { useState } from "preact/hooks";
import { CSV_STYLES, csvText } from "../../state/csv.ts";
import { addQuarters, previousQuarter, type QuarterText, quarterOf } from "../../state/quarters.ts";
import { GROUPS } from "../../state/report-lines.ts";
import { hasFigures, type Source } from "../../state/report-tables.ts";
import { dateAndClock } from "../../text/dates.ts";
import { language, t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { useMe, useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { SelectField } from "../parts/SelectField.tsx";
import { saveFile } from "../save.ts";
import { fileRows } from "./file.ts";
import { Headlines } from "./Headlines.tsx";
import { useReportNames } from "./names.ts";
import { GroupSection } from "./QuarterTable.tsx";
import { BySeries, Outcomes } from "./SeriesTables.tsx";
import { type Fetched, useFigures } from "./useFigures.ts";
import { quarterLong, quarterText } from "./words.ts";

const SPANS = [1, 2, 4, 8] as const;
const SPAN_AT_FIRST = 4;
/** So many quarters back the last one may be. */
const BACK = 11;

interface Choice {
	readonly last: QuarterText;
	readonly count: number;
	readonly series: Id | null;
}

export function FiguresPage() {
	const work = useWork();
	const me = useMe();
	const present = quarterOf(work.now());
	const [choice, setChoice] = useState<Choice>({
		last: present,
		count: SPAN_AT_FIRST,
		series: null,
	});
	// One more than is shown: what the first is compared with.
	const first = previousQuarter(addQuarters(choice.last, 1 - choice.count));
	const { of, again } = useFigures(first, choice.last);
	const text = t().figures;
	return (
		<Page title={text.title} wide>
			<div class={choice.count > SPAN_AT_FIRST ? "figures many" : "figures"}>
				<div class="no-print">
					<p>
						{me.orgKind === "county" ? text.leadCounty(me.orgName) : text.leadKela} {text.noCases}
					</p>
					<Choose
						choice={choice}
						present={present}
						series={of.kind === "ready" ? of.value.figures.series : []}
						onChange={setChoice}
					/>
				</div>
				<Loaded of={of} again={again}>
					{(fetched) => <Shown choice={choice} present={present} fetched={fetched} />}
				</Loaded>
			</div>
		</Page>
	);
}

function Choose(props: {
	readonly choice: Choice;
	readonly present: QuarterText;
	readonly series: readonly Id[];
	readonly onChange: (choice: Choice) => void;
}) {
	const { choice, present, onChange } = props;
	const names = useReportNames();
	const text = t().figures;
	const quarters = Array.from({ length: BACK + 1 }, (_, i) => addQuarters(present, -i));
	const shown = choice.series !== null && !props.series.includes(choice.series);
	const series = shown && choice.series !== null ? [choice.series] : props.series;
	return (
		<div class="figures-choice">
			<SelectField
				name="last"
				label={text.last}
				value={choice.last}
				options={quarters.map((value) => ({ value, label: quarterLong(value) }))}
				onChange={(last) => onChange({ ...choice, last })}
			/>
			<SelectField
				name="span"
				label={text.span}
				value={String(choice.count)}
				options={SPANS.map((n) => ({ value: String(n), label: text.spans(n) }))}
				onChange={(count) => onChange({ ...choice, count: Number(count) })}
			/>
			<SelectField
				name="series"
				label={text.series}
				value={choice.series ?? ""}
				placeholder={text.all}
				options={series.map((value) => ({ value, label: names.series(value) }))}
				onChange={(value) => onChange({ ...choice, series: value === "" ? null : value })}
			/>
		</div>
	);
}

function Shown(props: {
	readonly choice: Choice;
	readonly present: QuarterText;
	readonly fetched: Fetched;
}) {
	const { choice, present } = props;
	const { figures, at } = props.fetched;
	const me = useMe();
	const names = useReportNames();
	const text = t().figures;
	const quarters = figures.quarters.slice(1);
	const [quarter, first] = [quarters.at(-1) ?? present, quarters[0] ?? present];
	// A series that has left the report meanwhile.
	const series = figures.series.find((one) => one === choice.series) ?? null;
	const source: Source = { figures, capacityOf: names.capacityOf };
	const span =
		first === quarter ? quarterText(quarter) : `${quarterText(first)}–${quarterText(quarter)}`;
	const head = [me.orgName, series === null ? text.all : names.series(series), span];
	const scope = { source, quarters, series, present };
	if (!hasFigures(figures, quarters))
		return (
			<Box kind="info" testid="no-figures">
				<p>
					<strong>{text.none}</strong>
				</p>
				<p>{text.noneWhy}</p>
			</Box>
		);
	return (
		<>
			<p class="figures-head" data-testid="figures-head">
				<strong>{head.join(" · ")}</strong>
				<span class="small muted">{text.made(dateAndClock(at))}</span>
			</p>
			{quarters.includes(present) ? (
				<p class="small muted">{text.unfinishedNote(quarterText(present))}</p>
			) : null}
			<div class="buttons start">
				<Button
					kind="second"
					icon="file-text"
					testid="figures-csv"
					onPress={() => {
						const rows = fileRows(source, quarters, names, me.orgName);
						const name = `${text.csvFile}-${first}-${quarter}.csv`;
						saveFile(csvText(rows, CSV_STYLES[language.value]), name, "text/csv;charset=utf-8");
					}}
				>
					{text.csv}
				</Button>
				<Button kind="second" icon="printer" testid="figures-print" onPress={() => print()}>
					{t().common.print}
				</Button>
			</div>
			<Headlines source={source} quarter={quarter} series={series} />
			{GROUPS.map((group) => (
				<GroupSection key={group} group={group} {...scope} />
			))}
			<Outcomes source={source} quarter={quarter} series={series} />
			<BySeries source={source} quarter={quarter} names={names} />
			<section class="figures-notes small muted">
				<p>{text.hiddenNote}</p>
				<p>{text.nothingNote}</p>
			</section>
		</>
	);
}
