// The client chooses in which language the page stands.
import { type Language, t } from "../../text/language.ts";
import { useWork } from "../context.ts";
import { LanguageChoice } from "../parts/LanguageChoice.tsx";

export function ClientLanguage(props: {
	readonly own: Language;
	readonly onChange?: (own: Language) => void;
}) {
	const work = useWork();
	return (
		<LanguageChoice
			name="client-language"
			label={t().handed.language}
			value={props.own}
			onChange={(one) => {
				props.onChange?.(one);
				work.handing.speak(one);
			}}
		/>
	);
}
