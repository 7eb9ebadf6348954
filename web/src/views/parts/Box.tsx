// A notice in the page: information, success, warning or error, with its icon.
import type { ComponentChildren } from "preact";
import type { IconName } from "../../icons/icons.ts";
import { Icon } from "./Icon.tsx";

const ICON: Readonly<Record<string, IconName>> = {
	info: "info",
	ok: "circle-check",
	warn: "triangle-alert",
	bad: "circle-alert",
};

export function Box(props: {
	readonly kind: "info" | "ok" | "warn" | "bad";
	readonly children: ComponentChildren;
	/** Another than its kind's. */
	readonly icon?: IconName;
	readonly testid?: string;
}) {
	return (
		<div class={`box ${props.kind}`} data-testid={props.testid}>
			<div class="box-line">
				<Icon name={props.icon ?? ICON[props.kind] ?? "info"} />
				<div>{props.children}</div>
			</div>
		</div>
	);
}
