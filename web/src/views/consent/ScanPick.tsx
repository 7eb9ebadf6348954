// Choosing a picture of the signed paper, or taking one with the camera (the platform's own chooser offers both).
import { useState } from "preact/hooks";
import type { FieldError } from "../../state/form.ts";
import { t } from "../../text/language.ts";
import type { ScanFile } from "../../work/documents.ts";
import { Button } from "../parts/Button.tsx";
import { HintAndError } from "../parts/Field.tsx";
import { Icon } from "../parts/Icon.tsx";
import { State } from "../parts/State.tsx";
import { ScanPicture } from "./ScanPicture.tsx";
import { readScan } from "./scan.ts";

export function ScanPick(props: {
	readonly value: ScanFile | null;
	readonly onChange: (file: ScanFile | null) => void;
	readonly error?: FieldError | undefined;
}) {
	const [bad, setBad] = useState(false);
	const text = t().consent;
	const take = async (input: HTMLInputElement) => {
		const file = input.files?.[0];
		if (file === undefined) return;
		const scan = await readScan(file);
		setBad(scan === null);
		input.value = "";
		if (scan !== null) props.onChange(scan);
	};
	return (
		<div class="field">
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
						<Button kind="second" icon="trash-2" onPress={() => props.onChange(null)}>
							{text.removeFile}
						</Button>
					</div>
				</>
			)}
		</div>
	);
}
