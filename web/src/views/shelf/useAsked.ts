// Something that is asked for when a page opens and again when what it rests on changes; until then the old answer stands.
import { useEffect, useState } from "preact/hooks";
import type { Loadable } from "../../work/work.ts";
import { asWorkError } from "../action.ts";

export function useAsked<T>(ask: () => Promise<T>, on: readonly unknown[]): Loadable<T> {
	const [answer, setAnswer] = useState<Loadable<T>>({ kind: "loading" });
	useEffect(() => {
		let here = true;
		ask().then(
			(value) => here && setAnswer({ kind: "ready", value }),
			(error) => here && setAnswer({ kind: "failed", error: asWorkError(error) }),
		);
		return () => {
			here = false;
		};
	}, on);
	return answer;
}
