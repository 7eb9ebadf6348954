// Places of an hour whose consent does not cover it: which, until when it may be mended, and the way to do it.
import { gateOf } from "../../state/queueing.ts";
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { CaseSummary, Hour } from "../../work/work.ts";
import { Box } from "../parts/Box.tsx";
import { Link } from "../parts/Link.tsx";

export function ConsentGaps(props: {
	readonly hour: Hour;
	readonly cases: readonly CaseSummary[];
}) {
	const text = t().queue;
	const gaps = props.cases.filter((one) => one.consentGap && one.hour === props.hour.hour);
	if (gaps.length === 0) return null;
	return (
		<Box kind="warn" testid="consent-gaps">
			{gaps.map((one) => (
				<p key={one.case}>
					{text.gapText(
						one.question?.reference ?? t().today.theCase,
						dayAndClock(gateOf(props.hour)),
					)}{" "}
					<Link to={{ at: "consent", case: one.case }} testid="mend-gap">
						{text.gapDo}
						<span class="hidden-text">{text.ofCase(one.question?.reference ?? "")}</span>
					</Link>
				</p>
			))}
		</Box>
	);
}
