// The figures of a span of quarters: fetched when it changes, and again when the connection has come back.
import { useEffect, useState } from "preact/hooks";
import type { QuarterText } from "../../state/quarters.ts";
import type { Figures, Loadable } from "../../work/work.ts";
import { asWorkError } from "../action.ts";
import { useWork } from "../context.ts";

export interface Fetched {
	readonly figures: Figures;
	readonly at: number;
}

export function useFigures(
	from: QuarterText,
	to: QuarterText,
): { readonly of: Loadable<Fetched>; readonly again: () => Promise<void> } {
	const work = useWork();
	const [of, setOf] = useState<Loadable<Fetched>>({ kind: "loading" });
	const [attempt, setAttempt] = useState(0);
	const again = async () => setAttempt((count) => count + 1);
	const online = work.state.connection.value === "online";
	useEffect(() => {
		let wanted = true;
		setOf({ kind: "loading" });
		work.figures.load(from, to).then(
			(figures) => wanted && setOf({ kind: "ready", value: { figures, at: work.now() } }),
			(thrown) => wanted && setOf({ kind: "failed", error: asWorkError(thrown) }),
		);
		return () => {
			wanted = false;
		};
	}, [work, from, to, attempt]);
	useEffect(() => {
		if (online && of.kind === "failed" && of.error.code === "offline") void again();
	}, [online]);
	return { of, again };
}
