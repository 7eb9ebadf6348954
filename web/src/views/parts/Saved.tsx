// Whether what was typed is kept.
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../text/first.ts";
import { say } from "../live.ts";
import { Icon } from "./Icon.tsx";

export function Saved({ status }: { status: "saved" | "saving" | "unsaved" }) {
	const text = t().common;
	const before = useRef(status);
	const told = useRef(false);
	// That it is kept is said the first time, and after every failure; not after every word.
	useEffect(() => {
		const was = before.current;
		before.current = status;
		if (status === "unsaved") {
			told.current = false;
			if (was !== status) say(text.draftUnsaved);
		} else if (status === "saved" && was === "saving" && !told.current) {
			told.current = true;
			say(text.draftSaved);
		}
	}, [status]);
	return (
		<p class="saved" data-testid={`draft-${status}`}>
			<Icon
				name={
					status === "saved" ? "check" : status === "saving" ? "circle-dashed" : "triangle-alert"
				}
			/>
			{status === "saved"
				? text.draftSaved
				: status === "saving"
					? text.draftSaving
					: text.draftUnsaved}
		</p>
	);
}
