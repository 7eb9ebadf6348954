// What every view may reach: the work layer and the clock. Nothing else crosses this border.
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { t } from "../text/first.ts";
import type { Id, Me, Work } from "../work/work.ts";

export const WorkContext = createContext<Work | null>(null);

export function useWork(): Work {
	const work = useContext(WorkContext);
	if (work === null) throw new Error("a view outside WorkContext");
	return work;
}

/** The person signed in. Only for views that are shown to someone signed in. */
export function useMe(): Me {
	const session = useWork().state.session.value;
	if (session.kind !== "in") throw new Error("a signed-in view without a session");
	return session.me;
}

/** The broker's clock, drawn anew every `everyMs`. */
export function useNow(everyMs: number): number {
	const work = useWork();
	const [now, setNow] = useState(() => work.now());
	useEffect(() => {
		const timer = setInterval(() => setNow(work.now()), everyMs);
		return () => clearInterval(timer);
	}, [work, everyMs]);
	return now;
}

/** Who I am in a room: somebody signed in, or a guest. */
export function useSelf(): Id | null {
	const { session, visit } = useWork().state;
	if (session.value.kind === "in") return session.value.me.uid;
	return visit.value.kind === "none" ? null : visit.value.greeting.guest;
}

/** Names by uid, from the verified directory; to a guest, as the pair has said them. */
export function useNames(): (uid: Id | null) => string {
	const { directory, visit } = useWork().state;
	const people = directory.value.kind === "ready" ? directory.value.value.people : [];
	const roster = visit.value.kind === "none" ? [] : visit.value.roster;
	return (uid) =>
		people.find((person) => person.uid === uid)?.display ??
		roster.find((person) => person.uid === uid)?.name ??
		t().common.unknownPerson;
}
