// The measures of one case on one screen: which stage, the pair's numbers, the client's answers; saved with one button.
// What is not saved yet is a draft of mine.
import { useEffect, useState } from "preact/hooks";
import {
	changed,
	FOLLOW_FORMS,
	type FollowChange,
	type FollowChanges,
	type FollowForm,
	formOfNow,
	lasting,
	readChanges,
} from "../../state/measures.ts";
import { dateOf } from "../../text/dates.ts";
import { type Language, t, textsIn } from "../../text/language.ts";
import type { CaseFile, FollowDoc, Id, Loadable } from "../../work/work.ts";
import { asWorkError } from "../action.ts";
import { WithCase } from "../cases/WithCase.tsx";
import { useWork } from "../context.ts";
import { useDraft } from "../draft.ts";
import { Box } from "../parts/Box.tsx";
import { Loaded, Loading } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { MeasuresForm } from "./MeasuresForm.tsx";
import { MeasuresScale } from "./MeasuresScale.tsx";

export function MeasuresPage({ id }: { id: Id }) {
	return <WithCase id={id}>{(file) => <OfCase file={file} />}</WithCase>;
}

function OfCase({ file }: { file: CaseFile }) {
	const text = t().measures;
	const { doc, setDoc } = useFollow(file);
	const [handed, setHanded] = useState<Language | null>(null);
	const title = handed === null ? text.title : textsIn(handed).measures.handed;
	const above = file.question?.reference ?? t().today.theCase;
	const own = { above, back: { at: "case", case: file.case } as const };
	return (
		<Page
			title={title}
			{...(handed === null ? own : {})}
			wide={handed === null}
			enter={handed === null ? "own" : "handed"}
		>
			{file.lane === "general" ? (
				<Box kind="info">
					<p>{text.general}</p>
				</Box>
			) : file.question === null ? (
				<Box kind="warn">
					<p>{t().cases.accessEnded}</p>
				</Box>
			) : (
				<Loaded of={doc}>
					{(follow) => (
						<OfDraft
							file={file}
							follow={follow}
							onFollow={setDoc}
							handed={handed}
							onHanded={setHanded}
						/>
					)}
				</Loaded>
			)}
		</Page>
	);
}

/** The newest that is stored, also after somebody else has stored it, and after a cut. */
function useFollow(file: CaseFile) {
	const work = useWork();
	const online = work.state.connection.value === "online";
	const [doc, set] = useState<Loadable<FollowDoc>>({ kind: "loading" });
	const readable = file.question !== null && file.lane === "client";
	useEffect(() => {
		let here = true;
		if (readable)
			work.measures.read(file.case).then(
				(value) => here && set({ kind: "ready", value }),
				(error) =>
					here &&
					set((now) =>
						now.kind === "ready" ? now : { kind: "failed", error: asWorkError(error) },
					),
			);
		return () => {
			here = false;
		};
	}, [work, file, online, readable]);
	return { doc, setDoc: (value: FollowDoc) => set({ kind: "ready", value }) };
}

interface Draft {
	readonly form: FollowForm | null;
	readonly changes: FollowChanges;
}

const EMPTY: Draft = { form: null, changes: {} };

function readDraft(stored: unknown): Draft {
	const { form, changes: kept } = (stored ?? {}) as { form?: unknown; changes?: unknown };
	const changes = readChanges(kept);
	// What was begun goes on; else the form of the day is chosen.
	return { form: FOLLOW_FORMS.find((one) => one === form && one in changes) ?? null, changes };
}

function OfDraft(props: {
	readonly file: CaseFile;
	readonly follow: FollowDoc;
	readonly onFollow: (doc: FollowDoc) => void;
	readonly handed: Language | null;
	readonly onHanded: (handed: Language | null) => void;
}) {
	const { file, follow } = props;
	const work = useWork();
	const draft = useDraft<Draft>(`measures/${file.case}`, EMPTY, readDraft);
	if (draft.value === null) return <Loading />;
	const { createdAt } = file;
	const form = draft.value.form ?? formOfNow({ now: work.now(), createdAt, due: file.followUps });
	const entry = follow.entries.find((one) => one.form === form) ?? null;
	const change = lasting(entry?.numbers ?? {}, draft.value.changes[form] ?? {});
	const others = Object.fromEntries(
		Object.entries(draft.value.changes).filter(([one]) => one !== form),
	);
	const setChange = (next: FollowChange) =>
		draft.set({ form, changes: { ...others, [form]: next } });
	const stored = async (doc: FollowDoc) => {
		props.onFollow(doc);
		draft.set({ form, changes: others });
		if (Object.keys(others).length === 0) await draft.drop();
	};
	return (
		<>
			{props.handed !== null ? null : (
				<WhichForm follow={follow} form={form} onForm={(next) => draft.set({ form: next })} />
			)}
			<MeasuresForm
				key={form}
				file={file}
				form={form}
				stored={entry}
				start={
					form === "baseline"
						? null
						: (follow.entries.find((one) => one.form === "baseline") ?? null)
				}
				numbers={changed(entry?.numbers ?? {}, change)}
				change={change}
				onChange={(more) => setChange({ ...change, ...more })}
				status={draft.status}
				handed={props.handed}
				onHanded={props.onHanded}
				save={async () => stored(await work.measures.save(file.case, form, change))}
				drop={async () => stored(await work.measures.drop(file.case, form))}
			/>
		</>
	);
}

/** The stage, with what has been given of each. */
function WhichForm(props: {
	readonly follow: FollowDoc;
	readonly form: FollowForm;
	readonly onForm: (form: FollowForm) => void;
}) {
	const text = t().measures;
	const given = (form: FollowForm) => {
		const entry = props.follow.entries.find((one) => one.form === form);
		return entry === undefined ? text.notGiven : text.given(dateOf(entry.at));
	};
	return (
		<MeasuresScale
			name="form"
			label={text.which}
			options={FOLLOW_FORMS.map((form) => ({
				mark: text.forms[form],
				words: given(form),
				chosen: form === props.form,
				pick: () => props.onForm(form),
			}))}
			worded
		/>
	);
}
