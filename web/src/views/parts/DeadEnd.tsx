// A page that is not there for this person: why in one sentence, and the way on. No address leads to an empty page.
import type { Route } from "../../state/route.ts";
import { t } from "../../text/first.ts";
import { Box } from "./Box.tsx";
import { Link } from "./Link.tsx";
import { Page } from "./Page.tsx";

export function DeadEnd(props: {
	readonly title: string;
	readonly text: string;
	/** Where others of its kind are; without it, today's page. */
	readonly back?: Route;
}) {
	return (
		<Page title={props.title} {...(props.back === undefined ? {} : { back: props.back })}>
			<Box kind="info" testid="dead-end">
				<p>{props.text}</p>
			</Box>
			<p>
				<Link to={{ at: "today" }} testid="to-today">
					{t().common.toToday}
				</Link>
			</p>
		</Page>
	);
}
