// A question without a client: one page, no consent; straight on to the queue.
import { useState } from "preact/hooks";
import { type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import {
	EMPTY_GENERAL,
	GENERAL_DRAFT,
	type GeneralDraft,
	generalErrors,
	generalOf,
	keptOf,
	readGeneral,
} from "../../state/generalQuestion.ts";
import { t } from "../../text/language.ts";
import type { Pair } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { useDraft } from "../draft.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Loading } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { Saved } from "../parts/Saved.tsx";
import { TextArea } from "../parts/TextArea.tsx";
import { TextField } from "../parts/TextField.tsx";
import { Tick } from "../parts/Tick.tsx";
import { replace } from "../router.ts";
import { Suggested } from "../shelf/Suggested.tsx";
import { newCaseLabel, PairField, TopicsField, UrgencyField } from "./NewCaseFields.tsx";
import { usePairs } from "./pairs.ts";

export function GeneralQuestion() {
	const work = useWork();
	const creating = useAction();
	const draft = useDraft(GENERAL_DRAFT, EMPTY_GENERAL, readGeneral, keptOf);
	const { pairs } = usePairs(draft);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().general;
	const value = draft.value;
	if (value === null || pairs === null)
		return (
			<Page title={text.title} back={{ at: "cases" }}>
				<Loading />
			</Page>
		);
	const submit = () => {
		const found = generalErrors(value);
		setErrors(found);
		if (hasErrors(found)) return;
		void creating.run(async () => {
			const input = { pair: value.pair, question: generalOf(value) };
			const id = await work.cases.createGeneral(input);
			await draft.drop();
			replace({ at: "case-queue", case: id, hour: null });
		});
	};
	return (
		<Page title={text.title} back={{ at: "cases" }}>
			<p>{text.lead}</p>
			{pairs.length > 0 ? null : (
				<Box kind="warn">
					<p>{t().newCase.notInPair}</p>
				</Box>
			)}
			<ErrorSummary errors={errors} failure={creating.error} label={labelOf} />
			<form
				onSubmit={(event) => {
					event.preventDefault();
					submit();
				}}
			>
				<Fields value={value} set={draft.set} errors={errors} pairs={pairs} />
				<div class="buttons">
					<Button submit busy={creating.busy} testid="create-general">
						{text.create}
					</Button>
					<Saved status={draft.status} />
				</div>
			</form>
		</Page>
	);
}

function labelOf(field: string): string {
	const text = t().general;
	const own: Readonly<Record<string, string>> = {
		reference: text.reference,
		situation: text.situation,
		noClient: text.noClient,
	};
	return own[field] ?? newCaseLabel(field);
}

function Fields(props: {
	readonly value: GeneralDraft;
	readonly set: (change: Partial<GeneralDraft>) => void;
	readonly errors: Errors;
	readonly pairs: readonly Pair[];
}) {
	const { value, set, errors, pairs } = props;
	const text = t().general;
	return (
		<>
			<PairField of={value.pair} pairs={pairs} set={set} errors={errors} />
			<TextField
				name="reference"
				label={text.reference}
				hint={text.referenceHint}
				value={value.reference}
				onChange={(reference) => set({ reference })}
				error={errors["reference"]}
			/>
			<TextArea
				name="question"
				label={t().newCase.question}
				value={value.question}
				onChange={(question) => set({ question })}
				error={errors["question"]}
			/>
			<Suggested
				question={value.question}
				topics={value.topics}
				onward={{ at: "cases" }}
				kept="draft"
			/>
			<TextArea
				name="situation"
				label={text.situation}
				value={value.situation}
				onChange={(situation) => set({ situation })}
				error={errors["situation"]}
				optional
			/>
			<TopicsField of={value.topics} set={set} errors={errors} />
			<UrgencyField value={value.urgency} onChange={(urgency) => set({ urgency })} />
			<Tick
				name="noClient"
				label={text.noClient}
				hint={text.noClientHint}
				value={value.noClient}
				onChange={(noClient) => set({ noClient })}
				error={errors["noClient"]}
			/>
		</>
	);
}
