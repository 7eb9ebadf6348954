// Signing in: on a device that knows the name, or on a new device (name and account key). Below it, whom this device knows.
import { useState } from "preact/hooks";
import { collect, type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import type { LinkSecret } from "../../state/route.ts";
import { t } from "../../text/first.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { later } from "../parts/later.tsx";
import { Page } from "../parts/Page.tsx";
import { TextField } from "../parts/TextField.tsx";
import { PassphraseField } from "./PassphraseField.tsx";

const OnThisDevice = later(async () => (await import("../outside.ts")).OnThisDevice, {
	quiet: true,
});

export function SignIn(props: {
	readonly remembered: readonly string[];
	readonly link: Extract<LinkSecret, { kind: "sign-in" }> | null;
	/** Somebody else than before: no name is proposed, by us or by the browser, and no passphrase filled in. */
	readonly blank?: boolean;
}) {
	const { blank = false } = props;
	const work = useWork();
	const text = t().signIn;
	const signing = useAction();
	const [fresh, setFresh] = useState(
		props.link !== null || (!blank && props.remembered.length === 0),
	);
	const proposed = blank ? undefined : props.remembered[0];
	const [username, setUsername] = useState(props.link?.username ?? proposed ?? "");
	const [accountKey, setAccountKey] = useState(props.link?.accountKey ?? "");
	const [passphrase, setPassphrase] = useState("");
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const labels: Readonly<Record<string, string>> = {
		username: text.username,
		accountKey: text.accountKey,
		passphrase: text.pass,
	};
	const submit = () => {
		const found = collect({
			username: username.trim() === "" ? "required" : null,
			accountKey: fresh && accountKey.trim() === "" ? "required" : null,
			passphrase: passphrase === "" ? "required" : null,
		});
		setErrors(found);
		if (hasErrors(found)) return;
		void signing.run(async () => {
			if (fresh) await work.session.signInOnNewDevice(username.trim(), passphrase, accountKey);
			else await work.session.signIn(username.trim(), passphrase);
		});
	};
	return (
		<Page title={fresh ? text.newDeviceTitle : text.title} enter={fresh ? "new" : "known"}>
			<ErrorSummary
				errors={errors}
				failure={signing.error}
				label={(field) => labels[field] ?? field}
			/>
			{fresh ? <p>{text.newDeviceLead}</p> : null}
			{props.link === null ? null : (
				<Box kind="info">
					<p>{text.fromLink}</p>
				</Box>
			)}
			<form
				onSubmit={(event) => {
					event.preventDefault();
					submit();
				}}
			>
				<TextField
					name="username"
					label={text.username}
					value={username}
					onChange={setUsername}
					error={errors["username"]}
					autocomplete={blank ? "off" : "username"}
					exact
				/>
				{fresh ? (
					<TextField
						name="accountKey"
						label={text.accountKey}
						hint={text.accountKeyHint}
						value={accountKey}
						onChange={setAccountKey}
						error={errors["accountKey"]}
						exact
					/>
				) : null}
				<PassphraseField
					name="passphrase"
					label={text.pass}
					value={passphrase}
					onChange={setPassphrase}
					error={errors["passphrase"]}
					current={!blank}
				/>
				<div class="buttons">
					<Button submit busy={signing.busy} testid="sign-in">
						{signing.busy ? text.working : text.submit}
					</Button>
					<Button kind="plain" onPress={() => setFresh(!fresh)} testid="new-device">
						{fresh ? text.knownDevice : text.newDevice}
					</Button>
				</div>
			</form>
			<p class="small muted">{text.noAccount}</p>
			{fresh || props.remembered.length === 0 ? null : (
				<OnThisDevice names={props.remembered} onChoose={setUsername} />
			)}
		</Page>
	);
}
