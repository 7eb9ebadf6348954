// Who does a step, by name: a person, or a team on the list of professionals, dropped ones too.
import { teamById } from "../../state/shelf.ts";
import { t } from "../../text/language.ts";
import { useNames, useWork } from "../context.ts";

/** By the reference that a step holds: `person:ID`, `team:ID`, or a person's id alone. */
export function useNamed(): (ref: string) => string {
	const names = useNames();
	const { directory } = useWork().state;
	const org = directory.value.kind === "ready" ? directory.value.value.org : null;
	return (ref) => {
		const id = ref.slice(ref.indexOf(":") + 1);
		if (!ref.startsWith("team:")) return names(id);
		return (org === null ? null : teamById(org, id))?.name ?? t().plan.teamGone;
	};
}
