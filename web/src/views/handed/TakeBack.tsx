// The worker takes the device back: by the PIN of this time, or by the passphrase. In the worker's own language.
import { useState } from "preact/hooks";
import { type Errors, NO_ERRORS } from "../../state/form.ts";
import { t } from "../../text/language.ts";
import type { Handed } from "../../work/work.ts";
import { PassphraseField } from "../access/PassphraseField.tsx";
import { explained } from "../access/Unlock.tsx";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { TextField } from "../parts/TextField.tsx";
import { FieldDialog } from "./FieldDialog.tsx";

export function TakeBack(props: {
	readonly handed: Handed;
	readonly onClose: () => void;
	/** Null: the vault is open, and nobody else can sign in. */
	readonly onOther: (() => void) | null;
}) {
	const work = useWork();
	const { handed } = props;
	const taking = useAction();
	const [byPass, setByPass] = useState(false);
	const [word, setWord] = useState("");
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().handed;
	const byPin = handed.tries !== null && !byPass;
	const field = byPin ? "take-pin" : "take-passphrase";
	const label = byPin ? text.backPin : t().signIn.pass;
	const spent = taking.error?.code === "wrong_pin" && handed.tries === null;
	const take = async () => {
		if (byPin) await work.handing.takeBack({ pin: word });
		else if (handed.here) await work.handing.takeBack({ passphrase: word });
		else await work.session.signIn(handed.username, word).catch(explained);
	};
	const submit = () => {
		setErrors(word === "" ? { [field]: "required" } : NO_ERRORS);
		if (word === "") return;
		void taking.run(take).then((done) => {
			if (done) props.onClose();
			else setWord("");
		});
	};
	const usePassphrase = () => {
		setByPass(true);
		setWord("");
		setErrors(NO_ERRORS);
		taking.clear();
	};
	return (
		<FieldDialog
			name="take"
			title={text.backTitle}
			lead={
				<p>
					{text.backText} {text.owner(handed.display)}
				</p>
			}
			label={label}
			errors={errors}
			doing={taking}
			word={taking.busy ? t().signIn.working : text.backGo}
			onSubmit={submit}
			onClose={props.onClose}
			more={
				<>
					{byPin ? (
						<Button kind="plain" testid="use-passphrase" onPress={usePassphrase}>
							{text.usePass}
						</Button>
					) : null}
					{props.onOther === null ? null : (
						<Button kind="plain" testid="other-user" onPress={props.onOther}>
							{text.other}
						</Button>
					)}
				</>
			}
		>
			{spent ? <p data-testid="pin-spent">{text.pinSpent}</p> : null}
			{byPin ? (
				<TextField
					name={field}
					label={label}
					value={word}
					onChange={setWord}
					error={errors[field]}
					exact
					veiled
				/>
			) : (
				<PassphraseField
					name={field}
					label={label}
					value={word}
					onChange={setWord}
					error={errors[field]}
				/>
			)}
			{byPin && taking.error !== null ? (
				<p data-testid="tries-left">{text.triesLeft(handed.tries ?? 0)}</p>
			) : null}
		</FieldDialog>
	);
}
