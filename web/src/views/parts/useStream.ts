// Ties a stream to the element that plays it, by hand: JSX has no attribute for it. The sound goes to the speaker chosen.
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useWork } from "../context.ts";

export function useStream(stream: MediaStream | null): RefObject<HTMLVideoElement | null> {
	const video = useRef<HTMLVideoElement>(null);
	const speaker = useWork().state.devices.value.speakerId;
	useEffect(() => {
		const element = video.current;
		if (element !== null && element.srcObject !== stream) element.srcObject = stream;
	}, [stream]);
	useEffect(() => {
		const element = video.current;
		// Gone by now, or a browser that plays through one speaker only: the default one.
		if (element !== null && speaker !== null && "setSinkId" in element)
			void element.setSinkId(speaker).catch(() => undefined);
	}, [speaker]);
	return video;
}
