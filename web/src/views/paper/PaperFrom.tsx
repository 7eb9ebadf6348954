// At the head of a client's paper: whose it is, and the reference by which a coordinator finds the case.
import { shownReference } from "../../state/reference.ts";
import { useMe } from "../context.ts";

export function PaperFrom(props: {
	readonly reference: string;
	/** "Reference", in the paper's language. */
	readonly word: string;
}) {
	return (
		<p class="paper-from">
			<span>{useMe().orgName}</span>
			<span>
				{props.word}: <strong class="code-line">{shownReference(props.reference)}</strong>
			</span>
		</p>
	);
}
