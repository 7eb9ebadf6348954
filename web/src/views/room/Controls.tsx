// What one does in a call: microphone, camera, hide all, leave; and behind "more" on a phone share, pause, who sits
// beside, help. A device that does not work says why, and the call goes on without it.
import { useState } from "preact/hooks";
import type { IconName } from "../../icons/icons.ts";
import { HIDE_KEY } from "../../state/stage.ts";
import { t } from "../../text/language.ts";
import type { DeviceState, Room } from "../../work/work.ts";
import { type Action, explain, useAction } from "../action.ts";
import { useSelf, useWork } from "../context.ts";
import { Icon } from "../parts/Icon.tsx";
import { BesideDialog } from "./BesideDialog.tsx";
import { HelpDialog } from "./HelpDialog.tsx";
import { ShareDialog } from "./ShareDialog.tsx";

function deviceError(state: DeviceState): string | null {
	const errors = t().errors;
	if (state === "blocked") return errors.device_blocked;
	if (state === "missing") return errors.device_missing;
	return state === "busy" ? errors.device_busy : null;
}

type Asking = "share" | "beside" | "help" | null;

/** `open`: what is behind "more" is shown; where there is room it always is. */
export function Controls(props: {
	readonly room: Room;
	readonly open: boolean;
	readonly onOpen: (open: boolean) => void;
}) {
	const { room, open } = props;
	const work = useWork();
	const acting = useAction();
	const [asking, setAsking] = useState<Asking>(null);
	const text = t().room;
	const more = t().call;
	const microphone = room.microphone === "on";
	const camera = room.camera === "on";
	const trouble = deviceError(room.microphone) ?? deviceError(room.camera);
	const done = () => setAsking(null);
	return (
		<>
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
			<div class={open ? "controls-box open" : "controls-box"}>
				<div class="controls">
					<Control
						icon={microphone ? "mic" : "mic-off"}
						word={text.mute}
						on={microphone}
						acting={acting}
						testid="microphone"
						run={() => work.hour.setMicrophone(!microphone)}
					/>
					<Control
						icon={camera ? "video" : "video-off"}
						word={text.camera}
						on={camera}
						acting={acting}
						testid="camera"
						run={() => work.hour.setCamera(!camera)}
					/>
					<Control
						icon="eye-off"
						word={more.hide}
						under={HIDE_KEY}
						acting={acting}
						testid="hide-all"
						run={() => work.hour.hideAll(true)}
					/>
					<button
						type="button"
						class="control more-button"
						aria-expanded={open}
						onClick={() => props.onOpen(!open)}
						data-testid="more"
					>
						<Icon name="ellipsis" />
						<span>{more.more}</span>
					</button>
					<More room={room} acting={acting} onAsk={setAsking} />
					<Control
						icon="phone-off"
						word={text.leave}
						acting={acting}
						look="leave"
						testid="leave-room"
						run={() => work.hour.leaveRoom()}
					/>
				</div>
			</div>
			{asking === "share" ? <ShareDialog onClose={done} /> : null}
			{asking === "beside" ? <BesideDialog room={room} onClose={done} /> : null}
			{asking === "help" ? <HelpDialog room={room} onClose={done} /> : null}
		</>
	);
}

function More(props: {
	readonly room: Room;
	readonly acting: Action;
	readonly onAsk: (asking: Asking) => void;
}) {
	const { room, acting, onAsk } = props;
	const work = useWork();
	const me = useSelf();
	const guest = work.state.session.value.kind !== "in";
	const text = t().call;
	const pausing = me !== null && room.paused.includes(me);
	// Phones have nothing to share a screen with.
	const canShare =
		navigator.mediaDevices !== undefined && "getDisplayMedia" in navigator.mediaDevices;
	return (
		<div class="more-controls">
			{room.sharing ? (
				<Control
					icon="screen-share-off"
					word={text.stopShare}
					acting={acting}
					testid="stop-share"
					run={() => work.hour.stopShare()}
				/>
			) : canShare ? (
				<Control
					icon="screen-share"
					word={text.share}
					acting={acting}
					testid="share"
					run={async () => onAsk("share")}
				/>
			) : null}
			<Control
				icon={pausing ? "play" : "circle-pause"}
				word={pausing ? text.endPause : text.pause}
				acting={acting}
				testid="pause"
				run={() => work.hour.pause(!pausing)}
			/>
			{guest ? null : (
				<Control
					icon="users"
					word={text.beside}
					acting={acting}
					testid="beside"
					run={async () => onAsk("beside")}
				/>
			)}
			<Control
				icon="keyboard"
				word={text.help}
				acting={acting}
				testid="call-help"
				run={async () => onAsk("help")}
			/>
		</div>
	);
}

/** `on`: a switch; its name stays and its state stands under it. */
function Control(props: {
	readonly icon: IconName;
	readonly word: string;
	readonly under?: string;
	readonly on?: boolean;
	readonly look?: "leave";
	readonly acting: Action;
	readonly testid: string;
	readonly run: () => Promise<void>;
}) {
	const { on, under, acting } = props;
	const text = t().call;
	const state = on === undefined ? under : on ? text.on : text.off;
	return (
		<button
			type="button"
			class={props.look === undefined ? "control" : `control ${props.look}`}
			aria-pressed={on}
			aria-disabled={acting.busy ? "true" : undefined}
			aria-keyshortcuts={under}
			data-testid={props.testid}
			onClick={() => void acting.run(props.run)}
		>
			<Icon name={props.icon} />
			<span>{props.word}</span>
			{state === undefined ? null : (
				<span class={on === undefined ? "control-state key" : "control-state"} aria-hidden="true">
					{state}
				</span>
			)}
		</button>
	);
}
