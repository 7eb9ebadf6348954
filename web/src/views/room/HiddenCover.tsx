// Everything hidden: nothing of mine goes out, and nothing of the case stands on this screen. A key hides; only the
// button shows again, neither that key nor Esc.
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { HIDE_KEY } from "../../state/stage.ts";
import { t } from "../../text/language.ts";
import { explain, useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Icon } from "../parts/Icon.tsx";

/** The key, wherever the focus is: in a field, in a dialog. */
export function useHideKey(): void {
	const work = useWork();
	useEffect(() => {
		const pressed = (event: KeyboardEvent) => {
			if (event.key !== HIDE_KEY || event.ctrlKey || event.altKey || event.metaKey) return;
			event.preventDefault();
			void work.hour.hideAll(true).catch(() => undefined); // no room any more: nothing to hide
		};
		addEventListener("keydown", pressed, true);
		return () => removeEventListener("keydown", pressed, true);
	}, [work]);
}

export function HiddenCover() {
	const work = useWork();
	const acting = useAction();
	const box = useRef<HTMLDialogElement>(null);
	const title = useRef<HTMLHeadingElement>(null);
	const text = t().call;
	useLayoutEffect(() => {
		const dialog = box.current;
		if (dialog === null) return;
		const keep = (event: KeyboardEvent) => {
			if (event.key === "Escape") event.preventDefault();
		};
		// However a browser closes it (Esc twice, a phone's back gesture), it opens again.
		const reopen = () => dialog.isConnected && dialog.showModal();
		addEventListener("keydown", keep, true);
		dialog.addEventListener("close", reopen);
		dialog.showModal();
		title.current?.focus();
		const before = document.title;
		document.title = t().common.name;
		return () => {
			removeEventListener("keydown", keep, true);
			dialog.removeEventListener("close", reopen);
			document.title = before;
		};
	}, []);
	return (
		<dialog
			ref={box}
			class="cover"
			aria-labelledby="cover-title"
			data-testid="cover"
			onCancel={(event) => event.preventDefault()}
		>
			<h1 id="cover-title" ref={title} tabIndex={-1}>
				<Icon name="eye-off" /> {text.hiddenTitle}
			</h1>
			<p>{text.hiddenText}</p>
			{acting.error === null ? null : <p role="alert">{explain(acting.error)}</p>}
			<div class="buttons">
				<Button
					icon="eye"
					busy={acting.busy}
					onPress={() => void acting.run(() => work.hour.hideAll(false))}
					testid="show-again"
				>
					{text.show}
				</Button>
			</div>
		</dialog>
	);
}
