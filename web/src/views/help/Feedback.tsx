// To whom one says what does not work: the deployment's address, and the coordinators of one's own organisation. Nothing is
// sent from here.
import { helpIn } from "../../text/help.ts";
import { language } from "../../text/language.ts";
import type { Me } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { Link } from "../parts/Link.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { FeedbackTo } from "./FeedbackTo.tsx";
import { Sections } from "./Sections.tsx";

export function Feedback() {
	const session = useWork().state.session.value;
	const text = helpIn(language.value).feedback;
	return (
		<Page title={text.title} back={{ at: "today" }}>
			<p class="lead">{text.lead}</p>
			<FeedbackTo />
			{session.kind === "in" ? <Coordinators me={session.me} /> : <p>{text.strangers}</p>}
			<Sections of={text.sections} />
		</Page>
	);
}

function Coordinators({ me }: { me: Me }) {
	const text = helpIn(language.value).feedback;
	return (
		<>
			<h2>{text.coordinators(me.orgName)}</h2>
			<Loaded of={useWork().state.directory.value}>
				{({ people }) => {
					const found = people.filter(
						({ org, roles, state }) =>
							org === me.org && roles.includes("coordinator") && state === "active",
					);
					if (found.length === 0) return <p>{text.none}</p>;
					return (
						<ul data-testid="coordinators">
							{found.map(({ uid, display }) => (
								<li key={uid}>
									<Link to={{ at: "person", person: uid }}>{display}</Link>
								</li>
							))}
						</ul>
					);
				}}
			</Loaded>
		</>
	);
}
