// Cancelling, moving or keeping one hour: the reason, then what will happen to the cases, then the decision itself.
import { useState } from "preact/hooks";
import { type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import {
	decisionsFor,
	type HourChangeDraft,
	hourChangeDraft,
	hourChangeErrors,
	hourChangeOf,
	ruleDateOf,
} from "../../state/hourChange.ts";
import type { HourDecision } from "../../state/route.ts";
import { clock, dayAndClock, plainDate } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Hour, HourPreview, Id } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { OverlapWith } from "../admin/OverlapWith.tsx";
import { useNow, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { DateField } from "../parts/DateField.tsx";
import { DeadEnd } from "../parts/DeadEnd.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { LoadedPage } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { TextField } from "../parts/TextField.tsx";
import { replace } from "../router.ts";
import { decisionWord } from "./HourActions.tsx";
import { PreviewBox } from "./PreviewBox.tsx";

const TICK_MS = 10_000;

export function HourChangePage({ id, to }: { id: Id; to: HourDecision }) {
	const now = useNow(TICK_MS);
	return (
		<LoadedPage
			of={useWork().state.hours.value}
			title={t().decide.title}
			back={{ at: "hour", hour: id }}
		>
			{(all) => {
				const hour = all.find((one) => one.hour === id);
				if (hour !== undefined && decisionsFor(hour, now).includes(to))
					return <Decide hour={hour} to={to} />;
				return (
					<DeadEnd
						title={t().decide.title}
						text={
							hour === undefined
								? t().hours.gone
								: hour.startsAt <= now
									? t().decide.begun
									: t().errors.conflict
						}
						back={hour === undefined ? { at: "hours" } : { at: "hour", hour: id }}
					/>
				);
			}}
		</LoadedPage>
	);
}

function Decide({ hour, to }: { hour: Hour; to: HourDecision }) {
	const work = useWork();
	const asking = useAction();
	const deciding = useAction();
	const [form, setForm] = useState(() => hourChangeDraft(clock(hour.startsAt)));
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const [preview, setPreview] = useState<HourPreview | null>(null);
	const text = t().decide;
	const labels: Readonly<Record<string, string>> = {
		toDate: text.toDate,
		toStart: text.toStart,
		reason: text.reason,
	};
	const set = (change: Partial<HourChangeDraft>) => {
		setForm({ ...form, ...change });
		// What was shown was about another time.
		if (change.reason === undefined) setPreview(null);
	};
	const valid = () => {
		const found = hourChangeErrors(form, to, hour, work.now());
		setErrors(found);
		return !hasErrors(found);
	};
	const change = () => hourChangeOf(form, to, hour);
	const ask = () => {
		if (!valid()) return;
		deciding.clear();
		void asking.run(async () => setPreview(await work.coordinator.previewHour(change())));
	};
	const decide = () => {
		if (!valid()) return;
		void deciding
			.run(() => work.coordinator.setHour({ ...change(), reason: form.reason.trim() }))
			.then((done) => {
				if (done) replace({ at: "hour", hour: hour.hour });
			});
	};
	const failure = deciding.error ?? asking.error;
	const word = decisionWord(hour, to);
	return (
		<Page
			title={hour.state === "proposed" || to !== "planned" ? text.titles[to] : `${word}?`}
			above={`${hour.name}, ${dayAndClock(hour.startsAt)}`}
			back={{ at: "hour", hour: hour.hour }}
		>
			<ErrorSummary errors={errors} failure={failure} label={(field) => labels[field] ?? field} />
			<OverlapWith error={failure} />
			<form
				onSubmit={(event) => {
					event.preventDefault();
					if (preview === null) ask();
					else decide();
				}}
			>
				{to === "moved" ? <When hour={hour} form={form} set={set} errors={errors} /> : null}
				<TextField
					name="reason"
					label={text.reason}
					hint={text.reasonHint}
					value={form.reason}
					onChange={(reason) => set({ reason })}
					error={errors["reason"]}
					optional={to === "planned"}
				/>
				{preview === null ? (
					<div class="buttons">
						<Button submit busy={asking.busy} testid="preview">
							{text.preview}
						</Button>
					</div>
				) : (
					<Confirm preview={preview} hour={hour} to={to} busy={deciding.busy} />
				)}
			</form>
		</Page>
	);
}

/** What will happen, and the decision itself. */
function Confirm(props: {
	readonly preview: HourPreview;
	readonly hour: Hour;
	readonly to: HourDecision;
	readonly busy: boolean;
}) {
	const { hour, to } = props;
	return (
		<>
			<PreviewBox preview={props.preview} hour={hour} to={to} />
			<p class="small muted">{t().decide.told}</p>
			<div class="buttons">
				<Button
					submit
					kind={to === "cancelled" ? "danger" : "first"}
					busy={props.busy}
					testid="decide"
				>
					{decisionWord(hour, to)}
				</Button>
				<Button kind="second" onPress={() => replace({ at: "hour", hour: hour.hour })}>
					{t().decide.leave}
				</Button>
			</div>
		</>
	);
}

function When(props: {
	readonly hour: Hour;
	readonly form: HourChangeDraft;
	readonly set: (change: Partial<HourChangeDraft>) => void;
	readonly errors: Errors;
}) {
	const { form, set, errors } = props;
	const text = t().decide;
	return (
		<>
			<DateField
				name="toDate"
				label={text.toDate}
				hint={text.toDateHint(plainDate(ruleDateOf(props.hour)))}
				value={form.toDate}
				onChange={(toDate) => set({ toDate })}
				error={errors["toDate"]}
			/>
			<TextField
				name="toStart"
				label={text.toStart}
				numeric
				short
				value={form.toStart}
				onChange={(toStart) => set({ toStart })}
				error={errors["toStart"]}
			/>
		</>
	);
}
