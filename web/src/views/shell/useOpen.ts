// What a button opens beside itself and closes again: Esc, a press or the focus elsewhere. Knows no contents.
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

export interface Opened {
	readonly open: boolean;
	setOpen(open: boolean): void;
	/** Around the button and what it opens. */
	readonly box: RefObject<HTMLDivElement | null>;
	readonly button: RefObject<HTMLButtonElement | null>;
	/** Of the box: Esc gives the focus back to the button. */
	onKeyDown(event: KeyboardEvent): void;
}

export function useOpen(): Opened {
	const [open, setOpen] = useState(false);
	const box = useRef<HTMLDivElement>(null);
	const button = useRef<HTMLButtonElement>(null);
	useEffect(() => {
		if (!open) return;
		const outside = (event: Event) => {
			if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
		};
		addEventListener("pointerdown", outside);
		addEventListener("focusin", outside);
		return () => {
			removeEventListener("pointerdown", outside);
			removeEventListener("focusin", outside);
		};
	}, [open]);
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.key !== "Escape" || !open) return;
		setOpen(false);
		button.current?.focus();
	};
	return { open, setOpen, box, button, onKeyDown };
}
