// Can this person hear? A sound, and a question: nobody but they can tell.
import { useEffect, useState } from "preact/hooks";
import { listDevices, NO_DEVICES, playTones } from "../../media/check.ts";
import { t } from "../../text/language.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Check, type Standing, Which } from "./Check.tsx";

export function SpeakerCheck() {
	const work = useWork();
	const id = work.state.devices.value.speakerId;
	const [found, setFound] = useState(NO_DEVICES);
	const [at, setAt] = useState<"untried" | "playing" | "asked" | "heard" | "silent">("untried");
	const text = t().devices;
	useEffect(() => {
		const look = () => void listDevices().then(setFound);
		look();
		// Speakers get their names when the first device has been allowed.
		navigator.mediaDevices?.addEventListener("devicechange", look);
		const timer = setTimeout(look, 2_000);
		return () => {
			clearTimeout(timer);
			navigator.mediaDevices?.removeEventListener("devicechange", look);
		};
	}, []);
	const play = async () => {
		setAt("playing");
		await playTones(id).catch(() => undefined);
		setAt("asked");
	};
	const standing: Standing =
		at === "heard"
			? { tone: "ok", icon: "circle-check", word: text.speakerWorks }
			: at === "silent"
				? { tone: "bad", icon: "volume-x", word: text.speakerSilent }
				: at === "playing"
					? { tone: "now", icon: "volume-2", word: text.playing }
					: { tone: "idle", icon: "volume-2", word: text.speakerNotTried };
	return (
		<Check name="speaker" title={text.speaker} standing={standing}>
			<p class="tight">{text.speakerHint}</p>
			<div class="buttons snug">
				<Button
					kind="second"
					icon="volume-2"
					busy={at === "playing"}
					onPress={() => void play()}
					testid="play-tones"
				>
					{text.play}
				</Button>
			</div>
			{at === "asked" ? (
				<fieldset class="answer">
					<legend>{text.didYouHear}</legend>
					<div class="buttons snug">
						<Button icon="check" onPress={() => setAt("heard")} testid="heard">
							{text.heardIt}
						</Button>
						<Button kind="second" icon="x" onPress={() => setAt("silent")} testid="not-heard">
							{text.heardNothing}
						</Button>
					</div>
				</fieldset>
			) : null}
			{at === "silent" ? (
				<>
					<h3>{text.whatToDo}</h3>
					<ol>
						{text.speakerSteps.map((step) => (
							<li key={step}>{step}</li>
						))}
					</ol>
				</>
			) : null}
			<Which
				name="speakerId"
				label={text.speakerWhich}
				found={found.speaker}
				id={id}
				onChange={(speakerId) => void work.hour.chooseDevices({ speakerId })}
			/>
		</Check>
	);
}
