// The pair's own cases of this hour, each with the button that opens its room. Only the first that waits is proposed.
import { covers, rowsOf } from "../../state/hour.ts";
import { t } from "../../text/language.ts";
import type { Devices, Hour } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Empty } from "../parts/Empty.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { PlaceMark } from "../parts/State.tsx";

export function OpenMine(props: {
	readonly hour: Hour;
	/** Some case is in turn already. */
	readonly busy: boolean;
	readonly devices: Devices;
}) {
	const work = useWork();
	const opening = useAction();
	const cases = work.state.cases.value;
	const text = t().lobby;
	const mine = rowsOf(props.hour).flatMap((place) => {
		const summary =
			place === null || cases.kind !== "ready"
				? undefined
				: cases.value.find((one) => one.case === place.case);
		return place === null || summary === undefined ? [] : [{ place, summary }];
	});
	const waiting = mine.filter(
		({ place }) =>
			place.state === "queued" || place.state === "ready" || place.state === "needs-info",
	);
	const first = waiting[0];
	return (
		<section aria-labelledby="mine">
			<h2 id="mine">{text.mine}</h2>
			<ErrorSummary failure={opening.error} />
			{mine.length === 0 ? <Empty text={text.mineNone} /> : null}
			<ul class="rows">
				{mine.map(({ place, summary }) => {
					const reference = summary.question?.reference ?? t().today.theCase;
					const can = !props.busy && waiting.some((one) => one.place === place);
					return (
						<li key={summary.case}>
							<div class="what">
								{reference} <span class="small muted">{t().common.minutes(place.minutes)}</span>
							</div>
							<PlaceMark state={place.state} />
							{!can ? null : covers(summary, props.hour) ? (
								<Button
									kind={place === first?.place ? "first" : "second"}
									busy={opening.busy}
									testid="open-case"
									onPress={() =>
										void opening.run(() => work.hour.openCaseInTurn(summary.case, props.devices))
									}
								>
									{text.open(reference)}
								</Button>
							) : (
								<p class="small muted">{text.consentLacks}</p>
							)}
						</li>
					);
				})}
			</ul>
			{waiting.length === 0 || props.busy ? null : <p class="small muted">{text.openHint}</p>}
		</section>
	);
}
