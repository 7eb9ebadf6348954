// Somebody waits for me in an hour: sound, title, badge and a notice on the desktop, on whatever page I am, until I
// answer or put it away.
import { useEffect, useState } from "preact/hooks";
import { ring } from "../../media/tones.ts";
import { t } from "../../text/language.ts";
import type { Called } from "../../work/work.ts";
import { explain, useAction } from "../action.ts";
import { useCalling } from "../badge.ts";
import { useNames, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Icon } from "../parts/Icon.tsx";
import { go } from "../router.ts";
import { DesktopCalls } from "./DesktopCalls.tsx";

export function Ring() {
	const { called } = useWork().state;
	const call = called.value;
	return call === null ? null : <Ringing key={`${call.hour} ${call.at}`} call={call} />;
}

function Ringing({ call }: { call: Called }) {
	const work = useWork();
	const names = useNames();
	const answering = useAction();
	const { room, lobby, hours } = work.state;
	const phase = room.value?.phase;
	// Who is in a room is talking: the others there need not hear it.
	const quiet = phase === "open" || phase === "verifying";
	const sounds = useRinging(!quiet);
	const text = t().ring;
	const title = text.title(names(call.by));
	const hour =
		hours.value.kind === "ready"
			? hours.value.value.find((one) => one.hour === call.hour)
			: undefined;
	const about = hour === undefined ? text.textPlain : text.text(hour.name);
	useCalling(`● ${text.tab(names(call.by))}`);
	const answer = async () => {
		if (!quiet && lobby.peek()?.hour !== call.hour) await work.hour.enterLobby(call.hour);
		go({ at: "room", hour: call.hour });
		work.dismissCall();
	};
	useDesktopNotice(() => void answering.run(answer));
	return (
		<section class="ring" aria-labelledby="ring-title" data-testid="ring">
			<Icon name="phone-call" />
			<div>
				<div role="alert">
					<h2 id="ring-title">{title}</h2>
					<p>{about}</p>
				</div>
				{sounds || quiet ? null : <p class="small">{text.soundOff}</p>}
				{answering.error === null ? null : (
					<p class="small" role="alert">
						{explain(answering.error)}
					</p>
				)}
				<div class="buttons snug">
					<Button
						icon="door-open"
						busy={answering.busy}
						testid="ring-answer"
						onPress={() => void answering.run(answer)}
					>
						{lobby.value?.hour === call.hour ? text.answerThere : text.answer}
					</Button>
					<Button kind="second" icon="x" testid="ring-dismiss" onPress={() => work.dismissCall()}>
						{text.dismiss}
					</Button>
				</div>
				<DesktopCalls />
			</div>
		</section>
	);
}

/** Rings while `on`; false while the browser holds the sound back. */
export function useRinging(on: boolean): boolean {
	const [sounds, setSounds] = useState(true);
	useEffect(() => {
		if (!on) return undefined;
		try {
			return ring(setSounds);
		} catch {
			setSounds(false); // no output at all: title and notice remain
			return undefined;
		}
	}, [on]);
	return sounds;
}

/** Stands over other programs and is kept by the system: it says nobody's name, and not which hour. */
function useDesktopNotice(onPress: () => void): void {
	useEffect(() => {
		if (!("Notification" in globalThis) || Notification.permission !== "granted") return undefined;
		let notice: Notification;
		try {
			const body = t().ring.textPlain;
			const how = { body, tag: "etatunti-call", requireInteraction: true };
			notice = new Notification(t().common.name, how);
		} catch {
			return undefined; // Android has the word but shows none for a page
		}
		notice.onclick = () => {
			window.focus();
			notice.close();
			onPress();
		};
		return () => notice.close();
	}, []);
}
