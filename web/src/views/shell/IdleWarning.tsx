// Before it locks by itself. Any key or touch goes on; the button is for whoever looks for one. Takes no focus, and is said
// once: the seconds run for the eyes alone. Behind a question that must be answered first nobody would hear it: then it is
// one itself.
import { useState } from "preact/hooks";
import { t } from "../../text/language.ts";
import type { Ms } from "../../work/work.ts";
import { useNow, useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";

const TICK_MS = 1_000;
const secondsOf = (ms: Ms): number => Math.max(1, Math.ceil(ms / 1000));

export function IdleWarning({ at }: { readonly at: Ms }) {
	const work = useWork();
	const [behind] = useState(() => document.querySelector("dialog:modal") !== null);
	const [atFirst] = useState(() => secondsOf(at - work.now()));
	const now = useNow(TICK_MS);
	const text = t().idle;
	const goOn = (
		<div class="buttons">
			<Button kind="second" onPress={() => work.touch()} testid="idle-go-on">
				{t().common.next}
			</Button>
		</div>
	);
	if (behind)
		return (
			<Dialog title={text.locks(atFirst)} onClose={() => work.touch()} testid="idle-warning">
				<p>{text.goOn}</p>
				{goOn}
			</Dialog>
		);
	return (
		<Box kind="warn" icon="lock" testid="idle-warning">
			<p>
				<strong aria-hidden="true">{text.locks(secondsOf(at - now))}</strong>
				<span class="hidden-text">{text.locks(atFirst)}</span> {text.goOn}
			</p>
			{goOn}
		</Box>
	);
}
