// Cases of mine that could take a place in this hour, and the way to a new one.
import { covers } from "../../state/hour.ts";
import { awaitsHour } from "../../state/queueing.ts";
import { t } from "../../text/language.ts";
import type { Hour } from "../../work/work.ts";
import { topicWords } from "../cases/Topics.tsx";
import { useWork } from "../context.ts";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";

export function AddToHour({ hour }: { hour: Hour }) {
	const { cases: all, hours, series } = useWork().state;
	const cases = all.value;
	const known = hours.value.kind === "ready" ? hours.value.value : [];
	const of = series.value.kind === "ready" ? series.value.value : [];
	const pairs = of.find((one) => one.series === hour.series)?.pairs ?? [];
	const waiting = (cases.kind === "ready" ? cases.value : []).filter(
		(one) => awaitsHour(one, known) && covers(one, hour) && pairs.includes(one.pair),
	);
	return (
		<section aria-labelledby="addable">
			<h2 id="addable">{t().hours.addExisting}</h2>
			{waiting.length === 0 ? null : (
				<ul class="rows">
					{waiting.map((one) => (
						<li key={one.case}>
							<div class="what">
								<Link
									to={{ at: "case-queue", case: one.case, hour: hour.hour }}
									testid="add-existing"
								>
									{one.question?.reference ?? t().today.theCase}
								</Link>
								<p class="small muted">{one.question === null ? null : topicWords(one.question)}</p>
							</div>
						</li>
					))}
				</ul>
			)}
			<Link
				to={{ at: "case-new", step: "question", hour: hour.hour }}
				button="second"
				testid="add-new"
			>
				<Icon name="plus" /> {t().hours.addNew}
			</Link>
		</section>
	);
}
