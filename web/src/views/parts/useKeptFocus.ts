// Where a button goes away as it has done its work: the focus passes to what stands round it, and is not lost.
import { useLayoutEffect, useRef } from "preact/hooks";

/** For the part round the button; it needs `tabIndex={-1}`. */
export function useKeptFocus<Part extends HTMLElement = HTMLDivElement>() {
	const part = useRef<Part>(null);
	const wasIn = part.current?.contains(document.activeElement) === true;
	useLayoutEffect(() => {
		// What the press led to is read next.
		if (wasIn && document.activeElement === document.body) part.current?.focus();
	});
	return part;
}
