// Withdrawing a consent: what happens at once, what stays, who and how, then confirm. In the case, in the room, and by
// the coordinator.
import { useState } from "preact/hooks";
import { collect, type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import { t } from "../../text/language.ts";
import type { Id, WithdrawnBy, WithdrawnHow } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Choices } from "../parts/Choices.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";

const WHO: readonly WithdrawnBy[] = ["client", "representative"];
const HOW: readonly WithdrawnHow[] = ["oral", "written", "message"];

export function Withdraw({ id }: { id: Id }) {
	const work = useWork();
	const [open, setOpen] = useState(false);
	const close = () => setOpen(false);
	return (
		<>
			<Button kind="plain" icon="ban" onPress={() => setOpen(true)} testid="withdraw">
				{t().consent.withdraw}
			</Button>
			{open ? (
				<Dialog title={t().consent.withdrawTitle} onClose={close} testid="withdraw-dialog">
					<WithdrawForm
						onSubmit={(who, how) => work.consent.withdraw(id, who, how)}
						onDone={close}
						onCancel={close}
					/>
				</Dialog>
			) : null}
		</>
	);
}

export function WithdrawForm(props: {
	readonly onSubmit: (who: WithdrawnBy, how: WithdrawnHow) => Promise<void>;
	readonly onDone: () => void;
	readonly onCancel?: () => void;
}) {
	const acting = useAction();
	const [who, setWho] = useState<WithdrawnBy | null>(null);
	const [how, setHow] = useState<WithdrawnHow | null>(null);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().consent;
	const submit = () => {
		const found = collect({
			who: who === null ? "choose" : null,
			how: how === null ? "choose" : null,
		});
		setErrors(found);
		if (hasErrors(found) || who === null || how === null) return;
		void acting
			.run(() => props.onSubmit(who, how))
			.then((done) => {
				if (done) props.onDone();
			});
	};
	return (
		<>
			<h3>{text.withdrawNow}</h3>
			<ul>
				{text.withdrawNowList.map((line) => (
					<li key={line}>{line}</li>
				))}
			</ul>
			<h3>{text.withdrawStays}</h3>
			<ul>
				{text.withdrawStaysList.map((line) => (
					<li key={line}>{line}</li>
				))}
			</ul>
			<ErrorSummary errors={errors} failure={acting.error} />
			<Choices
				name="who"
				label={text.withdrawWho}
				many={false}
				choices={WHO.map((value) => ({ value, label: t().codes.who[value] }))}
				value={who === null ? [] : [who]}
				onChange={([value]) => setWho(value ?? null)}
				error={errors["who"]}
			/>
			<Choices
				name="how"
				label={text.withdrawHow}
				many={false}
				choices={HOW.map((value) => ({ value, label: t().codes.how[value] }))}
				value={how === null ? [] : [how]}
				onChange={([value]) => setHow(value ?? null)}
				error={errors["how"]}
			/>
			<div class="buttons">
				<Button kind="danger" busy={acting.busy} onPress={submit} testid="withdraw-confirm">
					{text.withdrawConfirm}
				</Button>
				{props.onCancel === undefined ? null : (
					<Button kind="second" onPress={props.onCancel} testid="withdraw-cancel">
						{t().common.cancel}
					</Button>
				)}
			</div>
		</>
	);
}
