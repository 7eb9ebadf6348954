// Microphone, camera, leave. A device that does not work says why, and the call goes on without it.
import { t } from "../../text/language.ts";
import type { DeviceState, Room } from "../../work/work.ts";
import { explain, useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";

function deviceError(state: DeviceState): string | null {
	const errors = t().errors;
	if (state === "blocked") return errors.device_blocked;
	if (state === "missing") return errors.device_missing;
	return state === "busy" ? errors.device_busy : null;
}

export function Controls({ room }: { room: Room }) {
	const work = useWork();
	const acting = useAction();
	const text = t().room;
	const microphone = room.microphone === "on";
	const camera = room.camera === "on";
	const trouble = deviceError(room.microphone) ?? deviceError(room.camera);
	return (
		<>
			<div class="controls">
				<Button
					icon={microphone ? "mic" : "mic-off"}
					pressed={microphone}
					busy={acting.busy}
					testid="microphone"
					label={text.mute}
					onPress={() => void acting.run(() => work.hour.setMicrophone(!microphone))}
				>
					{microphone ? text.muteOn : text.muteOff}
				</Button>
				<Button
					icon={camera ? "video" : "video-off"}
					pressed={camera}
					busy={acting.busy}
					testid="camera"
					label={text.camera}
					onPress={() => void acting.run(() => work.hour.setCamera(!camera))}
				>
					{camera ? text.cameraOn : text.cameraIsOff}
				</Button>
				<Button
					icon="phone-off"
					busy={acting.busy}
					testid="leave-room"
					onPress={() => void acting.run(() => work.hour.leaveRoom())}
				>
					{text.leave}
				</Button>
			</div>
			{trouble === null ? null : (
				<p class="small stage-note" role="status" data-testid="device-trouble">
					{trouble} {text.deviceHelp}
				</p>
			)}
			{acting.error === null ? null : (
				<p class="small stage-note" role="alert">
					{explain(acting.error)}
				</p>
			)}
		</>
	);
}
