// The revisions of a plan, and what changed between two of them: word by word, with who wrote it. Pure.
import type { CaseView } from "../crypto/vault/api.ts";
import { newestOf } from "./casefile.ts";
import type { Stored } from "./plan-code.ts";
import {
	piecesIn,
	STEP_TEXTS,
	stepField,
	stepsIn,
	TEXTS,
	textIn,
	VALUES,
	valueIn,
} from "./plan-fields.ts";
import { byField, NOTHING, type Shared } from "./plan-shared.ts";
import { changesOf } from "./plan-words.ts";
import type { PlanDifference, PlanPart, PlanRevision } from "./work.ts";

export function revisionsOf(view: CaseView): readonly PlanRevision[] {
	const plan = newestOf(view, "plan");
	if (plan === null) return [];
	const confirms = view.confirms.filter(({ object }) => object === plan.object);
	return plan.revs
		.map(({ author, at }, i) => {
			const by = confirms.filter(({ rev }) => rev === i + 1).map((one) => one.by);
			return { rev: i + 1, by: author, at, confirmedBy: [...new Set(by)] };
		})
		.reverse();
}

/** Null: nothing yet, or a revision that is no plan. */
export function differenceOf(
	before: Stored | null,
	after: Stored | null,
): readonly PlanDifference[] {
	const [old, now] = [before?.state ?? NOTHING, after?.state ?? NOTHING];
	const plain = [
		...TEXTS.map((field) => ({ field, step: null, parts: textParts(old, now, field) })),
		...VALUES.map((field) => ({ field, step: null, parts: valueParts(old, now, field) })),
	];
	return [...plain, ...stepDifferences(old, now)].filter(({ parts }) =>
		parts.some(({ kind }) => kind !== "same"),
	);
}

/** A step that has been taken away, or is not there yet, has no words. */
function stepDifferences(old: Shared, now: Shared): readonly PlanDifference[] {
	const numbers = (state: Shared) => new Map(stepsIn(state).map(({ id }, i) => [id, i + 1]));
	const [then, here] = [numbers(old), numbers(now)];
	return [...new Set([...here.keys(), ...then.keys()])].flatMap((id) => {
		const stands = here.has(id) ? now : old;
		const what = textIn(stands, stepField(id, "what"));
		const step = { id, no: here.get(id) ?? then.get(id) ?? 0, what };
		const [from, to] = [then.has(id) ? old : NOTHING, here.has(id) ? now : NOTHING];
		const of = (field: string) => stepField(id, field);
		return [
			...STEP_TEXTS.map((field) => ({ field, step, parts: textParts(from, to, of(field)) })),
			...(["ref", "side", "by", "done"] as const).map((field) => ({
				...{ field, step },
				parts: valueParts(from, to, of(field)),
			})),
		];
	});
}

function textParts(old: Shared, now: Shared, field: string): readonly PlanPart[] {
	const [before, after] = [piecesIn(old, field), piecesIn(now, field)];
	const texts = (pieces: typeof before) => pieces.map(({ text }) => text);
	const parts: PlanPart[] = [];
	for (const { kind, at } of changesOf(texts(before), texts(after))) {
		const piece = (kind === "added" ? after : before)[at];
		if (piece === undefined) continue;
		const writer = kind === "added" ? (piece.entry?.writer ?? null) : null;
		const by = writer === null ? null : (now.writers.get(writer)?.uid ?? null);
		const last = parts.at(-1);
		if (last?.kind === kind && last.by === by)
			parts[parts.length - 1] = { ...last, text: last.text + piece.text };
		else parts.push({ kind, text: piece.text, by });
	}
	return parts;
}

function valueParts(old: Shared, now: Shared, field: string): readonly PlanPart[] {
	const [before, after] = [valueIn(old, field), valueIn(now, field)];
	if (before === after) return [];
	const writer = byField(now).get(field)?.at(-1)?.writer ?? "";
	const by = now.writers.get(writer)?.uid ?? null;
	const part = (kind: PlanPart["kind"], text: string): PlanPart[] =>
		text === "" ? [] : [{ kind, text, by: kind === "added" ? by : null }];
	return [...part("removed", before), ...part("added", after)];
}
