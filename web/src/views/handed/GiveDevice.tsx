// The worker gives the device to the client: what that means, and a PIN to take it back with.
import { useState } from "preact/hooks";
import { type Errors, NO_ERRORS } from "../../state/form.ts";
import { isPin } from "../../state/handing.ts";
import { type Language, t } from "../../text/language.ts";
import type { HandedPage } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { TextField } from "../parts/TextField.tsx";
import { FieldDialog } from "./FieldDialog.tsx";

interface Giving {
	readonly page: HandedPage;
	/** The client reads it. */
	readonly language: Language;
	/** Just before the page is theirs. */
	readonly before?: () => void;
}

/** Not inside a form: the dialog has one of its own. */
export function GiveDevice(props: Giving & { readonly word: string }) {
	const [asking, setAsking] = useState(false);
	const text = t().handed;
	const room = useWork().state.room.value;
	const inCall = room !== null && room.phase !== "closed";
	return (
		<div class="give no-print">
			<Button
				kind="second"
				icon="users"
				testid="hand"
				disabled={inCall}
				{...(inCall ? { describedBy: "give-in-call" } : {})}
				onPress={() => setAsking(true)}
			>
				{props.word}
			</Button>
			{inCall ? (
				<p class="small" id="give-in-call">
					{text.giveInCall}
				</p>
			) : null}
			{asking ? <GiveDialog {...props} onClose={() => setAsking(false)} /> : null}
		</div>
	);
}

function GiveDialog(props: Giving & { readonly onClose: () => void }) {
	const work = useWork();
	const giving = useAction();
	const [pin, setPin] = useState("");
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().handed;
	const submit = () => {
		const good = pin === "" || isPin(pin);
		setErrors(good ? NO_ERRORS : { "give-pin": "not-pin" });
		if (!good) return;
		void giving.run(() => {
			props.before?.();
			return work.handing.give(props.page, props.language, pin === "" ? null : pin);
		});
	};
	return (
		<FieldDialog
			name="give"
			title={text.giveTitle}
			lead={
				<>
					<p>{text.giveText}</p>
					<p class="small muted">{text.giveOutside}</p>
				</>
			}
			label={text.pin}
			errors={errors}
			doing={giving}
			word={text.give}
			onSubmit={submit}
			onClose={props.onClose}
		>
			<TextField
				name="give-pin"
				label={text.pin}
				hint={text.pinHint}
				value={pin}
				onChange={setPin}
				error={errors["give-pin"]}
				exact
				veiled
				optional
			/>
		</FieldDialog>
	);
}
