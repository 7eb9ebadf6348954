// After the hour: two questions to whoever was in it, one click each, sent at once. Not asked again once answered, on any
// device of mine; for a while the answer may be changed.
import { useEffect, useState } from "preact/hooks";
import { FEEDBACK, FEEDBACK_ASKED_MS, type FeedbackCode } from "../../state/measures.ts";
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { FeedbackState, Hour } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { State } from "../parts/State.tsx";

const SCALE = [1, 2, 3, 4, 5] as const;

/** Of an hour that was held. `as`: in which part I was in it. */
export function Feedback(props: {
	readonly hour: Hour;
	readonly as: "worker" | "contact";
	readonly now: number;
}) {
	const work = useWork();
	const online = work.state.connection.value === "online";
	const { hour } = props.hour;
	const [given, setGiven] = useState<FeedbackState | null>(null);
	const sending = useAction();
	useEffect(() => {
		let here = true;
		work.measures.feedback(hour).then(
			(state) => here && setGiven(state),
			() => undefined, // asked once it is known what was answered
		);
		return () => {
			here = false;
		};
	}, [work, hour, online]);
	const text = t().feedback;
	const answerOf = (code: FeedbackCode) => given?.answers.find((one) => one.code === code) ?? null;
	const codes: readonly FeedbackCode[] = FEEDBACK[props.as];
	const open = props.now - props.hour.endsAt <= FEEDBACK_ASKED_MS;
	if (given === null || (!open && given.answers.length === 0)) return null;
	const until = given.answers.map((one) => one.changeableUntil).filter((at) => at > props.now);
	const answered = codes.every((code) => answerOf(code) !== null);
	const give = (code: FeedbackCode, n: number) =>
		void sending.run(async () => setGiven(await work.measures.giveFeedback(hour, code, n)));
	return (
		<section class="card" aria-labelledby="feedback" data-testid="feedback">
			<h2 id="feedback">{text.title}</h2>
			{answered ? null : <p>{text.lead}</p>}
			<ErrorSummary failure={sending.error} />
			{codes.map((code) => {
				const answer = answerOf(code);
				if (answer === null ? !open : answer.changeableUntil <= props.now) return null;
				return (
					<fieldset class="scale worded ends" key={code} data-testid={`feedback-${code}`}>
						<legend>{text.question[code]}</legend>
						<div class="scale-row">
							{SCALE.map((n) => (
								<button
									key={n}
									type="button"
									class="scale-one"
									aria-pressed={answer?.n === n}
									data-testid={`${code}-${n}`}
									onClick={() => give(code, n)}
								>
									<span class="scale-mark">{n} </span>
									<span class="scale-words">{text.scale[n - 1]}</span>
								</button>
							))}
						</div>
						<p class="scale-ends" aria-hidden="true">
							<span>{text.scale[0]}</span>
							<span>{text.scale.at(-1)}</span>
						</p>
					</fieldset>
				);
			})}
			<div role="status">
				{answered ? (
					<State
						tone="ok"
						icon="circle-check"
						word={until.length > 0 ? text.thanks(dayAndClock(Math.min(...until))) : text.fixed}
						testid="feedback-thanks"
					/>
				) : null}
				{given.sent ? null : <p data-testid="feedback-unsent">{text.unsent}</p>}
			</div>
		</section>
	);
}
