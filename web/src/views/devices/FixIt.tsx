// Why a device does not work and what to do about it, for this browser on this system.
import { browserOf, systemOf, type Trouble } from "../../state/devices.ts";
import { stepsFor } from "../../state/fixes.ts";
import { t } from "../../text/language.ts";
import { Button } from "../parts/Button.tsx";

export function FixIt(props: {
	device: "camera" | "microphone";
	trouble: Trouble;
	onAgain: () => void;
}) {
	const { device, trouble, onAgain } = props;
	const text = t().devices;
	const { userAgent, maxTouchPoints } = navigator;
	const on = [browserOf(userAgent), systemOf(userAgent, maxTouchPoints)] as const;
	const steps = stepsFor(device, trouble, ...on, text);
	return (
		<div data-testid={`trouble-${trouble}`}>
			<h3>{text.whatToDo}</h3>
			<ol>
				{steps.map((step) => (
					<li key={step}>{step}</li>
				))}
			</ol>
			<p class="muted">{text.without}</p>
			<div class="buttons">
				<Button kind="second" icon="rotate-ccw" onPress={onAgain} testid="try-again">
					{t().common.again}
				</Button>
			</div>
		</div>
	);
}
