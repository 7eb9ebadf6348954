// A dialog that asks before something is done, does it, and closes once it is done; a failure is said in it.
import type { ComponentChildren } from "preact";
import type { Errors } from "../../state/form.ts";
import { t } from "../../text/first.ts";
import { useAction } from "../action.ts";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { ErrorSummary } from "./ErrorSummary.tsx";

export function ConfirmDialog(props: {
	/** `NAME-dialog` and `NAME-confirm` are its test ids. */
	readonly name: string;
	readonly title: string;
	/** Word of the button that does it. */
	readonly word: string;
	readonly kind?: "first" | "danger";
	readonly run: () => Promise<void>;
	readonly onClose: () => void;
	/** What it asks for before it is done, under what it tells; `valid` is asked first. */
	readonly fields?: ComponentChildren;
	readonly valid?: () => boolean;
	readonly errors?: Errors;
	readonly label?: string;
	readonly children: ComponentChildren;
}) {
	const doing = useAction();
	const submit = () => {
		if (props.valid?.() === false) return;
		void doing.run(props.run).then((done) => {
			if (done) props.onClose();
		});
	};
	return (
		<Dialog title={props.title} onClose={props.onClose} testid={`${props.name}-dialog`}>
			{props.children}
			<ErrorSummary
				failure={doing.error}
				{...(props.errors === undefined ? {} : { errors: props.errors })}
				{...(props.label === undefined ? {} : { label: () => props.label ?? "" })}
			/>
			{props.fields}
			<div class="buttons">
				<Button
					kind={props.kind ?? "danger"}
					busy={doing.busy}
					onPress={submit}
					testid={`${props.name}-confirm`}
				>
					{props.word}
				</Button>
				<Button kind="second" onPress={props.onClose}>
					{t().common.cancel}
				</Button>
			</div>
		</Dialog>
	);
}
