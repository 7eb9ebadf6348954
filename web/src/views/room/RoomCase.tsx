// The case in turn: what is asked, the shared part, the consent's state and scope, and the plan being written.
import { isBlankSignals, readSignals } from "../../state/questionSignals.ts";
import { t } from "../../text/language.ts";
import type { QuestionDoc } from "../../work/documents.ts";
import type { CaseFile } from "../../work/work.ts";
import { signalFacts } from "../cases/QuestionSignals.tsx";
import { ConsentSentence } from "../consent/ConsentSentence.tsx";
import { Withdraw } from "../consent/Withdraw.tsx";
import { useMe } from "../context.ts";
import { CaseGuests } from "../guest/CaseGuests.tsx";
import { Facts } from "../parts/Facts.tsx";
import { GeneralMark } from "../parts/State.tsx";
import { PlanEditor } from "../plan/PlanEditor.tsx";

export function RoomCase({ file }: { file: CaseFile }) {
	const question = file.question;
	const pair = useMe().roles.includes("worker");
	const client = file.lane === "client";
	const text = t().cases;
	return (
		<>
			<div class="case-head">
				<h1 tabIndex={-1}>{t().room.title(question?.reference ?? "")}</h1>
				{client ? <Withdraw id={file.case} /> : null}
			</div>
			{client ? <ConsentSentence consent={file.consent} /> : <GeneralMark />}
			{question === null ? null : (
				<section class="card" aria-labelledby="room-question" data-testid="shared-part">
					<h2 id="room-question">{text.question}</h2>
					<p class="lead lines">{question.question}</p>
					<p class="muted">{question.topics.map((topic) => t().codes.topics[topic]).join(" · ")}</p>
					{question.situation === "" ? null : (
						<>
							<h3>{text.situation}</h3>
							<p class="lines">{question.situation}</p>
						</>
					)}
					{client ? <FoldedSignals question={question} /> : null}
				</section>
			)}
			{pair ? <CaseGuests file={file} /> : null}
			<h2>{t().plan.title}</h2>
			<PlanEditor plan={file.plan} />
		</>
	);
}

/** Kela has read it while preparing: at hand, without pushing the plan off the screen. */
function FoldedSignals({ question }: { readonly question: QuestionDoc }) {
	const value = readSignals(question);
	if (isBlankSignals(value)) return null;
	return (
		<details class="folded">
			<summary>{t().signals.title}</summary>
			<Facts facts={signalFacts(value)} />
		</details>
	);
}
