// What is seen and heard, on dark: who hears, what is the matter, a shared screen, the pictures, the controls.
import { useState } from "preact/hooks";
import { sharedScreen, tilesOf } from "../../state/stage.ts";
import { t } from "../../text/language.ts";
import type { Hour, Room } from "../../work/work.ts";
import { Knocks } from "../guest/Knocks.tsx";
import { Button } from "../parts/Button.tsx";
import { Controls } from "./Controls.tsx";
import { ComparedLine, CompareWhenever, HearingLine } from "./HearingLine.tsx";
import { SharedScreen } from "./SharedScreen.tsx";
import { StageAsides, StageNotes } from "./StageNotes.tsx";
import { OwnTile, Tile } from "./Tile.tsx";

export function Stage(props: {
	readonly room: Room;
	/** Null: a guest, who knows of no hour. */
	readonly hour: Hour | null;
	readonly wide: boolean;
	/** Null: there is nothing beside it to be smaller for. */
	readonly onWide: ((wide: boolean) => void) | null;
}) {
	const { room, wide, onWide } = props;
	const [open, setOpen] = useState(false);
	const screen = sharedScreen(room);
	const text = t().call;
	return (
		<section class="stage" data-testid="stage">
			<HearingLine room={room} />
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys */}
			<section class="stage-scroll" aria-label={t().room.pictures} tabIndex={0}>
				{props.hour === null ? null : <ComparedLine room={room} />}
				<Knocks room={room} />
				<StageNotes room={room} hour={props.hour} />
				<div class={screen === null ? "scene" : "scene with-screen"}>
					{screen === null ? null : <SharedScreen screen={screen} />}
					<div class="tiles" data-count={tilesOf(room.others.length)}>
						{room.others.map((one) => (
							<Tile key={one.conn} one={one} />
						))}
						<OwnTile room={room} />
					</div>
					{screen === null && onWide !== null ? (
						<div class="stage-line wide-only">
							<Button
								kind="plain"
								icon={wide ? "minimize-2" : "maximize-2"}
								testid="wide"
								onPress={() => onWide(!wide)}
							>
								{wide ? text.smaller : text.bigger}
							</Button>
						</div>
					) : null}
				</div>
				<StageAsides room={room} />
				{props.hour === null ? null : <CompareWhenever room={room} />}
			</section>
			<Controls room={room} open={open} onOpen={setOpen} />
		</section>
	);
}
