// On the page of a case: whether it is on hold, by whom and why, and the button to change that. For the pair.
import { dateOf } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { CaseFile } from "../../work/work.ts";
import { useNames, useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { HoldButton } from "./HoldButton.tsx";

export function CaseHold({ file }: { file: CaseFile }) {
	const work = useWork();
	const names = useNames();
	const text = t().hold;
	const { hold } = file;
	return (
		<div data-testid="case-hold">
			{hold === null ? null : (
				<Box kind="info" testid="case-held">
					<p>{text.on(names(hold.by), dateOf(hold.at))}</p>
					{hold.reason === "" ? null : (
						<p>
							{text.reason}: {hold.reason}
						</p>
					)}
				</Box>
			)}
			<HoldButton
				key={String(hold !== null)}
				held={hold !== null}
				run={(on, reason) => work.cases.setHold(file.case, on, reason)}
			/>
		</div>
	);
}
