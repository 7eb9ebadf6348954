// The coordinator's weekly hours: the series, holidays to decide about, the weeks as a table. Never case content.
import { list, plainDate } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import { useNames, useNow, useWork } from "../context.ts";
import { WaitingLists } from "../hours/WaitingLists.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { HolidayProposals } from "./HolidayProposals.tsx";
import { WeeksTable } from "./WeeksTable.tsx";

const TICK_MS = 60_000;

export function SeriesPage() {
	const { series, hours, directory } = useWork().state;
	const now = useNow(TICK_MS);
	const names = useNames();
	const text = t().series;
	const pairName = (id: string) =>
		(directory.value.kind === "ready" &&
			directory.value.value.pairs.find((one) => one.pair === id)?.name) ||
		"";
	return (
		<Page title={text.title} wide>
			<p>{text.lead}</p>
			<p>
				<Link to={{ at: "series-new" }} button="first" testid="add-series">
					<Icon name="plus" /> {text.add}
				</Link>
			</p>
			<Loaded of={series.value}>
				{(all) =>
					all.length === 0 ? (
						<p class="muted">{text.none}</p>
					) : (
						<ul class="rows" data-testid="series">
							{all.map((one) => (
								<li key={one.series}>
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
										{text.whenText(
											text.weekdays[one.weekday - 1] ?? "",
											one.start.replace(":", "."),
										)}
										<br />
										<span class="small muted">
											{one.every === 1 ? text.everyWeek : text.everyOther}
											{one.last === null ? "" : ` ${text.until(plainDate(one.last))}`},{" "}
											{text.capacity.toLowerCase()} {one.capacity}
										</span>
									</span>
								</li>
							))}
						</ul>
					)
				}
			</Loaded>
			<Loaded of={hours.value}>{(all) => <HolidayProposals hours={all} now={now} />}</Loaded>
			<WeeksTable />
			<WaitingLists of={null} />
			<p class="small muted">
				<Icon name="lock" /> {text.noCaseContent}
			</p>
		</Page>
	);
}
