// Red, on the first page and on the list of people: keys that have changed since I compared them.
import { changedPeople } from "../../state/people.ts";
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import { useMe, useWork } from "../context.ts";
import { Icon } from "../parts/Icon.tsx";
import { Compare } from "./CompareDialog.tsx";

export function Changed() {
	const me = useMe();
	const directory = useWork().state.directory.value;
	const text = t().trust;
	if (directory.kind !== "ready") return null;
	return (
		<>
			{changedPeople(directory.value, me).map((person) => (
				<div class="box bad" role="alert" key={person.uid} data-testid="keys-changed">
					<div class="box-line">
						<Icon name="shield-alert" />
						<div>
							<p>
								<strong>{text.changedTitle(person.display)}</strong>
							</p>
							<p>{text.changedText(dayAndClock(person.keysSince))}</p>
							<Compare person={person} />
						</div>
					</div>
				</div>
			))}
		</>
	);
}
