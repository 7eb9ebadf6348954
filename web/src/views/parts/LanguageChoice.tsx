// One of the languages, each by its name.
import { LANGUAGES, type Language, t } from "../../text/language.ts";
import { Choices } from "./Choices.tsx";

export function LanguageChoice(props: {
	readonly name: string;
	readonly label: string;
	readonly value: Language;
	readonly onChange: (value: Language) => void;
}) {
	return (
		<div class="choices-row">
			<Choices
				name={props.name}
				label={props.label}
				many={false}
				choices={LANGUAGES.map((one) => ({ value: one, label: t().papers.languages[one] }))}
				value={[props.value]}
				onChange={([one]) => one !== undefined && props.onChange(one)}
			/>
		</div>
	);
}
