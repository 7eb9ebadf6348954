// A date typed as people here write it (2.12.2026), whatever the machine's own language is. Outside it is YYYY-MM-DD,
// or what was typed where that is no date, so that the form can say so.
import { useState } from "preact/hooks";
import { readDate } from "../../state/dates.ts";
import { plainDate } from "../../text/dates.ts";
import { t } from "../../text/first.ts";
import type { FieldProps } from "./Field.tsx";
import { TextField } from "./TextField.tsx";

export function DateField(
	props: FieldProps & { readonly value: string; readonly onChange: (value: string) => void },
) {
	const shown = (value: string) => (readDate(value) === null ? value : plainDate(value));
	const [typed, setTyped] = useState(shown(props.value));
	// Somebody else changed it, or a draft came: show theirs, but leave half-typed text alone.
	const mine = (readDate(typed) ?? typed) === props.value;
	return (
		<TextField
			{...props}
			value={mine ? typed : shown(props.value)}
			placeholder={t().common.datePattern}
			numeric
			short
			onChange={(text) => {
				setTyped(text);
				props.onChange(readDate(text) ?? text);
			}}
		/>
	);
}
