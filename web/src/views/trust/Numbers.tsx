// Two numbers of thirty digits, theirs and mine, and how to compare them by voice.
import { t } from "../../text/language.ts";
import type { Person } from "../../work/work.ts";
import { useMe } from "../context.ts";
import { Digits } from "../parts/Digits.tsx";

export function Numbers({ person, inCall = false }: { person: Person; inCall?: boolean }) {
	const me = useMe();
	const text = t().trust;
	return (
		<>
			{inCall ? (
				<p>{text.compareInCall}</p>
			) : (
				<ol>
					{text.compareHow.map((line) => (
						<li key={line}>{line}</li>
					))}
				</ol>
			)}
			<h3>{text.theirs(person.display)}</h3>
			<Digits number={person.number} testid="their-number" />
			<h3>{text.mine}</h3>
			<Digits number={me.number} testid="own-number" />
		</>
	);
}

/** What to do when even one digit differs. */
export function Differ({ name }: { name: string }) {
	const text = t().trust;
	return (
		<div class="box bad" role="alert" data-testid="numbers-differ">
			<h3>{text.differTitle}</h3>
			<ol>
				{text.differList.map((line) => (
					<li key={line}>{line}</li>
				))}
			</ol>
			<p>{text.differKept(name)}</p>
		</div>
	);
}
