// One line to everyone in the lobby, the other pair too: so nothing about clients.
import { useState } from "preact/hooks";
import { LINE_MAX, oneLine } from "../../state/lobby.ts";
import { clock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Lobby } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useNames, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Empty } from "../parts/Empty.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";

export function LobbyMessages({ lobby }: { lobby: Lobby }) {
	const work = useWork();
	const names = useNames();
	const saying = useAction();
	const [line, setLine] = useState("");
	const text = t().lobby;
	const send = () => {
		const said = oneLine(line);
		if (said === "") return;
		void saying
			.run(() => work.hour.sayInLobby(said))
			.then((done) => {
				if (done) setLine("");
			});
	};
	return (
		<section aria-labelledby="lobby-messages">
			<h2 id="lobby-messages">{text.messages}</h2>
			<div role="log" aria-live="polite" aria-labelledby="lobby-messages">
				{lobby.messages.length === 0 ? <Empty text={text.messageNone} /> : null}
				{lobby.messages.map((one) => (
					<p key={`${one.from} ${one.at}`} class="tight" data-testid="lobby-message">
						<b>{names(one.from)}</b> <span class="small muted numbers">{clock(one.at)}</span>{" "}
						{one.text}
					</p>
				))}
			</div>
			<ErrorSummary failure={saying.error} />
			<form
				class="field"
				onSubmit={(event) => {
					event.preventDefault();
					send();
				}}
			>
				<label for="lobbyLine">{text.message}</label>
				<p class="hint" id="lobbyLine-hint">
					{text.messageHint}
				</p>
				<div class="with-button">
					<input
						id="lobbyLine"
						type="text"
						maxLength={LINE_MAX}
						autocomplete="off"
						value={line}
						aria-describedby="lobbyLine-hint"
						data-testid="lobby-line"
						onInput={(event) => setLine(event.currentTarget.value)}
					/>
					<Button submit kind="second" icon="send" busy={saying.busy} testid="lobby-send">
						{text.messageSend}
					</Button>
				</div>
			</form>
		</section>
	);
}
