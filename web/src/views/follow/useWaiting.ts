// How much waits for me on the page of follow-up.
import { doerOf, waitingCount } from "../../state/follow-up.ts";
import type { Me } from "../../work/work.ts";
import { useNow, useWork } from "../context.ts";

const TICK_MS = 60_000;

export function useWaiting(me: Me): number {
	const { plans, cases } = useWork().state;
	const now = useNow(TICK_MS);
	const known = {
		plans: plans.value.kind === "ready" ? plans.value.value : [],
		cases: cases.value.kind === "ready" ? cases.value.value : [],
	};
	return waitingCount(known, doerOf(me), now);
}
