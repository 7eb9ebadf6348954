// A client turns to the coordinator: the case is found by the reference on their paper, and its consent is withdrawn.
// The coordinator sees neither the client nor what the case holds.
import { useState } from "preact/hooks";
import { dateOf } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { FoundCase } from "../../work/work.ts";
import { WithdrawForm } from "../consent/Withdraw.tsx";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { Page } from "../parts/Page.tsx";
import { ConsentMark } from "../parts/State.tsx";
import { FindCase, FoundCard } from "./FindCase.tsx";

export function WithdrawByPaper() {
	const [done, setDone] = useState(false);
	const text = t().paper;
	if (done)
		return (
			<Page title={text.title} enter="done">
				<Box kind="ok" testid="paper-withdrawn">
					<p>{text.done}</p>
				</Box>
				<Button kind="second" onPress={() => setDone(false)}>
					{text.another}
				</Button>
			</Page>
		);
	return (
		<Page title={text.title} enter="find">
			<p>{text.lead}</p>
			<FindCase>{(found) => <Found found={found} onDone={() => setDone(true)} />}</FindCase>
		</Page>
	);
}

function Found({ found, onDone }: { found: FoundCase; onDone: () => void }) {
	const work = useWork();
	const text = t().paper;
	const consent = found.consent;
	const live = consent !== null && consent.state !== "withdrawn" && consent.state !== "expired";
	return (
		<FoundCard
			found={found}
			facts={[
				{
					name: text.consent,
					value: (
						<>
							<ConsentMark state={consent?.state ?? null} />
							{consent === null ? null : (
								<>
									<br />
									{dateOf(consent.from)}–{dateOf(consent.to - 1)}
								</>
							)}
						</>
					),
				},
			]}
		>
			{live ? (
				<WithdrawForm
					onSubmit={(who, how) => work.coordinator.withdraw(found, who, how)}
					onDone={onDone}
				/>
			) : (
				<p>{text.noConsent}</p>
			)}
		</FoundCard>
	);
}
