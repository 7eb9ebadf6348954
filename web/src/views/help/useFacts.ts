// What the pages of help can say of this deployment: more to whoever is signed in.
import { feedbackLink } from "../../state/feedback.ts";
import type { Facts } from "../../text/help.ts";
import { useWork } from "../context.ts";

export function useFacts(): Facts {
	const { session, directory, deployment } = useWork().state;
	const me = session.value.kind === "in" ? session.value.me : null;
	const docs = directory.value.kind === "ready" ? directory.value.value.org : null;
	const county = me?.orgKind === "county" ? me : null;
	return {
		org: me?.orgName ?? null,
		county: county?.orgName ?? null,
		days: county === null ? null : (docs?.retentions[county.org] ?? null),
		host: location.host,
		feedback: feedbackLink(deployment.value?.feedback ?? null),
	};
}
