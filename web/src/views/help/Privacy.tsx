// What the service keeps about the people who use it.
import { helpIn } from "../../text/help.ts";
import { language } from "../../text/language.ts";
import { Link } from "../parts/Link.tsx";
import { Page } from "../parts/Page.tsx";
import { FeedbackTo } from "./FeedbackTo.tsx";
import { Sections } from "./Sections.tsx";
import { useFacts } from "./useFacts.ts";

export function Privacy() {
	const { privacy, information } = helpIn(language.value);
	const facts = useFacts();
	return (
		<Page title={privacy.title} back={{ at: "today" }}>
			<p class="lead">{privacy.lead(facts)}</p>
			<p>
				<Link to={{ at: "information", case: null }}>{information.title}</Link>
			</p>
			<Sections of={privacy.sections(facts)} />
			{facts.feedback === null ? null : <FeedbackTo />}
		</Page>
	);
}
