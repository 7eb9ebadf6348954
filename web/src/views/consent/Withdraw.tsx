// Withdrawing a consent: what happens at once, what stays, who and how, then confirm. Also used in the room.
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
	const [open, setOpen] = useState(false);
	return (
		<>
			<Button kind="plain" icon="ban" onPress={() => setOpen(true)} testid="withdraw">
				{t().consent.withdraw}
			</Button>
			{open ? <WithdrawDialog id={id} onClose={() => setOpen(false)} /> : null}
		</>
	);
}

function WithdrawDialog({ id, onClose }: { id: Id; onClose: () => void }) {
	const work = useWork();
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
			.run(() => work.consent.withdraw(id, who, how))
			.then((done) => {
				if (done) onClose();
			});
	};
	return (
		<Dialog title={text.withdrawTitle} onClose={onClose} testid="withdraw-dialog">
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
				<Button kind="second" onPress={onClose} testid="withdraw-cancel">
					{t().common.cancel}
				</Button>
			</div>
		</Dialog>
	);
}
