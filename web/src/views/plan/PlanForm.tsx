// The plan being written, by several people at once: every change goes straight to the work layer, which merges.
import { useEffect, useRef } from "preact/hooks";
import { dayOf } from "../../state/dates.ts";
import type { Errors } from "../../state/form.ts";
import { addStep, changeStep, firstChange, moveStep, removeStep } from "../../state/plan.ts";
import { t } from "../../text/language.ts";
import type { PlanDoc, PlanStep } from "../../work/documents.ts";
import type { PlanState } from "../../work/work.ts";
import { useMe, useNames, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Choices } from "../parts/Choices.tsx";
import { DateField } from "../parts/DateField.tsx";
import { Icon } from "../parts/Icon.tsx";
import { TextArea } from "../parts/TextArea.tsx";
import { TextField } from "../parts/TextField.tsx";
import { Undo, useUndo } from "../parts/Undo.tsx";
import { AlsoSet, PlanField } from "./PlanField.tsx";
import { PlanStepFields } from "./PlanStepFields.tsx";
import { useFocus } from "./useFocus.ts";
import { wordsOf } from "./words.ts";

type TextOf =
	| "place"
	| "present"
	| "followUpHow"
	| "followUpWho"
	| "responsible"
	| "coordination"
	| "clientContact";
type DateOf = "date" | "followUpDate" | "refreshBy";

interface Part {
	readonly plan: PlanDoc;
	readonly also: PlanState["also"];
	readonly errors: Errors;
	readonly edit: (change: Partial<Omit<PlanDoc, "v">>) => void;
}

export function PlanForm({ state, errors }: { state: PlanState; errors: Errors }) {
	const work = useWork();
	const me = useMe();
	const text = t().plan;
	const plan = state.doc;
	const { form, focusOn } = useFocus("#steps");
	// A field that goes while somebody is in it tells nobody.
	useEffect(() => () => work.plan.at(null), [work]);
	const edit = (change: Partial<Omit<PlanDoc, "v">>) => {
		const usual = {
			today: dayOf(work.now()),
			responsible: me.roles.includes("worker") ? me.display : "",
		};
		work.plan.edit(firstChange(plan, change, usual), plan);
	};
	const part = { plan, also: state.also, errors, edit };
	return (
		<form ref={form} data-testid="plan-form" onSubmit={(event) => event.preventDefault()}>
			<PlanField field="core">
				<TextArea
					name="core"
					label={text.core}
					hint={text.coreHint}
					value={plan.core}
					onChange={(core) => edit({ core })}
					error={errors["core"]}
					rows={3}
				/>
			</PlanField>
			<PlanField field="situation">
				<TextArea
					name="planSituation"
					label={text.situation}
					value={plan.situation}
					onChange={(situation) => edit({ situation })}
					rows={3}
				/>
			</PlanField>
			<Steps {...part} focusOn={focusOn} />
			<FollowUp {...part} />
			<Meeting {...part} />
		</form>
	);
}

/** `long`: it is seldom one line. */
function Line(props: Part & { of: TextOf; hint?: string; long?: boolean }) {
	const { of, hint, plan, errors, edit } = props;
	const field = {
		name: of,
		label: t().plan[of],
		...(hint === undefined ? {} : { hint }),
		value: plan[of],
		onChange: (value: string) => edit({ [of]: value }),
		error: errors[of],
	};
	return (
		<PlanField field={of}>
			{props.long === true ? <TextArea {...field} rows={2} /> : <TextField {...field} />}
		</PlanField>
	);
}

function Day({ of, hint, plan, also, errors, edit }: Part & { of: DateOf; hint?: string }) {
	const names = useNames();
	return (
		<PlanField field={of}>
			<DateField
				name={of}
				label={t().plan[of]}
				{...(hint === undefined ? {} : { hint })}
				value={plan[of]}
				onChange={(value) => edit({ [of]: value })}
				error={errors[of]}
			/>
			<AlsoSet
				also={also}
				field={of}
				shown={plan[of]}
				words={(value) => wordsOf(of, value, names)}
			/>
		</PlanField>
	);
}

function Steps(props: Part & { focusOn: (field: string) => void }) {
	const { plan, also, errors, edit } = props;
	const text = t().plan;
	const { steps } = plan;
	/** As they stand when something is taken back. */
	const latest = useRef({ steps, edit });
	latest.current = { steps, edit };
	const removed = useUndo();
	// What was taken away may be gone from others' screens by now: it comes back as a step of its own.
	const remove = (step: PlanStep, index: number) => {
		edit({ steps: removeStep(steps, step.id) });
		removed.tell(text.stepRemoved(index + 1), async () => {
			const back = { ...step, id: crypto.randomUUID() };
			const now = latest.current;
			now.edit({ steps: [...now.steps.slice(0, index), back, ...now.steps.slice(index)] });
		});
	};
	const add = () => {
		const id = crypto.randomUUID();
		edit({ steps: addStep(steps, id) });
		props.focusOn(`step/${id}`);
	};
	return (
		<fieldset>
			<legend class="hidden-text">{text.steps}</legend>
			<h2 id="steps" tabIndex={-1}>
				{text.steps}
			</h2>
			{errors["steps"] === undefined ? null : (
				<div class="field">
					<p class="wrong">
						<Icon name="circle-alert" />
						{t().formErrors[errors["steps"]]}
					</p>
				</div>
			)}
			{steps.map((step, index) => (
				<PlanStepFields
					key={step.id}
					step={step}
					no={index + 1}
					last={index === steps.length - 1}
					also={also}
					error={errors[`step-by-${index + 1}`]}
					onChange={(change) => edit({ steps: changeStep(steps, step.id, change) })}
					onMove={(by) => edit({ steps: moveStep(steps, step.id, by) })}
					onRemove={() => remove(step, index)}
				/>
			))}
			<Undo of={removed} testid="step-removed" />
			<Button kind="second" icon="plus" testid="add-step" onPress={add}>
				{text.addStep}
			</Button>
		</fieldset>
	);
}

function FollowUp(part: Part) {
	const text = t().plan;
	return (
		<>
			<h2>{text.followUp}</h2>
			<Line of="followUpHow" long {...part} />
			<div class="sides plan-sides">
				<Line of="followUpWho" {...part} />
				<Day of="followUpDate" {...part} />
			</div>
			<div>
				<Line of="responsible" hint={text.responsibleHint} {...part} />
				<Line of="coordination" hint={text.coordinationHint} {...part} />
				<Line of="clientContact" {...part} />
				<Day of="refreshBy" hint={text.refreshHint} {...part} />
			</div>
		</>
	);
}

function Meeting(part: Part) {
	const { plan, also, edit } = part;
	const names = useNames();
	const text = t().plan;
	return (
		<>
			<h2>{text.meeting}</h2>
			<div class="sides plan-sides">
				<Day of="date" {...part} />
				<Line of="place" {...part} />
			</div>
			<div>
				<Line of="present" long hint={text.presentHint} {...part} />
				<PlanField field="kind">
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
					<AlsoSet
						also={also}
						field="kind"
						shown={plan.kind}
						words={(value) => wordsOf("kind", value, names)}
					/>
				</PlanField>
			</div>
		</>
	);
}
