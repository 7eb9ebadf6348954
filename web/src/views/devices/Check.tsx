// One card of the check: what is tried, how it stands in word and icon, and which of several devices is meant.
import type { ComponentChildren } from "preact";
import type { IconName } from "../../icons/icons.ts";
import type { Found } from "../../media/check.ts";
import { SelectField } from "../parts/SelectField.tsx";
import { State, type Tone } from "../parts/State.tsx";

export interface Standing {
	readonly tone: Tone;
	readonly icon: IconName;
	readonly word: string;
}

export function Check(props: {
	readonly name: string;
	readonly title: string;
	readonly standing: Standing;
	readonly children?: ComponentChildren;
}) {
	const { name, title, standing } = props;
	return (
		<section class="card check" aria-labelledby={`check-${name}`} data-testid={`check-${name}`}>
			<div class="check-head">
				<h2 id={`check-${name}`}>{title}</h2>
				<span role="status">
					<State {...standing} testid={`check-${name}-state`} />
				</span>
			</div>
			{props.children}
		</section>
	);
}

/** Only where there is a choice. */
export function Which(props: {
	readonly name: string;
	readonly label: string;
	readonly found: readonly Found[];
	readonly id: string | null;
	readonly onChange: (id: string) => void;
}) {
	const { found } = props;
	if (found.length < 2 || found.some(({ label }) => label === "")) return null;
	return (
		<SelectField
			name={props.name}
			label={props.label}
			value={found.some(({ id }) => id === props.id) ? (props.id ?? "") : (found[0]?.id ?? "")}
			options={found.map(({ id, label }) => ({ value: id, label }))}
			onChange={props.onChange}
		/>
	);
}
