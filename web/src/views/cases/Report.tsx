// The client's report of a case: who, whose organisation, what, when, on what consent; disclosures and refusals marked.
// It is for the screen and for paper (print.css).
import { useState } from "preact/hooks";
import { shownReference } from "../../state/reference.ts";
import {
	consentNumber,
	filterReport,
	REPORT_FILTERS,
	type ReportFilter,
} from "../../state/report.ts";
import { dateAndClock, dateOf } from "../../text/dates.ts";
import { t, textsIn } from "../../text/language.ts";
import type { CaseFile, Id } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { ClientLanguageChoice } from "../paper/ClientLanguageChoice.tsx";
import { clientLanguage } from "../paper/clientLanguage.ts";
import { Button } from "../parts/Button.tsx";
import { Choices } from "../parts/Choices.tsx";
import { Empty } from "../parts/Empty.tsx";
import { Facts } from "../parts/Facts.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { useAsked } from "../parts/useAsked.ts";
import { ReportTable } from "./ReportTable.tsx";
import { WithCase } from "./WithCase.tsx";

export function Report({ id }: { id: Id }) {
	return <WithCase id={id}>{(file) => <OfCase key={file.case} file={file} />}</WithCase>;
}

function OfCase({ file }: { file: CaseFile }) {
	const work = useWork();
	const asked = useAsked(
		async () => ({ rows: await work.cases.report(file.case), at: work.now() }),
		[work],
	);
	const [filter, setFilter] = useState<ReportFilter>("all");
	const text = t().report;
	const own = clientLanguage(file.case);
	const paper = textsIn(own).report;
	const head = {
		title: text.title,
		above: file.question?.reference ?? t().today.theCase,
		back: { at: "case", case: file.case },
		wide: true,
	} as const;
	if (asked.of.kind !== "ready")
		return (
			<Page {...head}>
				<Loaded {...asked}>{() => null}</Loaded>
			</Page>
		);
	const got = asked.of.value;
	const shown = filterReport(got.rows, filter);
	return (
		<Page {...head}>
			<p class="no-print">{text.lead}</p>
			<ClientLanguageChoice of={file.case} name="report-language" />
			<div lang={own}>
				<Facts
					facts={[
						{ name: paper.reference, value: shownReference(file.reference) },
						{ name: paper.made, value: dateAndClock(got.at, own) },
						...(file.consents.length === 0
							? []
							: [
									{
										name: paper.consents,
										value: file.consents
											.map((one) =>
												paper.consentSpan(
													consentNumber(file.consents, one.id) ?? 0,
													dateOf(one.from, own),
													dateOf(one.to - 1, own),
												),
											)
											.join("\n"),
									},
								]),
					]}
				/>
			</div>
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
			<div lang={own}>
				<p role="status" data-testid="report-count">
					{paper.filters[filter]}: {paper.rows(shown.length)}
				</p>
				{shown.length === 0 ? (
					<Empty text={paper.none} />
				) : (
					<ReportTable
						rows={shown}
						consents={file.consents}
						reference={file.reference}
						at={got.at}
						own={own}
					/>
				)}
				<p class="small muted">{paper.checked}</p>
			</div>
			<div class="buttons">
				<Button kind="second" icon="printer" onPress={() => print()} testid="print-report">
					{t().common.print}
				</Button>
			</div>
		</Page>
	);
}
