// Everything hidden: nothing of mine goes out, and nothing of the case stands on this screen. A key hides; only the
// button shows again, neither that key nor Esc.
import { useLayoutEffect, useRef } from "preact/hooks";
import { HIDE_KEY } from "../../state/stage.ts";
import { t } from "../../text/language.ts";
import { explain, useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { hush, layRegion } from "../live.ts";
import { Button } from "../parts/Button.tsx";
import { Icon } from "../parts/Icon.tsx";
import { useCallKey } from "./useCallKey.ts";

export function useHideKey(): void {
	const work = useWork();
	// No room any more: nothing to hide.
	useCallKey(HIDE_KEY, () => void work.hour.hideAll(true).catch(() => undefined));
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
		const speakAgain = layRegion(Symbol("cover"), true);
		hush();
		title.current?.focus();
		const before = document.title;
		document.title = t().common.name;
		return () => {
			removeEventListener("keydown", keep, true);
			dialog.removeEventListener("close", reopen);
			document.title = before;
			speakAgain();
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
