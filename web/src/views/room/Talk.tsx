// Real-time text beside the plan: each one's line as it is written, finished lines above, mine below. What is being
// written is seen at once; a screen reader hears finished lines only.
import { useLayoutEffect, useRef } from "preact/hooks";
import { clock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Room } from "../../work/work.ts";
import { explain, useAction } from "../action.ts";
import { useSelf, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { useWho } from "./useWho.ts";

const MAX = 2_000;

export function Talk({ room }: { room: Room }) {
	const work = useWork();
	const me = useSelf();
	const { name, guestOr } = useWho();
	const acting = useAction();
	const text = t().call;
	const lines = useRef<HTMLDivElement>(null);
	const own = useRef<HTMLInputElement>(null);
	const speaker = (uid: string) => {
		const one = room.others.find((other) => other.uid === uid);
		return uid === me ? t().room.me : one === undefined ? name(uid) : guestOr(one);
	};
	const live = room.others.filter(({ typing }) => typing !== "");
	// The newest is in sight.
	useLayoutEffect(() => {
		lines.current?.scrollTo(0, lines.current.scrollHeight);
	}, [room.lines.length, live.length]);
	// The field is the fingers' own: it takes what the layer holds only when it appears.
	useLayoutEffect(() => {
		if (own.current !== null) own.current.value = room.typing;
	}, []);
	const end = () => {
		if (own.current !== null) own.current.value = "";
		void acting.run(() => work.hour.endLine());
	};
	return (
		<section class="talk" aria-labelledby="talk" data-testid="talk">
			<h2 id="talk">{text.text}</h2>
			<div
				ref={lines}
				class="talk-lines"
				role="log"
				aria-live="polite"
				aria-relevant="additions"
				aria-label={text.textLines}
				// What scrolls has to be reached by the keyboard.
				tabIndex={room.lines.length > 0 ? 0 : undefined}
				data-testid="talk-lines"
			>
				{room.lines.map((line, nth) => (
					<p key={nth}>
						<b>{speaker(line.from)}</b> <span class="small muted numbers">{clock(line.at)}</span>{" "}
						<span class="lines">{line.text}</span>
					</p>
				))}
			</div>
			{live.map((one) => (
				<p key={one.conn} class="talk-live" data-testid="talk-live">
					<b>{text.writes(guestOr(one))}:</b> <span class="lines">{one.typing}</span>
				</p>
			))}
			<form
				class="talk-own"
				onSubmit={(event) => {
					event.preventDefault();
					end();
				}}
			>
				<label for="talk-own" class="hidden-text">
					{text.textMine}
				</label>
				<input
					ref={own}
					id="talk-own"
					type="text"
					maxLength={MAX}
					autocomplete="off"
					placeholder={text.textMine}
					aria-describedby="talk-hint"
					data-testid="talk-own"
					onInput={(event) => void work.hour.type(event.currentTarget.value).catch(() => undefined)}
				/>
				<Button submit kind="second" icon="send" label={text.textEnd} testid="talk-end">
					{null}
				</Button>
			</form>
			<p class="small muted" id="talk-hint">
				{text.textHint} {text.textKept}
			</p>
			{acting.error === null ? null : <p role="alert">{explain(acting.error)}</p>}
		</section>
	);
}
