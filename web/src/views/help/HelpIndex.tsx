// The guides, one's own first, and the client's sheet.
import { GUIDE_ROLES } from "../../state/route.ts";
import { helpIn } from "../../text/help.ts";
import { language, t } from "../../text/language.ts";
import { useWork } from "../context.ts";
import { Link } from "../parts/Link.tsx";
import { Page } from "../parts/Page.tsx";

export function HelpIndex() {
	const session = useWork().state.session.value;
	const own = session.kind === "in" ? session.me.roles : [];
	const text = helpIn(language.value);
	const roles = [...GUIDE_ROLES].sort((a, b) => Number(own.includes(b)) - Number(own.includes(a)));
	return (
		<Page title={text.title}>
			<p>{text.lead}</p>
			<ul class="rows" data-testid="guides">
				{roles.map((role) => (
					<li key={role}>
						<div class="what">
							<p>
								<Link to={{ at: "help", role }} testid={`to-guide-${role}`}>
									{t().roles[role]}
								</Link>
							</p>
							<p class="small muted">{text.guides(t())[role].lead}</p>
						</div>
					</li>
				))}
			</ul>
			<h2>{text.clients}</h2>
			<p>{text.clientsText}</p>
			<p>
				<Link to={{ at: "information", case: null }} testid="to-information">
					{text.information.title}
				</Link>
			</p>
		</Page>
	);
}
