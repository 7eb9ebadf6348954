// All hours that concern me: coming ones first, those that were held under them.
import { useState } from "preact/hooks";
import { comingHours } from "../../state/hour.ts";
import { clock, shortDay } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Hour } from "../../work/work.ts";
import { useNow, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Empty } from "../parts/Empty.tsx";
import { Link } from "../parts/Link.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { HourState } from "./HourState.tsx";
import { WaitingLists } from "./WaitingLists.tsx";

const TICK_MS = 60_000;
/** Rows at first: two months of a weekly hour. */
const SHOWN = 8;

export function Hours() {
	const now = useNow(TICK_MS);
	const text = t().hours;
	return (
		<Page title={text.title} wide>
			<Loaded of={useWork().state.hours.value}>
				{(all) => {
					const coming = comingHours(all, now);
					const past = all.filter((hour) => hour.endsAt <= now).reverse();
					return (
						<>
							<HoursTable
								hours={coming}
								caption={text.coming}
								none={t().today.none}
								testid="hours-coming"
							/>
							<WaitingLists of={null} />
							{past.length === 0 ? null : (
								<HoursTable
									hours={past}
									caption={text.past}
									none={text.noPast}
									testid="hours-past"
								/>
							)}
						</>
					);
				}}
			</Loaded>
		</Page>
	);
}

function HoursTable(props: {
	readonly hours: readonly Hour[];
	readonly caption: string;
	readonly none: string;
	readonly testid: string;
}) {
	const text = t().hours;
	const [all, setAll] = useState(false);
	if (props.hours.length === 0) return <Empty text={props.none} />;
	// Nearly all are held as they stand: what has become of the others is said.
	const odd = props.hours.some((hour) => hour.state !== "planned");
	const rest = all ? 0 : Math.max(0, props.hours.length - SHOWN);
	return (
		<>
			<table class="stack" data-testid={props.testid}>
				<caption>{props.caption}</caption>
				<thead>
					<tr>
						<th scope="col">{text.date}</th>
						<th scope="col">{text.time}</th>
						<th scope="col">{text.name}</th>
						<th scope="col">{text.places}</th>
						{odd ? <th scope="col">{text.state}</th> : null}
					</tr>
				</thead>
				<tbody>
					{props.hours.slice(0, props.hours.length - rest).map((hour) => (
						<tr key={hour.hour}>
							<th scope="row" data-label={text.date}>
								<Link to={{ at: "hour", hour: hour.hour }}>{shortDay(hour.startsAt)}</Link>
							</th>
							<td data-label={text.time} class="numbers beside">
								<span>{text.times(clock(hour.startsAt), clock(hour.endsAt))}</span>
							</td>
							<td data-label={text.name}>
								<span>{hour.name}</span>
							</td>
							<td data-label={text.places} class="numbers">
								<span>
									{hour.places.length}/{hour.capacity}
								</span>
							</td>
							{odd ? (
								<td data-label={text.state}>
									{hour.state === "planned" ? null : <HourState hour={hour} />}
								</td>
							) : null}
						</tr>
					))}
				</tbody>
			</table>
			{rest === 0 ? null : (
				<Button kind="second" testid={`${props.testid}-all`} onPress={() => setAll(true)}>
					{text.showAll(rest)}
				</Button>
			)}
		</>
	);
}
