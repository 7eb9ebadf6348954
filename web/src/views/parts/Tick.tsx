// One checkbox on its own: a promise or a yes.
import { type FieldProps, HintAndError } from "./Field.tsx";

export function Tick(
	props: FieldProps & { readonly value: boolean; readonly onChange: (value: boolean) => void },
) {
	return (
		<div class={props.error === undefined ? "field" : "field has-error"}>
			<HintAndError name={props.name} label={props.label} error={props.error} />
			<div class="choice">
				<input
					autocomplete="off"
					type="checkbox"
					id={props.name}
					name={props.name}
					checked={props.value}
					aria-invalid={props.error === undefined ? undefined : "true"}
					aria-describedby={props.error === undefined ? undefined : `${props.name}-error`}
					data-testid={props.name}
					onChange={(event) => props.onChange(event.currentTarget.checked)}
				/>
				<label for={props.name}>
					{props.label}
					{props.hint === undefined ? null : <span class="hint">{props.hint}</span>}
				</label>
			</div>
		</div>
	);
}
