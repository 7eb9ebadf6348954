// Takes a case out of its hour or out of the waiting list, after saying what that does.
import { useState } from "preact/hooks";
import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
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
	const removing = useAction();
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
				<Dialog title={title} onClose={() => setOpen(false)} testid="unqueue-dialog">
					<p>{told}</p>
					<ErrorSummary failure={removing.error} />
					<TextField
						name="reason"
						label={label}
						hint={t().ending.reasonHint}
						value={reason}
						onChange={setReason}
						optional
					/>
					<div class="buttons">
						<Button
							kind="danger"
							busy={removing.busy}
							testid="unqueue-confirm"
							onPress={() =>
								void removing
									.run(() => work.cases.unqueue(id, reason.trim()))
									.then((done) => {
										if (done) setOpen(false);
									})
							}
						>
							{word}
						</Button>
						<Button kind="second" onPress={() => setOpen(false)}>
							{t().common.cancel}
						</Button>
					</div>
				</Dialog>
			) : null}
		</>
	);
}
