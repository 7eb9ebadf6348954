// Whether what was typed is kept.
import { t } from "../../text/language.ts";
import { Icon } from "./Icon.tsx";

export function Saved({ status }: { status: "saved" | "saving" | "unsaved" }) {
	const text = t().common;
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
