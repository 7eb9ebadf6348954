// The client's report of a case: who, whose organisation, what, when, on what consent; disclosures and refusals marked.
// It is for the screen and for paper (print.css).
import { useEffect, useState } from "preact/hooks";
import { shownReference } from "../../state/reference.ts";
import {
	consentNumber,
	filterReport,
	REPORT_FILTERS,
	type ReportFilter,
} from "../../state/report.ts";
import { clock, dateOf } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { CaseFile, Id, ReportRow } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Choices } from "../parts/Choices.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Facts } from "../parts/Facts.tsx";
import { Loading } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { ReportTable } from "./ReportTable.tsx";
import { WithCase } from "./WithCase.tsx";

export function Report({ id }: { id: Id }) {
	return <WithCase id={id}>{(file) => <OfCase key={file.case} file={file} />}</WithCase>;
}

function OfCase({ file }: { file: CaseFile }) {
	const work = useWork();
	const loading = useAction();
	const [got, setGot] = useState<{ rows: readonly ReportRow[]; at: number } | null>(null);
	const [filter, setFilter] = useState<ReportFilter>("all");
	const text = t().report;
	useEffect(() => {
		let here = true;
		void loading.run(async () => {
			const rows = await work.cases.report(file.case);
			if (here) setGot({ rows, at: work.now() });
		});
		return () => {
			here = false;
		};
	}, [work]);
	const head = {
		title: text.title,
		above: file.question?.reference ?? t().today.theCase,
		back: { at: "case", case: file.case },
		wide: true,
	} as const;
	if (got === null)
		return (
			<Page {...head}>
				{loading.error === null ? <Loading /> : <ErrorSummary failure={loading.error} />}
			</Page>
		);
	const shown = filterReport(got.rows, filter);
	return (
		<Page {...head}>
			<p class="no-print">{text.lead}</p>
			<Facts
				facts={[
					{ name: text.reference, value: shownReference(file.reference) },
					{ name: text.made, value: `${dateOf(got.at)} ${clock(got.at)}` },
					...(file.consents.length === 0
						? []
						: [
								{
									name: text.consents,
									value: file.consents
										.map((one) =>
											text.consentSpan(
												consentNumber(file.consents, one.id) ?? 0,
												dateOf(one.from),
												dateOf(one.to - 1),
											),
										)
										.join("\n"),
								},
							]),
				]}
			/>
			<div class="no-print">
				<Choices
					name="filter"
					label={text.show}
					many={false}
					choices={REPORT_FILTERS.map((value) => ({ value, label: text.filters[value] }))}
					value={[filter]}
					onChange={([value]) => setFilter(value ?? "all")}
				/>
			</div>
			<p role="status" data-testid="report-count">
				{text.filters[filter]}: {text.rows(shown.length)}
			</p>
			{shown.length === 0 ? (
				<p class="muted">{text.none}</p>
			) : (
				<ReportTable rows={shown} consents={file.consents} reference={file.reference} at={got.at} />
			)}
			<p class="small muted">{text.checked}</p>
			<div class="buttons">
				<Button kind="second" icon="printer" onPress={() => print()} testid="print-report">
					{t().common.print}
				</Button>
			</div>
		</Page>
	);
}
