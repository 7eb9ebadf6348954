// The versions of the plan: who stored them and when, and what changed between any two, word by word.
import { useEffect, useState } from "preact/hooks";
import { dayAndClock, list } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { PlanDifference, PlanRevision, PlanState } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useNames, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { SelectField } from "../parts/SelectField.tsx";
import { Difference } from "./Difference.tsx";

export function PlanHistory({ plan }: { plan: PlanState }) {
	const [open, setOpen] = useState(false);
	const text = t().plan;
	if (plan.rev === 0) return null;
	return (
		<section class="no-print" aria-labelledby="plan-history" data-testid="plan-history">
			<h2 id="plan-history">{text.history}</h2>
			<p>{text.historyLead}</p>
			<Button kind="second" testid="plan-history-open" onPress={() => setOpen(!open)}>
				{open ? text.historyHide : text.historyShow}
			</Button>
			{open ? <Revisions rev={plan.rev} confirms={plan.confirmedBy.length} /> : null}
		</section>
	);
}

function Revisions({ rev, confirms }: { rev: number; confirms: number }) {
	const work = useWork();
	const loading = useAction();
	const [revisions, setRevisions] = useState<readonly PlanRevision[]>([]);
	useEffect(() => {
		void loading.run(async () => setRevisions(await work.plan.history()));
	}, [work, rev, confirms]);
	return (
		<>
			<ErrorSummary errors={{}} failure={loading.error} label={(field) => field} />
			<RevisionTable revisions={revisions} />
			<Compare rev={rev} />
		</>
	);
}

function RevisionTable({ revisions }: { revisions: readonly PlanRevision[] }) {
	const names = useNames();
	const text = t().plan;
	return (
		<table>
			<thead>
				<tr>
					<th scope="col">{text.version}</th>
					<th scope="col">{text.savedBy}</th>
					<th scope="col">{text.savedAt}</th>
					<th scope="col">{text.confirmedIn}</th>
				</tr>
			</thead>
			<tbody>
				{revisions.map(({ rev, by, at, confirmedBy }) => (
					<tr key={rev} data-testid="plan-version">
						<th scope="row">{rev}</th>
						<td>{names(by)}</td>
						<td>{dayAndClock(at)}</td>
						<td>{list(confirmedBy.map((uid) => names(uid)))}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

function Compare({ rev }: { rev: number }) {
	const work = useWork();
	const loading = useAction();
	const [from, setFrom] = useState(rev - 1);
	const [to, setTo] = useState(rev);
	const [found, setFound] = useState<readonly PlanDifference[] | null>(null);
	useEffect(() => {
		let asked = true;
		void work.plan.difference(from, to).then(
			(difference) => asked && setFound(difference),
			(error: unknown) => void loading.run(() => Promise.reject(error)),
		);
		return () => {
			asked = false;
		};
	}, [work, from, to]);
	const text = t().plan;
	const word = (one: number) => (one === 0 ? text.start : text.versionNo(one));
	const options = Array.from({ length: rev + 1 }, (_, i) => ({
		value: String(rev - i),
		label: word(rev - i),
	}));
	return (
		<>
			<div class="sides">
				<SelectField
					name="plan-from"
					label={text.from}
					value={String(from)}
					options={options}
					onChange={(value) => setFrom(Number(value))}
				/>
				<SelectField
					name="plan-to"
					label={text.to}
					value={String(to)}
					options={options}
					onChange={(value) => setTo(Number(value))}
				/>
			</div>
			<ErrorSummary errors={{}} failure={loading.error} label={(field) => field} />
			<h3>{text.changes(word(from), word(to))}</h3>
			{found === null ? null : <Difference found={found} />}
		</>
	);
}
