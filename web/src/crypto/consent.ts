// The consent's document and when it is in force (PROTOCOL §5). The one place on the client that answers
// "in force?"; knows no chain and no key.
import { bytesText, EncodingError, equal, fromB64, textBytes, toB64 } from "./bytes.ts";
import { lp } from "./lp.ts";
import { hash, OpenError, randomBytes } from "./sodium.ts";

const DAY_MS = 86_400_000;
export const CONSENT_SPAN_MAX_MS = 367 * DAY_MS;

/** dh: what the statement says of the document; the salt stays with the document, in C. */
export const documentHash = (salt: Uint8Array, doc: Uint8Array): Uint8Array =>
	hash(lp("ET1/cd", salt, doc));

/**
 * The plain text of a consent-doc object: JSON {"v":1,"salt":…,"doc":"…"}. `doc` is the document's own JSON text,
 * kept as a text so that its bytes, which were hashed, come back as they were.
 */
export function wrapDocument(docText: string): { plain: Uint8Array; dh: Uint8Array } {
	const salt = randomBytes(32);
	const doc = docText.normalize("NFC");
	return {
		plain: textBytes(JSON.stringify({ v: 1, salt: toB64(salt), doc })),
		dh: documentHash(salt, textBytes(doc)),
	};
}

/** The document's JSON text; OpenError unless it is the one that the statement's dh names. */
export function unwrapDocument(plain: Uint8Array, dh: Uint8Array): string {
	const outer: unknown = JSON.parse(bytesText(plain));
	if (typeof outer !== "object" || outer === null) throw new EncodingError("consent: no object");
	const { v, salt, doc } = outer as Record<string, unknown>;
	if (v !== 1 || typeof salt !== "string" || typeof doc !== "string") {
		throw new EncodingError("consent: fields");
	}
	if (!equal(documentHash(fromB64(salt, 32), textBytes(doc)), dh)) {
		throw new OpenError("consent: another document");
	}
	return doc;
}

/** The facts of the chain that decide whether a consent is in force. */
export interface ConsentFacts {
	readonly validFrom: number;
	readonly validTo: number;
	readonly acknowledged: boolean;
	readonly withdrawn: boolean;
	readonly replaced: boolean;
}

export type ConsentState = "waiting-ack" | "in-force" | "not-yet" | "expired" | "withdrawn";

/** Words and order as in the server (domain/consent.h). */
export function consentState(c: ConsentFacts, atMs: number): ConsentState {
	if (c.withdrawn || c.replaced) return "withdrawn";
	if (atMs >= c.validTo) return "expired";
	if (!c.acknowledged) return "waiting-ack";
	return atMs < c.validFrom ? "not-yet" : "in-force";
}

/** In force at some instant of atMs ± slackMs: for judging what others' clocks have signed. */
export function inForceAround(c: ConsentFacts, atMs: number, slackMs: number): boolean {
	const near = Math.min(Math.max(atMs, c.validFrom), c.validTo - 1);
	return Math.abs(near - atMs) <= slackMs && consentState(c, near) === "in-force";
}
