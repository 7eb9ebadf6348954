// Choosing the hour and the minutes. If the place is taken meanwhile, the next hour is offered in one press.
import { useState } from "preact/hooks";
import { collect, type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import { covers, hoursWithRoom, minutesFor } from "../../state/hour.ts";
import { capital, clock, dayAndClock, longDay } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { CaseSummary, Hour, Id, WorkError } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useNow, useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { Choices } from "../parts/Choices.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { replace } from "../router.ts";

const SHOWN = 6;
const TICK_MS = 60_000;

export function QueueCase({ id }: { id: Id }) {
	const { cases, hours } = useWork().state;
	const now = useNow(TICK_MS);
	return (
		<Page title={t().queue.title} back={{ at: "case", case: id }}>
			<Loaded of={cases.value}>
				{(all) => {
					const summary = all.find((one) => one.case === id);
					if (summary === undefined) return <p>{t().errors.not_found}</p>;
					return (
						<Loaded of={hours.value}>
							{(every) => (
								<Choose summary={summary} hours={hoursWithRoom(every, now)} all={every} />
							)}
						</Loaded>
					);
				}}
			</Loaded>
		</Page>
	);
}

function Choose(props: {
	readonly summary: CaseSummary;
	readonly hours: readonly Hour[];
	readonly all: readonly Hour[];
}) {
	const { summary } = props;
	const work = useWork();
	const queueing = useAction();
	const text = t().queue;
	const fitting = props.hours.filter((hour) => covers(summary, hour)).slice(0, SHOWN);
	const [hour, setHour] = useState<Id>(fitting[0]?.hour ?? "");
	const [picked, setMinutes] = useState(15);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const chosen = fitting.find((one) => one.hour === hour);
	const options = chosen === undefined ? [] : minutesFor(chosen);
	// What was picked, or the longest that still fits.
	const minutes = options.includes(picked)
		? picked
		: (options.filter((n) => n < picked).at(-1) ?? picked);
	const put = (into: Id) => {
		const found = collect({
			hour: into === "" ? "choose" : null,
			minutes: options.includes(minutes) || into !== hour ? null : "minutes",
		});
		setErrors(found);
		if (hasErrors(found)) return;
		void queueing
			.run(() =>
				work.cases.queue(summary.case, {
					series: props.all.find((one) => one.hour === into)?.series ?? "",
					hour: into,
					minutes,
					urgency: summary.question?.urgency ?? "normal",
				}),
			)
			.then((done) => {
				if (done) replace({ at: "hour", hour: into });
			});
	};
	if (summary.consent?.state !== "in-force")
		return (
			<Box kind="warn" testid="queue-no-consent">
				<p>{text.noConsent}</p>
			</Box>
		);
	return (
		<>
			<p>{text.lead(summary.question?.reference ?? "")}</p>
			{queueing.error?.code === "hour_full" || queueing.error?.code === "hour_minutes" ? (
				<NextOffer error={queueing.error} all={props.all} onTake={put} />
			) : (
				<ErrorSummary errors={errors} failure={queueing.error} />
			)}
			{fitting.length === 0 ? (
				<Box kind="warn">
					<p>{text.none}</p>
				</Box>
			) : (
				<form
					onSubmit={(event) => {
						event.preventDefault();
						put(hour);
					}}
				>
					<Choices
						name="hour"
						label={text.hour}
						many={false}
						choices={fitting.map((one) => ({
							value: one.hour,
							label: `${capital(longDay(one.startsAt))} ${clock(one.startsAt)}`,
							hint: `${one.name}. ${text.hourFree(one.freePlaces, one.freeMinutes)}`,
						}))}
						value={[hour]}
						onChange={([value]) => setHour(value ?? "")}
						error={errors["hour"]}
					/>
					<Choices
						name="minutes"
						label={text.minutes}
						hint={text.minutesHint}
						many={false}
						choices={options.map((n) => ({ value: String(n), label: t().common.minutes(n) }))}
						value={[String(minutes)]}
						onChange={([value]) => setMinutes(Number(value ?? 15))}
						error={errors["minutes"]}
					/>
					{chosen === undefined ? null : <Receiver uid={chosen.contact} />}
					<div class="buttons">
						<Button submit busy={queueing.busy} testid="queue-submit">
							{text.submit}
						</Button>
					</div>
				</form>
			)}
		</>
	);
}

/** Who gets the keys with the place. The hour only names a uid; name and organisation are the certified ones. */
function Receiver({ uid }: { uid: Id }) {
	const directory = useWork().state.directory.value;
	const person =
		directory.kind === "ready" ? directory.value.people.find((one) => one.uid === uid) : undefined;
	if (person === undefined) return null;
	return (
		<Box kind="info" testid="queue-receiver">
			<p>{t().queue.receiver(person.display, person.orgName)}</p>
		</Box>
	);
}

function NextOffer(props: {
	readonly error: WorkError;
	readonly all: readonly Hour[];
	readonly onTake: (hour: Id) => void;
}) {
	const { nextHour: id = null, nextStartsAt: at = null } = props.error.detail;
	const startsAt = at ?? props.all.find((one) => one.hour === id)?.startsAt ?? null;
	if (id === null || startsAt === null)
		return (
			<Box kind="bad" testid="hour-full-none">
				<p>{t().queue.fullNone}</p>
			</Box>
		);
	const contact = props.all.find((one) => one.hour === id)?.contact;
	return (
		<Box kind="warn" testid="hour-full-next">
			<p role="alert">{t().queue.full(dayAndClock(startsAt))}</p>
			{contact === undefined ? null : <Receiver uid={contact} />}
			<Button onPress={() => props.onTake(id)} testid="take-next">
				{t().queue.takeNext}
			</Button>
		</Box>
	);
}
