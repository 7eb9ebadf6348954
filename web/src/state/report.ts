// The client's report as rows that are shown: filtered, with the consent of each by its number. Pure.
import type { ConsentRecord, ReportRow } from "../work/work.ts";

export type ReportFilter = "all" | "disclosures" | "refusals";
export const REPORT_FILTERS: readonly ReportFilter[] = ["all", "disclosures", "refusals"];

export function filterReport(
	rows: readonly ReportRow[],
	filter: ReportFilter,
): readonly ReportRow[] {
	switch (filter) {
		case "all":
			return rows;
		case "disclosures":
			return rows.filter((row) => row.disclosure && row.result === "ok");
		case "refusals":
			return rows.filter((row) => row.result !== "ok");
	}
}

/** Consents are named by their number in the case, oldest 1; null: none, or one that this case does not know. */
export function consentNumber(
	consents: readonly ConsentRecord[],
	id: string | null,
): number | null {
	const at = id === null ? -1 : consents.findIndex((one) => one.id === id);
	return at < 0 ? null : at + 1;
}
