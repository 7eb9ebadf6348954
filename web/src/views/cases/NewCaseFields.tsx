// The fields of each page of adding a case.
import type { Errors } from "../../state/form.ts";
import type { NewCaseDraft } from "../../state/newCase.ts";
import type { NewCaseStep } from "../../state/route.ts";
import { t } from "../../text/language.ts";
import { TOPICS, URGENCIES, type Urgency } from "../../work/documents.ts";
import type { Pair } from "../../work/work.ts";
import { Choices } from "../parts/Choices.tsx";
import { SelectField } from "../parts/SelectField.tsx";
import { TextArea } from "../parts/TextArea.tsx";
import { TextField } from "../parts/TextField.tsx";

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
	return labels[field] ?? field;
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
					{props.pairs.length > 1 ? (
						<SelectField
							name="pair"
							label={text.pair}
							value={value.pair}
							placeholder={t().series.choose}
							options={props.pairs.map((pair) => ({ value: pair.pair, label: pair.name }))}
							onChange={(pair) => set({ pair })}
							error={errors["pair"]}
						/>
					) : null}
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
					<Choices
						name="topics"
						label={text.topics}
						hint={text.topicsHint}
						many
						columns
						choices={TOPICS.map((topic) => ({ value: topic, label: t().codes.topics[topic] }))}
						value={value.topics}
						onChange={(topics) => set({ topics })}
						error={errors["topics"]}
					/>
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
