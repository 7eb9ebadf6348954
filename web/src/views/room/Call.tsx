// The hour itself: people on the dark stage, the case with its plan and the text call, time and agenda beside.
import { useEffect, useRef, useState } from "preact/hooks";
import { sharedScreen } from "../../state/stage.ts";
import { t } from "../../text/language.ts";
import type { Hour, Room } from "../../work/work.ts";
import { useOpenCase } from "../cases/useOpenCase.ts";
import { useWork } from "../context.ts";
import { say } from "../live.ts";
import { Failure, Loading } from "../parts/Loaded.tsx";
import { Agenda } from "./Agenda.tsx";
import { useHearing } from "./HearingLine.tsx";
import { HiddenCover, useHideKey } from "./HiddenCover.tsx";
import { RoomCase } from "./RoomCase.tsx";
import { Stage } from "./Stage.tsx";
import { Talk } from "./Talk.tsx";

export function Call({ room, hour, now }: { room: Room; hour: Hour; now: number }) {
	const work = useWork();
	const file = work.state.file.value;
	const [wide, setWide] = useState(false);
	const ready = file.kind === "ready" && file.file.case === room.case ? file.file : null;
	const reference = ready?.question?.reference ?? "";
	useHideKey();
	useOpenCase(room.case);
	useEffect(() => {
		if (!room.hidden) document.title = `${t().room.title(reference)} · ${t().common.name}`;
	}, [reference, room.hidden]);
	// Entered, gone on to the next case, or shown again: one begins at the top, and at the case.
	const shown = ready !== null && !room.hidden;
	useEffect(() => {
		if (!shown) return;
		document.querySelector<HTMLElement>(".room h1")?.focus({ preventScroll: true });
		scrollTo(0, 0);
	}, [room.session, shown]);
	const { bad, words } = useHearing(room);
	const covered = useRef(room.hidden);
	useEffect(() => {
		// The line that tells who hears has come back with its words: of an alert alone they are read aloud.
		if (covered.current && !room.hidden && !bad) say(words);
		covered.current = room.hidden;
	}, [room.hidden]);
	// Hidden means gone from the page: no picture, no word of the case, no sound.
	if (room.hidden) return <HiddenCover />;
	const broad = wide || sharedScreen(room) !== null;
	return (
		<div class={broad ? "room wide" : "room"} data-testid="room" data-phase={room.phase}>
			<Stage room={room} hour={hour} wide={wide} onWide={setWide} />
			<div class="middle">
				<Talk room={room} />
				<div>
					{ready !== null ? (
						<RoomCase file={ready} />
					) : file.kind === "failed" && file.case === room.case ? (
						<Failure error={file.error} again={() => work.cases.open(room.case)} />
					) : (
						<Loading text={t().cases.opening} />
					)}
				</div>
			</div>
			<Agenda room={room} hour={hour} now={now} reference={reference} />
		</div>
	);
}
