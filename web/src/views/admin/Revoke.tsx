// Removing somebody's access: what ends at once, what stays, why, and then it is done.
import { useState } from "preact/hooks";
import { type Errors, NO_ERRORS } from "../../state/form.ts";
import { t } from "../../text/language.ts";
import type { Person } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Choices } from "../parts/Choices.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";

const REASONS = ["left", "lost", "stolen", "other"] as const;

export function Revoke({ person }: { person: Person }) {
	const [open, setOpen] = useState(false);
	return (
		<div class="buttons">
			<Button kind="danger" icon="ban" onPress={() => setOpen(true)} testid="revoke">
				{t().person.revoke}
			</Button>
			{open ? <RevokeDialog person={person} onClose={() => setOpen(false)} /> : null}
		</div>
	);
}

function RevokeDialog({ person, onClose }: { person: Person; onClose: () => void }) {
	const work = useWork();
	const acting = useAction();
	const [reason, setReason] = useState<(typeof REASONS)[number] | null>(null);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().person;
	const submit = () => {
		setErrors(reason === null ? { reason: "choose" } : NO_ERRORS);
		if (reason === null) return;
		void acting
			.run(() => work.coordinator.revoke(person.uid, reason))
			.then((done) => {
				if (done) onClose();
			});
	};
	return (
		<Dialog title={text.revokeTitle(person.display)} onClose={onClose} testid="revoke-dialog">
			<h3>{text.revokeNow}</h3>
			<ul>
				{text.revokeNowList.map((line) => (
					<li key={line}>{line}</li>
				))}
			</ul>
			<p>{text.revokeStays}</p>
			<ErrorSummary errors={errors} failure={acting.error} label={() => text.revokeReason} />
			<Choices
				name="reason"
				label={text.revokeReason}
				many={false}
				choices={REASONS.map((value) => ({ value, label: text.reasons[value] }))}
				value={reason === null ? [] : [reason]}
				onChange={([value]) => setReason(value ?? null)}
				error={errors["reason"]}
			/>
			<div class="buttons">
				<Button kind="danger" busy={acting.busy} onPress={submit} testid="revoke-confirm">
					{text.revokeConfirm}
				</Button>
				<Button kind="second" onPress={onClose}>
					{t().common.cancel}
				</Button>
			</div>
		</Dialog>
	);
}
