// The consent as it is being filled in, by the worker and on the client's page alike: one draft, sealed, with the ink in it.
// A scan is too large for one; the witness's word is given once it is all there.
import { type ConsentForm, newConsent, readConsent } from "../../state/consentForm.ts";
import { dayOf } from "../../state/dates.ts";
import { language } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { useDraft } from "../draft.ts";

/** LimitConsent puts the present consent there. Ends in the case's id: it goes when the case is erased. */
export const consentDraftKey = (id: Id): string => `consent/${id}`;

export function useConsentDraft(id: Id) {
	const today = dayOf(useWork().now());
	return useDraft<ConsentForm>(
		consentDraftKey(id),
		newConsent(today, language.value),
		(stored) => readConsent(stored, today, language.value),
		(form) => ({ ...form, scan: null, witnessed: false }),
	);
}
