// Headings and what stands under them, as the pages of help have it.
import type { Section } from "../../text/help.ts";

/** `under`: a heading of its own stands over them. */
export function Sections(props: { readonly of: readonly Section[]; readonly under?: true }) {
	const Heading = props.under ? "h3" : "h2";
	return props.of.map((section) => (
		<section key={section.title}>
			<Heading>{section.title}</Heading>
			{section.listed ? (
				<ul>
					{section.lines.map((line) => (
						<li key={line}>{line}</li>
					))}
				</ul>
			) : (
				section.lines.map((line) => <p key={line}>{line}</p>)
			)}
		</section>
	));
}
