// One stage of a case's measures: the questions, what they amount to, saving, and what has become of the numbers.
import { useState } from "preact/hooks";
import type { FollowChange, FollowForm, FollowNumbers } from "../../state/measures.ts";
import { valuesOf } from "../../state/measures.ts";
import { dayAndClock } from "../../text/dates.ts";
import { language, t } from "../../text/language.ts";
import { TOPICS, type Topic } from "../../work/documents.ts";
import type { CaseFile, FollowEntry } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useNames } from "../context.ts";
import { GiveDevice } from "../handed/GiveDevice.tsx";
import { clientLanguage } from "../paper/clientLanguage.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Saved } from "../parts/Saved.tsx";
import { State } from "../parts/State.tsx";
import { MeasuresClient, MeasuresScore } from "./MeasuresClient.tsx";
import { MeasuresPair } from "./MeasuresPair.tsx";
import { SAVED_BY } from "./MeasuresScale.tsx";

interface FormProps {
	readonly file: CaseFile;
	readonly form: FollowForm;
	readonly stored: FollowEntry | null;
	readonly start: FollowEntry | null;
	/** As stored, with my change in them. */
	readonly numbers: FollowNumbers;
	readonly change: FollowChange;
	readonly onChange: (more: FollowChange) => void;
	/** Of the draft. */
	readonly status: "saved" | "saving" | "unsaved";
	/** Just before the client gets the device: the draft says of which form the answers are. */
	readonly onGive: () => void;
	readonly save: () => Promise<void>;
	readonly drop: () => Promise<void>;
}

export function MeasuresForm(props: FormProps) {
	const text = t().measures;
	const { file, numbers, onChange } = props;
	const [added, setAdded] = useState<readonly Topic[]>([]);
	const asked: readonly Topic[] = file.question?.topics ?? [];
	const topics = TOPICS.filter(
		(topic) =>
			asked.includes(topic) || added.includes(topic) || numbers[`outcome_${topic}`] !== undefined,
	);
	if (file.state !== "open")
		return (
			<>
				<Box kind="info" testid="measures-closed">
					<p>{text.closed}</p>
				</Box>
				<MeasuresScore numbers={numbers} start={props.start?.numbers ?? null} />
				<Stored {...props} />
			</>
		);
	return (
		<>
			<p>{text.lead}</p>
			<div class="measures-sides">
				<MeasuresPair
					numbers={numbers}
					change={onChange}
					topics={topics}
					onTopic={(topic) => setAdded([...added, topic])}
				/>
				<section class="card" aria-labelledby="of-client">
					<h2 id="of-client">{text.client}</h2>
					<p>{text.clientLead}</p>
					<GiveDevice
						page={{ what: "measures", case: file.case }}
						language={clientLanguage(file.case)}
						word={text.hand}
						before={props.onGive}
					/>
					<MeasuresClient numbers={numbers} change={onChange} own={language.value} />
					<MeasuresScore numbers={numbers} start={props.start?.numbers ?? null} />
				</section>
			</div>
			<Saving {...props} />
			<Stored {...props} />
			<p class="small muted">{text.who}</p>
		</>
	);
}

function Saving(props: FormProps) {
	const text = t().measures;
	const saving = useAction();
	const [done, setDone] = useState(false);
	const dirty = Object.keys(props.change).length > 0;
	return (
		<form
			id={SAVED_BY}
			class="save-bar"
			onSubmit={(event) => {
				event.preventDefault();
				void saving.run(props.save).then(setDone);
			}}
		>
			<ErrorSummary failure={saving.error} />
			<div class="buttons">
				<Button submit busy={saving.busy} disabled={!dirty} testid="save-measures">
					{props.stored === null ? text.save : text.saveChange}
				</Button>
				{dirty ? (
					<>
						<State tone="warn" icon="triangle-alert" word={text.unsavedChange} />
						<Saved status={props.status} />
					</>
				) : done ? (
					<span role="status">
						<State tone="ok" icon="circle-check" word={text.saved} testid="measures-saved" />
					</span>
				) : null}
			</div>
		</form>
	);
}

/** Who has stored it, when, and where its numbers are. */
function Stored({ form, stored, drop, file }: FormProps) {
	const text = t().measures;
	const names = useNames();
	const [asking, setAsking] = useState(false);
	if (stored === null) return null;
	const { sending } = stored;
	const none = valuesOf(form, stored.numbers).length === 0 ? text.nothingToSend : text.noSeries;
	return (
		<Box
			kind={sending === null ? "info" : sending.landed ? "ok" : "warn"}
			testid={`numbers-${sending === null ? "none" : sending.landed ? "sent" : "unsent"}`}
		>
			<p>
				{text.given(dayAndClock(stored.at))}, {names(stored.by)}
				<br />
				{sending === null ? none : sending.landed ? text.sent : text.unsent}
			</p>
			{file.state === "open" ? (
				<Button kind="plain" icon="trash-2" testid="drop-measures" onPress={() => setAsking(true)}>
					{text.drop}
				</Button>
			) : null}
			{asking ? (
				<ConfirmDialog
					name="drop-measures"
					title={text.dropTitle}
					word={text.drop}
					run={drop}
					onClose={() => setAsking(false)}
				>
					<p>{text.dropText(text.forms[form])}</p>
				</ConfirmDialog>
			) : null}
		</Box>
	);
}
