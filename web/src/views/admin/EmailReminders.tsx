// Where I am reminded by e-mail, and in which language; a coordinator sees how many reminders could not be delivered.
import { useState } from "preact/hooks";
import { emailError } from "../../state/email.ts";
import { collect, type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import { LANGUAGES, type Language, language, t } from "../../text/language.ts";
import type { Reach } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { SelectField } from "../parts/SelectField.tsx";
import { TextField } from "../parts/TextField.tsx";
import { useAsked } from "../parts/useAsked.ts";

export function EmailReminders() {
	const work = useWork();
	const asked = useAsked(() => work.settings.reach(), [work]);
	const text = t().email;
	return (
		<section aria-labelledby="email-title" data-testid="email">
			<h2 id="email-title">{text.title}</h2>
			<p>{text.text}</p>
			<Loaded {...asked}>
				{(reach) => (
					<>
						{reach.on ? null : (
							<Box kind="info" testid="email-off">
								<p>{text.off}</p>
							</Box>
						)}
						{reach.failed > 0 ? (
							<Box kind="warn" testid="email-failed">
								<p>{text.failed(reach.failed)}</p>
							</Box>
						) : null}
						<Form reach={reach} onDone={asked.put} />
					</>
				)}
			</Loaded>
		</section>
	);
}

function Form({ reach, onDone }: { reach: Reach; onDone: (reach: Reach) => void }) {
	const work = useWork();
	const saving = useAction();
	const [email, setEmail] = useState(reach.email ?? "");
	const [own, setOwn] = useState<Language>(reach.language ?? language.value);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const [told, setTold] = useState("");
	const text = t().email;
	const save = (address: string | null) =>
		void saving.run(async () => {
			setTold("");
			await work.settings.setReach(address, own);
			onDone(await work.settings.reach());
			setTold(address === null ? text.stopped : text.saved);
		});
	const submit = () => {
		const found = collect({ email: emailError(email) });
		setErrors(found);
		if (!hasErrors(found)) save(email.trim());
	};
	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				submit();
			}}
		>
			<ErrorSummary errors={errors} failure={saving.error} label={() => text.address} />
			<TextField
				name="email"
				label={text.address}
				hint={text.hint}
				value={email}
				onChange={setEmail}
				error={errors["email"]}
				exact
			/>
			<SelectField
				name="email-language"
				label={text.language}
				short
				value={own}
				options={LANGUAGES.map((one) => ({ value: one, label: t().feed.languages[one] }))}
				onChange={(one) => setOwn(LANGUAGES.find((known) => known === one) ?? "fi")}
			/>
			<p role="status" data-testid="email-told">
				{told}
			</p>
			<div class="buttons">
				<Button kind="second" submit busy={saving.busy} testid="email-save">
					{t().common.save}
				</Button>
				{reach.email === null ? null : (
					<Button
						kind="plain"
						testid="email-stop"
						onPress={() => {
							setEmail("");
							setErrors(NO_ERRORS);
							save(null);
						}}
					>
						{text.stop}
					</Button>
				)}
			</div>
		</form>
	);
}
