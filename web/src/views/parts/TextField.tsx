// One line of text.
import { described, Field, type FieldProps } from "./Field.tsx";

export function TextField(
	props: FieldProps & {
		readonly value: string;
		readonly onChange: (value: string) => void;
		readonly placeholder?: string;
		/** Digits first on a phone. */
		readonly numeric?: boolean;
		readonly autocomplete?: "off" | "username" | "current-password" | "new-password";
		readonly short?: boolean;
		/** For codes and names: no spelling marks, no capital by itself. */
		readonly exact?: boolean;
		/** Digits that others on the screen do not read. No password field: the browser would offer to keep it. */
		readonly veiled?: boolean;
	},
) {
	return (
		<Field {...props}>
			<input
				id={props.name}
				name={props.name}
				type="text"
				inputMode={props.veiled ? "numeric" : props.numeric ? "decimal" : undefined}
				placeholder={props.placeholder}
				class={props.veiled ? "veiled" : props.short ? "short" : undefined}
				value={props.value}
				autocomplete={props.autocomplete ?? "off"}
				autocapitalize={props.exact ? "none" : undefined}
				spellcheck={!props.exact}
				aria-invalid={props.error === undefined ? undefined : "true"}
				aria-describedby={described(props)}
				data-testid={props.name}
				onInput={(event) => props.onChange(event.currentTarget.value)}
			/>
		</Field>
	);
}
