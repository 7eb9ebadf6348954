// The one sentence that says who can hear me; under it whose number has not been compared, and the way to do it now.
import { useState } from "preact/hooks";
import { hearingOf, unconfirmed } from "../../state/hearing.ts";
import { list } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Id, Room } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Icon } from "../parts/Icon.tsx";
import { CompareDialog } from "../trust/CompareDialog.tsx";
import { useWho } from "./useWho.ts";

/** In one sentence, what kind of news it is, and whether it is an alert. */
export function useHearing(room: Room) {
	const { names, hearers, guestOr } = useWho();
	const hearing = hearingOf(room);
	const text = t().room;
	const guests = (uids: readonly Id[]) =>
		list(room.others.filter(({ uid }) => uids.includes(uid)).map(guestOr));
	const said = () => {
		if (hearing.kind === "failed") return text.failed(names(hearing.who));
		if (hearing.kind === "fork") return text.fork;
		if (hearing.kind !== "hears") return text.nobody[hearing.why];
		const who = hearers(hearing.who);
		const heard = hearing.who.length > 1 ? text.hearMany(who) : text.hears(who);
		return hearing.hiding.length > 0
			? `${heard} ${text.hidingHear(guests(hearing.hiding))}`
			: heard;
	};
	const bad = hearing.kind === "failed" || hearing.kind === "fork";
	return { kind: hearing.kind, bad, words: said() };
}

export function HearingLine({ room }: { room: Room }) {
	const { kind, bad, words } = useHearing(room);
	return (
		<p
			class={kind === "hears" ? "hearing live" : bad ? "hearing bad" : "hearing"}
			role={bad ? "alert" : "status"}
			data-testid="hearing"
			data-hearing={kind}
		>
			<Icon name={kind === "hears" ? "ear" : bad ? "shield-alert" : "ear-off"} />
			<span>{words}</span>
		</p>
	);
}

/** Verified by the directory, but nobody has compared the number yet; or the keys are new or the number is not theirs, which is said in red. */
export function ComparedLine({ room }: { room: Room }) {
	const { names } = useWho();
	const { no, changed, differs } = unconfirmed(room);
	const text = t().room;
	return (
		<>
			{changed.length === 0 ? null : (
				<p class="hearing bad" role="alert" data-testid="compared-changed">
					<Icon name="shield-alert" />
					<span>{text.newKeys(names(changed))}</span>
				</p>
			)}
			{differs.length === 0 ? null : (
				<p class="hearing bad" role="alert" data-testid="compared-differs">
					<Icon name="shield-alert" />
					<span>{text.differs(names(differs))}</span>
				</p>
			)}
			<CompareButtons who={[...differs, ...changed]} />
			{no.length === 0 ? null : (
				<p class="stage-note small" role="status" data-testid="compared-no">
					{text.notCompared(names(no))}
				</p>
			)}
		</>
	);
}

/** Whose number only waits to be compared: after the pictures. */
export function CompareWhenever({ room }: { room: Room }) {
	return <CompareButtons who={unconfirmed(room).no} />;
}

function CompareButtons({ who }: { who: readonly Id[] }) {
	const { name } = useWho();
	const directory = useWork().state.directory.value;
	const [comparing, setComparing] = useState<Id | null>(null);
	const person =
		directory.kind === "ready"
			? directory.value.people.find((one) => one.uid === comparing)
			: undefined;
	if (who.length === 0 && person === undefined) return null;
	return (
		<div class="compared">
			{who.map((uid) => (
				<Button
					key={uid}
					kind="plain"
					icon="shield-check"
					onPress={() => setComparing(uid)}
					testid="compare-now"
				>
					{t().room.compareNow(name(uid))}
				</Button>
			))}
			{person === undefined ? null : (
				<CompareDialog person={person} onClose={() => setComparing(null)} inCall />
			)}
		</div>
	);
}
