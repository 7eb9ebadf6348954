// Putting a case on hold or ending its hold, with the reason that the record keeps; for the pair and for a coordinator.
import { useState } from "preact/hooks";
import { type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import { holdErrors } from "../../state/retention.ts";
import { t } from "../../text/language.ts";
import { Button } from "../parts/Button.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { TextField } from "../parts/TextField.tsx";

export function HoldButton(props: {
	/** What stands now. */
	readonly held: boolean;
	readonly run: (on: boolean, reason: string) => Promise<void>;
}) {
	const [open, setOpen] = useState(false);
	const text = t().hold;
	return (
		<>
			<div class="buttons">
				<Button kind="second" icon="lock" onPress={() => setOpen(true)} testid="hold">
					{props.held ? text.end : text.set}
				</Button>
			</div>
			{open ? <HoldDialog {...props} onClose={() => setOpen(false)} /> : null}
		</>
	);
}

function HoldDialog(props: {
	readonly held: boolean;
	readonly run: (on: boolean, reason: string) => Promise<void>;
	readonly onClose: () => void;
}) {
	const [reason, setReason] = useState("");
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().hold;
	const valid = () => {
		const found = holdErrors(reason, !props.held);
		setErrors(found);
		return !hasErrors(found);
	};
	return (
		<ConfirmDialog
			name="hold"
			title={props.held ? text.endTitle : text.setTitle}
			word={props.held ? text.end : text.set}
			kind="first"
			run={() => props.run(!props.held, reason)}
			onClose={props.onClose}
			valid={valid}
			errors={errors}
			label={text.reason}
			fields={
				<TextField
					name="holdReason"
					label={text.reason}
					hint={text.reasonHint}
					value={reason}
					onChange={setReason}
					error={errors["holdReason"]}
					optional={props.held}
				/>
			}
		>
			<p>{props.held ? text.endText : text.setText}</p>
		</ConfirmDialog>
	);
}
