// The other side's proposal, mine to check: searched again on this device, then published as it stands, sent back or declined.
import { useState } from "preact/hooks";
import { suspectsIn, unjudged } from "../../state/card.ts";
import { collect, type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import type { Telling } from "../../state/identifiers.ts";
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { CaseFile, Proposal } from "../../work/work.ts";
import { useNames, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { TextArea } from "../parts/TextArea.tsx";
import { cardFacts } from "./CardWords.tsx";
import { ProposalState } from "./OwnProposal.tsx";
import { MarkedCard, SuspectList } from "./Suspects.tsx";
import { useTelling } from "./useTelling.ts";

type Asking = "publish" | "back" | "declined";

interface Checking {
	readonly file: CaseFile;
	readonly proposal: Proposal;
}

export function CheckCard(props: Checking) {
	const names = useNames();
	const telling = useTelling(props.file);
	const { proposal } = props;
	const text = t().shelf;
	return (
		<section class="card strong" aria-labelledby="check-card" data-testid="check-card">
			<h2 id="check-card">{text.yours}</h2>
			<p>
				<ProposalState state={proposal.state} />
			</p>
			<p>{text.yoursLead}</p>
			<p class="small muted">
				{text.proposed(names(proposal.proposer), dayAndClock(proposal.at))}
				<br />
				{cardFacts(proposal)}
			</p>
			<Loaded {...telling}>{(known) => <Check {...props} telling={known} />}</Loaded>
		</section>
	);
}

function Check({ file, proposal, telling }: Checking & { readonly telling: Telling }) {
	const [cleared, setCleared] = useState<readonly string[]>([]);
	const [asking, setAsking] = useState<Asking | null>(null);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().shelf;
	const suspects = suspectsIn(proposal, telling);
	const publish = () => {
		const left = unjudged(suspects, cleared).length;
		const found = collect({ suspects: left === 0 ? null : "to-judge" });
		setErrors(found);
		if (!hasErrors(found)) setAsking("publish");
	};
	const close = () => setAsking(null);
	return (
		<>
			<MarkedCard card={proposal} suspects={suspects} cleared={cleared} onClear={setCleared} />
			<p class="small muted">{text.checkOwn}</p>
			<ErrorSummary errors={errors} label={() => text.suspects} />
			<SuspectList suspects={suspects} cleared={cleared} onClear={setCleared} />
			<div class="buttons">
				<Button icon="check" onPress={publish} testid="publish-card">
					{text.publish}
				</Button>
				{file.state === "open" ? (
					<>
						<Button kind="second" onPress={() => setAsking("back")} testid="send-back">
							{text.sendBack}
						</Button>
						<Button kind="second" onPress={() => setAsking("declined")} testid="decline-card">
							{text.decline}
						</Button>
					</>
				) : null}
			</div>
			{asking === "publish" ? <PublishDialog proposal={proposal} onClose={close} /> : null}
			{asking === "back" || asking === "declined" ? (
				<JudgeDialog proposal={proposal} verdict={asking} onClose={close} />
			) : null}
		</>
	);
}

function PublishDialog({ proposal, onClose }: { proposal: Proposal; onClose: () => void }) {
	const work = useWork();
	const text = t().shelf;
	return (
		<ConfirmDialog
			name="publish-card"
			title={text.publishTitle}
			word={text.publish}
			kind="first"
			run={() => work.shelf.publish(proposal.case, proposal.card)}
			onClose={onClose}
		>
			<p>{text.publishText}</p>
		</ConfirmDialog>
	);
}

function JudgeDialog(props: {
	readonly proposal: Proposal;
	readonly verdict: "back" | "declined";
	readonly onClose: () => void;
}) {
	const work = useWork();
	const [word, setWord] = useState("");
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const { proposal, verdict } = props;
	const text = t().shelf;
	const back = verdict === "back";
	const valid = () => {
		const found = collect({ "card-word": back && word.trim() === "" ? "required" : null });
		setErrors(found);
		return !hasErrors(found);
	};
	return (
		<ConfirmDialog
			name={`card-${verdict}`}
			title={back ? text.sendBack : text.decline}
			word={back ? text.sendBack : text.decline}
			kind={back ? "first" : "danger"}
			run={() => work.shelf.judge(proposal.case, proposal.card, verdict, word)}
			onClose={props.onClose}
			valid={valid}
			errors={errors}
			label={text.word}
			fields={
				<TextArea
					name="card-word"
					label={text.word}
					value={word}
					onChange={setWord}
					rows={3}
					error={errors["card-word"]}
					optional={!back}
				/>
			}
		>
			<p>{back ? text.sendBackText : text.declineText}</p>
		</ConfirmDialog>
	);
}
