// A form that is kept while it is being filled in: loaded once, saved half a second after each change, dropped when done.
// It belongs to whoever was signed in when it was opened: what could not be saved never goes into another person's drafts.
import { useEffect, useRef, useState } from "preact/hooks";
import { type Id, type Work, WorkError } from "../work/work.ts";
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
const AGAIN_MS = 5_000;

/** Where a draft is kept. */
export interface Keeper {
	load(): Promise<unknown>;
	save(value: unknown): Promise<void>;
	drop(): Promise<void>;
}

/** `read` brings whatever was stored into shape; `keep` says what of it is stored (a scan is not). */
export function useDraft<T extends object>(
	key: string,
	empty: T,
	read: (stored: unknown) => T,
	keep: (value: T) => unknown = (value) => value,
): Draft<T> {
	const { drafts } = useWork();
	const keeper = {
		load: () => drafts.load(key),
		save: (value: unknown) => drafts.save(key, value),
		drop: () => drafts.drop(key),
	};
	return useKept(key, keeper, empty, read, keep);
}

/** The same, kept wherever `at` keeps it; `key` names it. */
export function useKept<T extends object>(
	key: string,
	at: Keeper,
	empty: T,
	read: (stored: unknown) => T,
	keep: (value: T) => unknown,
): Draft<T> {
	const work = useWork();
	const keeper = useRef(at);
	keeper.current = at;
	const [value, setValue] = useState<T | null>(null);
	const [found, setFound] = useState(false);
	const saving = useSaving(work, keeper, keep);

	useEffect(() => {
		let here = true;
		let again: ReturnType<typeof setTimeout> | undefined;
		const take = (next: T, wasStored: boolean) => {
			saving.latest.current = next;
			setValue(next);
			setFound(wasStored);
		};
		const load = () =>
			keeper.current.load().then(
				(stored) => here && take(stored === null ? empty : read(stored), stored !== null),
				(error) => {
					if (!here) return;
					// Not known whether there is one: an empty form would be saved over it.
					if (error instanceof WorkError && error.code === "offline")
						again = setTimeout(load, AGAIN_MS);
					else take(empty, false);
				},
			);
		load();
		const off = work.drafts.beforeLock(saving.flush);
		return () => {
			here = false;
			off();
			clearTimeout(again);
			void saving.flush();
		};
	}, [key]);

	const put = (next: T) => {
		setValue(next);
		saving.put(next);
	};
	return {
		value,
		status: saving.status,
		found,
		set: (change) => put({ ...(saving.latest.current ?? empty), ...change }),
		reset: () => {
			setFound(false);
			put(empty);
		},
		drop: () => {
			setFound(false);
			return saving.drop();
		},
	};
}

/** What was written last, on its way to where it is kept: a moment after the last change, again after a failure. */
function useSaving<T>(
	work: Work,
	keeper: { readonly current: Keeper },
	keep: (value: T) => unknown,
) {
	const [status, setStatus] = useState<Draft<T>["status"]>("saved");
	const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
	const latest = useRef<T | null>(null);
	const dropped = useRef(false);
	const owner = useRef(personIn(work));
	const stop = () => {
		clearTimeout(timer.current);
		timer.current = undefined;
	};
	async function store(): Promise<void> {
		stop();
		if (latest.current === null || dropped.current) return;
		if (personIn(work) !== owner.current) {
			latest.current = null;
			return;
		}
		await keeper.current.save(keep(latest.current)).then(
			() => setStatus((now) => (timer.current === undefined ? "saved" : now)),
			() => {
				setStatus("unsaved");
				timer.current ??= setTimeout(store, AGAIN_MS);
			},
		);
	}
	return {
		status,
		latest,
		put: (next: T) => {
			latest.current = next;
			dropped.current = false;
			setStatus("saving");
			clearTimeout(timer.current);
			timer.current = setTimeout(store, WAIT_MS);
		},
		/** At once, if something is on its way. */
		flush: async () => {
			if (timer.current !== undefined) await store();
		},
		drop: async () => {
			stop();
			dropped.current = true;
			// The thing itself is stored by now: a draft left behind is no reason to say that it failed.
			await keeper.current.drop().catch(() => undefined);
		},
	};
}

function personIn(work: Work): Id | null {
	const session = work.state.session.peek();
	return session.kind === "in" ? session.me.uid : null;
}
