// What a guest joins with, and the check of camera and sound before it.
import { useState } from "preact/hooks";
import { t } from "../../text/language.ts";
import { CameraCheck } from "../devices/CameraCheck.tsx";
import { MicrophoneCheck } from "../devices/MicrophoneCheck.tsx";
import { SpeakerCheck } from "../devices/SpeakerCheck.tsx";
import { Button } from "../parts/Button.tsx";
import { JoinWith } from "../room/JoinWith.tsx";

export function GuestDevices() {
	const [testing, setTesting] = useState(false);
	return (
		<JoinWith>
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
		</JoinWith>
	);
}
