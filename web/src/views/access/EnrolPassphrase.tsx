// The passphrase (and, for a founder, the names). The keys are made on this device when the form is sent.
import { useState } from "preact/hooks";
import { collect, type Errors, hasErrors, NO_ERRORS, textError } from "../../state/form.ts";
import { newPassphraseErrors } from "../../state/passphrase.ts";
import { t } from "../../text/language.ts";
import type { AccountSheet, Invitation } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Page } from "../parts/Page.tsx";
import { TextField } from "../parts/TextField.tsx";
import { NewPassphrase, UNTYPED } from "./NewPassphrase.tsx";

const USERNAME = /^[a-z0-9][a-z0-9.-]{1,31}$/;

export function EnrolPassphrase(props: {
	readonly invitation: Invitation;
	readonly onMade: (sheet: AccountSheet) => void;
}) {
	const work = useWork();
	const text = t().enrol;
	const making = useAction();
	const founder = props.invitation.username === null;
	const [display, setDisplay] = useState(props.invitation.display ?? "");
	const [username, setUsername] = useState(props.invitation.username ?? "");
	const [typed, setTyped] = useState(UNTYPED);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const labels: Readonly<Record<string, string>> = {
		display: text.nameTitle,
		username: text.asUser,
		passphrase: text.pass,
		again: text.passAgain,
	};
	const submit = () => {
		const found = collect({
			display: textError(display, 80),
			username: USERNAME.test(username) ? null : "not-username",
			...newPassphraseErrors(typed.passphrase, typed.again, username),
		});
		setErrors(found);
		if (hasErrors(found)) return;
		void making.run(async () =>
			props.onMade(
				await work.enrol.makeKeys({
					username,
					display: display.trim(),
					passphrase: typed.passphrase,
				}),
			),
		);
	};
	return (
		<Page title={text.passTitle} above={t().common.stepOf(1, 3)} enter="passphrase">
			<ErrorSummary
				errors={errors}
				failure={making.error}
				label={(field) => labels[field] ?? field}
			/>
			<form
				onSubmit={(event) => {
					event.preventDefault();
					submit();
				}}
			>
				{founder ? (
					<>
						<TextField
							name="display"
							label={text.nameTitle}
							hint={text.nameHint}
							value={display}
							onChange={setDisplay}
							error={errors["display"]}
						/>
						<TextField
							name="username"
							label={text.asUser}
							hint={text.userHint}
							value={username}
							onChange={setUsername}
							error={errors["username"]}
							autocomplete="username"
							exact
						/>
					</>
				) : (
					// For password managers: whose passphrase this is.
					<input type="text" autocomplete="username" value={username} readOnly hidden />
				)}
				<NewPassphrase
					label={text.pass}
					againLabel={text.passAgain}
					username={username}
					value={typed}
					onChange={setTyped}
					errors={errors}
				/>
				<Box kind="warn">
					<p>{text.passWarning}</p>
				</Box>
				<div class="buttons">
					<Button submit busy={making.busy} testid="enrol-make-keys">
						{making.busy ? text.makingKeys : t().common.next}
					</Button>
				</div>
			</form>
		</Page>
	);
}
