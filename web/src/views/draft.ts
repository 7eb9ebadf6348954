// A form that is kept while it is being filled in: loaded once, saved half a second after each change, dropped when done.
import { useEffect, useRef, useState } from "preact/hooks";
import { useWork } from "./context.ts";

export interface Draft<T> {
	/** Null until the stored one has come (or has failed to). */
	readonly value: T | null;
	readonly status: "saved" | "saving" | "unsaved";
	/** There was a stored one when the page opened. */
	readonly found: boolean;
	set(change: Partial<T>): void;
	reset(): void;
	drop(): Promise<void>;
}

const WAIT_MS = 500;

/** `read` brings whatever was stored into shape; `keep` says what of it is stored (a scan is not). */
export function useDraft<T extends object>(
	key: string,
	empty: T,
	read: (stored: unknown) => T,
	keep: (value: T) => unknown = (value) => value,
): Draft<T> {
	const work = useWork();
	const [value, setValue] = useState<T | null>(null);
	const [status, setStatus] = useState<Draft<T>["status"]>("saved");
	const [found, setFound] = useState(false);
	const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
	const latest = useRef<T | null>(null);
	const dropped = useRef(false);

	useEffect(() => {
		let here = true;
		work.drafts.load(key).then(
			(stored) => here && take(stored === null ? empty : read(stored), stored !== null),
			() => here && take(empty, false),
		);
		return () => {
			here = false;
			if (timer.current !== undefined) store();
		};
	}, [key]);

	function take(next: T, wasStored: boolean) {
		latest.current = next;
		setValue(next);
		setFound(wasStored);
	}
	function store() {
		clearTimeout(timer.current);
		timer.current = undefined;
		if (latest.current === null || dropped.current) return;
		work.drafts.save(key, keep(latest.current)).then(
			() => setStatus((now) => (timer.current === undefined ? "saved" : now)),
			() => {
				setStatus("unsaved");
				timer.current ??= setTimeout(store, 10 * WAIT_MS);
			},
		);
	}
	function put(next: T) {
		latest.current = next;
		dropped.current = false;
		setValue(next);
		setStatus("saving");
		clearTimeout(timer.current);
		timer.current = setTimeout(store, WAIT_MS);
	}
	return {
		value,
		status,
		found,
		set: (change) => put({ ...(latest.current ?? empty), ...change }),
		reset: () => {
			setFound(false);
			put(empty);
		},
		drop: async () => {
			clearTimeout(timer.current);
			timer.current = undefined;
			dropped.current = true;
			setFound(false);
			// The thing itself is stored by now: a draft left behind is no reason to say that it failed.
			await work.drafts.drop(key).catch(() => undefined);
		},
	};
}
