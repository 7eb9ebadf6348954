// The pictures: others first, me last.
import { t } from "../../text/language.ts";
import type { Room } from "../../work/work.ts";
import { useNames } from "../context.ts";
import { Tile } from "./Tile.tsx";

export function Tiles({ room }: { room: Room }) {
	const names = useNames();
	return (
		<div class="tiles">
			{room.others.map((one) => (
				<Tile
					key={one.conn}
					name={names(one.uid)}
					stream={one.stream}
					picture={one.camera === "on" && one.link === "connected"}
					muted={false}
					microphone={one.microphone === "on"}
					speaking={one.speaking}
					verified={one.verified}
					newKeys={one.compared === "changed"}
					link={one.link}
				/>
			))}
			<Tile
				name={t().room.me}
				stream={room.stream}
				picture={room.camera === "on"}
				muted
				microphone={room.microphone === "on"}
				speaking={false}
				verified={null}
				newKeys={false}
				link="connected"
			/>
		</div>
	);
}
