// Check answers, then the case is made; the consent comes next.
import { useState } from "preact/hooks";
import { type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import { backgroundOf, type NewCaseDraft, newCaseErrors, questionOf } from "../../state/newCase.ts";
import type { NewCaseStep, Route } from "../../state/route.ts";
import { t } from "../../text/language.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import type { Draft } from "../draft.ts";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Facts } from "../parts/Facts.tsx";
import { Page } from "../parts/Page.tsx";
import { finish } from "../router.ts";
import { newCaseLabel } from "./NewCaseFields.tsx";
import { signalFacts } from "./QuestionSignals.tsx";
import { topicWords } from "./Topics.tsx";

export function NewCaseCheck(props: {
	readonly draft: Draft<NewCaseDraft>;
	readonly above: string;
	readonly back: Route;
}) {
	const work = useWork();
	const creating = useAction();
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().newCase;
	const value = props.draft.value;
	if (value === null) return null;
	const change = (step: NewCaseStep): Route => ({ at: "case-new", step, hour: value.hour });
	const said = signalFacts(value);
	const signals = said.length > 0 ? said : [{ name: t().signals.title, value: "" }];
	const create = () => {
		const found = newCaseErrors("check", value);
		setErrors(found);
		if (hasErrors(found)) return;
		void creating.run(async () => {
			const id = await work.cases.create({
				pair: value.pair,
				question: questionOf(value),
				background: backgroundOf(value),
			});
			await props.draft.drop();
			finish({ at: "consent-new", case: id, step: "client" });
		});
	};
	return (
		<Page title={text.checkTitle} above={props.above} back={props.back} enter="check">
			<ErrorSummary errors={errors} failure={creating.error} label={newCaseLabel} />
			<p>{text.checkLead}</p>
			<h2>{text.kelaSees}</h2>
			<Facts
				facts={[
					{ name: text.reference, value: value.reference, change: change("question") },
					{ name: text.question, value: value.question, change: change("question") },
					{
						name: text.topics,
						value: topicWords(value),
						change: change("topics"),
					},
					{ name: text.urgency, value: t().codes.urgency[value.urgency], change: change("topics") },
					{ name: text.situation, value: value.situation, change: change("situation") },
					...signals.map((fact) => ({ ...fact, change: change("signals") })),
				]}
			/>
			<h2>{text.pairOnly}</h2>
			<Facts
				facts={[
					{ name: text.background, value: value.background, change: change("background") },
					{ name: t().cases.tried, value: value.tried, change: change("background") },
				]}
			/>
			<div class="buttons">
				<Button busy={creating.busy} onPress={create} testid="create-case">
					{text.create}
				</Button>
			</div>
		</Page>
	);
}
