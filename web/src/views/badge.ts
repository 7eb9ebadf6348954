// What stands in the tab's title besides the page's own: how many things wait for this person, or a call to them.
import { computed, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

export const badge = signal(0);

const calls = signal<readonly string[]>([]);
/** In place of everything else, while it is somebody's turn or somebody calls; null: nobody does. */
export const calling = computed(() => calls.value.at(-1) ?? null);

/** Stands in the title for as long as it is not null; also on the program's icon, where the system has such a mark. */
export function useCalling(text: string | null): void {
	useEffect(() => {
		if (text === null) return;
		calls.value = [...calls.peek(), text];
		mark();
		return () => {
			const at = calls.peek().indexOf(text);
			calls.value = calls.peek().filter((_, nth) => nth !== at);
			mark();
		};
	}, [text]);
}

function mark(): void {
	const count = calls.peek().length;
	const done = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
	done?.catch(() => undefined);
}
