// A passphrase: can be shown, may be pasted; a fresh one shows how strong it is.
import { useState } from "preact/hooks";
import { type Strength, strengthOf } from "../../state/passphrase.ts";
import { t } from "../../text/language.ts";
import { Button } from "../parts/Button.tsx";
import { described, Field, type FieldProps } from "../parts/Field.tsx";

const LEVEL: Readonly<Record<Strength, number>> = {
	empty: 0,
	short: 1,
	common: 1,
	fair: 2,
	good: 3,
	strong: 4,
};

export function PassphraseField(
	props: FieldProps & {
		readonly value: string;
		readonly onChange: (value: string) => void;
		readonly fresh?: boolean;
		/** Its parts are no strength. */
		readonly username?: string;
		/** One that exists already: password managers may fill it in. */
		readonly current?: boolean;
	},
) {
	const [shown, setShown] = useState(false);
	const strength = strengthOf(props.value, props.username);
	return (
		<Field {...props}>
			<div class="with-button">
				<input
					id={props.name}
					name={props.name}
					type={(shown ? "text" : "password") as "password"}
					value={props.value}
					autocomplete={props.current ? "current-password" : "new-password"}
					autocapitalize="none"
					spellcheck={false}
					aria-invalid={props.error === undefined ? undefined : "true"}
					aria-describedby={props.fresh ? `${props.name}-strength` : described(props)}
					data-testid={props.name}
					onInput={(event) => props.onChange(event.currentTarget.value)}
				/>
				<Button kind="second" pressed={shown} onPress={() => setShown(!shown)}>
					{shown ? t().enrol.hide : t().enrol.show}
					<span class="hidden-text"> {props.label}</span>
				</Button>
			</div>
			{props.fresh ? (
				<>
					<div class="meter" data-level={LEVEL[strength]} aria-hidden="true">
						<span />
						<span />
						<span />
						<span />
					</div>
					<p class="small muted" id={`${props.name}-strength`} aria-live="polite">
						{t().enrol.strength[strength]}
					</p>
				</>
			) : null}
		</Field>
	);
}
