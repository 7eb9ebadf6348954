// While queueing: who gets the keys, and what is offered when the hour has filled up meanwhile.
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Hour, Id, Lane, WorkError } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";

/** Who gets the keys with the place. The series only names a uid; name and organisation are the certified ones. */
export function Receiver({ uid, lane }: { uid: Id; lane: Lane }) {
	const directory = useWork().state.directory.value;
	const person =
		directory.kind === "ready" ? directory.value.people.find((one) => one.uid === uid) : undefined;
	if (person === undefined) return null;
	const { receiver, receiverGeneral } = t().queue;
	const words = lane === "general" ? receiverGeneral : receiver;
	return (
		<Box kind="info" testid="queue-receiver">
			<p>{words(person.display, person.orgName)}</p>
		</Box>
	);
}

export function NextOffer(props: {
	readonly error: WorkError;
	readonly hours: readonly Hour[];
	/** Whose hour was asked for. */
	readonly series: Id;
	readonly lane: Lane;
	/** Null: to wait for a place. */
	readonly onTake: (hour: Id | null) => void;
}) {
	const next = props.error.detail.nextHour ?? null;
	// As it is signed, and of no other series: the keys go to its contact.
	const hour = props.hours.find((one) => one.hour === next && one.series === props.series);
	if (hour === undefined)
		return (
			<Box kind="warn" testid="hour-full-none">
				<p role="alert">{t().queue.fullNone}</p>
				<Button onPress={() => props.onTake(null)} testid="take-first">
					{t().queue.takeFirst}
				</Button>
			</Box>
		);
	return (
		<Box kind="warn" testid="hour-full-next">
			<p role="alert">{t().queue.full(dayAndClock(hour.startsAt))}</p>
			<Receiver uid={hour.contact} lane={props.lane} />
			<Button onPress={() => props.onTake(hour.hour)} testid="take-next">
				{t().queue.takeNext}
			</Button>
		</Box>
	);
}
