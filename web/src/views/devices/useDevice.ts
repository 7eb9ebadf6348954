// One device that is being tried: opened, tried again, another one chosen; let go when its card goes.
import { useEffect, useState } from "preact/hooks";
import {
	type CheckedKind,
	type FoundDevices,
	listDevices,
	NO_DEVICES,
	type Opened,
	openDevice,
} from "../../media/check.ts";
import { useWork } from "../context.ts";

export interface Trying {
	/** Null while it is being opened. */
	readonly opened: Opened | null;
	readonly found: FoundDevices;
	readonly id: string | null;
	choose(id: string): void;
	again(): void;
}

export function useDevice(kind: CheckedKind): Trying {
	const work = useWork();
	const choice = work.state.devices.value;
	const id = kind === "camera" ? choice.cameraId : choice.microphoneId;
	const [opened, setOpened] = useState<Opened | null>(null);
	const [found, setFound] = useState(NO_DEVICES);
	const [tries, setTries] = useState(0);
	useEffect(() => {
		let over = false;
		let track: MediaStreamTrack | null = null;
		setOpened(null);
		void openDevice(kind, id).then(async (now) => {
			if (over) {
				now.track?.stop();
				return;
			}
			track = now.track;
			// Pulled out, or taken away in the browser's own bar.
			track?.addEventListener("ended", () => setOpened({ track: null, trouble: "missing" }));
			setOpened(now);
			const all = await listDevices();
			if (!over) setFound(all);
		});
		return () => {
			over = true;
			track?.stop();
		};
	}, [kind, id, tries]);
	return {
		opened,
		found,
		id,
		choose: (next) =>
			void work.hour.chooseDevices(kind === "camera" ? { cameraId: next } : { microphoneId: next }),
		again: () => setTries((n) => n + 1),
	};
}
