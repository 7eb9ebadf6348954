// Whom the steps of a plan name, for papers and records.
import type { PlanNames } from "../../state/plan-paper.ts";
import { useNames } from "../context.ts";

export function usePlanNames(sides: PlanNames["sides"]): PlanNames {
	return { person: useNames(), team: () => "", sides };
}
