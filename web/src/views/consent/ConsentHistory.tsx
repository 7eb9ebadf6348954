// All consents that a case has had, newest first: from when to when, who recorded, acknowledged, saw and withdrew them.
import { dateOf, dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { ConsentRecord, Id } from "../../work/work.ts";
import { useNames } from "../context.ts";
import { Facts } from "../parts/Facts.tsx";
import { ConsentMark, State } from "../parts/State.tsx";

export function ConsentHistory({ consents }: { consents: readonly ConsentRecord[] }) {
	const text = t().consent;
	if (consents.length < 2) return null;
	return (
		<section aria-labelledby="history" data-testid="consent-history">
			<h2 id="history">{text.history}</h2>
			{consents
				.map((consent, index) => (
					<section
						key={consent.id}
						class="card"
						aria-labelledby={`consent-${index}`}
						data-testid="consent-past"
					>
						<h3 id={`consent-${index}`}>
							{t().report.consentSpan(index + 1, dateOf(consent.from), dateOf(consent.to - 1))}
						</h3>
						<p>
							{consent.replaced ? (
								<State tone="idle" icon="check" word={text.replaced} testid="consent-replaced" />
							) : (
								<ConsentMark state={consent.state} />
							)}
						</p>
						<ConsentActs consent={consent} />
					</section>
				))
				.reverse()}
		</section>
	);
}

/** Who did what with one consent. */
export function ConsentActs({ consent }: { consent: ConsentRecord }) {
	const names = useNames();
	const text = t().consent;
	const by = (act: { by: Id; at: number }) => `${names(act.by)}, ${dayAndClock(act.at)}`;
	const unacknowledged =
		consent.state === "waiting-ack" || consent.withdrawn !== null || consent.replaced
			? text.notAcknowledged
			: text.ackOff;
	return (
		<Facts
			facts={[
				{ name: text.recordedBy, value: by({ by: consent.recordedBy, at: consent.recordedAt }) },
				{
					name: text.acknowledgedBy,
					value: consent.acknowledged === null ? unacknowledged : by(consent.acknowledged),
				},
				{
					name: text.seenBy,
					value: consent.seen.length === 0 ? text.notSeen : consent.seen.map(by).join("\n"),
				},
				...(consent.withdrawn === null
					? []
					: [
							{
								name: text.withdrawnBy,
								value: `${by(consent.withdrawn)}\n${t().codes.who[consent.withdrawn.who]}, ${t().codes.how[consent.withdrawn.how].toLowerCase()}`,
							},
						]),
			]}
		/>
	);
}
