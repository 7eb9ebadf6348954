// Counts what waits for the person signed in: what is to be done and what has been pushed and not been put away.
import { useEffect } from "preact/hooks";
import { todosOf } from "../../state/todo.ts";
import type { Me } from "../../work/work.ts";
import { badge } from "../badge.ts";
import { useNow, useWork } from "../context.ts";

const TICK_MS = 60_000;

export function TitleBadge({ me }: { me: Me }) {
	const { state } = useWork();
	const now = useNow(TICK_MS);
	const todos = useTodos(me, now);
	const count = todos.length + state.notices.value.length;
	useEffect(() => {
		badge.value = count;
	}, [count]);
	// Who signs out or locks leaves no number behind.
	useEffect(
		() => () => {
			badge.value = 0;
		},
		[],
	);
	return null;
}

/** Most urgent first. */
export function useTodos(me: Me, now: number): ReturnType<typeof todosOf> {
	const { cases, hours, series, plans, directory, proposals } = useWork().state;
	return todosOf(me, now, {
		cases: cases.value.kind === "ready" ? cases.value.value : [],
		hours: hours.value.kind === "ready" ? hours.value.value : [],
		series: series.value.kind === "ready" ? series.value.value : [],
		plans: plans.value.kind === "ready" ? plans.value.value : [],
		directory: directory.value.kind === "ready" ? directory.value.value : null,
		proposals: proposals.value,
	});
}
