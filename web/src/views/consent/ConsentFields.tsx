// The fields of each page of recording a consent.
import type { ConsentForm } from "../../state/consentForm.ts";
import type { Errors } from "../../state/form.ts";
import type { ConsentStep } from "../../state/route.ts";
import { t } from "../../text/language.ts";
import { CATEGORIES, type ConsentDoc, DIRECTIONS } from "../../work/documents.ts";
import { Choices } from "../parts/Choices.tsx";
import { DateField } from "../parts/DateField.tsx";
import { LanguageChoice } from "../parts/LanguageChoice.tsx";
import { TextField } from "../parts/TextField.tsx";
import { Tick } from "../parts/Tick.tsx";
import { ConsentSign } from "./ConsentSign.tsx";

export function consentLabel(field: string): string {
	const text = t().consent;
	const labels: Readonly<Record<string, string>> = {
		clientName: text.clientName,
		clientCode: text.clientCode,
		representative: text.representative,
		directions: text.directions,
		categories: text.categories,
		health: text.health2,
		others: text.others,
		from: text.from,
		to: text.to,
		signature: text.signature,
		witnessed: text.witnessed,
	};
	return labels[field] ?? field;
}

export function ConsentFields(props: {
	readonly step: Exclude<ConsentStep, "check">;
	readonly form: ConsentForm;
	readonly set: (change: Partial<ConsentForm>) => void;
	readonly errors: Errors;
	readonly doc: ConsentDoc;
	readonly reference: string;
}) {
	const { form, set, errors } = props;
	const text = t().consent;
	switch (props.step) {
		case "client":
			return (
				<>
					<p>{text.clientLead}</p>
					<TextField
						name="clientName"
						label={text.clientName}
						value={form.clientName}
						onChange={(clientName) => set({ clientName })}
						error={errors["clientName"]}
					/>
					<TextField
						name="clientCode"
						label={text.clientCode}
						value={form.clientCode}
						onChange={(clientCode) => set({ clientCode })}
						error={errors["clientCode"]}
						short
						exact
					/>
					<Tick
						name="represented"
						label={text.represented}
						value={form.represented}
						onChange={(represented) => set({ represented })}
					/>
					{form.represented ? (
						<TextField
							name="representative"
							label={text.representative}
							value={form.representative}
							onChange={(representative) => set({ representative })}
							error={errors["representative"]}
						/>
					) : null}
					<LanguageChoice
						name="paper-language"
						label={t().handed.paperLanguage}
						value={form.language}
						onChange={(language) => set({ language })}
					/>
				</>
			);
		case "scope":
			return <ConsentScope form={form} set={set} errors={errors} lead={text.scopeLead} />;
		case "sign":
			return (
				<ConsentSign
					form={form}
					set={set}
					errors={errors}
					doc={props.doc}
					reference={props.reference}
				/>
			);
	}
}

/** What is agreed to, card by card: by the worker with the client, or by the client alone. */
export function ConsentScope(props: {
	readonly form: ConsentForm;
	readonly set: (change: Partial<ConsentForm>) => void;
	readonly errors: Errors;
	readonly lead: string;
}) {
	const { form, set, errors } = props;
	const text = t().consent;
	return (
		<>
			<p>{props.lead}</p>
			<div class="card">
				<Choices
					name="directions"
					label={text.directions}
					many
					choices={DIRECTIONS.map((value) => ({ value, label: t().codes.directions[value] }))}
					value={form.directions}
					onChange={(directions) => set({ directions })}
					error={errors["directions"]}
				/>
			</div>
			<div class="card">
				<Choices
					name="categories"
					label={text.categories}
					many
					choices={CATEGORIES.map((value) => ({ value, label: t().codes.categories[value] }))}
					value={form.categories}
					onChange={(categories) => set({ categories })}
					error={errors["categories"]}
				/>
			</div>
			<div class="card">
				<Choices
					name="health"
					label={text.health}
					hint={text.healthHint}
					many={false}
					choices={[
						{ value: "yes", label: text.healthYes },
						{ value: "no", label: text.healthNo },
					]}
					value={form.health === null ? [] : [form.health ? "yes" : "no"]}
					onChange={([value]) => set({ health: value === "yes" })}
					error={errors["health"]}
				/>
			</div>
			<div class="card">
				<TextField
					name="others"
					label={text.others}
					hint={text.othersHint}
					value={form.others}
					onChange={(others) => set({ others })}
					error={errors["others"]}
					optional
				/>
			</div>
			<div class="card">
				<DateField
					name="from"
					label={text.from}
					value={form.from}
					onChange={(from) => set({ from })}
					error={errors["from"]}
				/>
				<DateField
					name="to"
					label={text.to}
					hint={text.toHint}
					value={form.to}
					onChange={(to) => set({ to })}
					error={errors["to"]}
				/>
			</div>
		</>
	);
}
