// The rows of a report in plain words. On paper the head is repeated on each page.

import { shownReference } from "../../state/reference.ts";
import { consentNumber } from "../../state/report.ts";
import { clock, dateOf } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { CaseGuest, ConsentRecord, Directory, Id, ReportRow } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { guestName } from "../guest/CaseGuests.tsx";
import { State } from "../parts/State.tsx";

export function ReportTable(props: {
	readonly rows: readonly ReportRow[];
	readonly consents: readonly ConsentRecord[];
	readonly reference: string;
	/** When the report was made. */
	readonly at: number;
}) {
	const directory = useWork().state.directory.value;
	const known = directory.kind === "ready" ? directory.value : null;
	const text = t().report;
	return (
		<table class="stack report" data-testid="report">
			<caption>
				{text.title} {shownReference(props.reference)}
			</caption>
			<thead>
				<tr class="paper-head">
					<td colSpan={5}>
						{shownReference(props.reference)} · {text.made} {dateOf(props.at)} {clock(props.at)}
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
					<Row key={row.seq} row={row} consents={props.consents} directory={known} />
				))}
			</tbody>
		</table>
	);
}

function Row(props: {
	readonly row: ReportRow;
	readonly consents: readonly ConsentRecord[];
	readonly directory: Directory | null;
}) {
	const { row, directory } = props;
	const text = t().report;
	const person = directory?.people.find((one) => one.uid === row.who);
	const guest = useGuests().find((one) => one.guest === row.who);
	const name = row.who === null ? text.server : (person?.display ?? nameOf(guest));
	const org = person?.orgName ?? orgName(directory, row.org);
	const number = consentNumber(props.consents, row.consent);
	return (
		<tr data-testid={`report-${row.action}`} data-result={row.result}>
			<th scope="row" data-label={text.when} class="numbers">
				<span>
					{dateOf(row.at)} {clock(row.at)}
				</span>
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
					{actionWord(row)}
					{row.disclosure && row.result === "ok" ? (
						<>
							<br />
							<State
								tone="now"
								icon="arrow-right"
								word={disclosedTo(directory, row)}
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
					<State tone="ok" icon="check" word={text.done} />
				) : (
					<State
						tone="bad"
						icon="ban"
						word={text.refused(resultWord(row.result))}
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

const nameOf = (guest: CaseGuest | undefined): string =>
	guest === undefined ? t().common.unknownPerson : guestName(guest);

/** "Read: the plan". Codes that this page does not know yet are shown as they are. */
function actionWord(row: ReportRow): string {
	const text = t().report;
	const actions: Readonly<Record<string, string>> = text.actions;
	const word = actions[row.action] ?? text.otherAction(row.action);
	const object = row.action === "object-get" || row.action === "object";
	return object && row.what !== null ? `${word}: ${text.what[row.what]}` : word;
}

function resultWord(code: string): string {
	const results: Readonly<Record<string, string>> = t().report.results;
	return results[code] ?? code;
}

function orgName(directory: Directory | null, org: Id | null): string {
	return directory?.people.find((one) => one.org === org)?.orgName ?? "";
}

function disclosedTo(directory: Directory | null, row: ReportRow): string {
	const to = orgName(directory, row.recipientOrg);
	return to === "" ? t().report.disclosure : `${t().report.disclosure}: ${to}`;
}
