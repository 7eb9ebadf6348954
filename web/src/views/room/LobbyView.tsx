// The lobby: who is here, whose turn it is, how long one has waited, and the way into the case in turn.
import { useEffect } from "preact/hooks";
import { OVERTIME_MS } from "../../state/hour.ts";
import { clock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Devices, Hour, Lobby, Me } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { calling } from "../badge.ts";
import { useMe, useNames, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Page } from "../parts/Page.tsx";
import { Tick } from "../parts/Tick.tsx";
import { go } from "../router.ts";
import { OpenMine } from "./OpenMine.tsx";

export function LobbyView(props: {
	readonly hour: Hour;
	readonly lobby: Lobby;
	readonly now: number;
	readonly devices: Devices;
	readonly onDevices: (devices: Devices) => void;
}) {
	const { hour, lobby, devices } = props;
	const work = useWork();
	const me = useMe();
	const names = useNames();
	const leaving = useAction();
	const joining = useAction();
	const text = t().lobby;
	const turn = lobby.turn;
	const mine = turn?.mine === true && turn.session !== null;
	useTitleMark(mine);
	const waited = Math.floor((props.now - lobby.enteredAt) / 60_000);
	return (
		<Page title={text.title} above={hour.name} enter="lobby">
			<section class="card strong" aria-live="polite" data-testid="turn">
				{mine ? (
					<>
						<h2>{text.myTurn}</h2>
						<ErrorSummary failure={joining.error} />
						<Button
							icon="video"
							busy={joining.busy}
							testid="join-case"
							onPress={() => void joining.run(() => work.hour.join(devices))}
						>
							{text.joinPlain}
						</Button>
					</>
				) : (
					<>
						<h2>{text.waiting}</h2>
						<p>{waitingText(turn, me)}</p>
						<p class="small muted tight">{text.waited(Math.max(0, waited))}</p>
					</>
				)}
			</section>
			<fieldset class="field">
				<legend class="hidden-text">{text.devices}</legend>
				<Tick
					name="lobbyMicrophone"
					label={text.microphone}
					value={devices.microphone}
					onChange={(microphone) => props.onDevices({ ...devices, microphone })}
				/>
				<Tick
					name="lobbyCamera"
					label={text.camera}
					value={devices.camera}
					onChange={(camera) => props.onDevices({ ...devices, camera })}
				/>
				<p class="small muted">
					<Icon name="ear-off" /> {text.devicesHint} {t().room.noRecording}
				</p>
			</fieldset>
			{me.roles.includes("worker") ? (
				<OpenMine hour={hour} busy={turn?.open === true} devices={devices} />
			) : null}
			<h2>{text.present}</h2>
			{lobby.present.length < 2 ? <p class="muted">{text.alone}</p> : null}
			<ul class="rows" data-testid="present">
				{lobby.present.map((uid) => (
					<li key={uid}>
						<span>
							<Icon name="user" /> {names(uid)} {uid === me.uid ? `(${t().common.you})` : ""}
						</span>
					</li>
				))}
			</ul>
			<ErrorSummary failure={leaving.error} />
			<div class="buttons">
				<Button
					kind="second"
					icon="log-out"
					busy={leaving.busy}
					testid="leave-lobby"
					onPress={() =>
						void leaving
							.run(() => work.hour.leaveLobby())
							.then((done) => {
								if (done) go({ at: "hour", hour: hour.hour });
							})
					}
				>
					{text.leave}
				</Button>
				<span class="small muted">{text.closesAt(clock(hour.endsAt + OVERTIME_MS))}</span>
			</div>
		</Page>
	);
}

function waitingText(turn: Lobby["turn"], me: Me): string {
	const text = t().lobby;
	if (turn === null) return text.nobodyTurn;
	if (turn.open && !turn.mine) return text.otherTurn;
	if (me.roles.includes("contact")) return text.waitPair;
	return turn.mine ? text.nextMine : text.nextOther;
}

/** My turn shows in the tab too: people wait with another window in front. */
function useTitleMark(on: boolean): void {
	useEffect(() => {
		if (!on) return;
		calling.value = `● ${t().lobby.myTurn}`;
		return () => {
			calling.value = null;
		};
	}, [on]);
}
