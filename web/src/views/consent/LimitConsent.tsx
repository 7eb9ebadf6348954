// Limiting a consent: the form opens filled from the present one; what is signed anew replaces it.
import { limitConsent } from "../../state/consentForm.ts";
import { dayOf } from "../../state/dates.ts";
import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { go } from "../router.ts";
import { consentDraftKey } from "./consentDraft.ts";

export function LimitConsent({ id }: { id: Id }) {
	const work = useWork();
	const opening = useAction();
	const open = () =>
		void opening.run(async () => {
			const { doc } = await work.consent.load();
			const form = limitConsent(doc, dayOf(work.now()), doc.language);
			await work.drafts.save(consentDraftKey(id), form);
			go({ at: "consent-new", case: id, step: "scope" });
		});
	return (
		<>
			<Button kind="second" icon="pencil" busy={opening.busy} onPress={open} testid="limit-consent">
				{t().consent.limit}
			</Button>
			<ErrorSummary failure={opening.error} />
		</>
	);
}
