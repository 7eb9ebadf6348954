// The client's receipt: what was disclosed to whom on which consent, with the signed code that check.html reads.
import { shownReference } from "../../state/reference.ts";
import { dateAndClock, dateOf, timeSpan } from "../../text/dates.ts";
import { type Language, t, textsIn } from "../../text/language.ts";
import type { CaseFile, Id, Receipt, ReceiptEntry } from "../../work/work.ts";
import { WithCase } from "../cases/WithCase.tsx";
import { useMe, useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { QR_TEXT_MAX, Qr } from "../parts/Qr.tsx";
import { useAsked } from "../parts/useAsked.ts";
import { ClientLanguageChoice } from "./ClientLanguageChoice.tsx";
import { clientLanguage } from "./clientLanguage.ts";
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
	const made = useAsked<Made>(() => work.cases.receipt(file.case), [work]);
	const text = t().papers;
	return (
		<Page
			title={text.receipt}
			above={file.question?.reference ?? t().today.theCase}
			back={{ at: "case", case: file.case }}
		>
			<p class="no-print">{text.receiptLead}</p>
			<ClientLanguageChoice of={file.case} name="receipt-language" />
			<Loaded {...made}>
				{(got) => <Paper made={got} reference={file.reference} own={clientLanguage(file.case)} />}
			</Loaded>
		</Page>
	);
}

function Paper(props: { made: Made; reference: string; own: Language }) {
	const { made, reference, own } = props;
	const me = useMe();
	const texts = textsIn(own);
	const text = texts.papers;
	const { receipt } = made;
	const fits = made.text.length <= QR_TEXT_MAX;
	return (
		<>
			{fits ? null : (
				<Box kind="warn" testid="receipt-too-long">
					<p>{t().papers.codeTooLong}</p>
				</Box>
			)}
			<article class="paper client-paper receipt" lang={own} data-testid="client-receipt">
				<PaperFrom reference={reference} word={texts.paper.printed} />
				<h2>{text.receiptHeading}</h2>
				<p>{text.receiptIntro(shownReference(reference))}</p>
				{receipt.entries.length === 0 ? (
					<p>{text.receiptNone}</p>
				) : (
					<Entries entries={receipt.entries} own={own} />
				)}
				<div class="receipt-foot">
					{fits ? <Qr text={made.text} label={text.code} /> : null}
					<div>
						<p>
							{text.signedBy(receipt.worker, dateAndClock(receipt.at, own))}
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
					{t().papers.checkPage}
				</a>
			</p>
		</>
	);
}

function Entries({ entries, own }: { entries: readonly ReceiptEntry[]; own: Language }) {
	const { papers: text, report } = textsIn(own);
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
							<span>
								<span class="whole">{whenOf(one, own)},</span> {text.times(one.count)}
							</span>
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
											dateOf(one.consent.from, own),
											dateOf(one.consent.to - 1, own),
										)}
							</span>
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

/** Once, or from the first time to the last; within one minute that is the same to whoever reads it. */
function whenOf({ first, last }: ReceiptEntry, own: Language): string {
	const at = dateAndClock(first, own);
	return at === dateAndClock(last, own) ? at : timeSpan(first, last, own);
}
