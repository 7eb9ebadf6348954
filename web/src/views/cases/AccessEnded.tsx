// Of a case whose contents are not to be read: all of it was erased, or the consent has ended or never covered them.
import { t } from "../../text/language.ts";
import type { CaseFile } from "../../work/work.ts";
import { Box } from "../parts/Box.tsx";
import { CaseOver } from "./CaseOver.tsx";

export function AccessEnded({ file }: { file: Pick<CaseFile, "state"> }) {
	if (file.state === "erased") return <CaseOver state="erased" />;
	return (
		<Box kind="warn" testid="access-ended">
			<p>{t().cases.accessEnded}</p>
		</Box>
	);
}
