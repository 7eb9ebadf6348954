// Choosing a picture of the signed paper, or taking one with the camera (the platform's own chooser offers both).
import { useRef, useState } from "preact/hooks";
import type { FieldError } from "../../state/form.ts";
import { t } from "../../text/language.ts";
import type { ScanFile } from "../../work/documents.ts";
import { Button } from "../parts/Button.tsx";
import { HintAndError } from "../parts/Field.tsx";
import { Icon } from "../parts/Icon.tsx";
import { State } from "../parts/State.tsx";
import { Undo, useUndo } from "../parts/Undo.tsx";
import { useKeptFocus } from "../parts/useKeptFocus.ts";
import { ScanPicture } from "./ScanPicture.tsx";
import { readScan } from "./scan.ts";

export function ScanPick(props: {
	readonly value: ScanFile | null;
	readonly onChange: (file: ScanFile | null) => void;
	readonly error?: FieldError | undefined;
}) {
	const [bad, setBad] = useState(false);
	const part = useKeptFocus<HTMLFieldSetElement>();
	const text = t().consent;
	const removed = useUndo();
	/** As the form stands when the picture is taken back. */
	const change = useRef(props.onChange);
	change.current = props.onChange;
	const remove = () => {
		const file = props.value;
		props.onChange(null);
		removed.tell(text.fileRemoved, async () => change.current(file));
	};
	const take = async (input: HTMLInputElement) => {
		const file = input.files?.[0];
		if (file === undefined) return;
		const scan = await readScan(file);
		setBad(scan === null);
		input.value = "";
		if (scan === null) return;
		removed.tell("");
		props.onChange(scan);
	};
	return (
		<fieldset class="field" ref={part} tabIndex={-1} aria-label={text.file}>
			<label for="scan">{text.file}</label>
			<HintAndError name="scan" label={text.file} hint={text.fileHint} error={props.error} />
			{bad ? (
				<p class="wrong" role="alert">
					{text.fileBad}
				</p>
			) : null}
			{props.value === null ? (
				<span class="pick">
					<input
						autocomplete="off"
						id="scan"
						type="file"
						accept="image/jpeg,image/png,image/webp"
						aria-describedby="scan-hint"
						data-testid="scan"
						onChange={(event) => void take(event.currentTarget)}
					/>
					<span class="button second" aria-hidden="true">
						<Icon name="upload" />
						{text.choose}
					</span>
				</span>
			) : (
				<>
					<ScanPicture file={props.value} />
					<div class="buttons">
						<State
							tone="ok"
							icon="circle-check"
							word={text.fileReady(Math.ceil(props.value.bytes.length / 1024))}
							testid="scan-done"
						/>
						<Button kind="second" icon="trash-2" onPress={remove}>
							{text.removeFile}
						</Button>
					</div>
				</>
			)}
			<Undo of={removed} testid="scan-removed" />
		</fieldset>
	);
}
