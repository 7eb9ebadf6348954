// What the pair may do with its place before the hour begins: earlier, later, to the next hour, out. Buttons, no dragging.
import { hourAhead, movesOf } from "../../state/queueing.ts";
import { t } from "../../text/language.ts";
import { type Hour, type Place, WorkError } from "../../work/work.ts";
import type { Action } from "../action.ts";
import { Unqueue } from "../cases/Unqueue.tsx";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";

export function PlaceActions(props: {
	readonly hour: Hour;
	readonly place: Place;
	readonly reference: string;
	readonly now: number;
	/** One for the whole hour: its error and what it did are said above the table. */
	readonly moving: Action;
	readonly onDone: (told: string, undo: () => Promise<void>) => void;
}) {
	const work = useWork();
	const { hour, place, reference, moving } = props;
	const text = t().queue;
	const moves = movesOf(hour, place, props.now);
	const id = place.case;
	if (moves === null || id === null) return null;
	const hoursNow = () => {
		const all = work.state.hours.peek();
		return all.kind === "ready" ? all.value : [];
	};
	const posNow = () => {
		const places = hoursNow().find((one) => one.hour === hour.hour);
		const sorted = [...(places?.places ?? [])].sort((a, b) => a.pos - b.pos);
		return sorted.findIndex((one) => one.case === id) + 1;
	};
	const run = (act: () => Promise<void>, told: () => string) =>
		void moving.run(act).then((done) => {
			if (!done) return;
			const put = hourAhead(id, hoursNow());
			props.onDone(told(), async () => {
				// What somebody else has done with it since is not taken back.
				if (hourAhead(id, hoursNow()) !== put) throw new WorkError("conflict");
				await work.cases.place(id, hour.hour, place.pos);
			});
		});
	const movedTo = () => text.movedTo(reference, posNow());
	const named = <span class="hidden-text">{text.ofCase(reference)}</span>;
	return (
		<div class="place-actions">
			<Button
				kind="second"
				disabled={!moves.up}
				testid="place-up"
				onPress={() => run(() => work.cases.moveUp(id), movedTo)}
			>
				{text.up}
				{named}
			</Button>
			<Button
				kind="second"
				disabled={!moves.down}
				testid="place-down"
				onPress={() => run(() => work.cases.moveDown(id), movedTo)}
			>
				{text.down}
				{named}
			</Button>
			<Button
				kind="second"
				testid="place-next"
				onPress={() =>
					run(
						() => work.cases.moveToNext(id),
						() => text.movedNext(reference),
					)
				}
			>
				{text.toNext}
				{named}
			</Button>
			<Unqueue id={id} named={reference} />
		</div>
	);
}
