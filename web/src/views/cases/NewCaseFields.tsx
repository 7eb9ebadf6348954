// The fields of each page of adding a case.
import type { Errors } from "../../state/form.ts";
import type { NewCaseDraft } from "../../state/newCase.ts";
import type { NewCaseStep } from "../../state/route.ts";
import { t } from "../../text/language.ts";
import { TOPICS, type Topic, URGENCIES, type Urgency } from "../../work/documents.ts";
import type { Pair } from "../../work/work.ts";
import { Choices } from "../parts/Choices.tsx";
import { SelectField } from "../parts/SelectField.tsx";
import { TextArea } from "../parts/TextArea.tsx";
import { TextField } from "../parts/TextField.tsx";
import { SignalFields, signalLabel } from "./QuestionSignals.tsx";

export function newCaseLabel(field: string): string {
	const text = t().newCase;
	const labels: Readonly<Record<string, string>> = {
		pair: text.pair,
		reference: text.reference,
		question: text.question,
		topics: text.topics,
		situation: text.situation,
		background: text.background,
		tried: t().cases.tried,
	};
	return labels[field] ?? signalLabel(field) ?? field;
}

export function NewCaseFields(props: {
	readonly step: Exclude<NewCaseStep, "check">;
	readonly value: NewCaseDraft;
	readonly set: (change: Partial<NewCaseDraft>) => void;
	readonly errors: Errors;
	readonly pairs: readonly Pair[];
}) {
	const { value, set, errors } = props;
	const text = t().newCase;
	switch (props.step) {
		case "question":
			return (
				<>
					<PairField of={value.pair} pairs={props.pairs} set={set} errors={errors} />
					<TextField
						name="reference"
						label={text.reference}
						hint={text.referenceHint}
						value={value.reference}
						onChange={(reference) => set({ reference })}
						error={errors["reference"]}
						short
					/>
					<TextArea
						name="question"
						label={text.question}
						hint={text.questionHint}
						value={value.question}
						onChange={(question) => set({ question })}
						error={errors["question"]}
					/>
				</>
			);
		case "topics":
			return (
				<>
					<TopicsField of={value.topics} hint={text.topicsHint} set={set} errors={errors} />
					<UrgencyField value={value.urgency} onChange={(urgency) => set({ urgency })} />
				</>
			);
		case "situation":
			return (
				<TextArea
					name="situation"
					label={text.situation}
					hint={text.situationHint}
					value={value.situation}
					onChange={(situation) => set({ situation })}
					error={errors["situation"]}
					rows={8}
				/>
			);
		case "signals":
			return <SignalFields value={value} set={set} errors={errors} />;
		case "background":
			return (
				<>
					<p>{text.backgroundLead}</p>
					<TextArea
						name="background"
						label={text.background}
						value={value.background}
						onChange={(background) => set({ background })}
						error={errors["background"]}
						rows={6}
						optional
					/>
					<TextArea
						name="tried"
						label={t().cases.tried}
						value={value.tried}
						onChange={(tried) => set({ tried })}
						error={errors["tried"]}
						optional
					/>
				</>
			);
	}
}

/** Only where I am in more than one. */
export function PairField(props: {
	readonly of: string;
	readonly pairs: readonly Pair[];
	readonly set: (change: { readonly pair: string }) => void;
	readonly errors: Errors;
}) {
	if (props.pairs.length < 2) return null;
	return (
		<SelectField
			name="pair"
			label={t().newCase.pair}
			value={props.of}
			placeholder={t().series.choose}
			options={props.pairs.map((pair) => ({ value: pair.pair, label: pair.name }))}
			onChange={(pair) => props.set({ pair })}
			error={props.errors["pair"]}
		/>
	);
}

export function TopicsField(props: {
	readonly of: readonly Topic[];
	readonly hint?: string;
	readonly set: (change: { readonly topics: readonly Topic[] }) => void;
	readonly errors: Errors;
}) {
	return (
		<Choices
			name="topics"
			label={t().newCase.topics}
			{...(props.hint === undefined ? {} : { hint: props.hint })}
			many
			columns
			choices={TOPICS.map((topic) => ({ value: topic, label: t().codes.topics[topic] }))}
			value={props.of}
			onChange={(topics) => props.set({ topics })}
			error={props.errors["topics"]}
		/>
	);
}

export function UrgencyField(props: {
	readonly value: Urgency;
	readonly onChange: (value: Urgency) => void;
}) {
	const text = t().newCase;
	return (
		<Choices
			name="urgency"
			label={text.urgency}
			many={false}
			choices={URGENCIES.map((urgency) => ({
				value: urgency,
				label: t().codes.urgency[urgency],
				...(urgency === "urgent" ? { hint: text.urgentHint } : {}),
			}))}
			value={[props.value]}
			onChange={([urgency]) => props.onChange(urgency ?? "normal")}
		/>
	);
}
