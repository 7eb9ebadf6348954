// The check before joining: camera, microphone, speaker, connection, clock. Under a minute; nothing is kept or sent.
import { useState } from "preact/hooks";
import { hourToTry } from "../../state/hour.ts";
import type { Route } from "../../state/route.ts";
import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { useNow, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { Page } from "../parts/Page.tsx";
import { CameraCheck } from "./CameraCheck.tsx";
import { ClockCheck } from "./ClockCheck.tsx";
import { ConnectionCheck } from "./ConnectionCheck.tsx";
import { MicrophoneCheck } from "./MicrophoneCheck.tsx";
import { SpeakerCheck } from "./SpeakerCheck.tsx";

const TICK_MS = 10_000;

/** `hour`: the one that is being joined; null: the next one. */
export function DevicesPage({ hour }: { hour: Id | null }) {
	const { hours } = useWork().state;
	const now = useNow(TICK_MS);
	const [started, setStarted] = useState(false);
	const text = t().devices;
	const all = hours.value.kind === "ready" ? hours.value.value : [];
	const from: Route = hour === null ? { at: "today" } : { at: "room", hour };
	return (
		<Page title={text.title} back={from} enter={started ? "running" : "start"}>
			<p>{text.lead}</p>
			{started ? (
				<>
					<CameraCheck />
					<MicrophoneCheck />
					<SpeakerCheck />
					<ConnectionCheck hour={hourToTry(all, hour, now)} />
					<ClockCheck />
					<div class="buttons">
						<Link to={from} button="first" testid="check-done">
							{text.done}
						</Link>
					</div>
				</>
			) : (
				<>
					<p>
						<Icon name="info" /> {text.permission}
					</p>
					<div class="buttons">
						<Button icon="play" onPress={() => setStarted(true)} testid="start-check">
							{text.start}
						</Button>
					</div>
				</>
			)}
		</Page>
	);
}
