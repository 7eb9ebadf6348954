// What was agreed, for the client: in plain words and in the language that the client reads; made to be printed.
import { dayOf } from "../../state/dates.ts";
import { type ClientStep, clientSteps } from "../../state/plan-paper.ts";
import { shownReference } from "../../state/reference.ts";
import { plainDate } from "../../text/dates.ts";
import { type Language, t, textsIn } from "../../text/language.ts";
import type { CaseFile, Id } from "../../work/work.ts";
import { Button } from "../parts/Button.tsx";
import { ClientLanguageChoice } from "./ClientLanguageChoice.tsx";
import { clientLanguage } from "./clientLanguage.ts";
import { usePlanNames } from "./names.ts";
import { PaperFrom } from "./PaperFrom.tsx";
import { PaperPage } from "./PaperPage.tsx";

export function SummaryPage({ id }: { id: Id }) {
	const own = clientLanguage(id);
	const text = t().papers;
	return (
		<PaperPage id={id} title={text.summary}>
			{(file) => (
				<>
					<p class="no-print">{text.summaryLead}</p>
					<ClientLanguageChoice of={id} name="summary-language" />
					<Summary file={file} own={own} />
					<div class="buttons">
						<Button icon="printer" onPress={() => print()} testid="print-summary">
							{t().common.print}
						</Button>
					</div>
				</>
			)}
		</PaperPage>
	);
}

function Summary({ file, own }: { file: CaseFile; own: Language }) {
	const texts = textsIn(own);
	const text = texts.papers.client;
	const { doc } = file.plan;
	const steps = clientSteps(doc, usePlanNames(texts.codes.side));
	const met = doc.date === "" ? "" : text.met(plainDate(doc.date, own));
	return (
		<article class="paper client-paper" lang={own} data-testid="client-summary">
			<PaperFrom reference={file.reference} word={texts.paper.printed} />
			<h2>{text.heading}</h2>
			{met === "" ? null : <p>{met}</p>}
			<Line name={text.place} value={doc.place} />
			<Line name={text.present} value={doc.present} />
			{doc.core === "" ? null : (
				<>
					<h3>{text.goal}</h3>
					<p class="lines">{doc.core}</p>
				</>
			)}
			<h3>{text.own}</h3>
			<Steps steps={steps.own} none={text.noOwn} own={own} mine />
			<h3>{text.others}</h3>
			<Steps steps={steps.others} none={text.noOthers} own={own} />
			<FollowUp file={file} own={own} />
			<h3>{text.contact}</h3>
			{doc.responsible === "" ? null : <p>{text.responsible(doc.responsible)}</p>}
			<Line name={text.reach} value={doc.clientContact} />
			<Consent file={file} own={own} />
		</article>
	);
}

function Line({ name, value }: { name: string; value: string }) {
	return value === "" ? null : (
		<p>
			{name}: {value}
		</p>
	);
}

/** The client's own need no column for who. */
function Steps(props: {
	readonly steps: readonly ClientStep[];
	readonly none: string;
	readonly own: Language;
	readonly mine?: true;
}) {
	const text = textsIn(props.own).papers.client;
	if (props.steps.length === 0) return <p>{props.none}</p>;
	return (
		<table class="stack paper-table">
			<thead>
				<tr>
					<th scope="col">{text.what}</th>
					{props.mine ? null : <th scope="col">{text.who}</th>}
					<th scope="col">{text.by}</th>
				</tr>
			</thead>
			<tbody>
				{props.steps.map((step) => (
					<tr key={step.id}>
						<td data-label={text.what}>
							<span>{step.what}</span>
						</td>
						{props.mine ? null : (
							<td data-label={text.who}>
								<span>{step.who}</span>
							</td>
						)}
						<td data-label={text.by} class="numbers">
							{step.by === "" ? null : <span>{plainDate(step.by, props.own)}</span>}
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

function FollowUp({ file, own }: { file: CaseFile; own: Language }) {
	const text = textsIn(own).papers.client;
	const { doc } = file.plan;
	if (doc.followUpDate === "" && doc.refreshBy === "" && doc.followUpHow === "") return null;
	return (
		<>
			<h3>{text.follow}</h3>
			{doc.followUpDate === "" ? null : <p>{text.followLine(plainDate(doc.followUpDate, own))}</p>}
			{doc.followUpHow === "" ? null : <p class="lines">{doc.followUpHow}</p>}
			{doc.refreshBy === "" ? null : <p>{text.review(plainDate(doc.refreshBy, own))}</p>}
		</>
	);
}

/** Only while there is one to withdraw; a general question has none. */
function Consent({ file, own }: { file: CaseFile; own: Language }) {
	const text = textsIn(own).papers.client;
	const { consent } = file;
	const live = consent?.state === "in-force" || consent?.state === "not-yet";
	return (
		<>
			{consent === null || !live ? null : (
				<>
					<h3>{text.consent}</h3>
					<p>{text.consentTo(plainDate(dayOf(consent.to - 1), own))}</p>
					<p>{text.withdraw(shownReference(file.reference))}</p>
				</>
			)}
			<p>{text.whoSaw}</p>
		</>
	);
}
