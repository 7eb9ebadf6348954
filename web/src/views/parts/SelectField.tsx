// One of a list that is too long for radios.
import { described, Field, type FieldProps } from "./Field.tsx";

export interface Option {
	readonly value: string;
	readonly label: string;
}

export function SelectField(
	props: FieldProps & {
		readonly value: string;
		readonly options: readonly Option[];
		readonly onChange: (value: string) => void;
		/** First, empty choice. */
		readonly placeholder?: string;
		readonly short?: boolean;
	},
) {
	return (
		<Field {...props}>
			<select
				autocomplete="off"
				id={props.name}
				name={props.name}
				class={props.short ? "short" : undefined}
				value={props.value}
				aria-invalid={props.error === undefined ? undefined : "true"}
				aria-describedby={described(props)}
				data-testid={props.name}
				onChange={(event) => props.onChange(event.currentTarget.value)}
			>
				{props.placeholder === undefined ? null : <option value="">{props.placeholder}</option>}
				{props.options.map((option) => (
					<option key={option.value} value={option.value} selected={option.value === props.value}>
						{option.label}
					</option>
				))}
			</select>
		</Field>
	);
}
