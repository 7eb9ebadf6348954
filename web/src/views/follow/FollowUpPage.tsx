// Follow-up: the steps that are mine to do, when clients' situations are looked at again, and which plans are to be
// refreshed. Kela's contact has their own steps.
import { t } from "../../text/language.ts";
import { useMe, useWork } from "../context.ts";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { FollowUpList } from "./FollowUpList.tsx";
import { Steps } from "./Steps.tsx";

export function FollowUpPage() {
	const { plans, cases } = useWork().state;
	const worker = useMe().roles.includes("worker");
	const text = t().follow;
	return (
		<Page title={text.title}>
			<p>{worker ? text.lead : text.leadKela}</p>
			<Loaded of={plans.value}>{(all) => <Steps plans={all} />}</Loaded>
			{worker ? (
				<Loaded of={cases.value}>
					{(all) => (
						<>
							<section aria-labelledby="follow-ups">
								<h2 id="follow-ups">{text.followUps}</h2>
								<p class="small muted">{text.auto}</p>
								<FollowUpList
									cases={all}
									kinds={["first", "half-year"]}
									named
									none={text.followUpsNone}
								/>
							</section>
							<section aria-labelledby="to-refresh">
								<h2 id="to-refresh">{text.plans}</h2>
								<p class="small muted">{text.plansLead}</p>
								<FollowUpList cases={all} kinds={["plan"]} named none={text.plansNone} />
							</section>
						</>
					)}
				</Loaded>
			) : null}
		</Page>
	);
}
