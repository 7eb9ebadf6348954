// A case's consent: its state in one sentence, the document and signature, who did what, and what can be done:
// acknowledge (a colleague), withdraw, record a new one.
import { t } from "../../text/language.ts";
import type { CaseFile, Id } from "../../work/work.ts";
import { WithCase } from "../cases/WithCase.tsx";
import { useMe } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Link } from "../parts/Link.tsx";
import { Page } from "../parts/Page.tsx";
import { Acknowledge } from "./Acknowledge.tsx";
import { ConsentDocument } from "./ConsentDocument.tsx";
import { ConsentActs, ConsentHistory } from "./ConsentHistory.tsx";
import { ConsentSentence } from "./ConsentSentence.tsx";
import { LimitConsent } from "./LimitConsent.tsx";
import { Withdraw } from "./Withdraw.tsx";

export function ConsentPage({ id }: { id: Id }) {
	return <WithCase id={id}>{(file) => <OneConsent file={file} />}</WithCase>;
}

function OneConsent({ file }: { file: CaseFile }) {
	const me = useMe();
	const text = t().consent;
	const consent = file.consent;
	const pair = me.roles.includes("worker");
	const live = consent !== null && consent.state !== "withdrawn" && consent.state !== "expired";
	return (
		<Page
			title={text.title}
			above={file.question?.reference ?? t().today.theCase}
			back={{ at: "case", case: file.case }}
		>
			<ConsentSentence consent={consent} />
			{consent === null ? null : (
				<>
					<ConsentDocument key={consent.id} of={file.case} reference={file.reference} />
					<ConsentActs consent={consent} />
				</>
			)}
			{consent?.state !== "waiting-ack" || !pair ? null : consent.recordedBy === me.uid ? (
				<Box kind="info" testid="wait-other">
					<p>{text.waitOther}</p>
				</Box>
			) : (
				<Acknowledge key={consent.id} id={file.case} />
			)}
			<div class="buttons">
				{pair && file.state === "open" ? (
					<Link
						to={{ at: "consent-new", case: file.case, step: "client" }}
						button={live ? "second" : "first"}
						testid="record-consent"
					>
						{live ? text.recordNew : text.record}
					</Link>
				) : null}
				{pair && live && file.state === "open" ? <LimitConsent id={file.case} /> : null}
				{live ? <Withdraw id={file.case} /> : null}
			</div>
			{pair && live ? <p class="small muted">{text.limitHint}</p> : null}
			<ConsentHistory consents={file.consents} />
		</Page>
	);
}
