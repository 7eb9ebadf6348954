// Into the queue: the first free place of a series or a chosen hour, and the minutes. If the place is taken meanwhile, the
// next hour is offered in one press.
import { useState } from "preact/hooks";
import { dayOf } from "../../state/dates.ts";
import { collect, type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import { MINUTES, minutesFor } from "../../state/hour.ts";
import { choicesFor, firstFor, queueable, seriesFor, soonestSeries } from "../../state/queueing.ts";
import { capital, dayAndClock, longDayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { CaseSummary, Hour, Id, Series, WorkErrorCode } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useNow, useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { Choices } from "../parts/Choices.tsx";
import { DeadEnd } from "../parts/DeadEnd.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Loaded, LoadedPage } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { SelectField } from "../parts/SelectField.tsx";
import { replace } from "../router.ts";
import { Suggested } from "../shelf/Suggested.tsx";
import { CaseOver } from "./CaseOver.tsx";
import { NextOffer, Receiver } from "./QueueOffer.tsx";

const SHOWN = 4;
const TICK_MS = 60_000;
const FULL: readonly WorkErrorCode[] = ["hour_full", "hour_minutes"];
/** What most cases take. */
const MINUTES_FIRST = 15;
/** The choice that names no hour. */
const FIRST = "first";

/** `hour`: begun from that hour, which is chosen at first. */
export function QueueCase({ id, hour }: { id: Id; hour: Id | null }) {
	const { cases, hours, series } = useWork().state;
	const now = useNow(TICK_MS);
	const back = { at: "case", case: id } as const;
	return (
		<LoadedPage of={cases.value} title={t().queue.title} back={back}>
			{(all) => {
				const summary = all.find((one) => one.case === id);
				if (summary === undefined)
					return <DeadEnd title={t().queue.title} text={t().cases.gone} back={{ at: "cases" }} />;
				return (
					<Page title={t().queue.title} back={back}>
						<Loaded of={series.value}>
							{(known) => (
								<Loaded of={hours.value}>
									{(every) => (
										<Allowed summary={summary} series={known} hours={every} now={now} from={hour} />
									)}
								</Loaded>
							)}
						</Loaded>
					</Page>
				);
			}}
		</LoadedPage>
	);
}

interface Known {
	readonly summary: CaseSummary;
	readonly series: readonly Series[];
	readonly hours: readonly Hour[];
	readonly now: number;
	readonly from: Id | null;
}

function Allowed(props: Known) {
	const text = t().queue;
	const series = seriesFor(props.summary, props.series, dayOf(props.now));
	if (props.summary.state !== "open") return <CaseOver state={props.summary.state} />;
	if (!queueable(props.summary))
		return (
			<Box kind="warn" testid="queue-no-consent">
				<p>
					{props.summary.placeState === "waiting" || props.summary.hour !== null
						? t().errors.conflict
						: text.noConsent}
				</p>
			</Box>
		);
	const from = props.hours.find((one) => one.hour === props.from);
	const first =
		series.find((one) => one.series === from?.series) ??
		soonestSeries(props.summary, series, props.hours, props.now, MINUTES_FIRST);
	if (first === undefined)
		return (
			<Box kind="warn" testid="queue-no-series">
				<p>{text.noSeries}</p>
			</Box>
		);
	return <Choose {...props} series={series} first={first.series} />;
}

/** Series, hour and minutes as they are picked, and what may be picked. */
function usePicked(props: Known & { readonly first: Id }) {
	const { summary, hours, now } = props;
	const [series, setSeries] = useState(props.first);
	const [hour, setHour] = useState<Id>(
		hours.some((one) => one.hour === props.from && one.series === props.first)
			? (props.from ?? FIRST)
			: FIRST,
	);
	const [picked, setMinutes] = useState(MINUTES_FIRST);
	const { fitting, hidden } = choicesFor(summary, series, hours, now);
	const chosen = fitting.find((one) => one.hour === hour) ?? null;
	const options = chosen === null ? MINUTES : minutesFor(chosen);
	// What was picked, or the longest that still fits.
	const minutes = options.includes(picked)
		? picked
		: (options.filter((n) => n < picked).at(-1) ?? picked);
	return {
		...{ series, hour, chosen, fitting, hidden, options, minutes, setHour, setMinutes },
		setSeries: (id: Id) => {
			setSeries(id);
			setHour(FIRST);
		},
	};
}

/** Puts the case into that hour, or (null) into the first free place, and goes where it has come to stand. */
function useQueueing({ summary }: Known, series: Id) {
	const work = useWork();
	const queueing = useAction();
	const put = (into: Id | null, minutes: number) => {
		const urgency = summary.question?.urgency ?? "normal";
		void queueing
			.run(() => work.cases.queue(summary.case, { series, hour: into, minutes, urgency }))
			.then((done) => {
				if (!done) return;
				const { cases } = work.state;
				const after = cases.value.kind === "ready" ? cases.value.value : [];
				const placed = after.find((one) => one.case === summary.case)?.hour ?? into;
				replace(
					placed === null ? { at: "case", case: summary.case } : { at: "hour", hour: placed },
				);
			});
	};
	return { queueing, put };
}

function Choose(props: Known & { readonly first: Id }) {
	const { summary, hours } = props;
	const text = t().queue;
	const { series, hour, chosen, fitting, hidden, options, minutes, ...pick } = usePicked(props);
	const { queueing, put } = useQueueing(props, series);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const submit = () => {
		// The hour was chosen and has filled up since.
		const gone = hour !== FIRST && chosen === null;
		const found = collect({ hour: gone ? "choose" : null });
		setErrors(found);
		if (!hasErrors(found)) put(chosen?.hour ?? null, minutes);
	};
	const contact = props.series.find((one) => one.series === series)?.contact;
	return (
		<>
			<p>{text.lead(summary.question?.reference ?? "")}</p>
			{summary.question === null ? null : (
				<Suggested
					question={summary.question.question}
					topics={summary.question.topics}
					onward={{ at: "case", case: summary.case }}
					kept="case"
				/>
			)}
			{queueing.error !== null && FULL.includes(queueing.error.code) ? (
				<NextOffer
					error={queueing.error}
					hours={hours}
					series={series}
					lane={summary.lane}
					onTake={(into) => put(into, minutes)}
				/>
			) : (
				<ErrorSummary errors={errors} failure={queueing.error} label={() => text.hour} />
			)}
			<form
				onSubmit={(event) => {
					event.preventDefault();
					submit();
				}}
			>
				<WhichSeries all={props.series} value={series} onChange={pick.setSeries} />
				<Where
					fitting={fitting}
					hidden={hidden}
					minutes={minutes}
					hour={hour}
					set={pick.setHour}
					errors={errors}
				/>
				<div class="choices-row">
					<Choices
						name="minutes"
						label={text.minutes}
						hint={text.minutesHint}
						many={false}
						choices={options.map((n) => ({ value: String(n), label: t().common.minutes(n) }))}
						value={[String(minutes)]}
						onChange={([value]) => pick.setMinutes(Number(value ?? MINUTES_FIRST))}
					/>
				</div>
				{contact === undefined ? null : (
					<Receiver uid={chosen?.contact ?? contact} lane={summary.lane} />
				)}
				<p class="small muted">{text.order}</p>
				<div class="buttons">
					<Button submit busy={queueing.busy} testid="queue-submit">
						{text.submit}
					</Button>
				</div>
			</form>
		</>
	);
}

function Where(props: {
	readonly fitting: readonly Hour[];
	readonly hidden: number;
	readonly minutes: number;
	readonly hour: Id;
	readonly set: (hour: Id) => void;
	readonly errors: Errors;
}) {
	const text = t().queue;
	const first = firstFor(props.fitting, props.minutes);
	// The nearest ones, and the one that was come from.
	const shown = props.fitting.filter((one, index) => index < SHOWN || one.hour === props.hour);
	return (
		<Choices
			name="hour"
			label={text.hour}
			{...(props.hidden > 0 ? { hint: text.notCovered } : {})}
			many={false}
			choices={[
				{
					value: FIRST,
					label: text.first,
					hint: first === null ? text.firstWaits : text.firstNow(dayAndClock(first.startsAt)),
				},
				...shown.map((one) => ({
					value: one.hour,
					label: capital(longDayAndClock(one.startsAt)),
					hint: text.hourFree(one.freePlaces, one.freeMinutes),
				})),
			]}
			value={[props.hour]}
			onChange={([value]) => props.set(value ?? FIRST)}
			error={props.errors["hour"]}
		/>
	);
}

/** Only where the pair has more than one. */
function WhichSeries(props: {
	readonly all: readonly Series[];
	readonly value: Id;
	readonly onChange: (series: Id) => void;
}) {
	if (props.all.length < 2) return null;
	return (
		<SelectField
			name="series"
			label={t().queue.series}
			value={props.value}
			options={props.all.map((one) => ({ value: one.series, label: one.name }))}
			onChange={props.onChange}
		/>
	);
}
