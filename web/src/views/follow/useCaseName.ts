// The pair's own mark of a case, as lists name it.
import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { useWork } from "../context.ts";

export function useCaseName(): (id: Id) => string {
	const { cases } = useWork().state;
	const all = cases.value.kind === "ready" ? cases.value.value : [];
	return (id) => all.find((one) => one.case === id)?.question?.reference ?? t().today.theCase;
}
