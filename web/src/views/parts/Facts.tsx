// Names and values, optionally with a link to change one (check answers).
import type { ComponentChildren } from "preact";
import type { Route } from "../../state/route.ts";
import { t } from "../../text/first.ts";
import { Link } from "./Link.tsx";

export interface Fact {
	readonly name: string;
	readonly value: ComponentChildren;
	readonly change?: Route;
}

export function Facts({ facts }: { facts: readonly Fact[] }) {
	return (
		<dl class="facts">
			{facts.map((fact) => (
				<div key={fact.name}>
					<dt>{fact.name}</dt>
					<dd>{fact.value === "" ? <span class="muted">{t().common.none}</span> : fact.value}</dd>
					{fact.change === undefined ? null : (
						<dd>
							<Link to={fact.change}>
								{t().common.change}
								<span class="hidden-text"> {fact.name}</span>
							</Link>
						</dd>
					)}
				</div>
			))}
		</dl>
	);
}
