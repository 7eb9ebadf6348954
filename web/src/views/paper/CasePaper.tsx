// Which paper of a case is asked for.
import type { Paper } from "../../state/route.ts";
import type { Id } from "../../work/work.ts";
import { ReceiptPage } from "./ReceiptPage.tsx";
import { RecordPage } from "./RecordPage.tsx";
import { SummaryPage } from "./SummaryPage.tsx";

const PAGES = { record: RecordPage, summary: SummaryPage, receipt: ReceiptPage } as const;

export function CasePaper({ id, paper }: { id: Id; paper: Paper }) {
	const Shown = PAGES[paper];
	return <Shown id={id} />;
}
