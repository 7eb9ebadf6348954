// The pair's two ways on: next case, or end the hour. Both ask first how this case ends.
import { useState } from "preact/hooks";
import { NEXT_KEY } from "../../state/stage.ts";
import { t } from "../../text/language.ts";
import type { Outcome, Place } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Choices } from "../parts/Choices.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { useCallKey } from "./useCallKey.ts";

const OUTCOMES: readonly Outcome[] = ["handled", "carried-over", "interrupted"];

export function CloseCase({ reference, next }: { reference: string; next: Place | null }) {
	const work = useWork();
	const acting = useAction();
	const [asking, setAsking] = useState<"next" | "end" | null>(null);
	const [outcome, setOutcome] = useState<Outcome>("handled");
	const text = t().room;
	// It only asks; and not over another question.
	useCallKey(NEXT_KEY, () => {
		if (document.querySelector("dialog[open]") === null) setAsking("next");
	});
	const close = () => {
		const way = asking;
		void acting.run(async () => {
			if (way === "next") await work.hour.nextCase(outcome);
			else await work.hour.endHour(outcome);
		});
	};
	return (
		<div class="buttons no-print">
			<Button
				icon="arrow-right"
				keys={NEXT_KEY}
				onPress={() => setAsking("next")}
				testid="next-case"
			>
				{text.next}
				<span class="key-mark" aria-hidden="true">
					{NEXT_KEY}
				</span>
			</Button>
			<Button kind="second" onPress={() => setAsking("end")} testid="end-hour">
				{text.end}
			</Button>
			{asking === null ? null : (
				<Dialog
					title={asking === "next" ? text.nextTitle : text.endTitle}
					onClose={() => setAsking(null)}
					testid="close-case-dialog"
				>
					<p>{asking === "next" ? text.nextLead(reference) : text.endLead}</p>
					<ErrorSummary failure={acting.error} />
					<form
						onSubmit={(event) => {
							event.preventDefault();
							close();
						}}
					>
						<Choices
							name="outcome"
							label={text.outcome}
							many={false}
							choices={OUTCOMES.map((value) => ({ value, label: t().codes.outcome[value] }))}
							value={[outcome]}
							onChange={([value]) => setOutcome(value ?? "handled")}
						/>
						{asking === "next" ? (
							<p class="muted">{next === null ? text.nextLast : text.nextThen(next.pos)}</p>
						) : null}
						<div class="buttons">
							<Button submit busy={acting.busy} testid="close-case-confirm">
								{asking === "next" ? text.goNext : text.end}
							</Button>
							<Button kind="second" onPress={() => setAsking(null)}>
								{t().common.cancel}
							</Button>
						</div>
					</form>
				</Dialog>
			)}
		</div>
	);
}
