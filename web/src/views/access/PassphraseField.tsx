// A passphrase: can be shown, may be pasted.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../text/first.ts";
import { Button } from "../parts/Button.tsx";
import { described, Field, type FieldProps } from "../parts/Field.tsx";

export function PassphraseField(
	props: FieldProps & {
		readonly value: string;
		readonly onChange: (value: string) => void;
		/** What stands under it about what has been typed, and its id. */
		readonly below?: { readonly id: string; readonly children: ComponentChildren };
		/** One that exists already: password managers may fill it in. */
		readonly current?: boolean;
	},
) {
	const [shown, setShown] = useState(false);
	const told = [described(props), props.below?.id].filter((id) => id !== undefined);
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
					aria-describedby={told.length === 0 ? undefined : told.join(" ")}
					data-testid={props.name}
					onInput={(event) => props.onChange(event.currentTarget.value)}
				/>
				<Button kind="second" pressed={shown} onPress={() => setShown(!shown)}>
					{shown ? t().signIn.hide : t().signIn.show}
					<span class="hidden-text"> {props.label}</span>
				</Button>
			</div>
			{props.below?.children}
		</Field>
	);
}
