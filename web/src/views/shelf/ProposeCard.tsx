// The form of an answer for everybody. Nothing of the case's free text comes into it unless the person brings it; what may
// identify somebody is marked while it is typed, and must be mended or judged before it is signed.
import { useState } from "preact/hooks";
import {
	CARD_LANGUAGES,
	type CardDraft,
	cardDraft,
	cardErrors,
	cardOf,
	emptyCard,
	mendOf,
	readCardDraft,
	type Suspect,
	suspectsIn,
} from "../../state/card.ts";
import { type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import type { Telling } from "../../state/identifiers.ts";
import { language, t } from "../../text/language.ts";
import type { CaseFile, Proposal } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { TopicsField } from "../cases/NewCaseFields.tsx";
import { useWork } from "../context.ts";
import { type Draft, useDraft } from "../draft.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { Choices } from "../parts/Choices.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Loaded, Loading } from "../parts/Loaded.tsx";
import { Saved } from "../parts/Saved.tsx";
import { TextArea } from "../parts/TextArea.tsx";
import { MarkedCard, SuspectList } from "./Suspects.tsx";
import { useTelling } from "./useTelling.ts";

interface Proposing {
	readonly file: CaseFile;
	/** Mine that came back: the form begins with it. */
	readonly mending: Proposal | null;
	readonly onDone: () => void;
}

export function ProposeCard(props: Proposing) {
	const { file, mending } = props;
	const empty =
		mending === null ? emptyCard(file.question?.topics ?? [], language.value) : mendOf(mending);
	const key = cardDraft(file.case, mending !== null);
	const draft = useDraft(key, empty, (stored) => readCardDraft(stored, empty));
	const telling = useTelling(file);
	const { value } = draft;
	if (value === null) return <Loading />;
	return (
		<Loaded {...telling}>
			{(known) => <Form {...props} draft={draft} value={value} telling={known} />}
		</Loaded>
	);
}

function Form(
	props: Proposing & {
		readonly draft: Draft<CardDraft>;
		readonly value: CardDraft;
		readonly telling: Telling;
	},
) {
	const work = useWork();
	const sending = useAction();
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const { file, draft, value } = props;
	const text = t().shelf;
	const card = cardOf(value);
	const suspects = suspectsIn(card, props.telling);
	const submit = () => {
		const found = cardErrors(value, suspects);
		setErrors(found);
		if (hasErrors(found)) return;
		void sending
			.run(async () => {
				await work.shelf.propose(file.case, card, value.instead ?? undefined);
				await draft.drop();
			})
			.then((done) => {
				if (done) props.onDone();
			});
	};
	return (
		<form
			aria-label={text.propose}
			data-testid="card-form"
			onSubmit={(event) => {
				event.preventDefault();
				submit();
			}}
		>
			<p>{text.proposeLead}</p>
			{value.instead === null ? null : (
				<Box kind="info">
					<p>{text.mending}</p>
				</Box>
			)}
			<ErrorSummary errors={errors} failure={sending.error} label={labelOf} />
			<Words file={file} value={value} set={draft.set} errors={errors} />
			{card.question + card.answer === "" ? null : (
				<>
					<h2>{text.check}</h2>
					<MarkedCard
						card={card}
						suspects={suspects}
						cleared={value.cleared}
						onClear={(cleared) => draft.set({ cleared })}
					/>
					<SuspectList
						suspects={suspects}
						cleared={value.cleared}
						onClear={(cleared) => draft.set({ cleared })}
						onMend={goTo}
					/>
				</>
			)}
			<Codes value={value} set={draft.set} errors={errors} />
			<div class="buttons">
				<Button submit busy={sending.busy} testid="propose-card">
					{text.submit}
				</Button>
				<Saved status={draft.status} />
			</div>
		</form>
	);
}

const ID = { question: "card-question", answer: "card-answer" } as const;

/** Errors are said of the texts by the names that their fields have. */
function labelOf(field: string): string {
	const text = t().shelf;
	const labels: Readonly<Record<string, string>> = {
		[ID.question]: text.question,
		[ID.answer]: text.answer,
		topics: text.topic,
		suspects: text.suspects,
	};
	return labels[field] ?? field;
}

/** The word in its field, selected. */
function goTo({ field, text }: Suspect): void {
	const area = document.getElementById(ID[field]);
	if (!(area instanceof HTMLTextAreaElement)) return;
	const at = area.value.indexOf(text);
	area.focus();
	if (at >= 0) area.setSelectionRange(at, at + text.length);
}

interface Filling {
	readonly value: CardDraft;
	readonly set: (change: Partial<CardDraft>) => void;
	readonly errors: Errors;
}

function Words(props: Filling & { readonly file: CaseFile }) {
	const { file, value, set, errors } = props;
	const text = t().shelf;
	const { answered, thread } = file;
	const written = thread.findLast(({ by }) => by === answered?.by)?.doc.text ?? null;
	return (
		<>
			<TextArea
				name={ID.question}
				label={text.question}
				value={value.question}
				onChange={(question) => set({ question })}
				error={errors[ID.question]}
				rows={3}
			/>
			<Take
				word={text.takeQuestion}
				text={value.question === "" ? (file.question?.question ?? null) : null}
				onTake={(question) => set({ question })}
				testid="take-question"
			/>
			<TextArea
				name={ID.answer}
				label={text.answer}
				value={value.answer}
				onChange={(answer) => set({ answer })}
				error={errors[ID.answer]}
				rows={6}
			/>
			<Take
				word={text.takeAnswer}
				text={value.answer === "" ? written : null}
				onTake={(answer) => set({ answer })}
				testid="take-answer"
			/>
		</>
	);
}

function Codes({ value, set, errors }: Filling) {
	const text = t().shelf;
	return (
		<>
			<TopicsField of={value.topics} hint={text.topicsHint} set={set} errors={errors} />
			<Choices
				name="card-lang"
				label={text.language}
				many={false}
				choices={CARD_LANGUAGES.map((lang) => ({ value: lang, label: text.languages[lang] }))}
				value={[value.lang]}
				onChange={([lang]) => set({ lang: lang ?? value.lang })}
			/>
		</>
	);
}

/** Brings the case's own words in, by the person's choice. */
function Take(props: {
	readonly word: string;
	/** Null: there is none, or something is written already. */
	readonly text: string | null;
	readonly onTake: (text: string) => void;
	readonly testid: string;
}) {
	const { text } = props;
	if (text === null) return null;
	return (
		<div class="take">
			<Button kind="plain" icon="copy" onPress={() => props.onTake(text)} testid={props.testid}>
				{props.word}
			</Button>
			<p class="small muted">{t().shelf.takeHint}</p>
		</div>
	);
}
