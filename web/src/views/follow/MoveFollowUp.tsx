// Moves a follow-up to another day, within its time.
import { useState } from "preact/hooks";
import { dayOf } from "../../state/dates.ts";
import { type FollowUpRow, morningFrom, movable, moveProblem } from "../../state/follow-up.ts";
import { collect, type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import { plainDate } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { CaseSummary } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { DateField } from "../parts/DateField.tsx";

export function MoveFollowUp(props: {
	readonly row: FollowUpRow;
	readonly one: CaseSummary | undefined;
	/** What is moved, in words. */
	readonly subject: string;
	readonly now: number;
	readonly onMove: () => void;
}) {
	const { row, subject, now } = props;
	const work = useWork();
	const [open, setOpen] = useState(false);
	const [day, setDay] = useState("");
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().follow;
	const { plans } = work.state;
	const plan =
		plans.value.kind === "ready"
			? plans.value.value.find(({ case: id }) => id === row.case)
			: undefined;
	const confirmedAt = props.one?.confirmedAt ?? null;
	const within = movable(row.what, { confirmedAt, refreshBy: plan?.doc.refreshBy ?? "" }, now);
	const begin = () => {
		setDay(dayOf(row.due));
		setErrors(NO_ERRORS);
		setOpen(true);
	};
	const valid = () => {
		const found = collect({ "follow-day": moveProblem(day, within) });
		setErrors(found);
		return !hasErrors(found);
	};
	return (
		<>
			<Button kind="plain" label={text.moveOf(subject)} onPress={begin} testid="follow-up-move">
				{text.move}
			</Button>
			{open ? (
				<ConfirmDialog
					name="follow-up-move"
					title={text.moveOf(subject)}
					word={text.move}
					kind="first"
					run={() => {
						props.onMove();
						return work.followUp.set(row.case, row.what, morningFrom(day));
					}}
					onClose={() => setOpen(false)}
					valid={valid}
					errors={errors}
					label={text.moveTo}
					fields={
						<DateField
							name="follow-day"
							label={text.moveTo}
							hint={text.moveHint(plainDate(within.from), plainDate(within.to))}
							value={day}
							error={errors["follow-day"]}
							onChange={setDay}
						/>
					}
				>
					{null}
				</ConfirmDialog>
			) : null}
		</>
	);
}
