// Something that is asked for when a page opens, again when what it rests on changes, and again when the connection is back;
// until then the old answer stands.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Loadable, WorkError } from "../../work/work.ts";
import { asWorkError } from "../action.ts";
import { useWork } from "../context.ts";

export interface Asked<T> {
	readonly of: Loadable<T>;
	/** Why the old answer still stands, where it does. */
	readonly failed: WorkError | null;
	readonly again: () => Promise<void>;
	/** What an action of this page has made of it. */
	readonly put: (value: T) => void;
}

export function useAsked<T>(ask: () => Promise<T>, on: readonly unknown[]): Asked<T> {
	const online = useWork().state.connection.value === "online";
	const [of, setOf] = useState<Loadable<T>>({ kind: "loading" });
	const [failed, setFailed] = useState<WorkError | null>(null);
	/** The last one asked for is shown, whichever answer comes last. */
	const turn = useRef(0);
	const again = async () => {
		const mine = ++turn.current;
		const take = (next: Loadable<T>) => {
			if (turn.current !== mine) return;
			const error = next.kind === "failed" ? next.error : null;
			setFailed(error);
			setOf((now) => (error?.code === "offline" && now.kind === "ready" ? now : next));
		};
		await ask().then(
			(value) => take({ kind: "ready", value }),
			(thrown) => take({ kind: "failed", error: asWorkError(thrown) }),
		);
	};
	useEffect(() => {
		void again();
		return () => {
			turn.current++;
		};
	}, on);
	useEffect(() => {
		if (online && failed?.code === "offline") void again();
	}, [online]);
	return { of, failed, again, put: (value) => setOf({ kind: "ready", value }) };
}
