// The room was closed, and why: handled, withdrawn, run out, gone on elsewhere, or a fork. Nobody hears anybody here.
import { t } from "../../text/language.ts";
import type { Room } from "../../work/work.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { Page } from "../parts/Page.tsx";

export function ClosedRoom({ room, onLeave }: { room: Room; onLeave: () => void }) {
	const why = room.closed ?? "left";
	const mild = why === "next" || why === "moved";
	return (
		<Page title={t().room.closedTitle} enter="closed">
			<Box kind={mild ? "info" : "bad"} testid={`room-closed-${why}`}>
				<p role="alert">{t().room.closed[why]}</p>
				{why === "moved" ? null : <p>{t().room.nobody.closed}</p>}
			</Box>
			<div class="buttons">
				<Button onPress={onLeave} testid="to-lobby">
					{t().room.toLobby}
				</Button>
			</div>
		</Page>
	);
}
