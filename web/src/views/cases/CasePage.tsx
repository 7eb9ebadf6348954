// One case: for the pair its steps and parts, for Kela's contact what is shared and the buttons to prepare.
import { shownReference } from "../../state/reference.ts";
import { t } from "../../text/language.ts";
import type { CaseFile, Id } from "../../work/work.ts";
import { ConsentSentence } from "../consent/ConsentSentence.tsx";
import { Withdraw } from "../consent/Withdraw.tsx";
import { useMe } from "../context.ts";
import { FollowUpCard } from "../follow/FollowUpCard.tsx";
import { CaseGuests } from "../guest/CaseGuests.tsx";
import { Page } from "../parts/Page.tsx";
import { GeneralMark, State } from "../parts/State.tsx";
import { AccessEnded } from "./AccessEnded.tsx";
import { AfterHour, Disclosures } from "./AfterHour.tsx";
import { CaseOver } from "./CaseOver.tsx";
import { CaseTasks } from "./CaseTasks.tsx";
import { Changes } from "./Changes.tsx";
import { Ending } from "./Ending.tsx";
import { InQueue } from "./InQueue.tsx";
import { KelaPrepare } from "./KelaPrepare.tsx";
import { Note } from "./Note.tsx";
import { Shared } from "./Shared.tsx";
import { Thread } from "./Thread.tsx";
import { WithCase } from "./WithCase.tsx";

export function CasePage({ id }: { id: Id }) {
	return <WithCase id={id}>{(file) => <OneCase file={file} />}</WithCase>;
}

function OneCase({ file }: { file: CaseFile }) {
	const me = useMe();
	const text = t().cases;
	const pair = me.roles.includes("worker");
	if (file.state === "erased") return <Erased file={file} pair={pair} />;
	const above = file.lane === "general" ? t().general.title : t().today.theCase;
	const title = file.question?.reference ?? t().today.theCase;
	return (
		<Page
			title={title}
			back={{ at: "cases" }}
			enter={file.case}
			{...(title === above ? {} : { above })}
		>
			{file.question?.urgency === "urgent" ? (
				<p>
					<State tone="warn" icon="triangle-alert" word={text.urgent} />
				</p>
			) : null}
			<InQueue file={file} pair={pair} />
			<CaseOver state={file.state} />
			{file.lane === "general" ? (
				<p>
					<GeneralMark />
				</p>
			) : (
				<OfConsent file={file} />
			)}
			<Changes id={file.case} />
			{pair ? <CaseTasks file={file} /> : <KelaPrepare file={file} />}
			{file.question === null ? (
				<AccessEnded file={file} />
			) : (
				<Shared
					question={file.question}
					lane={file.lane}
					editable={pair && file.state === "open"}
				/>
			)}
			{pair && file.lane === "client" ? <Background file={file} /> : null}
			{file.question === null ? null : (
				<Thread id={file.case} messages={file.thread} open={file.state === "open"} />
			)}
			<AfterHour file={file} pair={pair} />
			{file.question === null ? null : <FollowUpCard file={file} />}
			{pair ? <CaseGuests file={file} /> : null}
			<Note key={file.case} id={file.case} />
			{pair ? <Disclosures file={file} /> : null}
			{pair ? <Ending file={file} /> : null}
		</Page>
	);
}

/** What stands of the consent, the reference on the client's paper, and the way to withdraw. */
function OfConsent({ file }: { file: CaseFile }) {
	const state = file.consent?.state;
	const live = state === "in-force" || state === "not-yet" || state === "waiting-ack";
	return (
		<>
			{file.state !== "open" && file.consent === null ? null : (
				<ConsentSentence consent={file.consent} />
			)}
			<p class="case-line">
				<span>
					{t().paper.printed}{" "}
					<strong class="code-line" data-testid="case-reference">
						{shownReference(file.reference)}
					</strong>
				</span>
				{live ? <Withdraw id={file.case} /> : null}
			</p>
		</>
	);
}

/** Only the record of events is left. */
function Erased({ file, pair }: { file: CaseFile; pair: boolean }) {
	return (
		<Page
			title={`${t().today.theCase} ${shownReference(file.reference)}`}
			back={{ at: "cases" }}
			enter={file.case}
		>
			<CaseOver state="erased" />
			{pair ? <Disclosures file={file} /> : null}
		</Page>
	);
}

function Background({ file }: { file: CaseFile }) {
	const text = t().cases;
	return (
		<section class="card" aria-labelledby="background">
			<h2 id="background">{text.background}</h2>
			<p class="small muted">{text.backgroundPrivate}</p>
			{file.background === null || file.background.background + file.background.tried === "" ? (
				<p>{text.noBackground}</p>
			) : (
				<>
					<p class="lines">{file.background.background}</p>
					{file.background.tried === "" ? null : (
						<>
							<h3>{text.tried}</h3>
							<p class="lines">{file.background.tried}</p>
						</>
					)}
				</>
			)}
		</section>
	);
}
