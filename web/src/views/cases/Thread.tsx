// What Kela asked and the pair answered, oldest first, and a line to write the next.
import { useState } from "preact/hooks";
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Message } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useNames, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { TextArea } from "../parts/TextArea.tsx";

export function Thread({ messages, open }: { messages: readonly Message[]; open: boolean }) {
	const work = useWork();
	const names = useNames();
	const sending = useAction();
	const [text, setText] = useState("");
	const words = t().cases;
	const submit = () => {
		if (text.trim() === "") return;
		void sending
			.run(() => work.cases.say(text.trim()))
			.then((done) => {
				if (done) setText("");
			});
	};
	return (
		<section aria-labelledby="thread" data-testid="thread">
			<h2 id="thread">{words.thread}</h2>
			{messages.length === 0 ? <p class="muted">{words.threadNone}</p> : null}
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
			{open ? (
				<form
					onSubmit={(event) => {
						event.preventDefault();
						submit();
					}}
				>
					<ErrorSummary failure={sending.error} />
					<TextArea name="message" label={words.reply} value={text} onChange={setText} rows={2} />
					<Button kind="second" submit busy={sending.busy} testid="send-message">
						{words.send}
					</Button>
				</form>
			) : null}
		</section>
	);
}
