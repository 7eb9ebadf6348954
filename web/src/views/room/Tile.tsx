// One person: picture, name, verified mark, and what is off. The stream is tied to the video element by hand.
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../text/language.ts";
import type { Participant } from "../../work/work.ts";
import { Icon } from "../parts/Icon.tsx";

export function Tile(props: {
	readonly name: string;
	readonly stream: MediaStream | null;
	readonly picture: boolean;
	/** My own: never played aloud. */
	readonly muted: boolean;
	readonly microphone: boolean;
	readonly speaking: boolean;
	/** Null for me. */
	readonly verified: Participant["verified"] | null;
	/** Their keys have changed since I compared them. */
	readonly newKeys: boolean;
	readonly link: Participant["link"];
}) {
	const video = useRef<HTMLVideoElement>(null);
	const text = t().room;
	useEffect(() => {
		if (video.current !== null && video.current.srcObject !== props.stream)
			video.current.srcObject = props.stream;
	}, [props.stream]);
	const waits =
		props.link === "connecting" ? text.connecting : props.link === "lost" ? text.lost : null;
	return (
		<figure
			class={props.speaking ? "tile speaking" : "tile"}
			data-testid={props.verified === null ? "tile-me" : "tile"}
			data-verified={props.verified ?? undefined}
			data-link={props.link}
		>
			<video ref={video} autoPlay playsInline muted={props.muted} hidden={!props.picture} />
			{props.picture && waits === null ? null : (
				<div class="nobody">
					<span>
						<Icon name={waits === null ? "video-off" : "circle-dashed"} spin={waits !== null} />
					</span>
					{waits ?? text.cameraOff}
				</div>
			)}
			<figcaption>
				<span>{props.name}</span>
				{props.verified === null ? null : (
					<span
						class={
							props.verified === "verified"
								? "mark good"
								: props.verified === "failed"
									? "mark bad"
									: "mark"
						}
					>
						<Icon
							name={
								props.verified === "verified"
									? "shield-check"
									: props.verified === "failed"
										? "shield-alert"
										: "hourglass"
							}
						/>
						{props.verified === "verified"
							? text.verified
							: props.verified === "failed"
								? text.notVerified
								: text.checking}
					</span>
				)}
				{props.newKeys ? (
					<span class="mark bad">
						<Icon name="shield-alert" />
						{text.newKeysMark}
					</span>
				) : null}
				{props.microphone ? null : (
					<span class="mark">
						<Icon name="mic-off" />
						<span class="hidden-text">{text.micOff}</span>
					</span>
				)}
				{props.speaking ? <span class="hidden-text">{text.speaking}</span> : null}
			</figcaption>
		</figure>
	);
}
