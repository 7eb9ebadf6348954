// What I join with from the lobby, and the way to the device check.
import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { JoinWith } from "./JoinWith.tsx";

export function LobbyDevices({ hour }: { hour: Id }) {
	return (
		<JoinWith>
			<p class="small muted">
				<Icon name="ear-off" /> {t().lobby.devicesHint} {t().room.noRecording}{" "}
				<Link to={{ at: "devices", hour }} testid="to-devices">
					{t().devices.test}
				</Link>
			</p>
		</JoinWith>
	);
}
