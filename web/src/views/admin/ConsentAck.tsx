// The county coordinator's choice: does a second worker acknowledge a consent before it is in force?
import { useState } from "preact/hooks";
import { t } from "../../text/language.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { Choices } from "../parts/Choices.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Loaded } from "../parts/Loaded.tsx";

type Ack = "required" | "off";

export function ConsentAck() {
	return (
		<>
			<h2>{t().account.ack}</h2>
			<Loaded of={useWork().state.directory.value}>
				{(directory) => <Choice now={directory.consentAck} />}
			</Loaded>
		</>
	);
}

function Choice({ now }: { now: Ack }) {
	const work = useWork();
	const saving = useAction();
	const [chosen, setChosen] = useState<Ack>(now);
	const [saved, setSaved] = useState(false);
	const text = t().account;
	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				void saving.run(() => work.coordinator.setConsentAck(chosen)).then(setSaved);
			}}
		>
			<ErrorSummary failure={saving.error} />
			<Choices
				name="consentAck"
				label={text.ackText}
				many={false}
				choices={[
					{ value: "required", label: text.ackRequired, hint: text.ackRequiredHint },
					{ value: "off", label: text.ackOff, hint: text.ackOffHint },
				]}
				value={[chosen]}
				onChange={([value]) => {
					setSaved(false);
					setChosen(value ?? "required");
				}}
			/>
			<div role="status">
				{saved ? (
					<Box kind="ok" testid="ack-saved">
						<p>{text.ackSaved}</p>
					</Box>
				) : null}
			</div>
			<Button kind="second" submit busy={saving.busy} disabled={chosen === now} testid="save-ack">
				{t().common.save}
			</Button>
		</form>
	);
}
