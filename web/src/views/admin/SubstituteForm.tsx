// Naming a substitute, or changing the days of one.
import { useState } from "preact/hooks";
import { dayOf } from "../../state/dates.ts";
import { type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import { replaceable, standIns } from "../../state/people.ts";
import {
	emptySubstitute,
	type SubstituteDraft,
	substituteDraft,
	substituteErrors,
	substituteForHour,
	substituteOf,
} from "../../state/substituteForm.ts";
import { t } from "../../text/language.ts";
import type { Directory, Hour, Id } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useMe, useNames, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { DateField } from "../parts/DateField.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Facts } from "../parts/Facts.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { SelectField } from "../parts/SelectField.tsx";
import { replace } from "../router.ts";

/** `hour`: begun from an hour: for its contact, on its day. */
export function SubstituteForm({ id, hour }: { id: Id | null; hour: Id | null }) {
	const { directory, hours } = useWork().state;
	return (
		<Loaded of={directory.value}>
			{(known) =>
				hour === null ? (
					<Form id={id} directory={known} at={null} />
				) : (
					<Loaded of={hours.value}>
						{(all) => (
							<Form id={id} directory={known} at={all.find((one) => one.hour === hour) ?? null} />
						)}
					</Loaded>
				)
			}
		</Loaded>
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
	const today = dayOf(work.now());
	const before = directory.substitutes.find((one) => one.substitute === id) ?? null;
	const [form, setForm] = useState(() =>
		before !== null
			? substituteDraft(before)
			: at !== null
				? substituteForHour(at)
				: emptySubstitute(today),
	);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().substitutes;
	const set = (change: Partial<SubstituteDraft>) => setForm({ ...form, ...change });
	const labels: Readonly<Record<string, string>> = {
		for: text.for,
		by: text.by,
		from: text.from,
		to: text.to,
	};
	const submit = () => {
		const others = directory.substitutes.filter((one) => one.substitute !== id);
		const found = substituteErrors(form, today, others);
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
			back={at === null ? { at: "substitutes" } : { at: "hour", hour: at.hour }}
		>
			<ErrorSummary
				errors={errors}
				failure={saving.error}
				label={(field) => labels[field] ?? field}
			/>
			<form
				onSubmit={(event) => {
					event.preventDefault();
					submit();
				}}
			>
				<Who form={form} set={set} errors={errors} directory={directory} fixed={before !== null} />
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
				<div class="buttons">
					<Button submit busy={saving.busy} testid="save-substitute">
						{t().common.save}
					</Button>
				</div>
			</form>
		</Page>
	);
}

function Who(props: {
	readonly form: SubstituteDraft;
	readonly set: (change: Partial<SubstituteDraft>) => void;
	readonly errors: Errors;
	readonly directory: Directory;
	readonly fixed: boolean;
}) {
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
	const contacts = series.kind === "ready" ? series.value.map((one) => one.contact) : [];
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
