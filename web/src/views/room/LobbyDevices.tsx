// What I join with; remembered on this device.
import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { Tick } from "../parts/Tick.tsx";

export function LobbyDevices({ hour }: { hour: Id }) {
	const work = useWork();
	const { microphone, camera } = work.state.devices.value;
	const text = t().lobby;
	return (
		<fieldset class="field">
			<legend class="hidden-text">{text.devices}</legend>
			<Tick
				name="lobbyMicrophone"
				label={text.microphone}
				value={microphone}
				onChange={(on) => void work.hour.chooseDevices({ microphone: on })}
			/>
			<Tick
				name="lobbyCamera"
				label={text.camera}
				value={camera}
				onChange={(on) => void work.hour.chooseDevices({ camera: on })}
			/>
			<p class="small muted">
				<Icon name="ear-off" /> {text.devicesHint} {t().room.noRecording}{" "}
				<Link to={{ at: "devices", hour }} testid="to-devices">
					{t().devices.test}
				</Link>
			</p>
		</fieldset>
	);
}
