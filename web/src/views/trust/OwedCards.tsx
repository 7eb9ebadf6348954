// Who lacks keys that I could give: a card each on the first page, and the one confirmation that gives them.
import { useState } from "preact/hooks";
import { substitutionOf } from "../../state/people.ts";
import { timeSpan } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Directory, Id, Owed } from "../../work/work.ts";
import { useNames, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Icon } from "../parts/Icon.tsx";
import { GiveKeys } from "./GiveKeys.tsx";

export function OwedCards() {
	const { directory, owed } = useWork().state;
	const [giving, setGiving] = useState<Owed | null>(null);
	const known = directory.value;
	if (known.kind !== "ready") return null;
	return (
		<>
			{owed.value.map((one) => (
				<OwedCard
					key={`${one.uid} ${one.why}`}
					owed={one}
					directory={known.value}
					onGive={() => setGiving(one)}
				/>
			))}
			{giving === null ? null : (
				<GiveKeys owed={giving} directory={known.value} onClose={() => setGiving(null)} />
			)}
		</>
	);
}

function OwedCard(props: {
	readonly owed: Owed;
	readonly directory: Directory;
	readonly onGive: () => void;
}) {
	const { owed, directory } = props;
	const sentence = useOwedSentence();
	const text = t().trust;
	return (
		<section class="card strong" aria-labelledby={`owed-${owed.uid}`} data-testid="owed">
			<h2 id={`owed-${owed.uid}`} class="with-icon">
				<Icon name="key-round" /> {text.owedTitle}
			</h2>
			<p>{sentence(owed, directory)}</p>
			<Button onPress={props.onGive} testid="give-keys">
				{owed.needsNumber ? text.giveCompare : text.give}
			</Button>
		</section>
	);
}

/** Who, why and for how many cases; for a substitute also for whom and from when to when. */
function useOwedSentence(): (owed: Owed, directory: Directory) => string {
	const names: (uid: Id | null) => string = useNames();
	const work = useWork();
	const text = t().trust;
	return (owed, directory) => {
		const cases = text.cases(owed.cases.length);
		const substitution = substitutionOf(directory, owed, work.now());
		if (substitution === null) return text.owed[owed.why](names(owed.uid), cases);
		const span = timeSpan(substitution.from, substitution.to);
		return text.owedSubstitute(names(owed.uid), names(substitution.for), span, cases);
	};
}
