// The call as a guest has it: pictures, sound, real-time text, who is there, controls. Nothing of the case.
import { useEffect } from "preact/hooks";
import { t } from "../../text/language.ts";
import type { Room } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { Icon } from "../parts/Icon.tsx";
import { HiddenCover, useHideKey } from "../room/HiddenCover.tsx";
import { Stage } from "../room/Stage.tsx";
import { Talk } from "../room/Talk.tsx";

export function GuestCall({ room }: { room: Room }) {
	const visit = useWork().state.visit.value;
	const roster = visit.kind === "none" ? [] : visit.roster;
	const text = t().guest;
	useHideKey();
	useEffect(() => {
		if (!room.hidden) document.title = `${text.call} · ${t().common.name}`;
	}, [room.hidden, text]);
	if (room.hidden) return <HiddenCover />;
	const there = roster.filter(({ uid }) => room.others.some((one) => one.uid === uid));
	return (
		<div class="room wide" data-testid="guest-room" data-phase={room.phase}>
			<Stage room={room} hour={null} wide onWide={null} />
			<div class="middle">
				<Talk room={room} />
			</div>
			<aside class="agenda" aria-labelledby="guest-present">
				<h2 class="first" id="guest-present">
					{text.present}
				</h2>
				<ul class="rows" data-testid="guest-present">
					{there.map((one) => (
						<li key={one.uid}>
							<span>
								<Icon name="user" /> {one.name}{" "}
								<span class="small muted">
									{one.guest === null ? one.org : t().call.guestRole[one.guest]}
								</span>
							</span>
						</li>
					))}
				</ul>
			</aside>
		</div>
	);
}
