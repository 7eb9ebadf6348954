// A long list, some of it at a time: a little more comes as one nears its end, all else by the button there. What is
// further down is found by searching: of thousands of rows each redrawing would hold the page up.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../text/language.ts";
import { Button } from "./Button.tsx";

/** Also how many are drawn together. */
export const STEP = 50;
/** So many come by themselves. */
const BY_ITSELF = 2 * STEP;
/** Before the end is in view. */
const AHEAD = "800px";

/** `key`: another list, begun anew. */
export function useMore<T>(
	all: readonly T[],
	key: string,
): { readonly shown: readonly T[]; readonly more: ComponentChildren } {
	const [state, setState] = useState({ key, count: STEP });
	const count = state.key === key ? state.count : STEP;
	const end = useRef<HTMLDivElement>(null);
	const rest = all.length - count;
	const grow = () => setState({ key, count: count + STEP });
	useEffect(() => {
		if (rest <= 0 || count >= BY_ITSELF || end.current === null) return undefined;
		const watch = new IntersectionObserver(
			(entries) => {
				if (entries.some((entry) => entry.isIntersecting)) grow();
			},
			{ rootMargin: `0px 0px ${AHEAD} 0px` },
		);
		watch.observe(end.current);
		return () => watch.disconnect();
	}, [rest, count, key]);
	const more =
		rest <= 0 ? null : (
			<div ref={end}>
				<Button kind="second" onPress={grow} testid="show-more">
					{t().cases.more(Math.min(rest, STEP))}
				</Button>
			</div>
		);
	return { shown: all.slice(0, count), more };
}
