// Late, of today, soon or later: of a step or a follow-up.
import type { IconName } from "../../icons/icons.ts";
import type { When } from "../../state/follow-up.ts";
import { t } from "../../text/language.ts";
import { State, type Tone } from "../parts/State.tsx";

const LOOK: Readonly<Record<When, readonly [Tone, IconName]>> = {
	late: ["bad", "circle-alert"],
	soon: ["warn", "clock"],
	later: ["idle", "calendar"],
	none: ["idle", "circle"],
};

export function WhenMark(props: {
	readonly when: When;
	readonly today: boolean;
	/** The date, in words. */
	readonly date: string;
}) {
	const { when, today } = props;
	const [tone, icon] = LOOK[when];
	const text = t().follow;
	const word = today ? text.today : text.when[when];
	return (
		<State
			tone={tone}
			icon={icon}
			word={props.date === "" ? word : `${word}, ${props.date}`}
			testid={`when-${when}`}
		/>
	);
}
