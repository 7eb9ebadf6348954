// A question that must be answered first: the browser's own modal dialog (focus stays inside, Esc closes, focus returns).
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { Live } from "./Live.tsx";

export function Dialog(props: {
	readonly title: string;
	readonly children: ComponentChildren;
	readonly onClose: () => void;
	readonly testid?: string;
}) {
	const box = useRef<HTMLDialogElement>(null);
	const id = useId();
	// At once, not after the next frame: what has the focus now is what gets it back.
	useLayoutEffect(() => {
		const before = document.activeElement;
		const dialog = box.current;
		dialog?.showModal();
		return () => {
			dialog?.close();
			if (before instanceof HTMLElement) before.focus();
		};
	}, []);
	return (
		<dialog
			ref={box}
			aria-labelledby={id}
			data-testid={props.testid}
			onCancel={(event) => {
				event.preventDefault();
				props.onClose();
			}}
		>
			<h2 id={id}>{props.title}</h2>
			{props.children}
			<Live />
		</dialog>
	);
}
