// Kela's contact: mark the case ready, ask the pair for what is missing, or answer in writing. What is begun is kept, and is open
// again as one comes back.
import { useEffect, useState } from "preact/hooks";
import { type Errors, NO_ERRORS } from "../../state/form.ts";
import {
	begun,
	NOTHING_PREPARED,
	type Prepared,
	prepareDraft,
	readPrepared,
} from "../../state/unsent.ts";
import { t } from "../../text/language.ts";
import type { CaseFile } from "../../work/work.ts";
import { type Action, useAction } from "../action.ts";
import { useMe, useWork } from "../context.ts";
import { type Draft, useDraft } from "../draft.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Link } from "../parts/Link.tsx";
import { Loading } from "../parts/Loaded.tsx";
import { Saved } from "../parts/Saved.tsx";
import { PlaceMark } from "../parts/State.tsx";
import { TextArea } from "../parts/TextArea.tsx";
import { useKeptFocus } from "../parts/useKeptFocus.ts";

/** One and the same object: the summary takes the focus whenever its errors change. */
const MISSING: Errors = { info: "required" };
type Writing = keyof Prepared;

export function KelaPrepare({ file }: { file: CaseFile }) {
	const me = useMe();
	const words = t().cases;
	const part = useKeptFocus<HTMLElement>();
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
		<section
			class="card strong"
			ref={part}
			tabIndex={-1}
			aria-labelledby="prepare"
			data-testid="prepare"
		>
			<h2 id="prepare">{words.kelaTitle}</h2>
			<p>
				<PlaceMark state={state} />
				{state === "ready" ? (
					<>
						<br />
						<span class="muted" data-testid="is-ready">
							{words.isReady}
						</span>
					</>
				) : null}
			</p>
			{file.lane === "general" ? null : (
				<p>
					<Link to={{ at: "consent", case: file.case }} testid="to-consent">
						{t().consent.open}
					</Link>
				</p>
			)}
			{preparing ? <Preparing key={file.case} file={file} state={state} /> : null}
		</section>
	);
}

/** Keyed by the case: its draft is loaded once. */
function Preparing({ file, state }: { file: CaseFile; state: string }) {
	const acting = useAction();
	const draft = useDraft(prepareDraft(file.case), NOTHING_PREPARED, readPrepared);
	const [pressed, press] = useState<Writing | null>(null);
	const writing = pressed ?? (draft.value === null ? null : begun(draft.value));
	if (writing === null)
		return (
			<>
				<ErrorSummary failure={acting.error} />
				<Acts file={file} state={state} acting={acting} write={press} />
			</>
		);
	const { value } = draft;
	if (value === null) return <Loading />;
	const leave = async () => {
		press(null);
		const left = { ...value, [writing]: "" };
		draft.set(left);
		if (begun(left) === null) await draft.drop();
	};
	return (
		<Write
			key={writing}
			file={file}
			writing={writing}
			text={value[writing]}
			status={draft.status}
			asked={pressed !== null}
			write={(text) => {
				press(writing);
				draft.set({ [writing]: text });
			}}
			onDone={leave}
		/>
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
	readonly text: string;
	readonly status: Draft<Prepared>["status"];
	/** By a press, not by coming back to what was begun: that leaves the focus where it is. */
	readonly asked: boolean;
	readonly write: (text: string) => void;
	readonly onDone: () => Promise<void>;
}) {
	const work = useWork();
	const sending = useAction();
	const { text, asked } = props;
	const [missing, setMissing] = useState(false);
	useEffect(() => {
		if (asked) document.getElementById("info")?.focus();
	}, []);
	const asks = props.writing === "info";
	const words = t().prepare;
	const label = asks ? t().cases.needsInfoLabel : words.answerLabel;
	const send = () => {
		setMissing(text.trim() === "");
		if (text.trim() === "") return;
		const act = asks ? work.cases.needsInfo : work.cases.answer;
		void sending.run(async () => {
			await act(props.file.case, text.trim());
			await props.onDone();
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
				onChange={props.write}
				error={missing ? "required" : undefined}
				rows={asks ? 4 : 8}
			/>
			<div class="buttons">
				<Button submit busy={sending.busy} testid={asks ? "needs-info-send" : "answer-send"}>
					{asks ? t().cases.needsInfoSend : words.answerSend}
				</Button>
				<Button kind="second" onPress={() => void props.onDone()}>
					{t().common.cancel}
				</Button>
				{text === "" ? null : <Saved status={props.status} />}
			</div>
		</form>
	);
}
