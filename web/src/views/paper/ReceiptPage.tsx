// The client's receipt: what was disclosed to whom on which consent, with the signed code that check.html reads.
import { useEffect, useState } from "preact/hooks";
import { shownReference } from "../../state/reference.ts";
import { clock, dateOf, timeSpan } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { CaseFile, Id, Receipt, ReceiptEntry } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { WithCase } from "../cases/WithCase.tsx";
import { useMe, useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Loading } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { QR_TEXT_MAX, Qr } from "../parts/Qr.tsx";
import { PaperFrom } from "./PaperFrom.tsx";

export function ReceiptPage({ id }: { id: Id }) {
	return <WithCase id={id}>{(file) => <OfCase key={file.case} file={file} />}</WithCase>;
}

interface Made {
	readonly text: string;
	readonly receipt: Receipt;
}

function OfCase({ file }: { file: CaseFile }) {
	const work = useWork();
	const making = useAction();
	const [made, setMade] = useState<Made | null>(null);
	const text = t().papers;
	useEffect(() => {
		let here = true;
		void making.run(async () => {
			const got = await work.cases.receipt(file.case);
			if (here) setMade(got);
		});
		return () => {
			here = false;
		};
	}, [work]);
	return (
		<Page
			title={text.receipt}
			above={file.question?.reference ?? t().today.theCase}
			back={{ at: "case", case: file.case }}
		>
			<p class="no-print">{text.receiptLead}</p>
			{made !== null ? (
				<Paper made={made} reference={file.reference} />
			) : making.error === null ? (
				<Loading />
			) : (
				<ErrorSummary failure={making.error} />
			)}
		</Page>
	);
}

function Paper({ made, reference }: { made: Made; reference: string }) {
	const me = useMe();
	const text = t().papers;
	const { receipt } = made;
	const fits = made.text.length <= QR_TEXT_MAX;
	return (
		<>
			{fits ? null : (
				<Box kind="warn" testid="receipt-too-long">
					<p>{text.codeTooLong}</p>
				</Box>
			)}
			<article class="paper client-paper receipt" data-testid="client-receipt">
				<PaperFrom reference={reference} word={t().paper.printed} />
				<h2>{text.receiptHeading}</h2>
				<p>{text.receiptIntro(shownReference(reference))}</p>
				{receipt.entries.length === 0 ? (
					<p>{text.receiptNone}</p>
				) : (
					<Entries entries={receipt.entries} />
				)}
				<div class="receipt-foot">
					{fits ? <Qr text={made.text} label={text.code} /> : null}
					<div>
						<p>
							{text.signedBy(receipt.worker, `${dateOf(receipt.at)} ${clock(receipt.at)}`)}
							<br />
							{text.keyNumber}: <span class="numbers">{me.number}</span>
						</p>
						{fits ? (
							<>
								<p>{text.checkHow}</p>
								<p>{text.checkSays}</p>
							</>
						) : null}
					</div>
				</div>
			</article>
			<div class="buttons">
				<Button icon="printer" onPress={() => print()} testid="print-receipt">
					{t().common.print}
				</Button>
			</div>
			<p class="no-print">
				<a href="/check.html" download="etatunti-check.html" data-testid="check-page">
					{text.checkPage}
				</a>
			</p>
		</>
	);
}

function Entries({ entries }: { entries: readonly ReceiptEntry[] }) {
	const text = t().papers;
	const report = t().report;
	return (
		<table class="stack paper-table">
			<thead>
				<tr>
					<th scope="col">{text.when}</th>
					<th scope="col">{text.what}</th>
					<th scope="col">{text.whom}</th>
					<th scope="col">{report.basis}</th>
				</tr>
			</thead>
			<tbody>
				{entries.map((one) => (
					<tr key={`${one.first} ${one.what} ${one.who} ${one.consent?.number ?? 0}`}>
						<td data-label={text.when} class="numbers">
							<span>{whenOf(one)}</span>
						</td>
						<td data-label={text.what}>
							<span>{report.what[one.what]}</span>
						</td>
						<td data-label={text.whom}>
							<span>{[one.org, one.who].filter((part) => part !== "").join(", ")}</span>
						</td>
						<td data-label={report.basis}>
							<span>
								{one.consent === null
									? report.noConsent
									: report.consentSpan(
											one.consent.number,
											dateOf(one.consent.from),
											dateOf(one.consent.to - 1),
										)}
							</span>
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

function whenOf({ first, last, count }: ReceiptEntry): string {
	const times = t().papers.times(count);
	const at = first === last ? `${dateOf(first)} ${clock(first)}` : timeSpan(first, last);
	return `${at}, ${times}`;
}
