// The measures of one case on one screen: which stage, the pair's numbers, the client's answers; saved with one button.
// What is not saved yet is a draft of mine.
import {
	changed,
	FOLLOW_FORMS,
	type FollowChange,
	type FollowForm,
	formOfNow,
	lasting,
} from "../../state/measures.ts";
import { dateOf } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { CaseFile, FollowDoc, Id } from "../../work/work.ts";
import { AccessEnded } from "../cases/AccessEnded.tsx";
import { WithCase } from "../cases/WithCase.tsx";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Loaded, Loading } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { MeasuresForm } from "./MeasuresForm.tsx";
import { MeasuresScale } from "./MeasuresScale.tsx";
import { useFollow, useMeasuresDraft } from "./measuresDraft.ts";

export function MeasuresPage({ id }: { id: Id }) {
	return <WithCase id={id}>{(file) => <OfCase file={file} />}</WithCase>;
}

function OfCase({ file }: { file: CaseFile }) {
	const text = t().measures;
	const { doc, setDoc } = useFollow(file.case, file.question !== null && file.lane === "client");
	return (
		<Page
			title={text.title}
			above={file.question?.reference ?? t().today.theCase}
			back={{ at: "case", case: file.case }}
			wide
		>
			{file.lane === "general" ? (
				<Box kind="info">
					<p>{text.general}</p>
				</Box>
			) : file.question === null ? (
				<AccessEnded file={file} />
			) : (
				<Loaded of={doc}>
					{(follow) => <OfDraft file={file} follow={follow} onFollow={setDoc} />}
				</Loaded>
			)}
		</Page>
	);
}

function OfDraft(props: {
	readonly file: CaseFile;
	readonly follow: FollowDoc;
	readonly onFollow: (doc: FollowDoc) => void;
}) {
	const { file, follow } = props;
	const work = useWork();
	const draft = useMeasuresDraft(file.case);
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
			<WhichForm follow={follow} form={form} onForm={(next) => draft.set({ form: next })} />
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
				onGive={() => draft.set({ form })}
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
