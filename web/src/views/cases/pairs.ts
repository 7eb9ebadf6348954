// The pairs that I may ask for, while a draft of a question is written: with one only, there is nothing to choose.
import { useEffect } from "preact/hooks";
import type { Pair } from "../../work/work.ts";
import { useMe, useWork } from "../context.ts";
import type { Draft } from "../draft.ts";

/** Null while they load. */
export function usePairs<T extends { readonly pair: string }>(
	draft: Draft<T>,
): { readonly pairs: readonly Pair[] | null; readonly only: Pair | undefined } {
	const me = useMe();
	const directory = useWork().state.directory.value;
	const all = directory.kind === "ready" ? directory.value.pairs : [];
	const pairs = all.filter((pair) => pair.workers.includes(me.uid));
	const only = pairs.length === 1 ? pairs[0] : undefined;
	const { value } = draft;
	useEffect(() => {
		if (value !== null && value.pair === "" && only !== undefined)
			draft.set({ pair: only.pair } as Partial<T>);
	}, [value === null, only?.pair]);
	return { pairs: directory.kind === "loading" ? null : pairs, only };
}
