// What I join with: microphone and camera, remembered on this device; and what else belongs beside the choice.
import type { ComponentChildren } from "preact";
import { t } from "../../text/language.ts";
import { useWork } from "../context.ts";
import { Tick } from "../parts/Tick.tsx";

export function JoinWith({ children }: { readonly children: ComponentChildren }) {
	const work = useWork();
	const { microphone, camera } = work.state.devices.value;
	const text = t().lobby;
	return (
		<fieldset class="field">
			<legend class="hidden-text">{text.devices}</legend>
			<Tick
				name="joinMicrophone"
				label={text.microphone}
				value={microphone}
				onChange={(on) => void work.hour.chooseDevices({ microphone: on })}
			/>
			<Tick
				name="joinCamera"
				label={text.camera}
				value={camera}
				onChange={(on) => void work.hour.chooseDevices({ camera: on })}
			/>
			{children}
		</fieldset>
	);
}
