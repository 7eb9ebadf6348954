// Series and organisations of the report by name, from the verified directory.

import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { useWork } from "../context.ts";

export interface ReportNames {
	series(id: Id): string;
	capacityOf(id: Id): number | null;
	/** Whose series it is; null: not known. */
	orgOf(id: Id): Id | null;
	org(id: Id | null): string;
}

export function useReportNames(): ReportNames {
	const { state } = useWork();
	const all = state.series.value.kind === "ready" ? state.series.value.value : [];
	const directory = state.directory.value.kind === "ready" ? state.directory.value.value : null;
	const find = (id: Id) => all.find((one) => one.series === id);
	return {
		series: (id) => find(id)?.name ?? t().figures.unknownSeries,
		capacityOf: (id) => find(id)?.capacity ?? null,
		orgOf: (id) => {
			const pairs = find(id)?.pairs ?? [];
			return directory?.pairs.find(({ pair }) => pairs.includes(pair))?.org ?? null;
		},
		org: (id) =>
			directory?.people.find((person) => person.org === id)?.orgName ?? t().figures.unknownOrg,
	};
}
