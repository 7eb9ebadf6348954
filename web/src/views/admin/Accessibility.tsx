// The accessibility statement, in short (306/2019).
import { t } from "../../text/language.ts";
import { Page } from "../parts/Page.tsx";

export function Accessibility() {
	const text = t().settings;
	return (
		<Page title={text.accessibilityTitle} back={{ at: "today" }}>
			<p>{text.accessibilityText}</p>
			<p>{text.accessibilityGaps}</p>
			<p>{text.accessibilityFeedback}</p>
		</Page>
	);
}
