// Naming a substitute, or changing when: over whole days, or to the minute, as for one hour.
import { useState } from "preact/hooks";
import { dayOf } from "../../state/dates.ts";
import { type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import { ownContacts, replaceable, standIns } from "../../state/people.ts";
import {
	emptySubstitute,
	SUBSTITUTE_SPANS,
	type SubstituteDraft,
	type SubstituteSpan,
	substituteDraft,
	substituteErrors,
	substituteForHour,
	substituteOf,
} from "../../state/substituteForm.ts";
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Directory, Hour, Id } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useMe, useNames, useWork } from "../context.ts";
import { Choices } from "../parts/Choices.tsx";
import { DateField } from "../parts/DateField.tsx";
import { DeadEnd } from "../parts/DeadEnd.tsx";
import { Facts } from "../parts/Facts.tsx";
import { FormFrame } from "../parts/FormFrame.tsx";
import { LoadedPage } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { SelectField } from "../parts/SelectField.tsx";
import { TextField } from "../parts/TextField.tsx";
import { replace } from "../router.ts";

/** `hour`: begun from an hour: for its contact, while it lasts. */
export function SubstituteForm({ id, hour }: { id: Id | null; hour: Id | null }) {
	const { directory, hours } = useWork().state;
	return (
		<LoadedPage of={directory.value} title={t().substitutes.title} back={{ at: "substitutes" }}>
			{(known) =>
				id !== null && !known.substitutes.some((one) => one.substitute === id) ? (
					<DeadEnd
						title={t().substitutes.title}
						text={t().substitutes.gone}
						back={{ at: "substitutes" }}
					/>
				) : hour === null ? (
					<Form id={id} directory={known} at={null} />
				) : (
					<LoadedPage of={hours.value} title={t().substitutes.title} back={{ at: "substitutes" }}>
						{(all) => (
							<Form id={id} directory={known} at={all.find((one) => one.hour === hour) ?? null} />
						)}
					</LoadedPage>
				)
			}
		</LoadedPage>
	);
}

function Form(props: {
	readonly id: Id | null;
	readonly directory: Directory;
	readonly at: Hour | null;
}) {
	const { id, directory, at } = props;
	const work = useWork();
	const saving = useAction();
	const before = directory.substitutes.find((one) => one.substitute === id) ?? null;
	const [form, setForm] = useState(() =>
		before !== null
			? substituteDraft(before)
			: at !== null
				? substituteForHour(at)
				: emptySubstitute(dayOf(work.now())),
	);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().substitutes;
	const set = (change: Partial<SubstituteDraft>) => setForm({ ...form, ...change });
	const submit = () => {
		const others = directory.substitutes.filter((one) => one.substitute !== id);
		const found = substituteErrors(form, work.now(), others);
		setErrors(found);
		if (hasErrors(found)) return;
		void saving.run(async () => {
			await work.coordinator.setSubstitute({ substitute: id, ...substituteOf(form) });
			replace(at === null ? { at: "substitutes" } : { at: "hour", hour: at.hour });
		});
	};
	return (
		<Page
			title={before === null ? text.newTitle : text.editTitle}
			{...(at === null ? {} : { above: `${at.name}, ${dayAndClock(at.startsAt)}` })}
			back={at === null ? { at: "substitutes" } : { at: "hour", hour: at.hour }}
		>
			<FormFrame
				errors={errors}
				action={saving}
				labels={{ for: text.for, by: text.by, ...timeLabels(form.span) }}
				submit={t().common.save}
				testid="save-substitute"
				onSubmit={submit}
			>
				<Who form={form} set={set} errors={errors} directory={directory} fixed={before !== null} />
				<Choices
					name="span"
					label={text.span}
					many={false}
					choices={SUBSTITUTE_SPANS.map((value) => ({ value, label: text.spans[value] }))}
					value={[form.span]}
					onChange={([span = "days"]) => set({ span })}
				/>
				{form.span === "minutes" ? <p class="small">{text.exactHint}</p> : null}
				<When form={form} set={set} errors={errors} />
			</FormFrame>
		</Page>
	);
}

/** Days are named by their part in a span of days, or of times. */
function timeLabels(span: SubstituteSpan) {
	const text = t().substitutes;
	const { fromTime, toTime } = text;
	const days = span === "days";
	return {
		from: days ? text.from : text.fromDay,
		to: days ? text.to : text.toDay,
		...{ fromTime, toTime },
	};
}

interface Part {
	readonly form: SubstituteDraft;
	readonly set: (change: Partial<SubstituteDraft>) => void;
	readonly errors: Errors;
}

function When({ form, set, errors }: Part) {
	const labels = timeLabels(form.span);
	const time = (name: "fromTime" | "toTime") =>
		form.span === "days" ? null : (
			<TextField
				name={name}
				label={labels[name]}
				numeric
				short
				value={form[name]}
				onChange={(typed) => set({ [name]: typed })}
				error={errors[name]}
			/>
		);
	return (
		<>
			<div class="side-by-side">
				<DateField
					name="from"
					label={labels.from}
					value={form.from}
					onChange={(from) => set({ from })}
					error={errors["from"]}
				/>
				{time("fromTime")}
			</div>
			<div class="side-by-side">
				<DateField
					name="to"
					label={labels.to}
					hint={t().substitutes.toHint}
					value={form.to}
					onChange={(to) => set({ to })}
					error={errors["to"]}
				/>
				{time("toTime")}
			</div>
		</>
	);
}

function Who(props: Part & { readonly directory: Directory; readonly fixed: boolean }) {
	const { form, set, errors, directory } = props;
	const me = useMe();
	const names = useNames();
	const series = useWork().state.series.value;
	const text = t().substitutes;
	if (props.fixed)
		return (
			<Facts
				facts={[
					{ name: text.for, value: names(form.for) },
					{ name: text.by, value: names(form.by) },
				]}
			/>
		);
	const contacts = series.kind === "ready" ? ownContacts(directory, me, series.value) : [];
	const away = directory.people.find((one) => one.uid === form.for) ?? null;
	const candidates = standIns(directory, away);
	const option = (one: { uid: Id; display: string; orgName: string }) => ({
		value: one.uid,
		label: `${one.display} (${one.orgName})`,
	});
	return (
		<>
			<SelectField
				name="for"
				label={text.for}
				value={form.for}
				placeholder={text.choose}
				options={replaceable(directory, me, contacts).map(option)}
				onChange={(uid) => set({ for: uid, by: "" })}
				error={errors["for"]}
			/>
			<SelectField
				name="by"
				label={text.by}
				{...(away !== null && candidates.length === 0 ? { hint: text.noPeople } : {})}
				value={form.by}
				placeholder={text.choose}
				options={candidates.map(option)}
				onChange={(by) => set({ by })}
				error={errors["by"]}
			/>
		</>
	);
}
