// What is said to those who do not see the screen: one sentence after another, each once, by the region that is on top. What is
// shown is the business of whoever shows it.
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

interface Sentence {
	readonly id: number;
	readonly text: string;
	/** The region that it belongs to: those under it are not read aloud meanwhile. */
	readonly region: symbol;
}

const KEPT = 5;
/** What a sentence is about may become known a moment after it. */
const SETTLES_MS = 500;

export const sentences = signal<readonly Sentence[]>([]);
let last = 0;
/** The page's own; over it those of dialogs, which alone are read while they are open. */
const regions: { readonly region: symbol; readonly mute: boolean }[] = [];

/** That region is on top until it is taken away; a mute one says nothing, and neither does what lies under it. */
export function layRegion(region: symbol, mute = false): () => void {
	const laid = { region, mute };
	regions.push(laid);
	return () => void regions.splice(regions.indexOf(laid), 1);
}

export function say(text: string): void {
	const top = regions.at(-1);
	if (top === undefined || top.mute || text === "") return;
	last += 1;
	sentences.value = [...sentences.value, { id: last, text, region: top.region }].slice(-KEPT);
}

/** Nothing of what was said is left in the page. */
export function hush(): void {
	sentences.value = [];
}

/** Says it once, when its words have settled; null: not yet. */
export function useSaid(text: string | null): void {
	const said = useRef(false);
	useEffect(() => {
		if (said.current || text === null) return undefined;
		const timer = setTimeout(() => {
			said.current = true;
			say(text);
		}, SETTLES_MS);
		return () => clearTimeout(timer);
	}, [text]);
}
