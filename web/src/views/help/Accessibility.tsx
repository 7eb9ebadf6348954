// The accessibility statement that the law (306/2019) asks for.
import { helpIn } from "../../text/help.ts";
import { language } from "../../text/language.ts";
import { Link } from "../parts/Link.tsx";
import { Page } from "../parts/Page.tsx";
import { FeedbackTo } from "./FeedbackTo.tsx";
import { Sections } from "./Sections.tsx";
import { useFacts } from "./useFacts.ts";

export function Accessibility() {
	const { accessibility: text, feedback } = helpIn(language.value);
	const { authority } = text;
	const facts = useFacts();
	return (
		<Page title={text.title} back={{ at: "today" }}>
			<p class="lead">{text.lead(facts)}</p>
			<Sections of={text.sections(facts)} />
			<FeedbackTo />
			<p>
				<Link to={{ at: "feedback" }}>{feedback.title}</Link>
			</p>
			<h2>{authority.title}</h2>
			<p>{authority.lead}</p>
			<p>
				{authority.name}
				<br />
				{authority.unit}
				<br />
				<a href={`https://${authority.site}`} rel="noreferrer">
					{authority.site}
				</a>
				<br />
				{authority.contact}
			</p>
		</Page>
	);
}
