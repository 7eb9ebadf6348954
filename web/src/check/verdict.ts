// What check.html tells of a receipt's text, apart from how it is drawn: good, or which of its signatures do not hold. Pure
// once sodium is ready.
import { EncodingError } from "../crypto/bytes.ts";
import { type CheckedReceipt, checkReceipt } from "../crypto/receipt.ts";

export type Verdict =
	| { readonly kind: "notOne" }
	/** What it says is not worth showing. */
	| { readonly kind: "bad" }
	| { readonly kind: "badLog" | "good"; readonly checked: CheckedReceipt };

export function verdictOf(text: string): Verdict {
	let checked: CheckedReceipt;
	try {
		checked = checkReceipt(text);
	} catch (error) {
		if (error instanceof EncodingError) return { kind: "notOne" };
		throw error;
	}
	if (!checked.signed) return { kind: "bad" };
	return { kind: checked.logged === false ? "badLog" : "good", checked };
}
