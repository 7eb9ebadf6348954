// One thing that a person asked for: running, failed or done. A second press while it runs does nothing.
import { useRef, useState } from "preact/hooks";
import { t } from "../text/first.ts";
import { WorkError } from "../work/work.ts";

export interface Action {
	readonly busy: boolean;
	readonly error: WorkError | null;
	/** True if it went through. */
	run(work: () => Promise<void>): Promise<boolean>;
	clear(): void;
}

export function useAction(): Action {
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<WorkError | null>(null);
	const running = useRef(false);
	return {
		busy,
		error,
		clear: () => setError(null),
		async run(work) {
			if (running.current) return false;
			running.current = true;
			setBusy(true);
			setError(null);
			try {
				await work();
				return true;
			} catch (thrown) {
				setError(asWorkError(thrown));
				return false;
			} finally {
				running.current = false;
				setBusy(false);
			}
		},
	};
}

/** Whatever was thrown; what is not ours is a fault of ours, and said as one. */
export function asWorkError(thrown: unknown): WorkError {
	return thrown instanceof WorkError ? thrown : new WorkError("internal");
}

export function explain(error: WorkError): string {
	if (error.reason === null) return t().errors[error.code];
	const { what, todo } = t().alarm.reasons[error.reason];
	return `${what} ${todo}`;
}
