// Where feedback goes, as a link; without an address, whom else one may tell.
import { helpIn } from "../../text/help.ts";
import { language } from "../../text/language.ts";
import { useFacts } from "./useFacts.ts";

export function FeedbackTo() {
	const { feedback: text } = helpIn(language.value);
	const { feedback } = useFacts();
	if (feedback === null) return <p data-testid="no-feedback-address">{text.noAddress}</p>;
	return (
		<p data-testid="feedback-address">
			{text.address}{" "}
			<a href={feedback.href} rel="noreferrer">
				{feedback.shown}
			</a>
		</p>
	);
}
