// Everything that can go wrong between this client and the broker, as one typed error. Knows no wording.

import { ERROR_CODES, type ErrorCode } from "./messages.gen.ts";

/**
 * Codes made here. `offline`: the connection went before an answer came, and the request was of a kind that must not
 * be sent again by itself. `timeout`: no answer in time, its fate is unknown. `closed`: the connection was ended.
 */
export type LocalCode = "offline" | "timeout" | "closed" | "bad_reply";
export type WireCode = ErrorCode | LocalCode;

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
	const known = ERROR_CODES.find((word) => word === code) ?? "internal";
	return new WireError(known, typeof field === "string" ? field : null, extra);
}
