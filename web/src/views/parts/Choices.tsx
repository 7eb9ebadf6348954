// Radios (one) or checkboxes (several) under one legend.
import { t } from "../../text/first.ts";
import { described, type FieldProps, HintAndError } from "./Field.tsx";

export interface Choice<T extends string> {
	readonly value: T;
	readonly label: string;
	readonly hint?: string;
}

export function Choices<T extends string>(
	props: FieldProps & {
		readonly many: boolean;
		readonly choices: readonly Choice<T>[];
		readonly value: readonly T[];
		readonly onChange: (value: readonly T[]) => void;
		readonly columns?: boolean;
	},
) {
	const toggle = (value: T, on: boolean) => {
		if (!props.many) props.onChange([value]);
		else
			props.onChange(
				props.choices
					.map((choice) => choice.value)
					.filter((one) => (one === value ? on : props.value.includes(one))),
			);
	};
	return (
		<div class={props.error === undefined ? "field" : "field has-error"}>
			<fieldset aria-describedby={described(props)}>
				<legend>
					{props.label}{" "}
					{props.optional ? <span class="optional">{t().common.optional}</span> : null}
				</legend>
				<HintAndError {...props} />
				<div class={props.columns ? "choices-columns" : undefined}>
					{props.choices.map((choice, index) => {
						// The first one carries the field's name: the error summary links to it.
						const id = index === 0 ? props.name : `${props.name}-${choice.value}`;
						// A hint describes and is no part of the name: it would be said twice.
						const word = choice.hint === undefined ? undefined : `${id}-word`;
						return (
							<div class="choice" key={choice.value}>
								<input
									autocomplete="off"
									type={props.many ? "checkbox" : "radio"}
									id={id}
									name={props.name}
									value={choice.value}
									checked={props.value.includes(choice.value)}
									aria-labelledby={word}
									aria-describedby={choice.hint === undefined ? undefined : `${id}-more`}
									data-testid={`${props.name}-${choice.value}`}
									onChange={(event) => toggle(choice.value, event.currentTarget.checked)}
								/>
								<label for={id}>
									<span id={word}>{choice.label}</span>
									{choice.hint === undefined ? null : (
										<span class="hint" id={`${id}-more`}>
											{choice.hint}
										</span>
									)}
								</label>
							</div>
						);
					})}
				</div>
			</fieldset>
		</div>
	);
}
