// The hour itself: people on the left, the case in the middle, time and agenda on the right.
import { useEffect } from "preact/hooks";
import { t } from "../../text/language.ts";
import type { Hour, Room } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { Loading } from "../parts/Loaded.tsx";
import { Agenda } from "./Agenda.tsx";
import { Controls } from "./Controls.tsx";
import { ComparedLine, HearingLine } from "./HearingLine.tsx";
import { RoomCase } from "./RoomCase.tsx";
import { Tiles } from "./Tiles.tsx";

export function Call({ room, hour, now }: { room: Room; hour: Hour; now: number }) {
	const file = useWork().state.file.value;
	const ready = file.kind === "ready" && file.file.case === room.case ? file.file : null;
	const reference = ready?.question?.reference ?? "";
	useEffect(() => {
		document.title = `${t().room.title(reference)} · ${t().common.name}`;
	}, [reference]);
	return (
		<div class="room" data-testid="room" data-phase={room.phase}>
			<section class="stage" aria-label={t().room.pictures}>
				<HearingLine room={room} />
				<ComparedLine room={room} />
				<Tiles room={room} />
				<Controls room={room} />
			</section>
			<div>{ready === null ? <Loading text={t().cases.opening} /> : <RoomCase file={ready} />}</div>
			<Agenda room={room} hour={hour} now={now} reference={reference} />
		</div>
	);
}
