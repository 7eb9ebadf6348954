// Whether this case has been discussed: an hour has handled it, or both sides have confirmed what came of it.
import { wasHandled } from "../../state/card.ts";
import type { CaseFile } from "../../work/work.ts";
import { useWork } from "../context.ts";

export function useWasHandled(file: CaseFile): boolean {
	const hours = useWork().state.hours.value;
	return (
		file.confirmedAt !== null || (hours.kind === "ready" && wasHandled(file.case, hours.value))
	);
}
