// Weeks × series as a real table: holidays, how full, consents that do not cover, substitutes. Never case content.
import { useState } from "preact/hooks";
import { dayOf } from "../../state/dates.ts";
import { comesLater, shifted, WEEK_COUNTS } from "../../state/weeks.ts";
import { dayAndClock, plainDate } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Hour, SeriesTable, TableWeek } from "../../work/work.ts";
import { useNames, useWork } from "../context.ts";
import { HourState } from "../hours/HourState.tsx";
import { Button } from "../parts/Button.tsx";
import { Link } from "../parts/Link.tsx";
import { Failure, Loaded } from "../parts/Loaded.tsx";
import { SelectField } from "../parts/SelectField.tsx";
import { State } from "../parts/State.tsx";
import { useAsked } from "../parts/useAsked.ts";

export function WeeksTable() {
	const work = useWork();
	const today = dayOf(work.now());
	const [from, setFrom] = useState(today);
	const [count, setCount] = useState(WEEK_COUNTS[0] ?? 8);
	const text = t().weeks;
	const { hours, series } = work.state;
	// Fetched anew when the window moves, and when an hour or a series changes.
	const asked = useAsked(
		() => work.coordinator.table(from, count),
		[work, from, count, hours.value, series.value],
	);
	return (
		<section aria-labelledby="weeks" data-testid="weeks">
			<h2 id="weeks">{text.title}</h2>
			<div class="weeks-bar">
				<Button kind="second" testid="weeks-earlier" onPress={() => setFrom(shifted(from, -count))}>
					{text.earlier}
				</Button>
				<Button kind="second" testid="weeks-now" onPress={() => setFrom(today)}>
					{text.now}
				</Button>
				<Button kind="second" testid="weeks-later" onPress={() => setFrom(shifted(from, count))}>
					{text.later}
				</Button>
				<SelectField
					name="weeks-count"
					label={text.shown}
					short
					value={String(count)}
					options={WEEK_COUNTS.map((n) => ({ value: String(n), label: text.weeksOf(n) }))}
					onChange={(value) => setCount(Number(value))}
				/>
			</div>
			{asked.of.kind === "ready" && asked.failed !== null ? (
				<Failure error={asked.failed} again={asked.again} />
			) : null}
			<Loaded {...asked}>{(table) => <Table table={table} />}</Loaded>
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
								<Link to={{ at: "series-edit", series: series.series }}>{series.name}</Link>
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
								<td
									key={series.series}
									data-label={series.name}
									class={(cells[index] ?? []).length === 0 ? "no-hour" : undefined}
								>
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
				<span class="numbers">{text.taken(hour.places.length, hour.capacity)}</span>
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
