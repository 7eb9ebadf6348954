// The plan as text for the record system, to be copied by hand, and the note of who has copied it when and where to.
import { useEffect, useState } from "preact/hooks";
import { dayOf } from "../../state/dates.ts";
import { recordPlan } from "../../state/plan-paper.ts";
import {
	type Copy,
	copiesIn,
	RECORD_NAMES,
	type RecordNote,
	recordNote,
} from "../../state/record-note.ts";
import {
	type FinishedPlan,
	MONSU,
	type MonsuKind,
	monsuOf,
	RECORD_LANGUAGES,
	RECORD_TARGETS,
	recordText,
} from "../../state/record-text.ts";
import { dayAndClock } from "../../text/dates.ts";
import { t, textsIn } from "../../text/language.ts";
import type { CaseFile, Id, PlanRevision, PlanState, RecordTarget } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useNames, useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { Choices } from "../parts/Choices.tsx";
import { Empty } from "../parts/Empty.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Link } from "../parts/Link.tsx";
import { useKeptFocus } from "../parts/useKeptFocus.ts";
import { usePlanNames } from "./names.ts";
import { PaperPage } from "./PaperPage.tsx";

export function RecordPage({ id }: { id: Id }) {
	return (
		<PaperPage id={id} title={t().papers.record}>
			{(file) => <OfCase key={file.case} file={file} />}
		</PaperPage>
	);
}

/** The organisation's own text for this system, as its coordinator has signed it. */
function useTemplate(target: RecordTarget): string | null {
	const directory = useWork().state.directory.value;
	return directory.kind === "ready" ? (directory.value.org.templates[target] ?? null) : null;
}

function useOfKela(): (uid: Id) => boolean {
	const directory = useWork().state.directory.value;
	const people = directory.kind === "ready" ? directory.value.people : [];
	return (uid) => people.find((person) => person.uid === uid)?.orgKind === "kela";
}

/** The revisions that both sides have confirmed; none until they are fetched. */
function useFinished({ rev, confirmed }: PlanState): readonly FinishedPlan[] {
	const work = useWork();
	const ofKela = useOfKela();
	const [revisions, setRevisions] = useState<readonly PlanRevision[]>([]);
	useEffect(() => {
		let here = true;
		work.plan.history().then(
			(got) => {
				if (here) setRevisions(got);
			},
			() => undefined, // the worker may choose the entry by hand
		);
		return () => {
			here = false;
		};
	}, [work, rev, confirmed]);
	return revisions
		.filter(({ confirmedBy }) => confirmedBy.some(ofKela) && !confirmedBy.every(ofKela))
		.map((one) => ({ rev: one.rev, date: dayOf(one.at) }));
}

function OfCase({ file }: { file: CaseFile }) {
	const copies = copiesIn(file.thread, useOfKela());
	const [target, setTarget] = useState(copies.at(-1)?.target ?? "lifecare");
	const [language, setLanguage] = useState<(typeof RECORD_LANGUAGES)[number]>("fi");
	const [chosen, setChosen] = useState<MonsuKind | null>(null);
	const words = textsIn(language);
	const names = usePlanNames(words.codes.side);
	const text = t().papers;
	const { plan } = file;
	const byRule = monsuOf({
		marked: plan.doc.kind,
		rev: plan.rev,
		date: plan.at === null ? "" : dayOf(plan.at),
		finished: useFinished(plan),
		copied: copies.map(({ rev }) => rev),
	});
	const kind = chosen ?? byRule;
	const paste = recordText({
		...{ template: useTemplate(target), target, language, kind },
		plan: recordPlan(plan.doc, names),
	});
	return (
		<>
			<p>{text.recordLead}</p>
			{plan.confirmed ? null : (
				<Box kind="warn" testid="record-not-confirmed">
					<p>{text.notConfirmed}</p>
				</Box>
			)}
			<Choices
				name="record-target"
				label={text.target}
				many={false}
				columns
				choices={RECORD_TARGETS.map((value) => ({ value, label: RECORD_NAMES[value] }))}
				value={[target]}
				onChange={([value]) => setTarget(value ?? "lifecare")}
			/>
			<Choices
				name="record-language"
				label={text.recordLanguage}
				many={false}
				columns
				choices={RECORD_LANGUAGES.map((value) => ({ value, label: text.recordLanguages[value] }))}
				value={[language]}
				onChange={([value]) => setLanguage(value ?? "fi")}
			/>
			<Choices
				name="record-monsu"
				label={text.monsu}
				hint={text.monsuHint[byRule]}
				many={false}
				columns
				choices={(["made", "updated"] as const).map((value) => ({ value, label: MONSU[value] }))}
				value={[kind]}
				onChange={([value]) => setChosen(value ?? null)}
			/>
			<Paste text={paste} />
			<NoteCopied file={file} note={{ target, rev: plan.rev, kind }} copies={copies} />
		</>
	);
}

function Paste({ text }: { text: string }) {
	const [copied, setCopied] = useState<"yes" | "failed" | null>(null);
	const words = t().papers;
	const copy = () =>
		navigator.clipboard.writeText(text).then(
			() => setCopied("yes"),
			() => setCopied("failed"),
		);
	return (
		<div class="field">
			<label for="record-text">{words.text}</label>
			<textarea
				autocomplete="off"
				id="record-text"
				class="record-text"
				readOnly
				rows={16}
				value={text}
				data-testid="record-text"
				onFocus={(event) => event.currentTarget.select()}
			/>
			<div class="buttons">
				<Button icon="copy" onPress={() => void copy()} testid="record-copy">
					{words.copyText}
				</Button>
			</div>
			<p role="status">
				{copied === "yes" ? t().common.copied : copied === "failed" ? words.copyFailed : ""}
			</p>
		</div>
	);
}

function NoteCopied(props: {
	readonly file: CaseFile;
	readonly note: RecordNote;
	readonly copies: readonly Copy[];
}) {
	const work = useWork();
	const names = useNames();
	const noting = useAction();
	const foot = useKeptFocus();
	const text = t().papers;
	const { note, copies } = props;
	const done = copies.some(
		(one) => one.target === note.target && one.rev === note.rev && one.kind === note.kind,
	);
	const submit = () => void noting.run(() => work.cases.say(recordNote(note, text.planWord)));
	return (
		<>
			<ErrorSummary failure={noting.error} />
			<div ref={foot} tabIndex={-1}>
				{done ? (
					<>
						<p role="status">{text.noted}</p>
						<p>
							<Link to={{ at: "paper", case: props.file.case, paper: "summary" }}>
								{text.summary}
							</Link>
						</p>
					</>
				) : props.file.state !== "open" ? null : (
					<>
						<p class="small muted">{text.noteHint}</p>
						<Button kind="second" busy={noting.busy} onPress={submit} testid="record-note">
							{text.noteIt}
						</Button>
					</>
				)}
			</div>
			<section aria-labelledby="copies">
				<h2 id="copies">{text.copies}</h2>
				{copies.length === 0 ? (
					<Empty text={text.noCopies} />
				) : (
					<ul class="rows" data-testid="record-copies">
						{copies.map((one) => (
							<li key={`${one.message.at} ${one.message.by}`}>
								{text.copyLine(
									`${RECORD_NAMES[one.target]}, ${MONSU[one.kind]}`,
									one.rev,
									names(one.message.by),
									dayAndClock(one.message.at),
								)}
							</li>
						))}
					</ul>
				)}
			</section>
		</>
	);
}
