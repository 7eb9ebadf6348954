// Does the microphone hear? A bar that moves with the voice, and a word once a voice has been heard.
import { useEffect, useState } from "preact/hooks";
import { watchLevel } from "../../media/check.ts";
import { HEARD_LEVEL, LEVELS, levelOf } from "../../state/devices.ts";
import { t } from "../../text/language.ts";
import { Check, Which } from "./Check.tsx";
import { FixIt } from "./FixIt.tsx";
import { useDevice } from "./useDevice.ts";

/** Marks that go out one by one: the bar does not flicker. */
function useLevel(track: MediaStreamTrack | null): number {
	const [level, setLevel] = useState(0);
	useEffect(() => {
		if (track === null) return;
		setLevel(0);
		return watchLevel(track, (loudness) =>
			setLevel((shown) => Math.max(levelOf(loudness), shown - 1, 0)),
		);
	}, [track]);
	return level;
}

const MARKS = Array.from({ length: LEVELS }, (_, nth) => nth);

export function MicrophoneCheck() {
	const { opened, found, id, choose, again } = useDevice("microphone");
	const track = opened?.track ?? null;
	const level = useLevel(track);
	const [heard, setHeard] = useState<MediaStreamTrack | null>(null);
	const text = t().devices;
	if (track !== null && heard !== track && level >= HEARD_LEVEL) setHeard(track);
	return (
		<Check
			name="microphone"
			title={text.microphone}
			standing={
				opened === null
					? { tone: "idle", icon: "hourglass", word: text.microphoneStarts }
					: opened.trouble !== null
						? { tone: "bad", icon: "mic-off", word: text.trouble[opened.trouble].microphone }
						: heard === track
							? { tone: "ok", icon: "circle-check", word: text.heard }
							: { tone: "warn", icon: "mic", word: text.notHeard }
			}
		>
			{track === null ? null : (
				<>
					<p class="tight">{text.speakHint}</p>
					<meter
						class="hidden-text"
						aria-label={text.level}
						min={0}
						max={LEVELS}
						value={level}
						data-testid="level"
					/>
					<div class="level" aria-hidden="true">
						{MARKS.map((nth) => (
							<span key={nth} class={nth < level ? "lit" : undefined} />
						))}
					</div>
					<Which
						name="microphoneId"
						label={text.microphoneWhich}
						found={found.microphone}
						id={id}
						onChange={choose}
					/>
				</>
			)}
			{opened === null || opened.trouble === null ? null : (
				<FixIt device="microphone" trouble={opened.trouble} onAgain={again} />
			)}
		</Check>
	);
}
