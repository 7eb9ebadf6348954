// Kela's contact: mark the case ready, ask the pair for what is missing, or answer in writing.
import { useState } from "preact/hooks";
import { type Errors, NO_ERRORS } from "../../state/form.ts";
import { t } from "../../text/language.ts";
import type { CaseFile } from "../../work/work.ts";
import { type Action, useAction } from "../action.ts";
import { useMe, useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Link } from "../parts/Link.tsx";
import { PlaceMark } from "../parts/State.tsx";
import { TextArea } from "../parts/TextArea.tsx";

/** One and the same object: the summary takes the focus whenever its errors change. */
const MISSING: Errors = { info: "required" };
type Writing = "info" | "answer";

export function KelaPrepare({ file }: { file: CaseFile }) {
	const me = useMe();
	const acting = useAction();
	const [writing, setWriting] = useState<Writing | null>(null);
	const words = t().cases;
	if (file.queued === null && file.answered?.by === me.uid)
		return (
			<Box kind="ok" testid="is-answered">
				<p>{t().prepare.answeredText}</p>
			</Box>
		);
	const state = file.queued?.state;
	if (state === undefined || file.question === null) return null;
	const preparing =
		state === "waiting" || state === "queued" || state === "ready" || state === "needs-info";
	return (
		<section class="card strong" aria-labelledby="prepare" data-testid="prepare">
			<h2 id="prepare">{words.kelaTitle}</h2>
			<p>
				<PlaceMark state={state} />
			</p>
			{file.lane === "general" ? null : (
				<p>
					<Link to={{ at: "consent", case: file.case }} testid="to-consent">
						{t().consent.open}
					</Link>
				</p>
			)}
			{state === "ready" ? (
				<Box kind="ok" testid="is-ready">
					<p>{words.isReady}</p>
				</Box>
			) : null}
			{!preparing ? null : writing === null ? (
				<>
					<ErrorSummary failure={acting.error} />
					<Acts file={file} state={state} acting={acting} write={setWriting} />
				</>
			) : (
				<Write key={writing} file={file} writing={writing} onDone={() => setWriting(null)} />
			)}
		</section>
	);
}

function Acts(props: {
	readonly file: CaseFile;
	readonly state: string;
	readonly acting: Action;
	readonly write: (what: Writing) => void;
}) {
	const work = useWork();
	const { acting, file } = props;
	const words = t().cases;
	return (
		<div class="buttons">
			{props.state === "ready" ? null : (
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
				onPress={() => props.write("info")}
				testid="needs-info"
			>
				{words.needsInfo}
			</Button>
			<Button kind="second" icon="pencil" onPress={() => props.write("answer")} testid="answer">
				{t().prepare.answer}
			</Button>
		</div>
	);
}

function Write(props: {
	readonly file: CaseFile;
	readonly writing: Writing;
	readonly onDone: () => void;
}) {
	const work = useWork();
	const sending = useAction();
	const [text, setText] = useState("");
	const [missing, setMissing] = useState(false);
	const asks = props.writing === "info";
	const words = t().prepare;
	const label = asks ? t().cases.needsInfoLabel : words.answerLabel;
	const send = () => {
		setMissing(text.trim() === "");
		if (text.trim() === "") return;
		const act = asks ? work.cases.needsInfo : work.cases.answer;
		void sending
			.run(() => act(props.file.case, text.trim()))
			.then((done) => {
				if (done) props.onDone();
			});
	};
	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				send();
			}}
		>
			<ErrorSummary
				errors={missing ? MISSING : NO_ERRORS}
				failure={sending.error}
				label={() => label}
			/>
			<TextArea
				name="info"
				label={label}
				{...(asks ? {} : { hint: words.answerHint })}
				value={text}
				onChange={setText}
				error={missing ? "required" : undefined}
				rows={asks ? 4 : 8}
			/>
			<div class="buttons">
				<Button submit busy={sending.busy} testid={asks ? "needs-info-send" : "answer-send"}>
					{asks ? t().cases.needsInfoSend : words.answerSend}
				</Button>
				<Button kind="second" onPress={props.onDone}>
					{t().common.cancel}
				</Button>
			</div>
		</form>
	);
}
