// A new passphrase, typed twice, with its strength: at enrolment and when it is changed.
import type { Errors } from "../../state/form.ts";
import { t } from "../../text/language.ts";
import { PassphraseField } from "./PassphraseField.tsx";

export interface Typed {
	readonly passphrase: string;
	readonly again: string;
}
export const UNTYPED: Typed = { passphrase: "", again: "" };

export function NewPassphrase(props: {
	readonly label: string;
	readonly againLabel: string;
	readonly username: string;
	readonly value: Typed;
	readonly onChange: (value: Typed) => void;
	readonly errors: Errors;
}) {
	const { value, onChange, errors } = props;
	return (
		<>
			<p>{t().enrol.passLead}</p>
			<PassphraseField
				name="passphrase"
				label={props.label}
				value={value.passphrase}
				onChange={(passphrase) => onChange({ ...value, passphrase })}
				error={errors["passphrase"]}
				username={props.username}
				fresh
			/>
			<PassphraseField
				name="again"
				label={props.againLabel}
				value={value.again}
				onChange={(again) => onChange({ ...value, again })}
				error={errors["again"]}
			/>
		</>
	);
}
