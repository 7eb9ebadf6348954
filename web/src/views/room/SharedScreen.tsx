// A shared screen or window, large; mine small enough to see that it is the right one.
import { useRef } from "preact/hooks";
import type { SharedScreen as Shared } from "../../state/stage.ts";
import { t } from "../../text/language.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Icon } from "../parts/Icon.tsx";
import { useStream } from "../parts/useStream.ts";
import { useWho } from "./useWho.ts";

export function SharedScreen({ screen }: { screen: Shared }) {
	const work = useWork();
	const stopping = useAction();
	const { guestOr } = useWho();
	const box = useRef<HTMLElement>(null);
	const video = useStream(screen.stream);
	const text = t().call;
	const mine = screen.by === null;
	return (
		<figure ref={box} class={mine ? "screen mine" : "screen"} data-testid="screen">
			<video ref={video} autoPlay playsInline muted />
			<figcaption>
				<span>
					<Icon name="screen-share" />{" "}
					{screen.by === null ? text.sharingMine : text.sharedBy(guestOr(screen.by))}
				</span>
				{mine ? (
					<Button
						kind="danger"
						icon="screen-share-off"
						busy={stopping.busy}
						testid="stop-share-here"
						onPress={() => void stopping.run(() => work.hour.stopShare())}
					>
						{text.stopShare}
					</Button>
				) : document.fullscreenEnabled ? (
					<Button
						kind="second"
						icon="maximize-2"
						onPress={() => void box.current?.requestFullscreen().catch(() => undefined)}
					>
						{text.full}
					</Button>
				) : null}
			</figcaption>
		</figure>
	);
}
