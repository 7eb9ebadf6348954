// A key of the call, wherever the focus is: in a field, in a dialog. Function keys only: they are no letters that somebody
// types.
import { useEffect, useRef } from "preact/hooks";

export function useCallKey(key: string, act: () => void): void {
	const latest = useRef(act);
	latest.current = act;
	useEffect(() => {
		const pressed = (event: KeyboardEvent) => {
			if (event.key !== key || event.ctrlKey || event.altKey || event.metaKey) return;
			event.preventDefault();
			latest.current();
		};
		addEventListener("keydown", pressed, true);
		return () => removeEventListener("keydown", pressed, true);
	}, [key]);
}
