// One question whose answers are big buttons in a row: radios underneath, so that arrows work; digits answer; the
// same again, or Delete, takes the answer away. Nothing is answered beforehand.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { typedNumber } from "../../state/measures.ts";

/** The form that stores the answers, where there is one: Enter on an answer is its button. */
export const SAVED_BY = "save-bar";

export interface ScaleOption {
	/** Shown big; the whole answer where there are no words. */
	readonly mark: string;
	readonly words?: string;
	readonly chosen: boolean;
	readonly pick: () => void;
}

export function MeasuresScale(props: {
	readonly name: string;
	readonly label: string;
	readonly hint?: string;
	readonly options: readonly ScaleOption[];
	/** Absent: once chosen, one is. */
	readonly onClear?: () => void;
	/** What the digit keys set; absent: none. */
	readonly onNumber?: (n: number) => void;
	readonly range?: { readonly min: number; readonly max: number };
	/** Words stand under the marks: narrow screens put the answers below each other. */
	readonly worded?: boolean;
	readonly after?: ComponentChildren;
}) {
	const last = useRef<{ n: number; at: number } | null>(null);
	const box = useRef<HTMLFieldSetElement>(null);
	const typed = useRef(false);
	// What a digit has chosen gets the focus, so that it is told like any other choice.
	useLayoutEffect(() => {
		if (!typed.current) return;
		typed.current = false;
		box.current?.querySelector<HTMLInputElement>("input:checked")?.focus();
	});
	const key = (event: KeyboardEvent) => {
		if (event.key === "Delete" || event.key === "Backspace") {
			event.preventDefault();
			last.current = null;
			props.onClear?.();
		}
		if (!/^\d$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
		if (props.onNumber === undefined || props.range === undefined) return;
		event.preventDefault();
		const n = typedNumber(Number(event.key), last.current, event.timeStamp, props.range);
		if (n === null) return;
		last.current = { n, at: event.timeStamp };
		typed.current = true;
		props.onNumber(n);
	};
	return (
		<fieldset
			ref={box}
			class={props.worded ? "scale worded" : "scale"}
			aria-describedby={props.hint === undefined ? undefined : `${props.name}-hint`}
			data-testid={`scale-${props.name}`}
			onKeyDown={key}
		>
			<legend>{props.label}</legend>
			{props.hint === undefined ? null : (
				<p class="hint" id={`${props.name}-hint`}>
					{props.hint}
				</p>
			)}
			<div class="scale-row">
				{props.options.map((option, index) => (
					<label class="scale-one" key={index}>
						<input
							autocomplete="off"
							type="radio"
							id={index === 0 ? props.name : `${props.name}-${index}`}
							name={props.name}
							form={SAVED_BY}
							checked={option.chosen}
							data-testid={`${props.name}-${index}`}
							onChange={option.pick}
							onClick={() => {
								if (option.chosen) props.onClear?.();
							}}
						/>
						{option.mark === "" ? null : <span class="scale-mark">{option.mark} </span>}
						{option.words === undefined ? null : <span class="scale-words">{option.words}</span>}
					</label>
				))}
				{props.after}
			</div>
		</fieldset>
	);
}
