// What a case gives for everybody to read: proposals with what has become of them, and the form for a new one. Only whoever
// can open the case comes here.
import { useState } from "preact/hooks";
import { t } from "../../text/language.ts";
import type { CaseFile, Id, Proposal } from "../../work/work.ts";
import { AccessEnded } from "../cases/AccessEnded.tsx";
import { WithCase } from "../cases/WithCase.tsx";
import { useMe, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { useAsked } from "../parts/useAsked.ts";
import { CheckCard } from "./CheckCard.tsx";
import { OwnProposal } from "./OwnProposal.tsx";
import { ProposeCard } from "./ProposeCard.tsx";
import { useMayPropose } from "./useMayPropose.ts";

export function CardPage({ id }: { id: Id }) {
	return (
		<WithCase id={id}>
			{(file) => (
				<Page
					title={t().shelf.proposeTitle}
					above={file.question?.reference ?? t().today.theCase}
					back={{ at: "case", case: id }}
				>
					{file.question === null ? <AccessEnded file={file} /> : <OfCase file={file} />}
				</Page>
			)}
		</WithCase>
	);
}

function OfCase({ file }: { file: CaseFile }) {
	const work = useWork();
	const directory = work.state.directory.value;
	const proposals = useAsked(() => work.shelf.proposals(file.case), [work, file, directory]);
	return <Loaded {...proposals}>{(all) => <Proposals file={file} all={all} />}</Loaded>;
}

function Proposals({ file, all }: { file: CaseFile; all: readonly Proposal[] }) {
	const me = useMe();
	const [mending, setMending] = useState<Proposal | null>(null);
	const [open, setOpen] = useState(all.length === 0);
	/** A form of its own for each proposal. */
	const [turn, setTurn] = useState(0);
	const text = t().shelf;
	const can = useMayPropose(file);
	const mend = (proposal: Proposal) => {
		setMending(proposal);
		setOpen(true);
	};
	const done = () => {
		setMending(null);
		setOpen(false);
		setTurn(turn + 1);
	};
	return (
		<>
			{all.map((one) =>
				one.publishable ? (
					<CheckCard key={one.card} file={file} proposal={one} />
				) : (
					<OwnProposal
						key={one.card}
						file={file}
						proposal={one}
						{...(can && one.proposer === me.uid ? { onMend: () => mend(one) } : {})}
					/>
				),
			)}
			{!can ? (
				<p class="muted" data-testid="card-not-now">
					{all.length === 0 ? `${text.none} ` : ""}
					{file.state === "open" ? text.notYet : text.closed}
				</p>
			) : open ? (
				<ProposeCard
					key={`${turn} ${mending?.card ?? ""}`}
					file={file}
					mending={mending}
					onDone={done}
				/>
			) : (
				<Button kind="second" icon="plus" onPress={() => setOpen(true)} testid="new-card">
					{text.propose}
				</Button>
			)}
		</>
	);
}
