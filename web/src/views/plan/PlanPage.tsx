// The plan on a page of its own, before or after the hour.
import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { WithCase } from "../cases/WithCase.tsx";
import { FollowUpCard } from "../follow/FollowUpCard.tsx";
import { Box } from "../parts/Box.tsx";
import { Page } from "../parts/Page.tsx";
import { PlanEditor } from "./PlanEditor.tsx";
import { PlanHistory } from "./PlanHistory.tsx";

export function PlanPage({ id }: { id: Id }) {
	return (
		<WithCase id={id}>
			{(file) => (
				<Page
					title={t().plan.title}
					above={file.question?.reference ?? t().today.theCase}
					back={{ at: "case", case: id }}
				>
					{file.question === null ? (
						<Box kind="warn">
							<p>{t().cases.accessEnded}</p>
						</Box>
					) : (
						<>
							<p>{t().plan.lead}</p>
							<PlanEditor plan={file.plan} />
							<FollowUpCard file={file} />
							<PlanHistory plan={file.plan} />
						</>
					)}
				</Page>
			)}
		</WithCase>
	);
}
