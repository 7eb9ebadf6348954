// Locked: only the passphrase is asked for.
import { useState } from "preact/hooks";
import { type Errors, NO_ERRORS } from "../../state/form.ts";
import { t } from "../../text/first.ts";
import { WorkError } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Page } from "../parts/Page.tsx";
import { PassphraseField } from "./PassphraseField.tsx";

/** Name and account key are this device's: what the broker denies is the passphrase. */
export function explained(error: unknown): never {
	throw error instanceof WorkError && error.code === "denied"
		? new WorkError("wrong_passphrase")
		: error;
}

export function Unlock(props: {
	readonly username: string;
	readonly display: string;
	/** Somebody else signs in. */
	readonly onOther: () => void;
}) {
	const { username, display } = props;
	const work = useWork();
	const text = t().signIn;
	const opening = useAction();
	const [passphrase, setPassphrase] = useState("");
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const submit = () => {
		setErrors(passphrase === "" ? { passphrase: "required" } : NO_ERRORS);
		if (passphrase !== "") void opening.run(() => unlock().catch(explained));
	};
	const unlock = () => work.session.signIn(username, passphrase);
	return (
		<Page title={text.unlockTitle}>
			<ErrorSummary errors={errors} failure={opening.error} />
			<p>{text.unlockLead(display)}</p>
			<form
				onSubmit={(event) => {
					event.preventDefault();
					submit();
				}}
			>
				<input type="text" autocomplete="username" value={username} readOnly hidden />
				<PassphraseField
					name="passphrase"
					label={text.pass}
					value={passphrase}
					onChange={setPassphrase}
					error={errors["passphrase"]}
					current
				/>
				<div class="buttons">
					<Button submit busy={opening.busy} testid="unlock">
						{opening.busy ? text.working : text.unlock}
					</Button>
					<Button kind="plain" onPress={props.onOther} testid="other-user">
						{text.otherName}
					</Button>
				</div>
			</form>
		</Page>
	);
}
