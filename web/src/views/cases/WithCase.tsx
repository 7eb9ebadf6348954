// Opens a case for as long as its page is shown, and shows why if it does not open.
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../../text/language.ts";
import type { CaseFile, Id } from "../../work/work.ts";
import { explain } from "../action.ts";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Loading } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";

export function WithCase(props: {
	readonly id: Id;
	readonly children: (file: CaseFile) => ComponentChildren;
}) {
	const work = useWork();
	const file = work.state.file.value;
	const online = work.state.connection.value === "online";
	useEffect(() => {
		const now = work.state.file.peek();
		const here =
			(now.kind === "ready" && now.file.case === props.id) ||
			(now.kind === "loading" && now.case === props.id);
		// What fails is in state.file and shown below.
		if (!here) work.cases.open(props.id).catch(() => undefined);
	}, [work, props.id, online]);
	if (file.kind === "ready" && file.file.case === props.id) return <>{props.children(file.file)}</>;
	if (file.kind === "failed" && file.case === props.id)
		return (
			<Page title={t().cases.locked} back={{ at: "cases" }}>
				<Box kind="bad" testid={`failure-${file.error.code}`}>
					<p>{explain(file.error)}</p>
				</Box>
			</Page>
		);
	return (
		<Page title={t().today.theCase} back={{ at: "cases" }}>
			<Loading text={t().cases.opening} />
		</Page>
	);
}
