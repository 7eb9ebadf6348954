// The end of a case: closing it, and later erasing what it held, after its reference has been typed.
import { useState } from "preact/hooks";
import { type Errors, NO_ERRORS } from "../../state/form.ts";
import { readReference, shownReference } from "../../state/reference.ts";
import { t } from "../../text/language.ts";
import type { CaseFile } from "../../work/work.ts";
import { useMe, useWork } from "../context.ts";
import { CaseHold } from "../org/CaseHold.tsx";
import { Button } from "../parts/Button.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { Link } from "../parts/Link.tsx";
import { TextField } from "../parts/TextField.tsx";

export function Ending({ file }: { file: CaseFile }) {
	const [open, setOpen] = useState(false);
	const text = t().ending;
	const close = () => setOpen(false);
	if (file.state === "erased") return null;
	return (
		<section aria-labelledby="ending" data-testid="ending">
			<h2 id="ending">{text.ends}</h2>
			{file.state === "closed" ? <Closed /> : null}
			<CaseHold file={file} />
			{file.hold !== null && file.state === "closed" ? null : (
				<div class="buttons">
					<Button
						kind={file.state === "open" ? "second" : "danger"}
						icon={file.state === "open" ? "check" : "trash-2"}
						onPress={() => setOpen(true)}
						testid={file.state === "open" ? "close-case" : "erase-case"}
					>
						{file.state === "open" ? text.close : text.erase}
					</Button>
				</div>
			)}
			{!open ? null : file.state === "open" ? (
				<CloseDialog file={file} onClose={close} />
			) : (
				<EraseDialog file={file} onClose={close} />
			)}
		</section>
	);
}

/** When the rule will erase it, and where that is told of all. */
function Closed() {
	const me = useMe();
	const directory = useWork().state.directory.value;
	const days = directory.kind === "ready" ? directory.value.org.retentions[me.org] : undefined;
	return (
		<>
			<p>{t().ending.closedText}</p>
			{days === undefined ? null : <p>{t().retention.inCase(days)}</p>}
			<p>
				<Link to={{ at: "retention" }} testid="to-retention">
					{t().retention.toList}
				</Link>
			</p>
		</>
	);
}

function CloseDialog({ file, onClose }: { file: CaseFile; onClose: () => void }) {
	const work = useWork();
	const [reason, setReason] = useState("");
	const text = t().ending;
	return (
		<ConfirmDialog
			name="close"
			title={text.closeTitle}
			word={text.closeConfirm}
			kind="first"
			run={() => work.cases.closeCase(file.case, reason.trim())}
			onClose={onClose}
			fields={
				<TextField
					name="closeReason"
					label={text.closeReason}
					hint={text.reasonHint}
					value={reason}
					onChange={setReason}
					optional
				/>
			}
		>
			<p>{text.closeText}</p>
		</ConfirmDialog>
	);
}

function EraseDialog({ file, onClose }: { file: CaseFile; onClose: () => void }) {
	const work = useWork();
	const [typed, setTyped] = useState("");
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().ending;
	const valid = () => {
		const same = readReference(typed) === file.reference;
		setErrors(same ? NO_ERRORS : { erase: "not-typed" });
		return same;
	};
	return (
		<ConfirmDialog
			name="erase"
			title={text.eraseTitle}
			word={text.eraseConfirm}
			run={() => work.cases.erase(file.case)}
			onClose={onClose}
			valid={valid}
			errors={errors}
			fields={
				<TextField
					name="erase"
					label={text.eraseType(shownReference(file.reference))}
					value={typed}
					onChange={setTyped}
					error={errors["erase"]}
					short
					exact
				/>
			}
		>
			<h3>{text.eraseGoes}</h3>
			<ul>
				{text.eraseGoesList.map((line) => (
					<li key={line}>{line}</li>
				))}
			</ul>
			<p>{text.eraseStays}</p>
		</ConfirmDialog>
	);
}
