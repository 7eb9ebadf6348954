// What others have changed in a case since I looked at it last; looking at it now is remembered.
import { useEffect, useState } from "preact/hooks";
import { dayAndClock, list } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Id, Since } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";

export function Changes({ id }: { id: Id }) {
	const work = useWork();
	const [since, setSince] = useState<Since>(null);
	useEffect(() => {
		let here = true;
		const seen = () => work.cases.seen(id).catch(() => undefined);
		// Asked before it is marked as seen. What cannot be asked is not shown: the case itself is on the page.
		work.cases
			.changedSince([id])
			.then(async (found) => {
				if (here) setSince(found.get(id) ?? null);
				await seen();
			})
			.catch(() => undefined);
		return () => {
			here = false;
			// What changed while the page was open has been on it.
			void seen();
		};
	}, [work, id]);
	if (since === null || since.parts.length === 0) return null;
	const text = t().prepare;
	return (
		<Box kind="info" testid="changed-since">
			<p>
				<strong>{text.changedTitle}</strong>
				<br />
				{text.changedText(dayAndClock(since.at), list(since.parts.map((part) => text.parts[part])))}
			</p>
		</Box>
	);
}
