// A dialog that asks for one word and is answered by Enter as well.
import type { ComponentChildren } from "preact";
import type { Errors } from "../../state/form.ts";
import { t } from "../../text/language.ts";
import type { Action } from "../action.ts";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";

export function FieldDialog(props: {
	/** `NAME-dialog`, `NAME-confirm` and `NAME-cancel` are its test ids. */
	readonly name: string;
	readonly title: string;
	readonly lead: ComponentChildren;
	/** Label of the field, before its error. */
	readonly label: string;
	readonly errors: Errors;
	readonly doing: Action;
	readonly word: string;
	readonly children: ComponentChildren;
	readonly more?: ComponentChildren;
	readonly onSubmit: () => void;
	readonly onClose: () => void;
}) {
	return (
		<Dialog title={props.title} onClose={props.onClose} testid={`${props.name}-dialog`}>
			{props.lead}
			<form
				onSubmit={(event) => {
					event.preventDefault();
					props.onSubmit();
				}}
			>
				<ErrorSummary errors={props.errors} failure={props.doing.error} label={() => props.label} />
				{props.children}
				<div class="buttons">
					<Button submit busy={props.doing.busy} testid={`${props.name}-confirm`}>
						{props.word}
					</Button>
					<Button kind="second" onPress={props.onClose} testid={`${props.name}-cancel`}>
						{t().common.cancel}
					</Button>
					{props.more}
				</div>
			</form>
		</Dialog>
	);
}
