// A text to be taken elsewhere: shown in full, with a button that copies it.
import { useState } from "preact/hooks";
import { t } from "../../text/first.ts";
import { Button } from "./Button.tsx";

export function CopyField(props: {
	readonly name: string;
	readonly label: string;
	readonly value: string;
}) {
	const [copied, setCopied] = useState(false);
	return (
		<div class="field">
			<label for={props.name}>{props.label}</label>
			<div class="with-button copies">
				<textarea
					autocomplete="off"
					id={props.name}
					class="whole"
					rows={2}
					readOnly
					value={props.value}
					data-testid={props.name}
					onFocus={(event) => event.currentTarget.select()}
				/>
				<Button
					kind="second"
					icon={copied ? "check" : "copy"}
					testid={`${props.name}-copy`}
					onPress={() =>
						navigator.clipboard.writeText(props.value).then(
							() => setCopied(true),
							() => setCopied(false),
						)
					}
				>
					{copied ? t().common.copied : t().common.copy}
				</Button>
			</div>
		</div>
	);
}
