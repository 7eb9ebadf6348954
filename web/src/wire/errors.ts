// Everything that can go wrong between this client and the broker, as one typed error. Knows no wording.

/** Codes of the broker: src/base/errors.def. */
export const BROKER_CODES = [
	"bad_frame",
	"bad_json",
	"too_large",
	"bad_envelope",
	"unknown_command",
	"bad_state",
	"denied",
	"forbidden",
	"rate_limited",
	"bad_param",
	"not_found",
	"conflict",
	"bad_signature",
	"bad_statement",
	"expired",
	"used",
	"no_consent",
	"hour_full",
	"hour_minutes",
	"hour_closed",
	"clock_skew",
	"storage_full",
	"internal",
] as const;
export type BrokerCode = (typeof BROKER_CODES)[number];

/**
 * Codes made here. `offline`: the connection went before an answer came, and the request was of a kind that must not
 * be sent again by itself. `timeout`: no answer in time, its fate is unknown. `closed`: the connection was ended.
 */
export type LocalCode = "offline" | "timeout" | "closed" | "bad_reply";
export type WireCode = BrokerCode | LocalCode;

export class WireError extends Error {
	override name = "WireError";
	constructor(
		readonly code: WireCode,
		/** The parameter it is about, if the broker named one. */
		readonly field: string | null = null,
		/** What else came with the code: next_hour, opens_at, head, index, now … */
		readonly extra: Readonly<Record<string, unknown>> = {},
	) {
		super(field === null ? code : `${code}: ${field}`);
	}
}

/** The error object of a reply as a WireError; an unknown code counts as `internal`. */
export function brokerError(error: Readonly<Record<string, unknown>>): WireError {
	const { code, field, ...extra } = error;
	const known = BROKER_CODES.find((word) => word === code) ?? "internal";
	return new WireError(known, typeof field === "string" ? field : null, extra);
}
