// A button for what cannot be taken back: it asks first, naming what follows.
import { useState } from "preact/hooks";
import type { IconName } from "../../icons/icons.ts";
import { Button } from "./Button.tsx";
import { ConfirmDialog } from "./ConfirmDialog.tsx";

export function ConfirmButton(props: {
	/** Its test id; `NAME-dialog` and `NAME-confirm` are the question's. */
	readonly name: string;
	/** Of the button, and of the one that does it. */
	readonly word: string;
	/** Of what, where the page shows several: read, not shown. */
	readonly of?: string;
	readonly title: string;
	/** What follows. */
	readonly text: string;
	readonly kind?: "second" | "plain";
	readonly icon?: IconName;
	readonly run: () => Promise<void>;
}) {
	const [open, setOpen] = useState(false);
	return (
		<>
			<Button
				kind={props.kind ?? "second"}
				{...(props.icon === undefined ? {} : { icon: props.icon })}
				onPress={() => setOpen(true)}
				testid={props.name}
			>
				{props.word}
				{props.of === undefined ? null : <span class="hidden-text"> {props.of}</span>}
			</Button>
			{open ? (
				<ConfirmDialog
					name={props.name}
					title={props.title}
					word={props.word}
					run={props.run}
					onClose={() => setOpen(false)}
				>
					<p>{props.text}</p>
				</ConfirmDialog>
			) : null}
		</>
	);
}
