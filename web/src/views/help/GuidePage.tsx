// One role's way through the screens, step by step, with a picture where the build has one.
import { GUIDE_ROLES, type GuideRole } from "../../state/route.ts";
import { type GuidePart, helpIn, partsOf, plainOf } from "../../text/help.ts";
import { language, t } from "../../text/language.ts";
import { Link } from "../parts/Link.tsx";
import { Page } from "../parts/Page.tsx";
import { Names } from "./Names.tsx";
import { Picture } from "./Picture.tsx";

export function GuidePage({ role }: { role: GuideRole }) {
	const text = helpIn(language.value);
	const { lead } = text.guides(t())[role];
	return (
		<Page title={text.forRole(t().roles[role])} back={{ at: "help", role: null }}>
			<p class="lead">{lead}</p>
			{partsOf(text.guides(t()), role).map(({ name, part }) => (
				<Part key={name} picture={`${role}-${name}`} part={part} />
			))}
			<h2>{text.others}</h2>
			<ul>
				{GUIDE_ROLES.filter((one) => one !== role).map((one) => (
					<li key={one}>
						<Link to={{ at: "help", role: one }}>{t().roles[one]}</Link>
					</li>
				))}
			</ul>
		</Page>
	);
}

function Part({ picture, part }: { readonly picture: string; readonly part: GuidePart }) {
	return (
		<section aria-labelledby={picture} data-testid="guide-part">
			<h2 id={picture}>{part.title}</h2>
			<ol class="guide-steps">
				{part.steps.map((step) => (
					<li key={plainOf(step)}>
						<Names line={step} />
					</li>
				))}
			</ol>
			<Picture name={picture} of={part.title} own={language.value} />
		</section>
	);
}
