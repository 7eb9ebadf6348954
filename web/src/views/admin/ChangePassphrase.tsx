// A new passphrase in place of the old one. The account sheet stays; all other sessions end.
import { useState } from "preact/hooks";
import { collect, type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import { newPassphraseErrors } from "../../state/passphrase.ts";
import { t } from "../../text/language.ts";
import { NewPassphrase, UNTYPED } from "../access/NewPassphrase.tsx";
import { PassphraseField } from "../access/PassphraseField.tsx";
import { useAction } from "../action.ts";
import { useMe, useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Link } from "../parts/Link.tsx";
import { Page } from "../parts/Page.tsx";

export function ChangePassphrase() {
	const work = useWork();
	const me = useMe();
	const changing = useAction();
	const [old, setOld] = useState("");
	const [typed, setTyped] = useState(UNTYPED);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const [done, setDone] = useState(false);
	const text = t().account;
	const labels: Readonly<Record<string, string>> = {
		old: text.old,
		passphrase: text.fresh,
		again: text.again,
	};
	const submit = () => {
		const found = collect({
			old: old === "" ? "required" : null,
			...newPassphraseErrors(typed.passphrase, typed.again, me.username),
		});
		setErrors(found);
		if (hasErrors(found)) return;
		void changing.run(async () => {
			await work.session.changePassphrase(old, typed.passphrase);
			setOld("");
			setTyped(UNTYPED);
			setDone(true);
		});
	};
	if (done)
		return (
			<Page title={text.change} back={{ at: "settings" }} enter="done">
				<Box kind="ok" testid="passphrase-changed">
					<p>{text.changed}</p>
				</Box>
				<Link to={{ at: "settings" }}>{t().settings.title}</Link>
			</Page>
		);
	return (
		<Page title={text.change} back={{ at: "settings" }} enter="form">
			<p>{text.passphraseText}</p>
			<ErrorSummary
				errors={errors}
				failure={changing.error}
				label={(field) => labels[field] ?? field}
			/>
			<form
				onSubmit={(event) => {
					event.preventDefault();
					submit();
				}}
			>
				<input type="text" autocomplete="username" value={me.username} readOnly hidden />
				<PassphraseField
					name="old"
					label={text.old}
					value={old}
					onChange={setOld}
					error={errors["old"]}
					current
				/>
				<NewPassphrase
					label={text.fresh}
					againLabel={text.again}
					username={me.username}
					value={typed}
					onChange={setTyped}
					errors={errors}
				/>
				<Box kind="warn">
					<p>{t().enrol.passWarning}</p>
				</Box>
				<div class="buttons">
					<Button submit busy={changing.busy} testid="change-passphrase">
						{changing.busy ? t().signIn.working : text.change}
					</Button>
				</div>
			</form>
		</Page>
	);
}
