// Something that is loading, has failed, or is here.
import type { ComponentChildren } from "preact";
import { t } from "../../text/language.ts";
import type { Loadable } from "../../work/work.ts";
import { explain } from "../action.ts";
import { Box } from "./Box.tsx";
import { Icon } from "./Icon.tsx";

export function Loading({ text }: { text?: string }) {
	return (
		<p class="muted" role="status">
			<Icon name="circle-dashed" spin /> {text ?? t().common.loading}
		</p>
	);
}

export function Loaded<T>(props: {
	readonly of: Loadable<T>;
	readonly children: (value: T) => ComponentChildren;
}) {
	switch (props.of.kind) {
		case "loading":
			return <Loading />;
		case "failed":
			return (
				<Box kind="bad" testid={`failure-${props.of.error.code}`}>
					<p>{explain(props.of.error)}</p>
				</Box>
			);
		case "ready":
			return <>{props.children(props.of.value)}</>;
	}
}
