// The polite live region of a page or of an open dialog: there, empty, before its first sentence, since a region that comes
// with its words is not read aloud.
import { useLayoutEffect, useState } from "preact/hooks";
import { layRegion, sentences } from "../live.ts";

export function Live() {
	const [region] = useState(() => Symbol("region"));
	useLayoutEffect(() => layRegion(region), []);
	return (
		<div class="hidden-text" aria-live="polite" data-testid="live">
			{sentences.value
				.filter((one) => one.region === region)
				.map(({ id, text }) => (
					<p key={id}>{text}</p>
				))}
		</div>
	);
}
