// The client answers on the device; the worker saves. Nothing of the case is on the screen, and nothing that the pair counts.
import { useState } from "preact/hooks";
import { changed, type FollowChange, type FollowForm, lasting } from "../../state/measures.ts";
import { type Language, t } from "../../text/language.ts";
import type { FollowDoc, Id } from "../../work/work.ts";
import { ClientLanguage } from "../handed/ClientLanguage.tsx";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { Loaded, Loading } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { Saved } from "../parts/Saved.tsx";
import { MeasuresClient } from "./MeasuresClient.tsx";
import { useFollow, useHandedDraft } from "./measuresDraft.ts";

export function MeasuresHanded({ id, own }: { id: Id; own: Language }) {
	const { doc } = useFollow(id, true);
	const draft = useHandedDraft(id);
	const [done, setDone] = useState(false);
	const text = t();
	// The worker's page has said which, just before.
	const form = draft.value?.form ?? "baseline";
	return (
		<Page
			title={done ? text.handed.thanksTitle : text.measures.handed}
			enter={done ? "thanks" : "questions"}
		>
			{done ? (
				<Box kind="ok" testid="handed-thanks">
					<p>{text.handed.thanksMeasures}</p>
				</Box>
			) : draft.value === null ? (
				<Loading />
			) : (
				<Loaded of={doc}>
					{(follow) => (
						<Questions
							own={own}
							follow={follow}
							form={form}
							change={draft.value?.changes[form] ?? {}}
							onChange={(next) =>
								draft.set({ form, changes: { ...draft.value?.changes, [form]: next } })
							}
						/>
					)}
				</Loaded>
			)}
			<div class="buttons">
				<Button
					kind={done ? "plain" : "first"}
					testid={done ? "handed-again" : "handed-done"}
					onPress={() => setDone(!done)}
				>
					{done ? text.handed.again : text.measures.handedDone}
				</Button>
				<Saved status={draft.status} />
			</div>
		</Page>
	);
}

function Questions(props: {
	readonly own: Language;
	readonly follow: FollowDoc;
	readonly form: FollowForm;
	readonly change: FollowChange;
	readonly onChange: (change: FollowChange) => void;
}) {
	const stored = props.follow.entries.find((one) => one.form === props.form)?.numbers ?? {};
	const change = lasting(stored, props.change);
	return (
		<>
			<ClientLanguage own={props.own} />
			<p>{t().measures.handedLead}</p>
			<MeasuresClient
				numbers={changed(stored, change)}
				change={(more) => props.onChange({ ...change, ...more })}
				own={props.own}
			/>
		</>
	);
}
