// Takes a case out of its hour, after saying what that does.
import { useState } from "preact/hooks";
import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { TextField } from "../parts/TextField.tsx";

export function Unqueue({ id }: { id: Id }) {
	const work = useWork();
	const removing = useAction();
	const [open, setOpen] = useState(false);
	const [reason, setReason] = useState("");
	const text = t().queue;
	return (
		<>
			<Button kind="plain" onPress={() => setOpen(true)} testid="unqueue">
				{text.remove}
			</Button>
			{open ? (
				<Dialog title={text.removeTitle} onClose={() => setOpen(false)} testid="unqueue-dialog">
					<p>{text.removeText}</p>
					<ErrorSummary failure={removing.error} />
					<TextField
						name="reason"
						label={text.reason}
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
							{text.remove}
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
