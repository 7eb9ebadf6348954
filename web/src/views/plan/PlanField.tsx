// What stands around a field that several people write in: who is in it now, what was set at the same time, and the caret,
// which stays by its word when others change the text around it.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { movedCaret } from "../../state/plan.ts";
import { list } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { PlanAlso } from "../../work/work.ts";
import { useNames, useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";

export function PlanField(props: {
	/** As others are told it: of the plan, or `step/ID`. */
	readonly field: string;
	readonly children: ComponentChildren;
}) {
	const work = useWork();
	const names = useNames();
	const around = useRef<HTMLDivElement>(null);
	useCaret(around);
	const room = work.state.room.value;
	const file = work.state.file.value;
	const mine = room !== null && file.kind === "ready" && room.case === file.file.case;
	const here = mine ? room.others.filter(({ field }) => field === props.field) : [];
	const who = [...new Set(here.map(({ uid }) => names(uid)))];
	return (
		<div
			ref={around}
			class={here.length === 0 ? "plan-field" : "plan-field plan-shared"}
			onFocusIn={() => work.plan.at(props.field)}
			onFocusOut={({ relatedTarget: to }) => {
				const next = to instanceof Element ? to.closest("[data-plan-field]") : null;
				if (next === null) work.plan.at(null); // else that field tells of itself
			}}
			data-plan-field={props.field}
		>
			{props.children}
			{/* Always there, so that nothing moves when somebody comes. */}
			<p class="plan-here small" data-testid={`plan-here-${props.field}`}>
				{who.length === 0 ? null : t().plan.here(list(who), who.length)}
			</p>
		</div>
	);
}

/** Looked at before the new text is drawn, and put back after. */
function useCaret(around: { readonly current: HTMLDivElement | null }): void {
	const active = document.activeElement;
	const isText = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement;
	const input = isText && around.current?.contains(active) === true ? active : null;
	const before = input?.value ?? "";
	const [start, end] = [input?.selectionStart ?? null, input?.selectionEnd ?? null];
	useLayoutEffect(() => {
		if (input === null || start === null || end === null || input.value === before) return;
		const moved = (caret: number) => movedCaret(before, input.value, caret);
		input.setSelectionRange(moved(start), moved(end), input.selectionDirection ?? "none");
	});
}

/** A value that somebody else set in the same moment: one of the two has to stand. */
export function AlsoSet(props: {
	readonly also: readonly PlanAlso[];
	readonly field: string;
	/** What the plan shows now. */
	readonly shown: string;
	readonly words: (value: string) => string;
}) {
	const work = useWork();
	const names = useNames();
	const text = t().plan;
	return props.also
		.filter(({ field }) => field === props.field)
		.map(({ field, value, by }) => (
			<Box kind="warn" key={value}>
				<p>{text.also(value === "" ? text.empty : props.words(value), names(by))}</p>
				<div class="buttons">
					<Button kind="second" testid="also-take" onPress={() => work.plan.choose(field, value)}>
						{text.alsoTake}
					</Button>
					<Button
						kind="plain"
						testid="also-keep"
						onPress={() => work.plan.choose(field, props.shown)}
					>
						{text.alsoKeep}
					</Button>
				</div>
			</Box>
		));
}
