// The coordinator's weekly hours: the series, holidays to decide about, the weeks as a table. Never case content.
import { clockOf, list, plainDate } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Series } from "../../work/work.ts";
import { useNames, useNow, useWork } from "../context.ts";
import { WaitingLists } from "../hours/WaitingLists.tsx";
import { Empty } from "../parts/Empty.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { HolidayProposals } from "./HolidayProposals.tsx";
import { WeeksTable } from "./WeeksTable.tsx";

const TICK_MS = 60_000;

export function SeriesPage() {
	const { series, hours } = useWork().state;
	const now = useNow(TICK_MS);
	const text = t().series;
	return (
		<Page title={text.title} wide>
			<p>{text.lead}</p>
			<p>
				<Link to={{ at: "series-new" }} button="first" testid="add-series">
					<Icon name="plus" /> {text.add}
				</Link>
			</p>
			<Loaded of={hours.value}>{(all) => <HolidayProposals hours={all} now={now} />}</Loaded>
			<Loaded of={series.value}>
				{(all) =>
					all.length === 0 ? (
						<Empty text={text.none} />
					) : (
						<>
							<WeeksTable />
							<WaitingLists of={null} />
							<section aria-labelledby="all-series">
								<h2 id="all-series">{text.all}</h2>
								<ul class="rows" data-testid="series">
									{all.map((one) => (
										<OneSeries key={one.series} one={one} />
									))}
								</ul>
							</section>
						</>
					)
				}
			</Loaded>
			<p class="small muted">
				<Icon name="lock" /> {text.noCaseContent}
			</p>
		</Page>
	);
}

function OneSeries({ one }: { one: Series }) {
	const directory = useWork().state.directory.value;
	const names = useNames();
	const text = t().series;
	const pairs = directory.kind === "ready" ? directory.value.pairs : [];
	const pairName = (id: string) => pairs.find(({ pair }) => pair === id)?.name ?? "";
	return (
		<li>
			<div class="what">
				<p>
					<Link to={{ at: "series-edit", series: one.series }} testid="edit-series">
						{one.name}
					</Link>
				</p>
				<p class="small muted">
					{list(one.pairs.map(pairName))} · {text.contact}: {names(one.contact)}
				</p>
			</div>
			<span>
				{text.whenText(text.weekdays[one.weekday - 1] ?? "", clockOf(one.start))}
				<br />
				<span class="small muted">
					{one.every === 1 ? text.everyWeek : text.everyOther}
					{one.last === null ? "" : ` ${text.until(plainDate(one.last))}`},{" "}
					{text.capacity.toLowerCase()} {one.capacity}
				</span>
			</span>
		</li>
	);
}
