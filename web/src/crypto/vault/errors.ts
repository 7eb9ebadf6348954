// The one error that leaves the vault. Its codes say what a caller can do about it, never anything of a key.
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
	| "stale_directory" // nobody has signed its head for 14 days: no new grants
	| "not_found" // no such person, case, object or consent in what was verified here
	| "refused" // a rule of the chain forbids it; the message names which
	| "bad_param"
	| "internal";

export class VaultError extends Error {
	override name = "VaultError";
	constructor(
		readonly code: VaultErrorCode,
		detail: string = code,
	) {
		super(detail);
	}
}

/** Any failure as a VaultError. What does not verify is `not_verified`, whatever broke first. */
export function asVaultError(error: unknown): VaultError {
	if (error instanceof VaultError) return error;
	const unverified =
		error instanceof ChainError || error instanceof OpenError || error instanceof EncodingError;
	if (unverified) return new VaultError("not_verified", error.message);
	return new VaultError("internal", error instanceof Error ? error.message : String(error));
}
