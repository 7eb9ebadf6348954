// Weeks × series as a real table: holidays, how full, consents that do not cover, substitutes. Never case content.
import { useEffect, useState } from "preact/hooks";
import { dayOf } from "../../state/dates.ts";
import { comesLater, shifted, WEEK_COUNTS } from "../../state/weeks.ts";
import { dayAndClock, plainDate } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Hour, SeriesTable, TableWeek, WorkError } from "../../work/work.ts";
import { asWorkError } from "../action.ts";
import { useNames, useWork } from "../context.ts";
import { HourState } from "../hours/HourState.tsx";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Link } from "../parts/Link.tsx";
import { Loading } from "../parts/Loaded.tsx";
import { SelectField } from "../parts/SelectField.tsx";
import { State } from "../parts/State.tsx";

export function WeeksTable() {
	const work = useWork();
	const today = dayOf(work.now());
	const [from, setFrom] = useState(today);
	const [count, setCount] = useState(WEEK_COUNTS[0] ?? 8);
	const [table, setTable] = useState<SeriesTable | null>(null);
	const [failure, setFailure] = useState<WorkError | null>(null);
	const text = t().weeks;
	const { hours, series } = work.state;
	// Fetched anew when the window moves, and when an hour or a series changes.
	const changes = [hours.value, series.value];
	useEffect(() => {
		let here = true;
		// The window may move on while an answer is under way: the last one asked for is shown.
		work.coordinator.table(from, count).then(
			(fetched) => {
				if (!here) return;
				setTable(fetched);
				setFailure(null);
			},
			(thrown) => here && setFailure(asWorkError(thrown)),
		);
		return () => {
			here = false;
		};
	}, [work, from, count, ...changes]);
	return (
		<section aria-labelledby="weeks" data-testid="weeks">
			<h2 id="weeks">{text.title}</h2>
			<div class="buttons">
				<Button kind="second" testid="weeks-earlier" onPress={() => setFrom(shifted(from, -count))}>
					{text.earlier}
				</Button>
				<Button kind="second" testid="weeks-now" onPress={() => setFrom(today)}>
					{text.now}
				</Button>
				<Button kind="second" testid="weeks-later" onPress={() => setFrom(shifted(from, count))}>
					{text.later}
				</Button>
			</div>
			<SelectField
				name="weeks-count"
				label={text.shown}
				short
				value={String(count)}
				options={WEEK_COUNTS.map((n) => ({ value: String(n), label: text.weeksOf(n) }))}
				onChange={(value) => setCount(Number(value))}
			/>
			<ErrorSummary failure={failure} />
			{table !== null ? <Table table={table} /> : failure === null ? <Loading /> : null}
		</section>
	);
}

function Table({ table }: { table: SeriesTable }) {
	const work = useWork();
	const text = t().weeks;
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by key
		<section class="scroll" aria-label={text.scroll} tabIndex={0}>
			<table class="stack weeks" data-testid="weeks-table">
				<caption class="hidden-text">{text.title}</caption>
				<thead>
					<tr>
						<th scope="col">{text.week}</th>
						{table.rows.map(({ series }) => (
							<th scope="col" key={series.series}>
								{series.name}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{table.weeks.map((week, index) => (
						<tr key={week.monday}>
							<th scope="row" data-label="">
								<Week week={week} />
							</th>
							{table.rows.map(({ series, cells }) => (
								<td key={series.series} data-label={series.name}>
									<Cell
										hours={cells[index] ?? []}
										later={comesLater(series, week.monday, work.now())}
									/>
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}

function Week({ week }: { week: TableWeek }) {
	const text = t().weeks;
	return (
		<span>
			{text.weekOf(week.week)}
			<br />
			<span class="small muted">
				{text.from(plainDate(week.monday))}
				{week.holidays.map(({ date, holiday }) => (
					<span key={date} data-testid="week-holiday">
						<br />
						{plainDate(date)} {text.holidays[holiday]}
					</span>
				))}
			</span>
		</span>
	);
}

function Cell({ hours, later }: { hours: readonly Hour[]; later: boolean }) {
	const text = t().weeks;
	if (hours.length === 0) return <span class="muted">{later ? text.notMade : text.noHour}</span>;
	return (
		<span>
			{hours.map((hour) => (
				<OneHour key={hour.hour} hour={hour} />
			))}
		</span>
	);
}

function OneHour({ hour }: { hour: Hour }) {
	const names = useNames();
	const hours = useWork().state.hours.value;
	const text = t().weeks;
	const when = dayAndClock(hour.startsAt);
	// Long past, or further ahead than half a year: it has no page.
	const known = hours.kind === "ready" && hours.value.some((one) => one.hour === hour.hour);
	return (
		<span class="week-hour" data-testid="week-hour">
			{known ? <Link to={{ at: "hour", hour: hour.hour }}>{when}</Link> : when}{" "}
			{hour.state === "planned" ? (
				<span class="numbers">
					{hour.places.length}/{hour.capacity}
				</span>
			) : (
				<HourState hour={hour} />
			)}
			{hour.movedFrom === null ? null : (
				<span class="small muted">{text.moved(plainDate(hour.movedFrom))}</span>
			)}
			{hour.substitute === null ? null : (
				<span class="small muted">{text.substitute(names(hour.substitute))}</span>
			)}
			{hour.missingConsents === 0 ? null : (
				<State tone="warn" icon="triangle-alert" word={t().queue.gaps(hour.missingConsents)} />
			)}
		</span>
	);
}
