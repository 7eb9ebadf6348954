// In a call and on another page: who hears me stands there too, and the way back. On the room's own page it is the stage's.
import { t } from "../../text/language.ts";
import { useWork } from "../context.ts";
import { Link } from "../parts/Link.tsx";
import { HearingLine } from "../room/HearingLine.tsx";
import { route } from "../router.ts";

export function CallBar() {
	const room = useWork().state.room.value;
	const here = route.value;
	if (room === null || room.phase === "closed" || here.at === "room") return null;
	return (
		<div class="call-bar" data-testid="call-bar">
			<div class="shell-row">
				<HearingLine room={room} />
				<Link to={{ at: "room", hour: room.hour }} testid="back-to-call">
					{t().room.backToCall}
				</Link>
			</div>
		</div>
	);
}
