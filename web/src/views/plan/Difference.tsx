// What differs between two versions of the plan: fields with the words that came and went, and who wrote what came.
import { Fragment } from "preact";
import { t } from "../../text/language.ts";
import type { PlanDifference, PlanPart } from "../../work/work.ts";
import { useNames } from "../context.ts";
import { useNamed } from "./useNamed.ts";
import { planLabel, wordsOf } from "./words.ts";

export function Difference({ found }: { found: readonly PlanDifference[] }) {
	const named = useNamed();
	const text = t().plan;
	if (found.length === 0) return <p data-testid="plan-same">{text.same}</p>;
	return (
		<dl class="difference" data-testid="plan-difference">
			{found.map(({ field, step, parts }) => (
				<Fragment key={`${step?.id ?? ""}/${field}`}>
					<dt>
						{step === null ? planLabel(field) : `${text.step(step.no)}: ${planLabel(field)}`}
						{step === null || field === "what" || step.what === "" ? null : (
							<span class="muted"> ({step.what})</span>
						)}
					</dt>
					<dd class="lines">
						{parts.map((part, i) => (
							<Part
								key={`${i}/${part.kind}`}
								part={part}
								words={wordsOf(field, part.text, named)}
							/>
						))}
					</dd>
				</Fragment>
			))}
		</dl>
	);
}

function Part({ part, words }: { part: PlanPart; words: string }) {
	const names = useNames();
	const text = t().plan;
	if (part.kind === "same") return <>{words}</>;
	if (part.kind === "removed")
		return (
			<del>
				<span class="hidden-text">{text.removed}: </span>
				{words}
			</del>
		);
	return (
		<>
			<ins>
				<span class="hidden-text">{text.added}: </span>
				{words}
			</ins>
			{part.by === null || part.by === "" ? null : (
				<span class="small muted"> ({names(part.by)}) </span>
			)}
		</>
	);
}
