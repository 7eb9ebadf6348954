// What is the matter in a call and what to do about it: lost connection, held-back sound, pause, howl, same room.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { IconName } from "../../icons/icons.ts";
import { lostFor, telOf } from "../../state/stage.ts";
import { t } from "../../text/language.ts";
import type { Hour, Room } from "../../work/work.ts";
import { explain, useAction } from "../action.ts";
import { useNow, useSelf, useWork } from "../context.ts";
import { say } from "../live.ts";
import { Button } from "../parts/Button.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Awaited } from "./LobbyPeople.tsx";
import { useWho } from "./useWho.ts";

const TICK_MS = 1_000;

export function StageNotes({ room, hour }: { room: Room; hour: Hour | null }) {
	const work = useWork();
	return (
		<>
			{room.lostAt === null ? null : <Lost room={room} hour={hour} />}
			{room.soundBlocked ? (
				<ToDo icon="volume-2" word={t().call.soundBack} run={() => work.hour.soundBack()} />
			) : null}
			<Paused room={room} />
			{room.howl ? (
				<Note icon="mic-off" testid="howl" alert>
					<p>{t().call.howl}</p>
					<ToDo icon="mic" word={t().call.howlOn} run={() => work.hour.setMicrophone(true)} />
				</Note>
			) : null}
			{room.sameRoom === "ask" ? <SameRoomAsk room={room} /> : null}
		</>
	);
}

/** What one may know, after the pictures: it asks for nothing at once. */
export function StageAsides({ room }: { room: Room }) {
	return (
		<>
			{room.videoOff === null ? null : (
				<Note icon="signal-low" testid="video-off">
					<p>{t().call.myVideoOff}</p>
				</Note>
			)}
			{room.sameRoom === "same" ? <SameRoom /> : null}
			<Missing room={room} />
		</>
	);
}

function Note(props: {
	readonly icon: IconName;
	readonly testid: string;
	readonly alert?: true;
	/** No news: it is found by whoever looks for it. */
	readonly quiet?: true;
	readonly children: ComponentChildren;
}) {
	const words = useRef<HTMLDivElement>(null);
	// An alert is read aloud as it comes; what may wait is said.
	useEffect(() => {
		if (!props.alert && !props.quiet) say(words.current?.querySelector("p")?.textContent ?? "");
	}, []);
	return (
		<div class="note" role={props.alert ? "alert" : undefined} data-testid={props.testid}>
			<Icon name={props.icon} />
			<div ref={words}>{props.children}</div>
		</div>
	);
}

function ToDo(props: {
	readonly icon: IconName;
	readonly word: string;
	readonly run: () => Promise<void>;
	readonly second?: true;
	readonly testid?: string;
}) {
	const acting = useAction();
	return (
		<>
			<Button
				kind={props.second ? "second" : "first"}
				icon={props.icon}
				busy={acting.busy}
				onPress={() => void acting.run(props.run)}
				{...(props.testid === undefined ? {} : { testid: props.testid })}
			>
				{props.word}
			</Button>
			{acting.error === null ? null : <p role="alert">{explain(acting.error)}</p>}
		</>
	);
}

/** Where to phone stands there once it has taken long enough; the connection is tried all the while. */
function Lost({ room, hour }: { room: Room; hour: Hour | null }) {
	const { series } = useWork().state;
	const lost = lostFor(room, useNow(TICK_MS));
	const all = series.value.kind === "ready" ? series.value.value : [];
	const phone = all.find((one) => one.series === hour?.series)?.phone ?? "";
	const text = t().call;
	return (
		<Note icon="wifi-off" testid="lost" alert>
			<p>{text.lost}</p>
			{lost?.phone && phone !== "" ? (
				<p>
					<a class="button" href={telOf(phone)} data-testid="phone">
						<Icon name="phone" /> {text.lostPhone(phone)}
					</a>
				</p>
			) : null}
		</Note>
	);
}

function Paused({ room }: { room: Room }) {
	const work = useWork();
	const me = useSelf();
	const { names } = useWho();
	const text = t().call;
	if (room.paused.length === 0) return null;
	const others = room.paused.filter((uid) => uid !== me);
	const mine = others.length < room.paused.length;
	return (
		<Note icon="circle-pause" testid="paused">
			<p>{others.length === 0 ? text.pausedMine : text.paused(names(room.paused))}</p>
			{others.length === 0 ? null : <p>{text.pauseWaits(names(others))}</p>}
			{mine ? (
				<ToDo
					icon="play"
					word={text.endPause}
					run={() => work.hour.pause(false)}
					testid="end-pause"
				/>
			) : null}
		</Note>
	);
}

function SameRoom() {
	const work = useWork();
	const text = t().call;
	return (
		<Note icon="users" testid="same-room">
			<p>{text.same}</p>
			<ToDo icon="x" second word={text.sameNo} run={() => work.hour.answerSameRoom("apart")} />
		</Note>
	);
}

function SameRoomAsk({ room }: { room: Room }) {
	const work = useWork();
	const me = useSelf();
	const { names } = useWho();
	const directory = work.state.directory.value;
	const text = t().call;
	const people = directory.kind === "ready" ? directory.value.people : [];
	const myOrg = people.find(({ uid }) => uid === me)?.org;
	const colleagues = room.others.filter((one) =>
		people.some(({ uid, org }) => uid === one.uid && org === myOrg),
	);
	return (
		<Note icon="users" testid="same-room-ask">
			<p>
				<strong>{text.sameAsk(names(colleagues.map(({ uid }) => uid)))}</strong>
			</p>
			<p>{text.sameWhy}</p>
			<div class="buttons snug">
				<ToDo
					icon="check"
					word={text.sameYes}
					run={() => work.hour.answerSameRoom("same")}
					testid="same-yes"
				/>
				<ToDo
					icon="x"
					second
					word={text.sameNo}
					run={() => work.hour.answerSameRoom("apart")}
					testid="same-no"
				/>
			</div>
		</Note>
	);
}

/** Who of the case has not come yet: called from here too. */
function Missing({ room }: { room: Room }) {
	const lobby = useWork().state.lobby.value;
	const missing = (lobby?.hour === room.hour ? lobby.awaited : []).filter(
		(uid) =>
			!room.beside.includes(uid) &&
			!room.others.some((one) => one.uid === uid || one.beside.includes(uid)),
	);
	if (missing.length === 0 || room.phase === "joining") return null;
	return (
		<Note icon="hourglass" testid="missing" quiet>
			<p>{t().lobby.awaited}</p>
			<ul class="missing">
				{missing.map((uid) => (
					<Awaited key={uid} uid={uid} />
				))}
			</ul>
		</Note>
	);
}
