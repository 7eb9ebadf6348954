// In which language a paper for the client of a case is made. Stands above the paper, and is not printed.
import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { LanguageChoice } from "../parts/LanguageChoice.tsx";
import { clientLanguage, learnClientLanguage } from "./clientLanguage.ts";

export function ClientLanguageChoice(props: { readonly of: Id; readonly name: string }) {
	return (
		<div class="no-print">
			<LanguageChoice
				name={props.name}
				label={t().papers.summaryLanguage}
				value={clientLanguage(props.of)}
				onChange={(own) => learnClientLanguage(props.of, own)}
			/>
		</div>
	);
}
