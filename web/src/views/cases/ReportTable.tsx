// The rows of a report in plain words. On paper the head is repeated on each page.

import { shownReference } from "../../state/reference.ts";
import { consentNumber } from "../../state/report.ts";
import { dateAndClock } from "../../text/dates.ts";
import { type Language, textsIn } from "../../text/language.ts";
import type { Texts } from "../../text/texts.ts";
import type { CaseGuest, ConsentRecord, Directory, Id, ReportRow } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { guestName } from "../guest/CaseGuests.tsx";
import { State } from "../parts/State.tsx";

type Words = Texts["report"];

export function ReportTable(props: {
	readonly rows: readonly ReportRow[];
	readonly consents: readonly ConsentRecord[];
	readonly reference: string;
	/** When the report was made. */
	readonly at: number;
	/** The client reads it. */
	readonly own: Language;
}) {
	const { own } = props;
	const directory = useWork().state.directory.value;
	const known = directory.kind === "ready" ? directory.value : null;
	const text = textsIn(own).report;
	return (
		<table class="stack report log" data-testid="report">
			<caption>
				{text.title} {shownReference(props.reference)}
			</caption>
			<thead>
				<tr class="paper-head">
					<td colSpan={5}>
						{shownReference(props.reference)} · {text.made} {dateAndClock(props.at, own)}
					</td>
				</tr>
				<tr>
					<th scope="col">{text.when}</th>
					<th scope="col">{text.who}</th>
					<th scope="col">{text.did}</th>
					<th scope="col">{text.basis}</th>
					<th scope="col">{text.outcome}</th>
				</tr>
			</thead>
			<tbody>
				{props.rows.map((row) => (
					<Row key={row.seq} row={row} consents={props.consents} directory={known} own={own} />
				))}
			</tbody>
		</table>
	);
}

function Row(props: {
	readonly row: ReportRow;
	readonly consents: readonly ConsentRecord[];
	readonly directory: Directory | null;
	readonly own: Language;
}) {
	const { row, directory, own } = props;
	const texts = textsIn(own);
	const text = texts.report;
	const person = directory?.people.find((one) => one.uid === row.who);
	const guest = useGuests().find((one) => one.guest === row.who);
	const name = row.who === null ? text.server : (person?.display ?? nameOf(guest, texts));
	const org = person?.orgName ?? orgName(directory, row.org);
	const number = consentNumber(props.consents, row.consent);
	return (
		<tr data-testid={`report-${row.action}`} data-result={row.result}>
			<th scope="row" data-label={text.when} class="numbers">
				<span>{dateAndClock(row.at, own)}</span>
			</th>
			<td data-label={text.who}>
				<span>
					{name}
					{org === "" ? null : (
						<>
							<br />
							<span class="small muted">{org}</span>
						</>
					)}
				</span>
			</td>
			<td data-label={text.did}>
				<span>
					{actionWord(row, text)}
					{row.disclosure && row.result === "ok" ? (
						<>
							<br />
							<State
								tone="now"
								icon="arrow-right"
								word={disclosedTo(directory, row, text)}
								testid="disclosure"
							/>
						</>
					) : null}
				</span>
			</td>
			<td data-label={text.basis}>
				<span>
					{number !== null ? text.consent(number) : row.disclosure ? text.noConsent : text.ownWork}
				</span>
			</td>
			<td data-label={text.outcome}>
				{row.result === "ok" ? (
					<span class="is-plain">
						<State tone="ok" icon="check" word={text.done} />
					</span>
				) : (
					<State
						tone="bad"
						icon="ban"
						word={text.refused(resultWord(row.result, text))}
						testid="refusal"
					/>
				)}
			</td>
		</tr>
	);
}

/** Of the case that is open here: their names are under its key. */
function useGuests(): readonly CaseGuest[] {
	const { file } = useWork().state;
	return file.value.kind === "ready" ? file.value.file.guests : [];
}

const nameOf = (guest: CaseGuest | undefined, texts: Texts): string =>
	guest === undefined ? texts.common.unknownPerson : guestName(guest, texts);

/** "Read: the plan". Codes that this page does not know yet are shown as they are. */
function actionWord(row: ReportRow, text: Words): string {
	const actions: Readonly<Record<string, string>> = text.actions;
	const word = actions[row.action] ?? text.otherAction(row.action);
	const object = row.action === "object-get" || row.action === "object";
	return object && row.what !== null ? `${word}: ${text.what[row.what]}` : word;
}

function resultWord(code: string, text: Words): string {
	const results: Readonly<Record<string, string>> = text.results;
	return results[code] ?? code;
}

function orgName(directory: Directory | null, org: Id | null): string {
	return directory?.people.find((one) => one.org === org)?.orgName ?? "";
}

function disclosedTo(directory: Directory | null, row: ReportRow, text: Words): string {
	const to = orgName(directory, row.recipientOrg);
	return to === "" ? text.disclosure : `${text.disclosure}: ${to}`;
}
