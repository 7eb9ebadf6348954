// Who stands in for whom, and from when to when: named, changed and ended here by the coordinator.
import { useState } from "preact/hooks";
import { maySubstitute, ownContacts, type Span, spanOf } from "../../state/people.ts";
import { timeSpan } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Substitute } from "../../work/work.ts";
import { useMe, useNames, useNow, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { Empty } from "../parts/Empty.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { State } from "../parts/State.tsx";

const TICK_MS = 60_000;
const LOOK = {
	coming: ["now", "calendar"],
	now: ["ok", "circle-check"],
	over: ["idle", "check"],
} as const;
const ORDER: readonly Span[] = ["now", "coming", "over"];

export function Substitutes() {
	const work = useWork();
	const me = useMe();
	const series = work.state.series.value;
	useNow(TICK_MS); // drawn anew as days begin; what has just been ended is over at once
	const now = work.now();
	const text = t().substitutes;
	return (
		<Page title={text.title} back={{ at: "organisation" }}>
			<p>{text.lead}</p>
			<p>
				<Link
					to={{ at: "substitute", substitute: null, hour: null }}
					button="first"
					testid="add-substitute"
				>
					<Icon name="plus" /> {text.add}
				</Link>
			</p>
			<Loaded of={work.state.directory.value}>
				{(directory) =>
					directory.substitutes.length === 0 ? (
						<Empty text={text.none} />
					) : (
						<ul class="rows" data-testid="substitutes">
							{[...directory.substitutes]
								.sort(
									(a, b) =>
										ORDER.indexOf(spanOf(a, now)) - ORDER.indexOf(spanOf(b, now)) ||
										b.from - a.from,
								)
								.map((one) => (
									<Row
										key={one.substitute}
										one={one}
										span={spanOf(one, now)}
										mine={maySubstitute(
											directory,
											me,
											series.kind === "ready" ? ownContacts(directory, me, series.value) : [],
											one,
										)}
									/>
								))}
						</ul>
					)
				}
			</Loaded>
			<p class="small muted">
				<Icon name="key-round" /> {text.keys}
			</p>
		</Page>
	);
}

/** `mine`: this coordinator's to change. */
function Row({ one, span, mine }: { one: Substitute; span: Span; mine: boolean }) {
	const names = useNames();
	const text = t().substitutes;
	const [tone, icon] = LOOK[span];
	const title = text.row(names(one.by), names(one.for));
	return (
		<li>
			<div class="what">
				<p>
					<strong>{title}</strong>
				</p>
				<p class="small muted">{timeSpan(one.from, one.to)}</p>
				<State tone={tone} icon={icon} word={text.states[span]} testid={`substitute-${span}`} />
			</div>
			{span === "over" || !mine ? null : (
				<div class="buttons tight">
					<Link to={{ at: "substitute", substitute: one.substitute, hour: null }} button="second">
						{t().common.change}
						<span class="hidden-text"> {title}</span>
					</Link>
					<End one={one} />
				</div>
			)}
		</li>
	);
}

function End({ one }: { one: Substitute }) {
	const work = useWork();
	const names = useNames();
	const [open, setOpen] = useState(false);
	const text = t().substitutes;
	return (
		<>
			<Button kind="second" onPress={() => setOpen(true)} testid="end-substitute">
				{text.end}
				<span class="hidden-text"> {text.row(names(one.by), names(one.for))}</span>
			</Button>
			{open ? (
				<ConfirmDialog
					name="end"
					title={text.endTitle}
					word={text.end}
					run={() => work.coordinator.endSubstitute(one.substitute)}
					onClose={() => setOpen(false)}
				>
					<p>{text.endText(names(one.by))}</p>
				</ConfirmDialog>
			) : null}
		</>
	);
}
