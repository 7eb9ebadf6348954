// Opens a case for as long as its page is shown, and shows why if it does not open.
import type { ComponentChildren } from "preact";
import { t } from "../../text/language.ts";
import type { CaseFile, Id } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { DeadEnd } from "../parts/DeadEnd.tsx";
import { Failure, Loading } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { useOpenCase } from "./useOpenCase.ts";

export function WithCase(props: {
	readonly id: Id;
	readonly children: (file: CaseFile) => ComponentChildren;
}) {
	const work = useWork();
	const file = work.state.file.value;
	useOpenCase(props.id);
	if (file.kind === "ready" && file.file.case === props.id) return <>{props.children(file.file)}</>;
	if (file.kind === "failed" && file.case === props.id) {
		const { error } = file;
		if (error.code === "not_found" || error.code === "forbidden")
			return <DeadEnd title={t().cases.locked} text={t().cases.gone} back={{ at: "cases" }} />;
		return (
			<Page title={t().cases.locked} back={{ at: "cases" }}>
				<Failure error={error} again={() => work.cases.open(props.id)} />
			</Page>
		);
	}
	return (
		<Page title={t().today.theCase} back={{ at: "cases" }}>
			<Loading text={t().cases.opening} />
		</Page>
	);
}
