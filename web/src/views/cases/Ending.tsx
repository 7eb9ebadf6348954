// The end of a case: closing it, and later erasing what it held, after its reference has been typed.
import { useState } from "preact/hooks";
import { type Errors, NO_ERRORS } from "../../state/form.ts";
import { readReference, shownReference } from "../../state/reference.ts";
import { t } from "../../text/language.ts";
import type { CaseFile } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { TextField } from "../parts/TextField.tsx";

export function Ending({ file }: { file: CaseFile }) {
	const [open, setOpen] = useState(false);
	const text = t().ending;
	const close = () => setOpen(false);
	if (file.state === "erased") return null;
	return (
		<section aria-labelledby="ending" data-testid="ending">
			<h2 id="ending">{text.ends}</h2>
			{file.state === "closed" ? <p>{text.closedText}</p> : null}
			<Button
				kind={file.state === "open" ? "second" : "danger"}
				icon={file.state === "open" ? "check" : "trash-2"}
				onPress={() => setOpen(true)}
				testid={file.state === "open" ? "close-case" : "erase-case"}
			>
				{file.state === "open" ? text.close : text.erase}
			</Button>
			{!open ? null : file.state === "open" ? (
				<CloseDialog file={file} onClose={close} />
			) : (
				<EraseDialog file={file} onClose={close} />
			)}
		</section>
	);
}

function CloseDialog({ file, onClose }: { file: CaseFile; onClose: () => void }) {
	const work = useWork();
	const closing = useAction();
	const [reason, setReason] = useState("");
	const text = t().ending;
	return (
		<Dialog title={text.closeTitle} onClose={onClose} testid="close-dialog">
			<p>{text.closeText}</p>
			<ErrorSummary failure={closing.error} />
			<TextField
				name="closeReason"
				label={text.closeReason}
				hint={text.reasonHint}
				value={reason}
				onChange={setReason}
				optional
			/>
			<div class="buttons">
				<Button
					busy={closing.busy}
					testid="close-confirm"
					onPress={() =>
						void closing
							.run(() => work.cases.closeCase(file.case, reason.trim()))
							.then((done) => {
								if (done) onClose();
							})
					}
				>
					{text.closeConfirm}
				</Button>
				<Button kind="second" onPress={onClose}>
					{t().common.cancel}
				</Button>
			</div>
		</Dialog>
	);
}

function EraseDialog({ file, onClose }: { file: CaseFile; onClose: () => void }) {
	const work = useWork();
	const erasing = useAction();
	const [typed, setTyped] = useState("");
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().ending;
	const label = text.eraseType(shownReference(file.reference));
	const submit = () => {
		const same = readReference(typed) === file.reference;
		setErrors(same ? NO_ERRORS : { erase: "not-typed" });
		if (same)
			void erasing
				.run(() => work.cases.erase(file.case))
				.then((done) => {
					if (done) onClose();
				});
	};
	return (
		<Dialog title={text.eraseTitle} onClose={onClose} testid="erase-dialog">
			<h3>{text.eraseGoes}</h3>
			<ul>
				{text.eraseGoesList.map((line) => (
					<li key={line}>{line}</li>
				))}
			</ul>
			<p>{text.eraseStays}</p>
			<ErrorSummary errors={errors} failure={erasing.error} />
			<TextField
				name="erase"
				label={label}
				value={typed}
				onChange={setTyped}
				error={errors["erase"]}
				short
				exact
			/>
			<div class="buttons">
				<Button kind="danger" busy={erasing.busy} onPress={submit} testid="erase-confirm">
					{text.eraseConfirm}
				</Button>
				<Button kind="second" onPress={onClose}>
					{t().common.cancel}
				</Button>
			</div>
		</Dialog>
	);
}
