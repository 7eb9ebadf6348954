// Keys of the call, and how each connection goes.
import { HIDE_KEY, NEXT_KEY } from "../../state/stage.ts";
import { t } from "../../text/language.ts";
import type { Room } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Empty } from "../parts/Empty.tsx";
import { useWho } from "./useWho.ts";

export function HelpDialog({ room, onClose }: { room: Room; onClose: () => void }) {
	const { guestOr } = useWho();
	const session = useWork().state.session.value;
	/** The pair alone goes on to the next case. */
	const closes = session.kind === "in" && session.me.roles.includes("worker");
	const text = t().call;
	return (
		<Dialog title={text.helpTitle} onClose={onClose} testid="help-dialog">
			<h3>{text.helpKeys}</h3>
			<ul>
				<li>{text.helpHide(HIDE_KEY)}</li>
				{closes ? <li>{text.helpNext(NEXT_KEY)}</li> : null}
				<li>{text.helpEnter}</li>
			</ul>
			<h3>{text.connections}</h3>
			{room.others.length === 0 ? <Empty text={text.noConnections} /> : null}
			<ul class="rows">
				{room.others.map((one) => (
					<li key={one.conn}>
						<span>{guestOr(one)}</span>
						<span class="muted">
							{one.link !== "connected"
								? t().room[one.link]
								: [
										one.quality === null ? [] : text.quality[one.quality],
										one.way === null ? [] : text.way[one.way],
									]
										.flat()
										.join(", ")}
						</span>
					</li>
				))}
			</ul>
			<p class="muted">{t().room.noRecording}</p>
			<div class="buttons">
				<Button kind="second" onPress={onClose}>
					{t().common.close}
				</Button>
			</div>
		</Dialog>
	);
}
