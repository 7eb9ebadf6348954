// What a case in a list is about and whether it is urgent, or that it cannot be opened here (yet).
import { t } from "../../text/language.ts";
import type { CaseSummary } from "../../work/work.ts";
import { State } from "../parts/State.tsx";

/** What it is about alone. */
export const topicWords = ({
	topics,
}: Pick<NonNullable<CaseSummary["question"]>, "topics">): string =>
	topics.map((topic) => t().codes.topics[topic]).join(", ");

export function Topics({ of }: { of: CaseSummary }) {
	if (of.question === null) return <span class="muted">{t().hours.hidden}</span>;
	return (
		<>
			{topicWords(of.question)}
			{of.question.urgency === "urgent" ? (
				<>
					<br />
					<State tone="warn" icon="triangle-alert" word={t().cases.urgent} />
				</>
			) : null}
		</>
	);
}
