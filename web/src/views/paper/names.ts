// Whom the steps of a plan name, for papers and records.
import type { PlanNames } from "../../state/plan-paper.ts";
import { useNames, useWork } from "../context.ts";

export function usePlanNames(sides: PlanNames["sides"]): PlanNames {
	const { directory } = useWork().state;
	const teams = directory.value.kind === "ready" ? directory.value.value.org.teams : [];
	const team = (id: string) => teams.find((one) => one.team === id)?.name ?? "";
	return { person: useNames(), team, sides };
}
