// Whether this case has come so far that an answer for everybody may be proposed from it.
import { mayPropose } from "../../state/card.ts";
import type { CaseFile } from "../../work/work.ts";
import { useWork } from "../context.ts";

export function useMayPropose(file: CaseFile): boolean {
	const hours = useWork().state.hours.value;
	return mayPropose(file, hours.kind === "ready" ? hours.value : []);
}
