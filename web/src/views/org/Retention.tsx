// How long closed cases are kept, what has been erased and what will be: by reference and dates only. A coordinator sets
// the days and holds; a worker reads of their own cases. Printable.
import { useState } from "preact/hooks";
import { type Errors, NO_ERRORS } from "../../state/form.ts";
import { shownReference } from "../../state/reference.ts";
import { readDays } from "../../state/retention.ts";
import { dateAndClock, dateOf } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { RetentionList } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useMe, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { Empty } from "../parts/Empty.tsx";
import { FormFrame } from "../parts/FormFrame.tsx";
import { Link } from "../parts/Link.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { State } from "../parts/State.tsx";
import { TextField } from "../parts/TextField.tsx";
import { useAsked } from "../parts/useAsked.ts";
import { HoldByReference } from "./HoldByReference.tsx";

interface Got {
	readonly list: RetentionList;
	readonly at: number;
}

export function Retention() {
	const work = useWork();
	const me = useMe();
	const asked = useAsked(
		async (): Promise<Got> => ({ list: await work.retention(), at: work.now() }),
		[work],
	);
	const text = t().retention;
	const coordinator = me.roles.includes("coordinator");
	return (
		<Page
			title={text.title}
			wide
			back={coordinator ? { at: "organisation" } : { at: "cases" }}
			above={me.orgName}
		>
			<Loaded {...asked}>
				{(got) => (
					<>
						<p class="column" data-testid="retention-rule">
							{text.rule(got.list.days)}
						</p>
						{coordinator ? (
							<Days key={got.list.days} days={got.list.days} onSaved={() => void asked.again()} />
						) : null}
						<p class="small muted apart">
							{text.made} {dateAndClock(got.at)}
						</p>
						<Ahead got={got} />
						<Erased list={got.list} />
						{coordinator ? <HoldByReference onChanged={() => void asked.again()} /> : null}
						<Backups />
						<div class="buttons">
							<Button kind="second" icon="printer" onPress={() => print()} testid="print-retention">
								{t().common.print}
							</Button>
						</div>
					</>
				)}
			</Loaded>
		</Page>
	);
}

function Days({ days, onSaved }: { days: number; onSaved: () => void }) {
	const work = useWork();
	const saving = useAction();
	const [typed, setTyped] = useState(String(days));
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const [shorter, setShorter] = useState<number | null>(null);
	const text = t().retention;
	const save = async (wanted: number) => {
		await work.coordinator.setRetention(wanted);
		onSaved();
	};
	const submit = () => {
		const wanted = readDays(typed);
		setErrors(wanted === null ? { days: "not-days" } : NO_ERRORS);
		if (wanted === null || wanted === days) return;
		if (wanted < days) setShorter(wanted);
		else void saving.run(() => save(wanted));
	};
	return (
		<div class="no-print column">
			<FormFrame
				errors={errors}
				action={saving}
				labels={{ days: text.days }}
				submit={text.save}
				testid="save-retention"
				onSubmit={submit}
			>
				<TextField
					name="days"
					label={text.days}
					hint={text.daysHint}
					value={typed}
					onChange={setTyped}
					error={errors["days"]}
					numeric
					short
				/>
			</FormFrame>
			{shorter === null ? null : (
				<ConfirmDialog
					name="shorter"
					title={text.shorterTitle}
					word={text.shorterConfirm}
					run={() => save(shorter)}
					onClose={() => setShorter(null)}
				>
					<p>{text.shorterText(shorter)}</p>
				</ConfirmDialog>
			)}
		</div>
	);
}

function Ahead({ got: { list, at } }: { got: Got }) {
	const text = t().retention;
	return (
		<section aria-labelledby="ahead">
			<h2 id="ahead">{text.ahead}</h2>
			{list.ahead.length === 0 ? (
				<Empty text={text.aheadNone} />
			) : (
				<table class="stack report" data-testid="retention-ahead">
					<thead>
						<tr>
							<th scope="col">{text.ref}</th>
							<th scope="col">{text.closed}</th>
							<th scope="col">{text.erasing}</th>
						</tr>
					</thead>
					<tbody>
						{list.ahead.map((one) => (
							<tr key={`${one.reference} ${one.closedAt}`}>
								<th scope="row" data-label={text.ref} class="code-line">
									{one.case === null ? (
										<span>{shownReference(one.reference)}</span>
									) : (
										<Link to={{ at: "case", case: one.case }}>{shownReference(one.reference)}</Link>
									)}
								</th>
								<td data-label={text.closed} class="numbers">
									<span>{dateOf(one.closedAt)}</span>
								</td>
								<td data-label={text.erasing} class="numbers">
									<span>
										{one.held ? (
											<State tone="warn" icon="lock" word={text.held} testid="held" />
										) : one.at <= at ? (
											text.soon
										) : (
											dateOf(one.at)
										)}
									</span>
								</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
		</section>
	);
}

function Erased({ list }: { list: RetentionList }) {
	const text = t().retention;
	return (
		<section aria-labelledby="erased">
			<h2 id="erased">{text.erased}</h2>
			{list.erased.length === 0 ? (
				<Empty text={text.erasedNone} />
			) : (
				<table class="stack report" data-testid="retention-erased">
					<thead>
						<tr>
							<th scope="col">{text.ref}</th>
							<th scope="col">{text.closed}</th>
							<th scope="col">{text.erasedAt}</th>
							<th scope="col">{text.how}</th>
						</tr>
					</thead>
					<tbody>
						{list.erased.map((one) => (
							<tr key={`${one.reference} ${one.at}`}>
								<th scope="row" data-label={text.ref} class="code-line">
									<span>{shownReference(one.reference)}</span>
								</th>
								<td data-label={text.closed} class="numbers">
									<span>{dateOf(one.closedAt)}</span>
								</td>
								<td data-label={text.erasedAt} class="numbers">
									<span>{dateOf(one.at)}</span>
								</td>
								<td data-label={text.how}>
									<span>{one.how === "pair" ? text.byPair : text.byRule}</span>
								</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
		</section>
	);
}

function Backups() {
	const text = t().retention;
	return (
		<section class="column" aria-labelledby="backups">
			<h2 id="backups">{text.backups}</h2>
			{text.backupsText.map((line) => (
				<p key={line}>{line}</p>
			))}
		</section>
	);
}
