// Whether this case has been discussed: an hour has handled it, or both sides have confirmed what came of it.
import { handledIn } from "../../state/queueing.ts";
import type { CaseFile } from "../../work/work.ts";
import { useWork } from "../context.ts";

export function useWasHandled(file: CaseFile): boolean {
	const hours = useWork().state.hours.value;
	return (
		file.confirmedAt !== null ||
		(hours.kind === "ready" && handledIn(file.case, hours.value) !== null)
	);
}
