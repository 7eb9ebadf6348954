// The follow-ups of one case, on its page and on its plan's: the pair moves them and marks them as done, Kela reads.

import { FOLLOW_UP_KINDS } from "../../state/follow-up.ts";
import { dateOf } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { CaseFile } from "../../work/work.ts";
import { useMe, useNames, useWork } from "../context.ts";
import { Link } from "../parts/Link.tsx";
import { State } from "../parts/State.tsx";
import { FollowUpList } from "./FollowUpList.tsx";

export function FollowUpCard({ file }: { file: CaseFile }) {
	const { cases } = useWork().state;
	const pair = useMe().roles.includes("worker");
	const text = t().follow;
	const all = cases.value.kind === "ready" ? cases.value.value : [];
	const mine = all.filter((one) => one.case === file.case);
	if (file.plan.rev === 0 && file.followUps.length === 0) return null;
	return (
		<section aria-labelledby="follow-ups" data-testid="follow-up-card">
			<h2 id="follow-ups">{text.dates}</h2>
			{file.followUps.length === 0 ? (
				<p class="muted">{text.auto}</p>
			) : (
				<>
					{pair && file.state === "open" ? (
						<FollowUpList
							cases={mine}
							kinds={FOLLOW_UP_KINDS}
							named={false}
							none={text.followUpsNone}
						/>
					) : (
						<Dates file={file} />
					)}
					<Ended file={file} />
				</>
			)}
			<p>
				<Link to={{ at: "follow-up" }} testid="to-follow-up">
					{text.toPage}
				</Link>
			</p>
		</section>
	);
}

function Dates({ file }: { file: CaseFile }) {
	const open = file.followUps.filter(({ due }) => due > 0).sort((a, b) => a.due - b.due);
	if (open.length === 0) return null;
	return (
		<ul class="rows" data-testid="follow-up-dates">
			{open.map(({ what, due }) => (
				<li key={what}>
					<div class="what">{t().follow.kinds[what]}</div>
					<State tone="idle" icon="calendar" word={dateOf(due)} />
				</li>
			))}
		</ul>
	);
}

function Ended({ file }: { file: CaseFile }) {
	const names = useNames();
	const ended = file.followUps.filter(({ due }) => due === 0);
	return ended.map(({ what, by, at }) => (
		<p key={what} class="small" data-testid={`follow-up-${what}-ended`}>
			<State
				tone="ok"
				icon="circle-check"
				word={`${t().follow.kinds[what]}: ${t().follow.doneBy(names(by), dateOf(at))}`}
			/>
		</p>
	));
}
