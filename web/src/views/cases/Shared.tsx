// The part that Kela sees: question, topics, situation, the models' fields. The pair may change it in place.
import { useEffect, useRef, useState } from "preact/hooks";
import { collect, type Errors, hasErrors, NO_ERRORS, textError } from "../../state/form.ts";
import { holdsIdentityCode } from "../../state/identityCode.ts";
import { isBlankSignals, readSignals } from "../../state/questionSignals.ts";
import { t } from "../../text/language.ts";
import type { QuestionDoc } from "../../work/documents.ts";
import type { Lane } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { TextArea } from "../parts/TextArea.tsx";
import { EditSignals, SignalsShown } from "./QuestionSignals.tsx";

interface Part {
	readonly question: QuestionDoc;
	readonly lane: Lane;
}

export function Shared({ question, lane, editable }: Part & { readonly editable: boolean }) {
	const [editing, setEditing] = useState<"question" | "signals" | null>(null);
	const text = t().cases;
	const edited = useRef(false);
	const done = () => {
		edited.current = true;
		setEditing(null);
	};
	/** Whoever comes back from a form is not left at the top of the page. */
	const arrive = (section: HTMLElement | null) => {
		if (section === null || !edited.current) return;
		edited.current = false;
		section.focus();
	};
	if (editing === "question") return <Edit question={question} lane={lane} onDone={done} />;
	if (editing === "signals") return <EditSignals question={question} onDone={done} />;
	return (
		<section
			class="card"
			aria-labelledby="shared"
			data-testid="shared-part"
			tabIndex={-1}
			ref={arrive}
		>
			<h2 id="shared">{text.question}</h2>
			<p class="lead lines">{question.question}</p>
			<p class="muted">{question.topics.map((topic) => t().codes.topics[topic]).join(" · ")}</p>
			{question.situation === "" ? null : (
				<>
					<h3>{lane === "general" ? t().general.situation : text.situation}</h3>
					<p class="lines">{question.situation}</p>
				</>
			)}
			{lane === "general" ? null : <SignalsShown question={question} />}
			{editable ? (
				<>
					{lane === "general" ? null : <p class="small muted">{text.sharedHint}</p>}
					<div class="buttons">
						<Button
							kind="second"
							icon="pencil"
							onPress={() => setEditing("question")}
							testid="edit-shared"
						>
							{text.editShared}
						</Button>
						{lane === "general" ? null : (
							<ToSignals question={question} onPress={() => setEditing("signals")} />
						)}
					</div>
				</>
			) : null}
		</section>
	);
}

function ToSignals(props: { readonly question: QuestionDoc; readonly onPress: () => void }) {
	const text = t().signals;
	const blank = isBlankSignals(readSignals(props.question));
	return (
		<Button
			kind="second"
			icon={blank ? "plus" : "pencil"}
			onPress={props.onPress}
			testid="edit-signals"
		>
			{blank ? text.add : text.change}
		</Button>
	);
}

function Edit({ question, lane, onDone }: Part & { readonly onDone: () => void }) {
	const work = useWork();
	const saving = useAction();
	const form = useRef<HTMLFormElement>(null);
	useEffect(() => form.current?.focus(), []);
	const [doc, setDoc] = useState(question);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	// Nothing at all about a client: neither in the question itself; its background may be left out.
	const general = lane === "general";
	const submit = () => {
		const found = collect({
			question:
				general && holdsIdentityCode(doc.question)
					? "looks-like-code"
					: textError(doc.question, 2000),
			situation: holdsIdentityCode(doc.situation)
				? "looks-like-code"
				: general && doc.situation.trim() === ""
					? null
					: textError(doc.situation, 4000),
		});
		setErrors(found);
		if (hasErrors(found)) return;
		// The rest as it is now: a colleague may have changed it meanwhile.
		const { question: asked, situation } = doc;
		void saving
			.run(() => work.cases.saveQuestion({ ...question, question: asked, situation }))
			.then((done) => {
				if (done) onDone();
			});
	};
	return (
		<form
			class="card"
			ref={form}
			tabIndex={-1}
			aria-label={t().cases.editShared}
			onSubmit={(event) => {
				event.preventDefault();
				submit();
			}}
		>
			<ErrorSummary errors={errors} failure={saving.error} />
			<TextArea
				name="question"
				label={t().cases.question}
				value={doc.question}
				error={errors["question"]}
				onChange={(value) => setDoc({ ...doc, question: value })}
			/>
			<TextArea
				name="situation"
				label={general ? t().general.situation : t().cases.situation}
				optional={general}
				value={doc.situation}
				error={errors["situation"]}
				onChange={(value) => setDoc({ ...doc, situation: value })}
				rows={6}
			/>
			<div class="buttons">
				<Button submit busy={saving.busy} testid="save-shared">
					{t().common.save}
				</Button>
				<Button kind="second" onPress={onDone}>
					{t().common.cancel}
				</Button>
			</div>
		</form>
	);
}
