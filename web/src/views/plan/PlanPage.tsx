// The plan on a page of its own, before or after the hour.
import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { AccessEnded } from "../cases/AccessEnded.tsx";
import { PlanPapers } from "../cases/AfterHour.tsx";
import { CaseOver } from "../cases/CaseOver.tsx";
import { WithCase } from "../cases/WithCase.tsx";
import { useMe } from "../context.ts";
import { FollowUpCard } from "../follow/FollowUpCard.tsx";
import { Page } from "../parts/Page.tsx";
import { PlanEditor } from "./PlanEditor.tsx";
import { PlanHistory } from "./PlanHistory.tsx";

export function PlanPage({ id }: { id: Id }) {
	const pair = useMe().roles.includes("worker");
	return (
		<WithCase id={id}>
			{(file) => (
				<Page
					title={t().plan.title}
					above={file.question?.reference ?? t().today.theCase}
					back={{ at: "case", case: id }}
				>
					{file.question === null ? (
						<AccessEnded file={file} />
					) : (
						<>
							{file.state === "open" ? (
								<>
									<p>{t().plan.lead}</p>
									<PlanEditor plan={file.plan} />
								</>
							) : (
								<>
									<CaseOver state={file.state} testid="plan-closed" />
									<fieldset disabled class="plan-closed">
										<PlanEditor plan={file.plan} closed />
									</fieldset>
								</>
							)}
							{pair && file.plan.confirmed ? (
								<div class="apart">
									<PlanPapers id={id} />
								</div>
							) : null}
							<FollowUpCard file={file} />
							<PlanHistory plan={file.plan} />
						</>
					)}
				</Page>
			)}
		</WithCase>
	);
}
