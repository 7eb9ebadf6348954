// A proposal that is not mine to check: what it says, what has become of it, and what its proposer may still do.
import { useState } from "preact/hooks";
import type { IconName } from "../../icons/icons.ts";
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { CaseFile, Proposal } from "../../work/work.ts";
import { useMe, useNames, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { Link } from "../parts/Link.tsx";
import { State, type Tone } from "../parts/State.tsx";
import { CardAnswer, cardFacts } from "./CardWords.tsx";

const LOOK: Readonly<Record<Proposal["state"], readonly [Tone, IconName]>> = {
	open: ["warn", "hourglass"],
	published: ["ok", "circle-check"],
	dropped: ["idle", "ban"],
	back: ["warn", "message-square"],
	replaced: ["idle", "arrow-right"],
	declined: ["bad", "ban"],
	withdrawn: ["idle", "ban"],
};

export function ProposalState({ state }: { state: Proposal["state"] }) {
	const [tone, icon] = LOOK[state];
	return <State tone={tone} icon={icon} word={t().shelf.state[state]} testid={`card-${state}`} />;
}

export function OwnProposal(props: {
	readonly file: CaseFile;
	readonly proposal: Proposal;
	/** Only of mine that came back. */
	readonly onMend?: () => void;
}) {
	const me = useMe();
	const names = useNames();
	const [ending, setEnding] = useState(false);
	const { proposal, file } = props;
	const text = t().shelf;
	const mine = proposal.proposer === me.uid;
	const lives = proposal.state === "open" || proposal.state === "back";
	return (
		<article class="card" data-testid="proposal">
			<p class="tight">
				<ProposalState state={proposal.state} />
			</p>
			<h2 class="lines" lang={proposal.lang}>
				{proposal.question}
			</h2>
			<CardAnswer card={proposal} />
			<p class="small muted">
				{cardFacts(proposal)}
				<br />
				{text.proposed(names(proposal.proposer), dayAndClock(proposal.at))}
			</p>
			<Said proposal={proposal} />
			{proposal.state === "open" ? <p>{mine ? text.waits : text.colleague}</p> : null}
			{proposal.state === "published" ? (
				<p>
					<Link to={{ at: "shelf" }} testid="to-shelf">
						{text.readIt}
					</Link>
				</p>
			) : null}
			{mine && lives && file.state === "open" ? (
				<div class="buttons">
					{proposal.state === "back" && props.onMend !== undefined ? (
						<Button onPress={props.onMend} testid="mend-card">
							{text.mendIt}
						</Button>
					) : null}
					<Button kind="second" onPress={() => setEnding(true)} testid="withdraw-card">
						{text.withdraw}
					</Button>
				</div>
			) : null}
			{ending ? <WithdrawDialog proposal={proposal} onClose={() => setEnding(false)} /> : null}
		</article>
	);
}

/** By whom it was sent back, declined or taken back, and with what word. */
function Said({ proposal }: { proposal: Proposal }) {
	const names = useNames();
	const { said } = proposal;
	if (said === null) return null;
	return (
		<div class="card-said" data-testid="card-said">
			<p class="small muted">{t().shelf.said(names(said.by), dayAndClock(said.at))}</p>
			{said.word === "" ? null : <p class="lines">{said.word}</p>}
		</div>
	);
}

function WithdrawDialog({ proposal, onClose }: { proposal: Proposal; onClose: () => void }) {
	const work = useWork();
	const text = t().shelf;
	return (
		<ConfirmDialog
			name="withdraw-card"
			title={text.withdraw}
			word={text.withdraw}
			run={() => work.shelf.judge(proposal.case, proposal.card, "withdrawn", "")}
			onClose={onClose}
		>
			<p>{text.withdrawText}</p>
		</ConfirmDialog>
	);
}
