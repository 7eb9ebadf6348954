// The frame of a form on a page of its own: what is wrong above, the fields, one button. Knows no field.
import type { ComponentChildren } from "preact";
import type { Errors } from "../../state/form.ts";
import type { Action } from "../action.ts";
import { Button } from "./Button.tsx";
import { ErrorSummary } from "./ErrorSummary.tsx";

export function FormFrame(props: {
	readonly errors: Errors;
	readonly action: Action;
	/** What the fields are called, where that is said before their error. */
	readonly labels: Readonly<Record<string, string>>;
	/** Word of the button. */
	readonly submit: string;
	readonly testid: string;
	readonly onSubmit: () => void;
	/** Between what is wrong and the fields. */
	readonly head?: ComponentChildren;
	readonly children: ComponentChildren;
}) {
	return (
		<>
			<ErrorSummary
				errors={props.errors}
				failure={props.action.error}
				label={(field) => props.labels[field] ?? field}
			/>
			{props.head}
			<form
				onSubmit={(event) => {
					event.preventDefault();
					props.onSubmit();
				}}
			>
				{props.children}
				<div class="buttons">
					<Button submit busy={props.action.busy} testid={props.testid}>
						{props.submit}
					</Button>
				</div>
			</form>
		</>
	);
}
