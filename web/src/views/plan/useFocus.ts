// The keyboard's place in the plan while others change it: a step that moves keeps its focus, and where a control goes
// away the focus passes to what stands nearest, never to nothing.
import { useLayoutEffect, useRef } from "preact/hooks";

/** What takes over from a control in it that goes. */
const NEAR = "[data-near], [data-plan-field]";
const CONTROLS = "input, textarea, select, button";

/** `last`: whither when everything near is gone as well. Gives the form's ref, and what puts the focus into a field to come. */
export function useFocus(last: string) {
	const form = useRef<HTMLFormElement>(null);
	const coming = useRef<string | null>(null);
	const active = document.activeElement;
	const mine = active !== null && form.current?.contains(active) === true ? active : null;
	const near = nearOf(mine);
	useLayoutEffect(() => {
		const within = (selector: string) => form.current?.querySelector<HTMLElement>(selector) ?? null;
		if (coming.current !== null) {
			const field = within(`[data-plan-field="${coming.current}"]`);
			if (field !== null) coming.current = null;
			field?.querySelector<HTMLElement>(CONTROLS)?.focus();
			return;
		}
		const now = document.activeElement;
		if (mine === null || (now !== null && now !== document.body)) return;
		const place = near.find(({ isConnected }) => isConnected)?.querySelector<HTMLElement>(CONTROLS);
		const to = mine.isConnected ? (mine as HTMLElement) : (place ?? within(last));
		to?.focus({ preventScroll: true });
	});
	const focusOn = (field: string) => {
		coming.current = field;
	};
	return { form, focusOn };
}

/** From the inside outwards. */
function nearOf(element: Element | null): readonly Element[] {
	const first = element?.closest(NEAR) ?? null;
	return first === null ? [] : [first, ...nearOf(first.parentElement)];
}
