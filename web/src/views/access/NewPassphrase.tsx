// A new passphrase, typed twice, with its strength: at enrolment and when it is changed.
import type { Errors } from "../../state/form.ts";
import { type Strength, strengthOf } from "../../state/passphrase.ts";
import { t } from "../../text/language.ts";
import { PassphraseField } from "./PassphraseField.tsx";

export interface Typed {
	readonly passphrase: string;
	readonly again: string;
}
export const UNTYPED: Typed = { passphrase: "", again: "" };

const LEVEL: Readonly<Record<Strength, number>> = {
	empty: 0,
	short: 1,
	common: 1,
	fair: 2,
	good: 3,
	strong: 4,
};
const STRENGTH = "passphrase-strength";

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
				below={{
					id: STRENGTH,
					children: <Meter strength={strengthOf(value.passphrase, props.username)} />,
				}}
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

function Meter({ strength }: { strength: Strength }) {
	return (
		<>
			<div class="meter" data-level={LEVEL[strength]} aria-hidden="true">
				<span />
				<span />
				<span />
				<span />
			</div>
			<p class="small muted" id={STRENGTH} aria-live="polite">
				{t().enrol.strength[strength]}
			</p>
		</>
	);
}
