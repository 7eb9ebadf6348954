// A state: word, icon and colour together, never colour alone.
import type { IconName } from "../../icons/icons.ts";
import { t } from "../../text/language.ts";
import type { CaseSummary, ConsentState, PlaceState } from "../../work/work.ts";
import { Icon } from "./Icon.tsx";

export type Tone = "ok" | "bad" | "warn" | "idle" | "now";

export function State(props: {
	readonly tone: Tone;
	readonly icon: IconName;
	readonly word: string;
	readonly testid?: string;
}) {
	return (
		<span class={`state ${props.tone}`} data-testid={props.testid}>
			<Icon name={props.icon} />
			<span>{props.word}</span>
		</span>
	);
}

const CONSENT: Readonly<Record<ConsentState | "missing", readonly [Tone, IconName]>> = {
	"in-force": ["ok", "circle-check"],
	"not-yet": ["now", "calendar"],
	"waiting-ack": ["warn", "hourglass"],
	expired: ["bad", "circle-alert"],
	withdrawn: ["bad", "ban"],
	missing: ["bad", "circle-alert"],
};

/** `named`: says that it is the consent, where no heading does. */
export function ConsentMark(props: { readonly state: ConsentState | null; readonly named?: true }) {
	const key = props.state ?? "missing";
	const [tone, icon] = CONSENT[key];
	const plain = t().codes.consent[key];
	const word = props.named === true ? `${t().hours.consent} ${plain.toLowerCase()}` : plain;
	return <State tone={tone} icon={icon} word={word} testid={`consent-${key}`} />;
}

/** A question without a client: there is no consent to speak of. */
export const GeneralMark = () => (
	<State tone="idle" icon="info" word={t().general.mark} testid="lane-general" />
);

/** Of a case in a list: none is needed for a general question; a gap is said before all else. */
export function ConsentOf({ summary }: { summary: CaseSummary }) {
	if (summary.lane === "general") return <GeneralMark />;
	if (summary.consentGap)
		return <State tone="bad" icon="circle-alert" word={t().queue.gap} testid="consent-gap" />;
	return <ConsentMark state={summary.consent?.state ?? null} />;
}

const PLACE: Readonly<Record<PlaceState, readonly [Tone, IconName]>> = {
	waiting: ["idle", "hourglass"],
	queued: ["idle", "clock"],
	ready: ["ok", "circle-check"],
	"needs-info": ["warn", "message-square"],
	"in-turn": ["now", "circle-dot"],
	handled: ["ok", "check"],
	"carried-over": ["now", "arrow-right"],
	interrupted: ["bad", "circle-alert"],
	answered: ["ok", "message-square"],
};

export function PlaceMark({ state }: { state: PlaceState }) {
	const [tone, icon] = PLACE[state];
	return <State tone={tone} icon={icon} word={t().codes.place[state]} testid={`place-${state}`} />;
}

/** What there is of a case that is not in the queue. */
export function PlanMark({ plan }: Pick<CaseSummary, "plan">) {
	if (plan === "none") return <span class="muted">–</span>;
	return plan === "confirmed" ? (
		<State tone="ok" icon="check" word={t().cases.planStates.confirmed} />
	) : (
		<State tone="now" icon="circle-dashed" word={t().cases.planStates.unfinished} />
	);
}
