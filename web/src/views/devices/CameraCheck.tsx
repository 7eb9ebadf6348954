// One's own picture, as others would see it.
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../text/language.ts";
import { Check, Which } from "./Check.tsx";
import { FixIt } from "./FixIt.tsx";
import { useDevice } from "./useDevice.ts";

export function CameraCheck() {
	const { opened, found, id, choose, again } = useDevice("camera");
	const video = useRef<HTMLVideoElement>(null);
	const text = t().devices;
	const track = opened?.track ?? null;
	useEffect(() => {
		if (video.current !== null)
			video.current.srcObject = track === null ? null : new MediaStream([track]);
	}, [track]);
	return (
		<Check
			name="camera"
			title={text.camera}
			standing={
				opened === null
					? { tone: "idle", icon: "hourglass", word: text.cameraStarts }
					: opened.trouble === null
						? { tone: "ok", icon: "circle-check", word: text.cameraShows }
						: { tone: "bad", icon: "video-off", word: text.trouble[opened.trouble].camera }
			}
		>
			{track === null ? null : (
				<video
					ref={video}
					class="self-view"
					aria-label={text.selfView}
					data-testid="self-view"
					autoPlay
					playsInline
					muted
				/>
			)}
			{opened?.trouble === null ? (
				<Which
					name="cameraId"
					label={text.cameraWhich}
					found={found.camera}
					id={id}
					onChange={choose}
				/>
			) : null}
			{opened === null || opened.trouble === null ? null : (
				<FixIt device="camera" trouble={opened.trouble} onAgain={again} />
			)}
		</Check>
	);
}
