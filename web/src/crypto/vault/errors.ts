// The one error that leaves the vault. Its codes say what a caller can do about it, never anything of a key; its reason
// says which part of the trust broke, so that it can be told in words.
import { EncodingError } from "../bytes.ts";
import { OpenError } from "../sodium.ts";
import { ChainError } from "../statement.ts";

export type VaultErrorCode =
	| "locked" // nobody is signed in here
	| "bad_link" // the invite link is cut or mistyped
	| "other_deployment" // the genesis is not the one that the link or this device knows
	| "not_verified" // a signature, chain, key or ciphertext does not hold: tampering, a fork or a rollback
	| "wrong_passphrase" // the key bundle does not open
	| "wrong_account_key" // its check characters do not fit
	| "no_account_key" // this device holds none for the name
	| "weak_passphrase"
	| "weak_kdf" // the server asks for less than the floor, or more than the cap
	| "clock_skew" // this device's clock is over 120 s off the server's
	| "no_consent" // none in force
	| "no_key" // no grant of this compartment reached me
	| "no_room" // no such room is open here
	| "key_changed" // their keys are new, and I have not compared the new number
	| "needs_colleague" // I closed the case: another worker of the pair erases it
	| "stale_directory" // nobody has signed its head for 14 days: no new grants
	| "not_found" // no such person, case, object or consent in what was verified here
	| "refused" // a rule of the chain forbids it; the message names which
	| "bad_param"
	| "internal";

/** Breaks of a chain: each raises the alarm of this device. */
export type AlarmReason = `${"directory" | "case" | "log"}-${"fork" | "rollback" | "broken"}`;

/** What did not hold. */
export type TrustReason =
	| AlarmReason
	| "kdf" // parameters outside the limits
	| "bundle" // the key bundle is another's, an older one, or changed
	| "genesis" // another deployment than the one that is known
	| "invite" // the invite or an enrolment under it
	| "number" // not the number of those keys
	| "grant" // a case key that did not come in the right way
	| "object" // a ciphertext that is not the one that was signed
	| "consent" // its document or dates
	| "signal"; // a message of a room

export class VaultError extends Error {
	override name = "VaultError";
	constructor(
		readonly code: VaultErrorCode,
		detail: string = code,
		readonly reason: TrustReason | null = null,
	) {
		super(detail);
	}
}

/** A chain that forks, goes back or breaks. The vault keeps it as an alarm, wherever it comes up (vault.ts). */
export class AlarmError extends VaultError {
	override name = "AlarmError";
	constructor(
		readonly alarm: AlarmReason,
		detail: string,
		/** The case whose chain it is, in base64url. */
		readonly caseId: string | null = null,
	) {
		super("not_verified", detail, alarm);
	}
}

const unverified = (error: unknown): error is Error =>
	error instanceof ChainError || error instanceof OpenError || error instanceof EncodingError;

/** Does `work`; whatever does not verify in it is `reason`. */
export function holding<T>(reason: Exclude<TrustReason, AlarmReason>, work: () => T): T {
	try {
		return work();
	} catch (error) {
		throw unverified(error) ? new VaultError("not_verified", error.message, reason) : error;
	}
}

/** Does `work` on a chain; whatever does not verify in it is an alarm. */
export function onChain<T>(reason: AlarmReason, caseId: string | null, work: () => T): T {
	try {
		return work();
	} catch (error) {
		throw unverified(error) ? new AlarmError(reason, error.message, caseId) : error;
	}
}

/** Any failure as a VaultError. What does not verify is `not_verified`, whatever broke first. */
export function asVaultError(error: unknown): VaultError {
	if (error instanceof VaultError) return error;
	if (unverified(error)) return new VaultError("not_verified", error.message);
	return new VaultError("internal", error instanceof Error ? error.message : String(error));
}
