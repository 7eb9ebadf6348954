// One line of text, a date or a time.
import { described, Field, type FieldProps } from "./Field.tsx";

export function TextField(
	props: FieldProps & {
		readonly value: string;
		readonly onChange: (value: string) => void;
		readonly type?: "text" | "password" | "date" | "time";
		readonly autocomplete?: "off" | "username" | "current-password" | "new-password";
		readonly short?: boolean;
		/** For codes and names: no spelling marks, no capital by itself. */
		readonly exact?: boolean;
		readonly min?: string;
		readonly max?: string;
		readonly readOnly?: boolean;
	},
) {
	return (
		<Field {...props}>
			<input
				id={props.name}
				name={props.name}
				// Preact types an input by its literal type; which of these it is makes no difference here.
				type={(props.type ?? "text") as "text"}
				class={props.short || props.type === "date" || props.type === "time" ? "short" : undefined}
				value={props.value}
				autocomplete={props.autocomplete ?? "off"}
				autocapitalize={props.exact ? "none" : undefined}
				spellcheck={!props.exact}
				min={props.min}
				max={props.max}
				readOnly={props.readOnly}
				aria-invalid={props.error === undefined ? undefined : "true"}
				aria-describedby={described(props)}
				data-testid={props.name}
				onInput={(event) => props.onChange(event.currentTarget.value)}
			/>
		</Field>
	);
}
