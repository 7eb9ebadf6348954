// What the report begins with: each figure with its change since the quarter before, and the pilot's beside it.
import { previousQuarter, type QuarterText } from "../../state/quarters.ts";
import { type HeadlineFigure, headlines, type Source } from "../../state/report-tables.ts";
import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { cellText, changeText, lineName, pilotText, quarterText } from "./words.ts";

export function Headlines(props: {
	readonly source: Source;
	readonly quarter: QuarterText;
	readonly series: Id | null;
}) {
	const text = t().figures;
	const { quarter } = props;
	const all = headlines(props.source, quarter, props.series);
	const comparable = all.some(({ change }) => change !== null);
	return (
		<section aria-labelledby="headlines">
			<h2 id="headlines">{text.headlines(quarterText(quarter))}</h2>
			<p class="small muted" data-testid="headlines-before">
				{comparable ? text.before(quarterText(previousQuarter(quarter))) : text.noBefore}
			</p>
			<ul class="headlines" data-testid="headlines">
				{all.map((one) => (
					<Headline key={one.key} one={one} comparable={comparable} />
				))}
			</ul>
			<p class="small muted">{text.pilotNote}</p>
		</section>
	);
}

function Headline({ one, comparable }: { one: HeadlineFigure; comparable: boolean }) {
	const pilot = pilotText(one.key);
	return (
		<li data-testid={`headline-${one.key}`}>
			<p class="headline-name">{lineName(one.line)}</p>
			<p class={one.now === "hidden" ? "headline-value is-hidden" : "headline-value"}>
				{cellText(one.line.unit, one.now)}
			</p>
			{comparable ? <p class="small">{changeText(one.line.unit, one.change)}</p> : null}
			{pilot === null ? null : (
				<p class="small headline-pilot">
					{t().figures.pilot}: {pilot}
				</p>
			)}
		</li>
	);
}
