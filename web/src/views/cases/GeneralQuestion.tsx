// A question without a client: one page, no consent; straight on to the queue.
import { useEffect, useState } from "preact/hooks";
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
import { TOPICS } from "../../work/documents.ts";
import type { Pair } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useMe, useWork } from "../context.ts";
import { useDraft } from "../draft.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { Choices } from "../parts/Choices.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Loading } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { Saved } from "../parts/Saved.tsx";
import { SelectField } from "../parts/SelectField.tsx";
import { TextArea } from "../parts/TextArea.tsx";
import { TextField } from "../parts/TextField.tsx";
import { Tick } from "../parts/Tick.tsx";
import { replace } from "../router.ts";
import { newCaseLabel, UrgencyField } from "./NewCaseFields.tsx";

export function GeneralQuestion() {
	const work = useWork();
	const me = useMe();
	const creating = useAction();
	const directory = work.state.directory.value;
	const draft = useDraft(GENERAL_DRAFT, EMPTY_GENERAL, readGeneral, keptOf);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().general;
	const value = draft.value;
	const pairs =
		directory.kind === "ready"
			? directory.value.pairs.filter((pair) => pair.workers.includes(me.uid))
			: [];
	const only = pairs.length === 1 ? pairs[0]?.pair : undefined;
	useEffect(() => {
		if (value !== null && value.pair === "" && only !== undefined) draft.set({ pair: only });
	}, [value === null, only]);
	if (value === null || directory.kind === "loading")
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
			{pairs.length < 2 ? null : (
				<SelectField
					name="pair"
					label={t().newCase.pair}
					value={value.pair}
					placeholder={t().series.choose}
					options={pairs.map((pair) => ({ value: pair.pair, label: pair.name }))}
					onChange={(pair) => set({ pair })}
					error={errors["pair"]}
				/>
			)}
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
			<TextArea
				name="situation"
				label={text.situation}
				value={value.situation}
				onChange={(situation) => set({ situation })}
				error={errors["situation"]}
				optional
			/>
			<Choices
				name="topics"
				label={t().newCase.topics}
				many
				columns
				choices={TOPICS.map((topic) => ({ value: topic, label: t().codes.topics[topic] }))}
				value={value.topics}
				onChange={(topics) => set({ topics })}
				error={errors["topics"]}
			/>
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
