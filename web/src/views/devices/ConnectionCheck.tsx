// Do calls get through this network, by themselves or relayed? Through a real allocation on the hour's relay.
import { useEffect, useState } from "preact/hooks";
import { type Passage, tryPassage } from "../../media/check.ts";
import type { Way } from "../../state/devices.ts";
import { t } from "../../text/language.ts";
import type { Id, WorkError } from "../../work/work.ts";
import { asWorkError, explain } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Check, type Standing } from "./Check.tsx";

const LOOKS: Readonly<Record<Way, Omit<Standing, "word">>> = {
	direct: { tone: "ok", icon: "circle-check" },
	relayed: { tone: "ok", icon: "circle-check" },
	blocked: { tone: "bad", icon: "wifi-off" },
	none: { tone: "idle", icon: "info" },
};

/** Null: no hour is so near that its relay may be asked. */
export function ConnectionCheck({ hour }: { hour: Id | null }) {
	const work = useWork();
	const [passage, setPassage] = useState<Passage | null>(null);
	const [error, setError] = useState<WorkError | null>(null);
	const [tries, setTries] = useState(0);
	const text = t().devices;
	useEffect(() => {
		if (hour === null) return;
		let over = false;
		setPassage(null);
		setError(null);
		const tell = <T,>(set: (value: T) => void) => {
			return (value: T) => {
				if (!over) set(value);
			};
		};
		work.hour
			.probeServers(hour)
			.then(tryPassage)
			.then(tell(setPassage), (thrown) => tell(setError)(asWorkError(thrown)));
		return () => {
			over = true;
		};
	}, [work, hour, tries]);
	const standing: Standing =
		passage !== null
			? { ...LOOKS[passage.way], word: text.way[passage.way] }
			: hour === null || error !== null
				? { ...LOOKS.none, word: text.way.none }
				: { tone: "idle", icon: "hourglass", word: text.connectionTests };
	const again = error !== null || passage?.way === "blocked";
	return (
		<Check name="connection" title={text.connection} standing={standing}>
			{hour === null ? <p class="tight">{text.wayEarly}</p> : null}
			{passage === null ? null : (
				<p class="tight">
					{text.wayText[passage.way]}{" "}
					{passage.roundTripMs === null ? "" : text.roundTrip(passage.roundTripMs)}
				</p>
			)}
			{error === null ? null : <p class="tight">{explain(error)}</p>}
			{again ? (
				<div class="buttons snug">
					<Button kind="second" icon="rotate-ccw" onPress={() => setTries((n) => n + 1)}>
						{t().common.again}
					</Button>
				</div>
			) : null}
		</Check>
	);
}
