// Several lines of text.
import { described, Field, type FieldProps } from "./Field.tsx";

export function TextArea(
	props: FieldProps & {
		readonly value: string;
		readonly onChange: (value: string) => void;
		readonly rows?: number;
	},
) {
	return (
		<Field {...props}>
			<textarea
				autocomplete="off"
				id={props.name}
				name={props.name}
				rows={props.rows ?? 4}
				value={props.value}
				aria-invalid={props.error === undefined ? undefined : "true"}
				aria-describedby={described(props)}
				data-testid={props.name}
				onInput={(event) => props.onChange(event.currentTarget.value)}
			/>
		</Field>
	);
}
