// What the broker pushes: shown in the corner and said once by the page's live region. What Today's page or
// the case shows too goes away by itself, so that it does not lie on top of buttons; what must be answered stays.
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { href, type Route } from "../../state/route.ts";
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Id, Notice } from "../../work/work.ts";
import { useNames, useWork } from "../context.ts";
import { useSaid } from "../live.ts";
import { Button } from "../parts/Button.tsx";
import { Icon } from "../parts/Icon.tsx";

const SHOWN = 3;
const SHOWN_MS = 10_000;
const STAYS: readonly Notice["code"][] = [
	"turn",
	"fork",
	"session_ended",
	"clock_skew",
	"consent_withdrawn",
	"consent_ended",
	"plan_draft",
	"plan_unsaved",
	"place_lost",
];
const RED: readonly Notice["code"][] = ["fork", "keys_changed"];

function target(notice: Notice): Route | null {
	if (notice.code === "turn" && notice.hour !== null) return { at: "room", hour: notice.hour };
	if (notice.code === "follow_up") return { at: "follow-up" };
	if (notice.code === "pending_person") return { at: "people" };
	if (notice.code === "owed" || notice.code === "substitute") return { at: "today" };
	if (notice.person !== null && notice.case === null)
		return { at: "person", person: notice.person };
	if (notice.case !== null) return { at: "case", case: notice.case };
	if (notice.code === "hours_changed") return { at: "hours" };
	return notice.hour === null ? null : { at: "hour", hour: notice.hour };
}

/** Whoever is at a control in sight stays in sight of it: notices lie over the window's lower edge. */
function uncover(): void {
	const at = document.activeElement;
	if (!(at instanceof HTMLElement) || at.tabIndex < 0) return;
	const { top, bottom } = at.getBoundingClientRect();
	if (bottom > 0 && top < innerHeight) at.scrollIntoView({ block: "nearest" });
}

export function Notices() {
	const work = useWork();
	const cases = work.state.cases.value;
	const all = work.state.notices.value;
	const inRoom = work.state.room.value !== null;
	useEffect(() => {
		// Who is in a room has answered the call to it; what was pushed out of sight does not come back later.
		for (const [at, { id, code }] of all.entries())
			if (code === "turn" ? inRoom : !STAYS.includes(code) && at < all.length - SHOWN)
				work.dismissNotice(id);
	}, [inRoom, all]);
	useLayoutEffect(uncover, [all.length]);
	const names = useNames();
	const hourOf = (id: Id | null) => {
		const hours = work.state.hours.value;
		return hours.kind === "ready" ? hours.value.find((one) => one.hour === id) : undefined;
	};
	/** What a notice is about: a person, an hour by its time, several by their series, or the pair's own mark of a case. */
	const subject = ({ code, case: id, person, hour }: Notice) => {
		const of = hourOf(hour);
		if (code === "hour_changed") return of === undefined ? "" : dayAndClock(of.startsAt);
		if (code === "hours_changed") return of?.name ?? "";
		return id === null && person !== null
			? names(person)
			: (cases.kind === "ready" &&
					cases.value.find((one) => one.case === id)?.question?.reference) ||
					t().today.theCase;
	};
	return (
		<>
			{all.slice(-SHOWN).map((notice) => (
				<Toast
					key={notice.id}
					notice={notice}
					text={t().notices[notice.code](subject(notice))}
					onDone={() => work.dismissNotice(notice.id)}
				/>
			))}
		</>
	);
}

function Toast(props: {
	readonly notice: Notice;
	readonly text: string;
	readonly onDone: () => void;
}) {
	const { notice, text, onDone } = props;
	const [held, setHeld] = useState(false);
	useSaid(text);
	useEffect(() => {
		if (held || STAYS.includes(notice.code)) return;
		const timer = setTimeout(onDone, SHOWN_MS);
		return () => clearTimeout(timer);
	}, [held, notice.id]);
	const to = target(notice);
	return (
		<div
			class={RED.includes(notice.code) ? "box bad" : "box"}
			data-testid={`notice-${notice.code}`}
			onPointerEnter={() => setHeld(true)}
			onPointerLeave={() => setHeld(false)}
			onFocusIn={() => setHeld(true)}
			onFocusOut={() => setHeld(false)}
		>
			<div class="box-line">
				<Icon name={RED.includes(notice.code) ? "shield-alert" : "bell"} />
				<div>
					<p>{to === null ? text : <a href={href(to)}>{text}</a>}</p>
				</div>
				<Button kind="plain" icon="x" label={t().common.close} onPress={onDone}>
					{null}
				</Button>
			</div>
		</div>
	);
}
