// A weekly hour: a new one, or the whole rule of one that runs; then only hours that have not begun follow it.
import { useState } from "preact/hooks";
import { dayOf } from "../../state/dates.ts";
import { type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import {
	emptySeries,
	newSeriesOf,
	type SeriesDraft,
	seriesDraft,
	seriesErrors,
} from "../../state/seriesForm.ts";
import { t } from "../../text/language.ts";
import type { Directory, Id, Series } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useMe, useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Choices } from "../parts/Choices.tsx";
import { DateField } from "../parts/DateField.tsx";
import { DeadEnd } from "../parts/DeadEnd.tsx";
import { FormFrame } from "../parts/FormFrame.tsx";
import { LoadedPage } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { SelectField } from "../parts/SelectField.tsx";
import { TextField } from "../parts/TextField.tsx";
import { Tick } from "../parts/Tick.tsx";
import { replace } from "../router.ts";
import { OverlapWith } from "./OverlapWith.tsx";

export function SeriesForm({ id }: { id: Id | null }) {
	const { directory, series } = useWork().state;
	return (
		<LoadedPage of={directory.value} title={t().series.title} back={{ at: "series" }}>
			{(known) =>
				id === null ? (
					<Form directory={known} before={null} />
				) : (
					<LoadedPage of={series.value} title={t().series.title} back={{ at: "series" }}>
						{(all) => {
							const before = all.find((one) => one.series === id);
							if (before !== undefined) return <Form directory={known} before={before} />;
							return (
								<DeadEnd title={t().series.title} text={t().series.gone} back={{ at: "series" }} />
							);
						}}
					</LoadedPage>
				)
			}
		</LoadedPage>
	);
}

function Form({ directory, before }: { directory: Directory; before: Series | null }) {
	const work = useWork();
	const saving = useAction();
	const today = dayOf(work.now());
	const [form, setForm] = useState(() =>
		before === null ? emptySeries(today) : seriesDraft(before),
	);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().series;
	const { name, pairs, contact, start, first, last, phone } = text;
	const set = (change: Partial<SeriesDraft>) => setForm({ ...form, ...change });
	const submit = () => {
		const found = seriesErrors(form, today, before !== null);
		setErrors(found);
		if (hasErrors(found)) return;
		void saving.run(async () => {
			const rule = newSeriesOf(form);
			if (before === null) await work.coordinator.createSeries(rule);
			else await work.coordinator.setSeries({ ...rule, series: before.series });
			replace({ at: "series" });
		});
	};
	return (
		<Page title={before === null ? text.newTitle : text.editTitle} back={{ at: "series" }}>
			<FormFrame
				errors={errors}
				action={saving}
				labels={{ name, pairs, contact, start, first, last, phone }}
				submit={t().common.save}
				testid="save-series"
				onSubmit={submit}
				head={<OverlapWith error={saving.error} />}
			>
				<Who form={form} set={set} errors={errors} directory={directory} />
				<When form={form} set={set} errors={errors} />
				<Rules form={form} set={set} />
				<TextField
					name="phone"
					exact
					short
					label={text.phone}
					hint={text.phoneHint}
					value={form.phone}
					onChange={(phone) => set({ phone })}
					error={errors["phone"]}
					optional
				/>
				{before === null ? null : (
					<Box kind="info" testid="series-changes">
						<p>{text.changes}</p>
					</Box>
				)}
			</FormFrame>
		</Page>
	);
}

interface Part {
	readonly form: SeriesDraft;
	readonly set: (change: Partial<SeriesDraft>) => void;
}

function Who(props: Part & { readonly errors: Errors; readonly directory: Directory }) {
	const { form, set, errors, directory } = props;
	const me = useMe();
	const text = t().series;
	const pairs = directory.pairs.filter((pair) => pair.org === me.org);
	const contacts = directory.people.filter(
		(person) => person.roles.includes("contact") && person.state === "active",
	);
	return (
		<>
			<TextField
				name="name"
				label={text.name}
				hint={text.nameHint}
				value={form.name}
				onChange={(name) => set({ name })}
				error={errors["name"]}
			/>
			<Choices
				name="pairs"
				label={text.pairs}
				many
				choices={pairs.map((pair) => ({ value: pair.pair, label: pair.name }))}
				value={form.pairs}
				onChange={(chosen) => set({ pairs: chosen })}
				error={errors["pairs"]}
			/>
			<SelectField
				name="contact"
				label={text.contact}
				{...(contacts.length === 0 ? { hint: text.noContacts } : {})}
				value={form.contact}
				placeholder={text.choose}
				options={contacts.map((person) => ({ value: person.uid, label: person.display }))}
				onChange={(contact) => set({ contact })}
				error={errors["contact"]}
			/>
		</>
	);
}

function When({ form, set, errors }: Part & { readonly errors: Errors }) {
	const text = t().series;
	return (
		<>
			<SelectField
				name="weekday"
				label={text.weekday}
				value={String(form.weekday)}
				options={text.weekdays.map((name, index) => ({ value: String(index + 1), label: name }))}
				onChange={(weekday) => set({ weekday: Number(weekday) })}
				short
			/>
			<TextField
				name="start"
				numeric
				short
				label={text.start}
				value={form.start}
				onChange={(start) => set({ start })}
				error={errors["start"]}
			/>
			<DateField
				name="first"
				label={text.first}
				value={form.first}
				onChange={(first) => set({ first })}
				error={errors["first"]}
			/>
			<DateField
				name="last"
				label={text.last}
				value={form.last}
				onChange={(last) => set({ last })}
				error={errors["last"]}
				optional
			/>
		</>
	);
}

function Rules({ form, set }: Part) {
	const text = t().series;
	return (
		<>
			<Choices
				name="capacity"
				label={text.capacity}
				many={false}
				choices={["1", "2", "3", "4"].map((value) => ({ value, label: value }))}
				value={[String(form.capacity)]}
				onChange={([value]) => set({ capacity: Number(value) })}
			/>
			<Choices
				name="every"
				label={text.every}
				many={false}
				choices={[
					{ value: "1", label: text.everyWeek },
					{ value: "2", label: text.everyOther },
				]}
				value={[String(form.every)]}
				onChange={([value]) => set({ every: value === "2" ? 2 : 1 })}
			/>
			<Tick
				name="onHolidays"
				label={text.holidays}
				value={form.onHolidays}
				onChange={(onHolidays) => set({ onHolidays })}
			/>
		</>
	);
}
