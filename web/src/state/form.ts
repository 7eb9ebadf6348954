// What all forms share: errors by field, in the order of the page. Pure; a code is worded in src/text.

/** Code of what is wrong with a field; see text `formErrors`. */
export type FieldError =
	| "required"
	| "choose"
	| "too-long"
	| "too-many"
	| "to-judge"
	| "not-code"
	| "not-date"
	| "no-step"
	| "not-email"
	| "date-order"
	| "date-past"
	| "time-order"
	| "time-past"
	| "too-far"
	| "not-within"
	| "over-half-year"
	| "before-meeting"
	| "not-username"
	| "passphrase-short"
	| "passphrase-common"
	| "passphrase-differ"
	| "not-same"
	| "not-pin"
	| "sign-or-scan"
	| "sign-here"
	| "minutes"
	| "looks-like-code"
	| "not-time"
	| "not-phone"
	| "six-characters"
	| "not-reference"
	| "not-typed"
	| "same-person"
	| "chained"
	| "unknown-field"
	| "lone-brace"
	| "not-days"
	| "confirm-first";

export type Errors = Readonly<Record<string, FieldError>>;
export const NO_ERRORS: Errors = {};

export function hasErrors(errors: Errors): boolean {
	return Object.keys(errors).length > 0;
}

/** A field's value must not be blank, nor longer than `max` characters. */
export function textError(value: string, max: number): FieldError | null {
	if (value.trim() === "") return "required";
	return [...value].length > max ? "too-long" : null;
}

/** Only the fields that have an error. */
export function collect(pairs: Readonly<Record<string, FieldError | null>>): Errors {
	const out: Record<string, FieldError> = {};
	for (const [field, error] of Object.entries(pairs)) if (error !== null) out[field] = error;
	return out;
}
