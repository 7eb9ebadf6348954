// A coordinator puts a case on hold that they are in no part of, found by its reference; or ends the hold.
import { useState } from "preact/hooks";
import { t } from "../../text/language.ts";
import type { FoundCase } from "../../work/work.ts";
import { FindCase, FoundCard } from "../admin/FindCase.tsx";
import { useWork } from "../context.ts";
import { HoldButton } from "./HoldButton.tsx";

export function HoldByReference({ onChanged }: { onChanged: () => void }) {
	const text = t().hold;
	return (
		<section class="column no-print" aria-labelledby="hold-by-reference">
			<h2 id="hold-by-reference">{text.byReference}</h2>
			<p>{text.lead}</p>
			<FindCase>
				{(found) => <Found key={found.case} found={found} onChanged={onChanged} />}
			</FindCase>
		</section>
	);
}

function Found({ found, onChanged }: { found: FoundCase; onChanged: () => void }) {
	const work = useWork();
	const [held, setHeld] = useState(found.hold);
	const [said, setSaid] = useState("");
	const text = t().hold;
	const change = async (on: boolean, reason: string) => {
		await work.coordinator.setHold({ ...found, hold: held }, on, reason);
		setHeld(on);
		setSaid(on ? text.done : text.ended);
		onChanged();
	};
	return (
		<FoundCard
			found={found}
			facts={[
				{ name: text.state, value: text.states[found.state] },
				{ name: text.title, value: held ? text.isOn : text.none },
			]}
		>
			{found.state === "erased" ? (
				<p>{text.tooLate}</p>
			) : (
				<HoldButton key={String(held)} held={held} run={change} />
			)}
			<p role="status" data-testid="hold-said">
				{said}
			</p>
		</FoundCard>
	);
}
