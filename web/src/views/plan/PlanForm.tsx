// The plan being written, by several people at once: every change goes straight to the work layer, which merges.

import { dayOf } from "../../state/dates.ts";
import type { Errors } from "../../state/form.ts";
import { addStep, changeStep, firstChange, removeStep } from "../../state/plan.ts";
import { t } from "../../text/language.ts";
import type { PlanDoc } from "../../work/documents.ts";
import { useMe, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Choices } from "../parts/Choices.tsx";
import { DateField } from "../parts/DateField.tsx";
import { TextArea } from "../parts/TextArea.tsx";
import { TextField } from "../parts/TextField.tsx";
import { PlanStepFields } from "./PlanStepFields.tsx";

export function planLabel(field: string): string {
	const text = t().plan;
	const labels: Readonly<Record<string, string>> = {
		date: text.date,
		core: text.core,
		steps: text.steps,
		responsible: text.responsible,
		refreshBy: text.refreshBy,
	};
	return labels[field] ?? field;
}

interface Part {
	readonly plan: PlanDoc;
	readonly errors: Errors;
	readonly edit: (change: Partial<Omit<PlanDoc, "v">>) => void;
}

export function PlanForm({ plan, errors }: { plan: PlanDoc; errors: Errors }) {
	const work = useWork();
	const me = useMe();
	const text = t().plan;
	const edit = (change: Partial<Omit<PlanDoc, "v">>) =>
		work.plan.edit(
			firstChange(plan, change, {
				today: dayOf(work.now()),
				responsible: me.roles.includes("worker") ? me.display : "",
			}),
		);
	const part = { plan, errors, edit };
	return (
		<form data-testid="plan-form" onSubmit={(event) => event.preventDefault()}>
			<TextArea
				name="core"
				label={text.core}
				hint={text.coreHint}
				value={plan.core}
				onChange={(core) => edit({ core })}
				error={errors["core"]}
				rows={3}
			/>
			<TextArea
				name="planSituation"
				label={text.situation}
				value={plan.situation}
				onChange={(situation) => edit({ situation })}
				rows={3}
			/>
			<Steps {...part} />
			<FollowUp {...part} />
			<Meeting {...part} />
		</form>
	);
}

function Steps({ plan, errors, edit }: Part) {
	const text = t().plan;
	return (
		<fieldset>
			<legend class="hidden-text">{text.steps}</legend>
			<h2 id="steps" tabIndex={-1}>
				{text.steps}
			</h2>
			{errors["steps"] === undefined ? null : (
				<p class="wrong">{t().formErrors[errors["steps"]]}</p>
			)}
			{plan.steps.map((step, index) => (
				<PlanStepFields
					key={step.id}
					step={step}
					no={index + 1}
					onChange={(change) => edit({ steps: changeStep(plan.steps, step.id, change) })}
					onRemove={() => edit({ steps: removeStep(plan.steps, step.id) })}
				/>
			))}
			<Button
				kind="second"
				icon="plus"
				testid="add-step"
				onPress={() => edit({ steps: addStep(plan.steps, crypto.randomUUID()) })}
			>
				{text.addStep}
			</Button>
		</fieldset>
	);
}

function FollowUp({ plan, errors, edit }: Part) {
	const text = t().plan;
	return (
		<>
			<h2>{text.followUp}</h2>
			<div class="sides">
				<TextField
					name="followUpHow"
					label={text.followUpHow}
					value={plan.followUpHow}
					onChange={(followUpHow) => edit({ followUpHow })}
				/>
				<TextField
					name="followUpWho"
					label={text.followUpWho}
					value={plan.followUpWho}
					onChange={(followUpWho) => edit({ followUpWho })}
				/>
				<DateField
					name="followUpDate"
					label={text.followUpDate}
					value={plan.followUpDate}
					onChange={(followUpDate) => edit({ followUpDate })}
				/>
				<TextField
					name="responsible"
					label={text.responsible}
					value={plan.responsible}
					onChange={(responsible) => edit({ responsible })}
					error={errors["responsible"]}
				/>
				<TextField
					name="clientContact"
					label={text.clientContact}
					value={plan.clientContact}
					onChange={(clientContact) => edit({ clientContact })}
				/>
				<DateField
					name="refreshBy"
					label={text.refreshBy}
					value={plan.refreshBy}
					onChange={(refreshBy) => edit({ refreshBy })}
					error={errors["refreshBy"]}
				/>
			</div>
		</>
	);
}

function Meeting({ plan, errors, edit }: Part) {
	const text = t().plan;
	return (
		<>
			<h2>{text.meeting}</h2>
			<div class="sides">
				<DateField
					name="date"
					label={text.date}
					value={plan.date}
					onChange={(date) => edit({ date })}
					error={errors["date"]}
				/>
				<TextField
					name="place"
					label={text.place}
					value={plan.place}
					onChange={(place) => edit({ place })}
				/>
			</div>
			<div class="after-sides">
				<TextField
					name="present"
					label={text.present}
					hint={text.presentHint}
					value={plan.present}
					onChange={(present) => edit({ present })}
				/>
				<Choices
					name="kind"
					label={text.kind}
					many={false}
					choices={(["made", "updated"] as const).map((value) => ({
						value,
						label: t().codes.planKind[value],
					}))}
					value={[plan.kind]}
					onChange={([kind]) => edit({ kind: kind ?? "made" })}
				/>
			</div>
		</>
	);
}
