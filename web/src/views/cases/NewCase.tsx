// Adding a case, one thing a page. The draft is kept from the first letter on.
import { useEffect, useState } from "preact/hooks";
import { type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import {
	EMPTY_CASE,
	isBlankCase,
	NEW_CASE_DRAFT,
	type NewCaseDraft,
	newCaseErrors,
	nextStep,
	previousStep,
	readNewCase,
} from "../../state/newCase.ts";
import { isBlankSignals } from "../../state/questionSignals.ts";
import { NEW_CASE_STEPS, type NewCaseStep } from "../../state/route.ts";
import { t } from "../../text/language.ts";
import type { Id, Pair } from "../../work/work.ts";
import { type Draft, useDraft } from "../draft.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Link } from "../parts/Link.tsx";
import { Loading } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { Saved } from "../parts/Saved.tsx";
import { Undo, type Undoable, useUndo } from "../parts/Undo.tsx";
import { go } from "../router.ts";
import { Suggested } from "../shelf/Suggested.tsx";
import { NewCaseCheck } from "./NewCaseCheck.tsx";
import { NewCaseFields, newCaseLabel } from "./NewCaseFields.tsx";
import { usePairs } from "./pairs.ts";

interface At {
	readonly step: NewCaseStep;
	/** Begun from that hour. */
	readonly hour: Id | null;
}

/** The draft with what follows from where it was begun: my only pair, and that hour. */
function useNewCase(hour: Id | null) {
	const draft = useDraft(NEW_CASE_DRAFT, EMPTY_CASE, readNewCase);
	const value = draft.value;
	useEffect(() => {
		if (value !== null && hour !== null && value.hour !== hour) draft.set({ hour });
	}, [value === null, hour]);
	return { draft, ...usePairs(draft) };
}

export function NewCase({ step, hour }: At) {
	const { draft, only, pairs } = useNewCase(hour);
	const [resumed, setResumed] = useState(false);
	const cleared = useUndo();
	const text = t().newCase;
	const value = draft.value;
	if (value === null || pairs === null)
		return (
			<Page title={text.questionTitle}>
				<Loading />
			</Page>
		);
	if (pairs.length === 0)
		return (
			<Page title={text.begin} back={{ at: "today" }}>
				<Box kind="warn">
					<p>{text.notInPair}</p>
				</Box>
			</Page>
		);
	if (draft.found && !resumed && step === "question" && !isBlankCase(value))
		return (
			<Found
				value={value}
				onContinue={() => setResumed(true)}
				onStartOver={() => {
					draft.reset();
					draft.set({ pair: only?.pair ?? "", hour });
					cleared.tell(text.cleared, async () => draft.set(value));
					setResumed(true);
				}}
			/>
		);
	const write = (change: Partial<NewCaseDraft>) => {
		// The first letter into a blank draft that was found makes it no draft to be asked about.
		setResumed(true);
		draft.set(change);
	};
	return <Step {...{ step, hour, value, pairs, write, draft, cleared }} />;
}

/** A draft of before: on with it, or from the beginning. */
function Found(props: {
	readonly value: NewCaseDraft;
	readonly onContinue: () => void;
	readonly onStartOver: () => void;
}) {
	const text = t().newCase;
	return (
		<Page title={text.found} back={{ at: "cases" }} enter="found">
			<p>
				{props.value.reference} {props.value.question}
			</p>
			<p>{text.foundText}</p>
			<div class="buttons">
				<Button onPress={props.onContinue} testid="continue-draft">
					{text.continueDraft}
				</Button>
				<Button kind="second" testid="start-over" onPress={props.onStartOver}>
					{text.startOver}
				</Button>
			</div>
		</Page>
	);
}

function Step(
	props: At & {
		readonly value: NewCaseDraft;
		readonly pairs: readonly Pair[];
		readonly write: (change: Partial<NewCaseDraft>) => void;
		readonly draft: Draft<NewCaseDraft>;
		/** A draft of before that was not wanted. */
		readonly cleared: Undoable;
	},
) {
	const { step, hour, value, draft } = props;
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	useEffect(() => setErrors(NO_ERRORS), [step]);
	const text = t().newCase;
	const above = t().common.stepOf(NEW_CASE_STEPS.indexOf(step) + 1, NEW_CASE_STEPS.length);
	const before = previousStep(step);
	const back =
		before === null
			? ({ at: "cases" } as const)
			: ({ at: "case-new", step: before, hour } as const);
	if (step === "check") return <NewCaseCheck draft={draft} above={above} back={back} />;
	const submit = () => {
		const found = newCaseErrors(step, value);
		setErrors(found);
		if (!hasErrors(found)) go({ at: "case-new", step: nextStep(step), hour });
	};
	const titles = {
		question: text.questionTitle,
		topics: text.topicsTitle,
		situation: text.situationTitle,
		signals: t().signals.title,
		background: text.backgroundTitle,
	};
	return (
		<Page title={titles[step]} above={above} back={back} enter={step}>
			<ErrorSummary errors={errors} label={newCaseLabel} />
			{step === "question" ? <Undo of={props.cleared} testid="draft-cleared" /> : null}
			{step === "signals" ? <SignalsLead value={value} /> : null}
			<form
				onSubmit={(event) => {
					event.preventDefault();
					submit();
				}}
			>
				<NewCaseFields
					step={step}
					value={value}
					set={props.write}
					errors={errors}
					pairs={props.pairs}
				/>
				{step === "question" || step === "topics" ? (
					<Suggested
						question={value.question}
						topics={value.topics}
						onward={{ at: "cases" }}
						kept="draft"
					/>
				) : null}
				<div class="buttons">
					<Button submit testid="next">
						{t().common.next}
					</Button>
					<Saved status={draft.status} />
				</div>
			</form>
		</Page>
	);
}

/** Of a page that may be left as it is: who sees it, and past it with one press. */
function SignalsLead({ value }: { readonly value: NewCaseDraft }) {
	// As it was when the page came: nothing moves under the hand that fills it in.
	const [blank] = useState(isBlankSignals(value));
	const text = t().signals;
	return (
		<>
			<p>
				{text.lead} {text.health}
			</p>
			{blank ? (
				<p>
					<Link to={{ at: "case-new", step: nextStep("signals"), hour: value.hour }} testid="skip">
						{text.skip}
					</Link>
				</p>
			) : null}
		</>
	);
}
