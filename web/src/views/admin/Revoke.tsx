// Removing somebody's access: what ends at once, what stays, why, and then it is done.
import { useState } from "preact/hooks";
import { type Errors, NO_ERRORS } from "../../state/form.ts";
import { t } from "../../text/language.ts";
import type { Person } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Choices } from "../parts/Choices.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";

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
	const [reason, setReason] = useState<(typeof REASONS)[number]>();
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().person;
	const valid = () => {
		setErrors(reason === undefined ? { reason: "choose" } : NO_ERRORS);
		return reason !== undefined;
	};
	return (
		<ConfirmDialog
			name="revoke"
			title={text.revokeTitle(person.display)}
			word={text.revokeConfirm}
			run={async () => {
				if (reason !== undefined) await work.coordinator.revoke(person.uid, reason);
			}}
			onClose={onClose}
			valid={valid}
			errors={errors}
			label={text.revokeReason}
			fields={
				<Choices
					name="reason"
					label={text.revokeReason}
					many={false}
					choices={REASONS.map((value) => ({ value, label: text.reasons[value] }))}
					value={reason === undefined ? [] : [reason]}
					onChange={([value]) => setReason(value)}
					error={errors["reason"]}
				/>
			}
		>
			<h3>{text.revokeNow}</h3>
			<ul>
				{text.revokeNowList.map((line) => (
					<li key={line}>{line}</li>
				))}
			</ul>
			<p>{text.revokeStays}</p>
		</ConfirmDialog>
	);
}
