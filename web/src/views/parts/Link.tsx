// A link to a route of ours; `button` makes it look like one where it starts a task.
import type { ComponentChildren } from "preact";
import { href, type Route } from "../../state/route.ts";

export function Link(props: {
	readonly to: Route;
	readonly children: ComponentChildren;
	readonly button?: "first" | "second" | "plain";
	readonly current?: boolean;
	readonly testid?: string;
}) {
	const look =
		props.button === undefined
			? undefined
			: props.button === "first"
				? "button"
				: `button ${props.button}`;
	return (
		<a
			href={href(props.to)}
			class={look}
			aria-current={props.current ? "page" : undefined}
			data-testid={props.testid}
		>
			{props.children}
		</a>
	);
}
