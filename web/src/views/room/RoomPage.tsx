// The way through an hour: gate → lobby → room → lobby. Which of them is shown follows from the state alone.
import { useState } from "preact/hooks";
import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { useNow, useWork } from "../context.ts";
import { DeadEnd } from "../parts/DeadEnd.tsx";
import { LoadedPage } from "../parts/Loaded.tsx";
import { Call } from "./Call.tsx";
import { ClosedRoom } from "./ClosedRoom.tsx";
import { Gate } from "./Gate.tsx";
import { LobbyView } from "./LobbyView.tsx";
import { Switching } from "./Switching.tsx";

const TICK_MS = 5_000;

export function RoomPage({ id }: { id: Id }) {
	const { hours, lobby, room } = useWork().state;
	const now = useNow(TICK_MS);
	/** The closed room that has been read about and left behind. */
	const [seen, setSeen] = useState<Id | null>(null);
	const all = hours.value;
	if (all.kind !== "ready")
		return (
			<LoadedPage of={all} title={t().lobby.title} back={{ at: "hours" }}>
				{() => null}
			</LoadedPage>
		);
	const hour = all.value.find((one) => one.hour === id);
	if (hour === undefined)
		return <DeadEnd title={t().hours.title} text={t().hours.gone} back={{ at: "hours" }} />;
	const here = room.value?.hour === id ? room.value : null;
	if (here?.phase === "switching") return <Switching />;
	if (here?.phase === "closed") {
		if (here.closed !== "left" && here.session !== seen)
			return <ClosedRoom room={here} onLeave={() => setSeen(here.session)} />;
	} else if (here !== null) return <Call key={here.session} room={here} hour={hour} now={now} />;
	if (lobby.value?.hour === id) return <LobbyView hour={hour} lobby={lobby.value} now={now} />;
	return <Gate hour={hour} />;
}
