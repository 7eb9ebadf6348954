// Which series an hour would overlap with, where the broker has said it.
import { t } from "../../text/language.ts";
import type { WorkError } from "../../work/work.ts";
import { useWork } from "../context.ts";

export function OverlapWith({ error }: { error: WorkError | null }) {
	const series = useWork().state.series.value;
	if (error?.code !== "overlap" || series.kind !== "ready") return null;
	const other = series.value.find((one) => one.series === error.detail.series);
	return other === undefined ? null : (
		<p data-testid="overlap-with">{t().decide.overlaps(other.name)}</p>
	);
}
