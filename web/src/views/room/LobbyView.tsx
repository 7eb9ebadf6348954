// The lobby: whose turn it is and where I stand, the way into the case in turn, who is here and who is awaited, short
// messages, and how long one has waited.
import { OVERTIME_MS } from "../../state/hour.ts";
import { positionOf } from "../../state/lobby.ts";
import { clock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Devices, Hour, Lobby, Me } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useCalling } from "../badge.ts";
import { useMe, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Page } from "../parts/Page.tsx";
import { DesktopCalls } from "../ring/DesktopCalls.tsx";
import { go } from "../router.ts";
import { LobbyDevices } from "./LobbyDevices.tsx";
import { LobbyMessages } from "./LobbyMessages.tsx";
import { LobbyPeople } from "./LobbyPeople.tsx";
import { OpenMine } from "./OpenMine.tsx";

export function LobbyView(props: {
	readonly hour: Hour;
	readonly lobby: Lobby;
	readonly now: number;
}) {
	const { hour, lobby } = props;
	const work = useWork();
	const me = useMe();
	const leaving = useAction();
	const { microphone, camera } = work.state.devices.value;
	const devices: Devices = { microphone, camera };
	const text = t().lobby;
	return (
		<Page title={text.title} above={hour.name} enter="lobby">
			<Turn {...props} devices={devices} />
			<LobbyDevices hour={hour.hour} />
			{me.roles.includes("worker") ? (
				<OpenMine hour={hour} busy={lobby.turn?.open === true} devices={devices} />
			) : null}
			<LobbyPeople lobby={lobby} />
			<LobbyMessages lobby={lobby} />
			<DesktopCalls />
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

/** Whose turn, my place in line, and the button when it is mine. */
function Turn(props: {
	readonly hour: Hour;
	readonly lobby: Lobby;
	readonly now: number;
	readonly devices: Devices;
}) {
	const { hour, lobby } = props;
	const work = useWork();
	const me = useMe();
	const joining = useAction();
	const text = t().lobby;
	const { turn } = lobby;
	const mine = turn?.mine === true && turn.session !== null;
	// It shows in the tab too: people wait with another window in front.
	useCalling(mine ? `● ${text.myTurn}` : null);
	const waited = Math.max(0, Math.floor((props.now - lobby.enteredAt) / 60_000));
	return (
		<section class="card strong" data-testid="turn">
			{mine ? (
				<>
					<h2>{text.myTurn}</h2>
					<ErrorSummary failure={joining.error} />
					<Button
						icon="video"
						busy={joining.busy}
						testid="join-case"
						onPress={() => void joining.run(() => work.hour.join(props.devices))}
					>
						{text.joinPlain}
					</Button>
				</>
			) : (
				<h2>{text.waiting}</h2>
			)}
			{/* That it is my turn is a notice, which is said. The clock must not be read out every minute. */}
			<div aria-live="polite">
				{mine ? null : (
					<>
						<p>{waitingText(turn, me)}</p>
						<p data-testid="position">{positionText(hour, lobby)}</p>
					</>
				)}
			</div>
			{mine ? null : (
				<p class="small muted tight" data-testid="waited">
					{text.waitedSince(clock(lobby.enteredAt), waited)}
				</p>
			)}
		</section>
	);
}

function waitingText(turn: Lobby["turn"], me: Me): string {
	const text = t().lobby;
	if (turn === null) return text.nobodyTurn;
	if (turn.open && !turn.mine) return text.otherTurn;
	if (me.roles.includes("contact")) return text.waitPair;
	return turn.mine ? text.nextMine : text.nextOther;
}

/** Only where it says more than whose turn it is. */
function positionText(hour: Hour, lobby: Lobby): string | null {
	const text = t().lobby;
	const position = positionOf(hour, lobby);
	switch (position.kind) {
		case "after":
			return text.posAfter(position.ahead, position.minutes);
		case "next":
			return lobby.turn?.mine === true ? null : text.posNext;
		case "none":
			return lobby.turn === null ? null : text.posNone;
		case "now":
			return null;
	}
}
