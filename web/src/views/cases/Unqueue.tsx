// Takes a case out of its hour or out of the waiting list, after saying what that does.
import { useState } from "preact/hooks";
import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { TextField } from "../parts/TextField.tsx";

export function Unqueue(props: {
	readonly id: Id;
	/** It waits: it has a position to lose, not a place. */
	readonly waits?: boolean;
	/** Which case, where the page is about several. */
	readonly named?: string;
}) {
	const { id } = props;
	const work = useWork();
	const [open, setOpen] = useState(false);
	const [reason, setReason] = useState("");
	const { reason: label, ...text } = t().queue;
	const [word, title, told] = props.waits
		? [text.leave, text.leaveTitle, text.leaveText]
		: [text.remove, text.removeTitle, text.removeText];
	return (
		<>
			<Button kind="plain" onPress={() => setOpen(true)} testid="unqueue">
				{word}
				{props.named === undefined ? null : (
					<span class="hidden-text">{text.ofCase(props.named)}</span>
				)}
			</Button>
			{open ? (
				<ConfirmDialog
					name="unqueue"
					title={title}
					word={word}
					run={() => work.cases.unqueue(id, reason.trim())}
					onClose={() => setOpen(false)}
					fields={
						<TextField
							name="reason"
							label={label}
							hint={t().ending.reasonHint}
							value={reason}
							onChange={setReason}
							optional
						/>
					}
				>
					<p>{told}</p>
				</ConfirmDialog>
			) : null}
		</>
	);
}
