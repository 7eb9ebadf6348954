// Opens a case for whoever shows it, unless it is open or being opened: another page may have opened its own meanwhile.
import { useEffect } from "preact/hooks";
import type { Id } from "../../work/work.ts";
import { useWork } from "../context.ts";

/** What fails is in `state.file`. */
export function useOpenCase(id: Id): void {
	const work = useWork();
	const online = work.state.connection.value === "online";
	useEffect(() => {
		const now = work.state.file.peek();
		const here =
			(now.kind === "ready" && now.file.case === id) || (now.kind === "loading" && now.case === id);
		if (!here) work.cases.open(id).catch(() => undefined);
	}, [work, id, online]);
}
