// One person: picture, name, and in words what one does not see or hear of them and why.
import type { ComponentChildren } from "preact";
import type { IconName } from "../../icons/icons.ts";
import { t } from "../../text/language.ts";
import type { Participant, Room } from "../../work/work.ts";
import { Icon } from "../parts/Icon.tsx";
import { useStream } from "../parts/useStream.ts";
import { useWho } from "./useWho.ts";

/** Why there is no picture; null: there is one. */
function gapOf(one: Participant): { icon: IconName; spin?: true; word: string } | null {
	const text = t().room;
	if (one.link === "connecting")
		return { icon: "circle-dashed", spin: true, word: text.connecting };
	if (one.link === "lost") return { icon: "circle-dashed", spin: true, word: text.lost };
	if (one.hidden) return { icon: "eye-off", word: t().call.theyHide };
	if (one.pausing) return { icon: "circle-pause", word: t().call.theyPause };
	if (one.videoOff !== null) return { icon: "signal-low", word: t().call.audioOnly };
	return one.camera === "on" ? null : { icon: "video-off", word: text.cameraOff };
}

const QUALITY: Readonly<Record<NonNullable<Participant["quality"]>, IconName>> = {
	good: "signal-high",
	weak: "signal-medium",
	poor: "signal-low",
};

export function Tile({ one }: { one: Participant }) {
	const { guestOr, names } = useWho();
	const video = useStream(one.stream);
	const gap = gapOf(one);
	const text = t().room;
	// What was heard a moment ago is not heard any more once it is shut.
	const speaks = one.speaking && one.microphone === "on" && !one.pausing;
	return (
		<figure
			class={speaks ? "tile speaking" : "tile"}
			data-testid="tile"
			data-verified={one.verified}
			data-link={one.link}
			data-quality={one.quality ?? undefined}
		>
			<div class="picture">
				{/* biome-ignore lint/a11y/useMediaCaption: it is live; the text call stands beside it */}
				<video ref={video} autoPlay playsInline hidden={gap !== null} />
				{gap === null ? null : <Gap icon={gap.icon} spin={gap.spin === true} word={gap.word} />}
			</div>
			<figcaption>
				<span class="tile-name">{guestOr(one)}</span>
				{speaks ? (
					<Mark icon="volume-2" look="good">
						{text.speaking}
					</Mark>
				) : null}
				{one.beside.length === 0 ? null : (
					<Mark icon="users">{t().call.besideThem(names(one.beside))}</Mark>
				)}
				<Verified of={one.verified} />
				{one.compared === "changed" ? (
					<Mark icon="shield-alert" look="bad">
						{text.newKeysMark}
					</Mark>
				) : null}
				{one.microphone === "on" ? null : <Mark icon="mic-off">{text.micOff}</Mark>}
				{one.quality === null || one.link !== "connected" ? null : (
					<Mark icon={QUALITY[one.quality]} look={one.quality === "good" ? "" : "warn"}>
						{t().call.quality[one.quality]}
					</Mark>
				)}
			</figcaption>
		</figure>
	);
}

/** Mine: never played aloud; shown as in a mirror. */
export function OwnTile({ room }: { room: Room }) {
	const { names } = useWho();
	const video = useStream(room.stream);
	const text = t().room;
	const off = room.camera !== "on";
	const paused = room.paused.length > 0;
	return (
		<figure class="tile mine" data-testid="tile-me" data-link="connected">
			<div class="picture">
				<video ref={video} autoPlay playsInline muted hidden={off || paused} />
				{paused ? (
					<Gap icon="circle-pause" word={t().call.theyPause} />
				) : off ? (
					<Gap icon="video-off" word={text.cameraOff} />
				) : null}
			</div>
			<figcaption>
				<span class="tile-name">
					{room.beside.length === 0 ? text.me : t().call.meBeside(names(room.beside))}
				</span>
				{room.microphone === "on" ? null : <Mark icon="mic-off">{text.micOff}</Mark>}
				{room.videoOff === null ? null : (
					<Mark icon="signal-low" look="warn">
						{t().call.audioOnly}
					</Mark>
				)}
			</figcaption>
		</figure>
	);
}

function Gap({ icon, spin = false, word }: { icon: IconName; spin?: boolean; word: string }) {
	return (
		<div class="nobody">
			<span>
				<Icon name={icon} spin={spin} />
			</span>
			{word}
		</div>
	);
}

function Mark(props: {
	readonly icon: IconName;
	readonly look?: "" | "good" | "bad" | "warn";
	readonly children: ComponentChildren;
}) {
	return (
		<span class={`mark ${props.look ?? ""}`}>
			<Icon name={props.icon} />
			<span>{props.children}</span>
		</span>
	);
}

function Verified({ of }: { of: Participant["verified"] }) {
	const text = t().room;
	if (of === "verified")
		return (
			<Mark icon="shield-check" look="good">
				{text.verified}
			</Mark>
		);
	if (of === "failed")
		return (
			<Mark icon="shield-alert" look="bad">
				{text.notVerified}
			</Mark>
		);
	return <Mark icon="hourglass">{text.checking}</Mark>;
}
