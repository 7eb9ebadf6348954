// The state of a consent in one sentence, with its mark.
import { dateOf, dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { ConsentRecord } from "../../work/work.ts";
import { Box } from "../parts/Box.tsx";

const DAY_MS = 86_400_000;

export function consentSentence(consent: ConsentRecord | null): string {
	const text = t().consent.now;
	if (consent === null) return text.missing;
	// `to` is exclusive: the last day is the one before.
	const last = dateOf(consent.to - DAY_MS / 2);
	switch (consent.state) {
		case "waiting-ack":
			return text["waiting-ack"];
		case "in-force":
			return text["in-force"](last);
		case "not-yet":
			return text["not-yet"](dateOf(consent.from));
		case "expired":
			return text.expired(last);
		case "withdrawn":
			return text.withdrawn(dayAndClock(consent.withdrawn?.at ?? consent.to));
	}
}

export function ConsentSentence({ consent }: { consent: ConsentRecord | null }) {
	const state = consent?.state ?? "missing";
	const kind =
		state === "in-force"
			? "ok"
			: state === "waiting-ack"
				? "warn"
				: state === "not-yet"
					? "info"
					: "bad";
	return (
		<Box kind={kind} testid={`consent-state-${state}`}>
			<p>{consentSentence(consent)}</p>
		</Box>
	);
}
