// Small things that this browser keeps between visits (work/deps.ts: Keepsake), and which tab is in a room: a lock that
// the browser takes away with the tab, however it ends. Knows not what is kept.
import type { Keepsake } from "./work/deps.ts";

const PREFIX = "etatunti.";

export function browserKeepsake(): Keepsake {
	const releases = new Map<string, () => void>();
	const read = (name: string) => {
		try {
			return localStorage.getItem(PREFIX + name);
		} catch {
			return null; // storage is off: nothing is kept
		}
	};
	return {
		read,
		write: (name, value) => {
			try {
				if (value === null) localStorage.removeItem(PREFIX + name);
				else localStorage.setItem(PREFIX + name, value);
			} catch {
				// As above.
			}
		},
		hold: (name, steal) => {
			const locks = navigator.locks as LockManager | undefined;
			if (locks === undefined) return Promise.resolve(true);
			return new Promise((resolve) => {
				const options: LockOptions = steal ? { steal } : { ifAvailable: true };
				const held = locks.request(PREFIX + name, options, (lock) => {
					resolve(lock !== null);
					if (lock === null) return undefined;
					return new Promise<void>((release) => releases.set(name, release));
				});
				held.catch(() => resolve(false)); // another tab has taken it
			});
		},
		release: (name) => {
			releases.get(name)?.();
			releases.delete(name);
		},
		watch: (name, heard) => {
			addEventListener("storage", ({ key, newValue }) => {
				// Null: everything was cleared.
				if (key === PREFIX + name || key === null) heard(newValue);
			});
			// A page that was frozen, or laid away for the back button, heard nothing meanwhile.
			const again = () => heard(read(name));
			addEventListener("pageshow", ({ persisted }) => persisted && again());
			document.addEventListener("resume", again);
			document.addEventListener("visibilitychange", () => document.hidden || again());
		},
	};
}
