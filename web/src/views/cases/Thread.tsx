// What Kela asked and the pair answered, oldest first, and a line to write the next: it is kept until it is sent.
import { useRef } from "preact/hooks";
import { messageDraft, NO_MESSAGE, readMessage } from "../../state/unsent.ts";
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Id, Message } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useNames, useWork } from "../context.ts";
import { useDraft } from "../draft.ts";
import { Button } from "../parts/Button.tsx";
import { Empty } from "../parts/Empty.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Loading } from "../parts/Loaded.tsx";
import { Saved } from "../parts/Saved.tsx";
import { TextArea } from "../parts/TextArea.tsx";

export function Thread(props: {
	readonly id: Id;
	readonly messages: readonly Message[];
	readonly open: boolean;
}) {
	const { id, messages, open } = props;
	const names = useNames();
	const words = t().cases;
	return (
		<section aria-labelledby="thread" data-testid="thread">
			<h2 id="thread">{words.thread}</h2>
			{messages.length === 0 ? <Empty text={words.threadNone} /> : null}
			<ul class="rows">
				{messages.map((message) => (
					<li key={`${message.at} ${message.by}`}>
						<div class="what">
							<p class="small muted">
								{names(message.by)}, {dayAndClock(message.at)}
							</p>
							<p class="lines">{message.doc.text}</p>
						</div>
					</li>
				))}
			</ul>
			{open ? <Reply key={id} id={id} /> : null}
		</section>
	);
}

/** Keyed by the case: its draft is loaded once. */
function Reply({ id }: { id: Id }) {
	const work = useWork();
	const sending = useAction();
	const draft = useDraft(messageDraft(id), NO_MESSAGE, readMessage);
	const words = t().cases;
	const now = useRef("");
	now.current = draft.value?.text ?? "";
	if (draft.value === null) return <Loading />;
	const { text } = draft.value;
	const submit = () => {
		if (text.trim() === "") return;
		void sending.run(async () => {
			await work.cases.say(text.trim());
			// The next one may have been begun meanwhile.
			if (now.current !== text) return;
			draft.reset();
			await draft.drop();
		});
	};
	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				submit();
			}}
		>
			<ErrorSummary failure={sending.error} />
			<TextArea
				name="message"
				label={words.reply}
				value={text}
				onChange={(next) => draft.set({ text: next })}
				rows={2}
			/>
			<div class="buttons">
				<Button kind="second" submit busy={sending.busy} testid="send-message">
					{words.send}
				</Button>
				{text === "" ? null : <Saved status={draft.status} />}
			</div>
		</form>
	);
}
