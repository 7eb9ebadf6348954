// Who is here, and who of the case in turn is not: they can be called, wherever they are signed in.
import { useState } from "preact/hooks";
import { t } from "../../text/language.ts";
import type { Id, Lobby } from "../../work/work.ts";
import { explain, useAction } from "../action.ts";
import { useMe, useNames, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Icon } from "../parts/Icon.tsx";
import { State } from "../parts/State.tsx";

/** So long a call is taken to ring; then one may call again. */
const RINGS_MS = 30_000;

export function LobbyPeople({ lobby }: { lobby: Lobby }) {
	const me = useMe();
	const names = useNames();
	const text = t().lobby;
	return (
		<>
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
			{lobby.awaited.length === 0 ? null : (
				<>
					<h2>{text.awaited}</h2>
					<ul class="rows" data-testid="awaited">
						{lobby.awaited.map((uid) => (
							<Awaited key={uid} uid={uid} />
						))}
					</ul>
				</>
			)}
		</>
	);
}

export function Awaited({ uid }: { uid: Id }) {
	const work = useWork();
	const name = useNames()(uid);
	const calling = useAction();
	const [rings, setRings] = useState(false);
	const text = t().lobby;
	const call = () =>
		void calling
			.run(() => work.hour.callPerson(uid))
			.then((done) => {
				if (!done) return;
				setRings(true);
				setTimeout(() => setRings(false), RINGS_MS);
			});
	const away = calling.error?.code === "not_found";
	return (
		<li>
			<span>
				<Icon name="hourglass" /> {name}
			</span>
			<span role="status">
				{rings ? <State tone="now" icon="phone-call" word={text.called} testid="called" /> : null}
				{calling.error === null ? null : (
					<State
						tone="warn"
						icon="triangle-alert"
						word={away ? text.notReached : explain(calling.error)}
						testid="call-failed"
					/>
				)}
			</span>
			<Button
				kind="second"
				icon="bell-ring"
				busy={calling.busy}
				disabled={rings}
				label={text.call(name)}
				testid="call-person"
				onPress={call}
			>
				{text.callShort}
			</Button>
		</li>
	);
}
