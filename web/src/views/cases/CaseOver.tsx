// Why nothing can be changed in a case any more.
import { t } from "../../text/language.ts";
import type { CaseFile } from "../../work/work.ts";
import { ReadOnly } from "../parts/ReadOnly.tsx";

/** `testid`: which page says it. */
export function CaseOver(props: { readonly state: CaseFile["state"]; readonly testid?: string }) {
	if (props.state === "open") return null;
	return props.state === "erased" ? (
		<ReadOnly text={t().ending.erasedText} testid="case-erased" />
	) : (
		<ReadOnly text={t().ending.closed} testid={props.testid ?? "case-closed"} />
	);
}
