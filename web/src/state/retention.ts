// How long closed cases are kept, and the reason of a hold, as they are typed. Pure.
import { RETENTION_DAYS_MAX } from "../crypto/directory-org-limits.ts";
import { collect, type Errors } from "./form.ts";
import { holdsIdentityCode } from "./identityCode.ts";

/** Of the reason, as it is signed. */
const REASON_MAX_BYTES = 200;

/** Whole days, 1 to 3650; null: none of those. */
export function readDays(typed: string): number | null {
	const text = typed.trim();
	const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
	return days >= 1 && days <= RETENTION_DAYS_MAX ? days : null;
}

/** A hold that begins has a reason; one that ends need not. */
export function holdErrors(reason: string, begins: boolean): Errors {
	const text = reason.trim();
	return collect({
		holdReason:
			text === "" && begins
				? "required"
				: new TextEncoder().encode(text).length > REASON_MAX_BYTES
					? "too-long"
					: holdsIdentityCode(text)
						? "looks-like-code"
						: null,
	});
}
