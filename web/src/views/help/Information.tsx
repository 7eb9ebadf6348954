// The client's information sheet: one page of paper in the language that the client reads.
import { useState } from "preact/hooks";
import { helpIn } from "../../text/help.ts";
import { type Language, language, t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { clientLanguage, learnClientLanguage } from "../paper/clientLanguage.ts";
import { Button } from "../parts/Button.tsx";
import { LanguageChoice } from "../parts/LanguageChoice.tsx";
import { Page } from "../parts/Page.tsx";
import { Picture } from "./Picture.tsx";
import { Sections } from "./Sections.tsx";
import { useFacts } from "./useFacts.ts";

/** `of`: of that case, in the language of its client; null: for anybody. */
export function Information({ of }: { readonly of: Id | null }) {
	const [chosen, setChosen] = useState<Language>(language.value);
	const own = of === null ? chosen : clientLanguage(of);
	const text = helpIn(language.value).information;
	return (
		<Page
			title={text.title}
			back={
				of === null ? { at: "help", role: null } : { at: "consent-new", case: of, step: "client" }
			}
		>
			<div class="no-print">
				<p>{text.lead}</p>
				<LanguageChoice
					name="information-language"
					label={t().papers.summaryLanguage}
					value={own}
					onChange={of === null ? setChosen : (one) => learnClientLanguage(of, one)}
				/>
			</div>
			<Sheet own={own} />
			<div class="buttons">
				<Button icon="printer" onPress={() => print()} testid="print-information">
					{t().common.print}
				</Button>
			</div>
		</Page>
	);
}

function Sheet({ own }: { own: Language }) {
	const facts = useFacts();
	const text = helpIn(own).information;
	return (
		<article class="paper client-paper information" lang={own} data-testid="information">
			{facts.county === null ? null : <p class="paper-from">{facts.county}</p>}
			<h2>{text.heading}</h2>
			<Sections of={text.sections(facts)} under />
			<Picture name="information" of={text.title} own={own} />
			<dl class="to-fill-in">
				{[text.worker, text.phone].map((name) => (
					<div key={name}>
						<dt>{name}</dt>
						<dd />
					</div>
				))}
			</dl>
		</article>
	);
}
