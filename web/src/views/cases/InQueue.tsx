// Where a case stands in the queue: its hour, its number among those that wait, a gap in the consent, or Kela's answer.
import { gateOf, isAhead } from "../../state/queueing.ts";
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { CaseFile } from "../../work/work.ts";
import { useNames, useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { Unqueue } from "./Unqueue.tsx";
import { useWasHandled } from "./useWasHandled.ts";

export function InQueue({ file, pair }: { file: CaseFile; pair: boolean }) {
	if (file.queued === null) return pair ? <Not file={file} /> : null;
	if (file.queued.hour === null) return <Waits file={file} pair={pair} />;
	return <InHour file={file} pair={pair} />;
}

function InHour({ file, pair }: { file: CaseFile; pair: boolean }) {
	const { hours, cases } = useWork().state;
	const queued = file.queued;
	if (queued === null || hours.value.kind !== "ready") return null;
	const hour = hours.value.value.find((one) => one.hour === queued.hour);
	if (hour === undefined) return null;
	const all = cases.value.kind === "ready" ? cases.value.value : [];
	const gap = all.find((one) => one.case === file.case)?.consentGap === true;
	const place = hour.places.find((one) => one.case === file.case);
	return (
		<>
			{pair && gap ? (
				<Box kind="warn" testid="consent-gap">
					<p>
						{t().queue.gapText(
							file.question?.reference ?? t().today.theCase,
							dayAndClock(gateOf(hour)),
						)}{" "}
						<Link to={{ at: "consent", case: file.case }}>{t().queue.gapDo}</Link>
					</p>
				</Box>
			) : null}
			<p data-testid="queued-at">
				{t().cases.hour}:{" "}
				<Link to={{ at: "hour", hour: hour.hour }}>
					{t().cases.queued(dayAndClock(hour.startsAt), queued.minutes)}
				</Link>{" "}
				{pair && place !== undefined && isAhead(place) ? <Unqueue id={file.case} /> : null}
			</p>
		</>
	);
}

function Waits({ file, pair }: { file: CaseFile; pair: boolean }) {
	const { series, cases } = useWork().state;
	const all = cases.value.kind === "ready" ? cases.value.value : [];
	const pos = all.find((one) => one.case === file.case)?.waitingPos ?? null;
	const known = series.value.kind === "ready" ? series.value.value : [];
	const name = known.find((one) => one.series === file.queued?.series)?.name ?? "";
	const text = t().queue;
	return (
		<Box kind="info" testid="waits">
			<p>
				<strong>{pos === null ? text.waiting : text.waitsAt(pos, name)}</strong>
			</p>
			<p class="small">{text.order}</p>
			{pair ? <Unqueue id={file.case} waits /> : null}
		</Box>
	);
}

/** Answered or discussed; else its task list says how it gets into the queue. */
function Not({ file }: { file: CaseFile }) {
	const handled = useWasHandled(file);
	if (file.answered !== null) return <Answered file={file} answered={file.answered} />;
	if (!handled || file.state !== "open") return null;
	return (
		<p>
			<Link to={{ at: "case-queue", case: file.case, hour: null }} testid="queue-again">
				{t().queue.again}
			</Link>
		</p>
	);
}

function Answered(props: { file: CaseFile; answered: NonNullable<CaseFile["answered"]> }) {
	const { file, answered } = props;
	const names = useNames();
	const text = t().queue;
	return (
		<Box kind="info" testid="answered">
			<p>{text.answered(names(answered.by), dayAndClock(answered.at))}</p>
			{file.state === "open" ? (
				<Link
					to={{ at: "case-queue", case: file.case, hour: null }}
					button="second"
					testid="queue-again"
				>
					<Icon name="plus" /> {text.again}
				</Link>
			) : null}
		</Box>
	);
}
