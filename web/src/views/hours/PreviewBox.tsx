// What a decision about an hour would do to its cases: numbers, never which.
import { useEffect, useRef } from "preact/hooks";
import type { HourDecision } from "../../state/route.ts";
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Hour, HourPreview } from "../../work/work.ts";
import { useWork } from "../context.ts";

export function PreviewBox(props: {
	readonly preview: HourPreview;
	readonly hour: Hour;
	readonly to: HourDecision;
}) {
	const { preview, hour, to } = props;
	const queue = useWork().state.queue.value;
	const lists = queue.kind === "ready" ? queue.value : [];
	const waits = lists.some((list) => list.series === hour.series && list.waiting.length > 0);
	const box = useRef<HTMLElement>(null);
	const text = t().decide;
	// The button that asked for it is gone: the focus goes to what it brought.
	useEffect(() => box.current?.focus(), []);
	const line = (goes: HourPreview["goes"][number]) => {
		if (goes.toStartsAt === null) return text.goesWait(goes.count);
		if (goes.toHour === hour.hour) return text.stays(goes.count);
		return text.goesTo(goes.count, dayAndClock(goes.toStartsAt));
	};
	return (
		<section
			class="box"
			ref={box}
			tabIndex={-1}
			aria-labelledby="preview"
			data-testid="preview-box"
		>
			<h2 id="preview">{text.previewTitle}</h2>
			{preview.places === 0 ? (
				<p>
					{text.noPlaces} {to === "planned" ? "" : text.noneMoves}
				</p>
			) : (
				<>
					<p>{text.places(preview.places)}</p>
					<ul>
						{preview.goes.map((goes) => (
							<li key={goes.toHour ?? ""}>{line(goes)}</li>
						))}
					</ul>
					{preview.goes.every((goes) => goes.toHour === hour.hour) ? null : (
						<p class="small">{text.neverEarlier}</p>
					)}
				</>
			)}
			{waits && to !== "cancelled" ? <p>{text.waitersCome}</p> : null}
		</section>
	);
}
