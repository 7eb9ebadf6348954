// What a guest joins with, and the check of camera and sound before it.
import { useState } from "preact/hooks";
import { t } from "../../text/language.ts";
import { useWork } from "../context.ts";
import { CameraCheck } from "../devices/CameraCheck.tsx";
import { MicrophoneCheck } from "../devices/MicrophoneCheck.tsx";
import { SpeakerCheck } from "../devices/SpeakerCheck.tsx";
import { Button } from "../parts/Button.tsx";
import { Tick } from "../parts/Tick.tsx";

export function GuestDevices() {
	const work = useWork();
	const [testing, setTesting] = useState(false);
	const { microphone, camera } = work.state.devices.value;
	const text = t().lobby;
	return (
		<fieldset class="field">
			<legend class="hidden-text">{text.devices}</legend>
			<Tick
				name="guestMicrophone"
				label={text.microphone}
				value={microphone}
				onChange={(on) => void work.hour.chooseDevices({ microphone: on })}
			/>
			<Tick
				name="guestCamera"
				label={text.camera}
				value={camera}
				onChange={(on) => void work.hour.chooseDevices({ camera: on })}
			/>
			<Button
				kind="plain"
				icon={testing ? "x" : "play"}
				testid="guest-test"
				onPress={() => setTesting(!testing)}
			>
				{testing ? t().common.close : t().guest.test}
			</Button>
			{testing ? (
				<>
					<CameraCheck />
					<MicrophoneCheck />
					<SpeakerCheck />
				</>
			) : null}
		</fieldset>
	);
}
