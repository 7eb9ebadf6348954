// The form of a team on the list of professionals: what is wrong with it, and its texts as they are signed. Pure.
import { TEAM_CONTACT_MAX, TEAM_NAME_MAX, TEAM_TEXT_MAX } from "../crypto/directory-org-limits.ts";
import type { TeamText } from "../work/work.ts";
import { collect, type Errors, type FieldError, textError } from "./form.ts";
import { holdsIdentityCode } from "./identityCode.ts";

/** In characters, as everybody's rules count them. */
const MAX: Readonly<Record<keyof TeamText, number>> = {
	name: TEAM_NAME_MAX,
	task: TEAM_TEXT_MAX,
	whenToTurn: TEAM_TEXT_MAX,
	contact: TEAM_CONTACT_MAX,
};

/** On an organisation's list; dropped ones do not count. */
export const TEAMS_MAX = 500;

export const NO_TEAM: TeamText = { name: "", task: "", whenToTurn: "", contact: "" };

/** Lines without what pasted text brings along: tabs, other line ends, blanks at either end. */
export const tidyLines = (text: string): string =>
	text
		.replace(/\r\n?/g, "\n")
		.replace(/[^\P{Cc}\n]/gu, " ")
		.trim();

export function tidyTeam(typed: TeamText): TeamText {
	return {
		name: tidyLines(typed.name).replace(/\s+/g, " "),
		task: tidyLines(typed.task),
		whenToTurn: tidyLines(typed.whenToTurn),
		contact: tidyLines(typed.contact),
	};
}

export function teamErrors(typed: TeamText): Errors {
	const team = tidyTeam(typed);
	const wrong = (field: keyof TeamText): FieldError | null => {
		const error = textError(team[field], MAX[field]);
		if (error === "required" && field !== "name") return null;
		return error ?? (holdsIdentityCode(team[field]) ? "looks-like-code" : null);
	};
	return collect({
		name: wrong("name"),
		task: wrong("task"),
		whenToTurn: wrong("whenToTurn"),
		contact: wrong("contact"),
	});
}
