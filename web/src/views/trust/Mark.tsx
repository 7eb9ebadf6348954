// Whether a person's number has been compared, by me: word, icon and colour.
import { dateOf } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Person } from "../../work/work.ts";
import { State } from "../parts/State.tsx";

export function Mark({ person }: { person: Pick<Person, "verified" | "verifiedAt"> }) {
	const text = t().trust;
	switch (person.verified) {
		case "yes":
			return (
				<State
					tone="ok"
					icon="shield-check"
					word={text.yes(person.verifiedAt === null ? "" : dateOf(person.verifiedAt))}
					testid="verified-yes"
				/>
			);
		case "changed":
			return <State tone="bad" icon="shield-alert" word={text.changed} testid="verified-changed" />;
		case "differs":
			return <State tone="bad" icon="shield-alert" word={text.differs} testid="verified-differs" />;
		case "no":
			return <State tone="idle" icon="circle" word={text.no} testid="verified-no" />;
	}
}

const STATES = {
	active: ["ok", "circle-check"],
	expired: ["warn", "hourglass"],
	revoked: ["bad", "ban"],
} as const;

/** Whether a person's account works. */
export function PersonState({ state }: { state: Person["state"] }) {
	const [tone, icon] = STATES[state];
	return (
		<State tone={tone} icon={icon} word={t().person.states[state]} testid={`person-${state}`} />
	);
}
