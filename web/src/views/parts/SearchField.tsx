// The field that finds something on the page: the key / leads here (searchKey.ts).
import { described, Field, type FieldProps } from "./Field.tsx";

export function SearchField(
	props: Omit<FieldProps, "error" | "optional"> & {
		readonly value: string;
		readonly onChange: (value: string) => void;
	},
) {
	return (
		<Field {...props}>
			<input
				id={props.name}
				name={props.name}
				type="search"
				value={props.value}
				autocomplete="off"
				autocapitalize="none"
				spellcheck={false}
				aria-keyshortcuts="/"
				aria-describedby={described(props)}
				data-testid={props.name}
				onInput={(event) => props.onChange(event.currentTarget.value)}
			/>
		</Field>
	);
}
