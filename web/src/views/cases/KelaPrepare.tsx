// Kela's contact: mark the case ready, or ask the pair for what is missing.
import { useState } from "preact/hooks";
import { type Errors, NO_ERRORS } from "../../state/form.ts";
import { t } from "../../text/language.ts";
import type { CaseFile } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Link } from "../parts/Link.tsx";
import { PlaceMark } from "../parts/State.tsx";
import { TextArea } from "../parts/TextArea.tsx";

/** One and the same object: the summary takes the focus whenever its errors change. */
const MISSING: Errors = { info: "required" };

export function KelaPrepare({ file }: { file: CaseFile }) {
	const work = useWork();
	const acting = useAction();
	const [asking, setAsking] = useState(false);
	const [text, setText] = useState("");
	const [missing, setMissing] = useState(false);
	const words = t().cases;
	const state = file.queued?.state;
	if (state === undefined || file.question === null) return null;
	const preparing = state === "queued" || state === "ready" || state === "needs-info";
	const ask = () => {
		setMissing(text.trim() === "");
		if (text.trim() === "") return;
		void acting
			.run(() => work.cases.needsInfo(file.case, text.trim()))
			.then((done) => {
				if (!done) return;
				setAsking(false);
				setText("");
			});
	};
	return (
		<section class="card strong" aria-labelledby="prepare" data-testid="prepare">
			<h2 id="prepare">{words.kelaTitle}</h2>
			<p>
				<PlaceMark state={state} />
			</p>
			<p>
				<Link to={{ at: "consent", case: file.case }} testid="to-consent">
					{t().consent.open}
				</Link>
			</p>
			<ErrorSummary errors={missing ? MISSING : NO_ERRORS} failure={acting.error} />
			{state === "ready" ? (
				<Box kind="ok" testid="is-ready">
					<p>{words.isReady}</p>
				</Box>
			) : null}
			{preparing && asking ? (
				<>
					<TextArea
						name="info"
						label={words.needsInfoLabel}
						value={text}
						onChange={setText}
						error={missing ? "required" : undefined}
					/>
					<div class="buttons">
						<Button busy={acting.busy} onPress={ask} testid="needs-info-send">
							{words.needsInfoSend}
						</Button>
						<Button kind="second" onPress={() => setAsking(false)}>
							{t().common.cancel}
						</Button>
					</div>
				</>
			) : preparing ? (
				<div class="buttons">
					{state === "ready" ? null : (
						<Button
							icon="check"
							busy={acting.busy}
							onPress={() => void acting.run(() => work.cases.markReady(file.case))}
							testid="mark-ready"
						>
							{words.markReady}
						</Button>
					)}
					<Button
						kind="second"
						icon="message-square"
						onPress={() => setAsking(true)}
						testid="needs-info"
					>
						{words.needsInfo}
					</Button>
				</div>
			) : null}
		</section>
	);
}
