// The only module that names libsodium. Gives the primitives of ET1 §1 under short names, all on plain bytes;
// knows no structure, no label and no key of its own. Call `sodiumReady()` once before anything else.
import sodium from "libsodium-wrappers-sumo";
import { concat, textBytes } from "./bytes.ts";

export interface KeyPair {
	readonly pk: Uint8Array;
	readonly sk: Uint8Array;
}

/** A signature, a tag or a seal that does not hold. Says no more than that. */
export class OpenError extends Error {
	override name = "OpenError";
}

export const NONCE_LEN = 24;

export const sodiumReady = (): Promise<void> => sodium.ready;

export const randomBytes = (len: number): Uint8Array => sodium.randombytes_buf(len);

/** H(m): 32 bytes of BLAKE2b; `key` makes it H_k(m). */
export const hash = (message: Uint8Array, key?: Uint8Array): Uint8Array =>
	sodium.crypto_generichash(32, message, key ?? null);

export const hashLen = (len: number, message: Uint8Array): Uint8Array =>
	sodium.crypto_generichash(len, message, null);

/** The subkey `id` of `key` under an 8-character context. */
export const kdf = (id: number, context: string, key: Uint8Array): Uint8Array =>
	sodium.crypto_kdf_derive_from_key(32, id, context, key);

export const argon2id = (
	passphrase: Uint8Array,
	salt: Uint8Array,
	ops: number,
	memBytes: number,
): Uint8Array =>
	sodium.crypto_pwhash(32, passphrase, salt, ops, memBytes, sodium.crypto_pwhash_ALG_ARGON2ID13);

const pair = (keys: { publicKey: Uint8Array; privateKey: Uint8Array }): KeyPair => ({
	pk: keys.publicKey,
	sk: keys.privateKey,
});

export const signSeedPair = (seed: Uint8Array): KeyPair =>
	pair(sodium.crypto_sign_seed_keypair(seed));

export const sign = (message: Uint8Array, sk: Uint8Array): Uint8Array =>
	sodium.crypto_sign_detached(message, sk);

export function verify(sig: Uint8Array, message: Uint8Array, pk: Uint8Array): boolean {
	return (
		sig.length === 64 && pk.length === 32 && sodium.crypto_sign_verify_detached(sig, message, pk)
	);
}

/** The X25519 pair of a random 32-byte secret key. */
export const boxPair = (sk: Uint8Array): KeyPair => ({
	pk: sodium.crypto_scalarmult_base(sk),
	sk,
});

export const boxSeal = (message: Uint8Array, pk: Uint8Array): Uint8Array =>
	sodium.crypto_box_seal(message, pk);

export function boxOpen(sealed: Uint8Array, keys: KeyPair): Uint8Array {
	try {
		return sodium.crypto_box_seal_open(sealed, keys.pk, keys.sk);
	} catch {
		throw new OpenError("box: does not open");
	}
}

/** AEAD of ET1 §1: nonce‖ciphertext. `nonce` is given only by the vector tests. */
export function seal(
	key: Uint8Array,
	plain: Uint8Array,
	ad: Uint8Array,
	nonce: Uint8Array = randomBytes(NONCE_LEN),
): Uint8Array {
	return concat(
		nonce,
		sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, ad, null, nonce, key),
	);
}

export function open(key: Uint8Array, sealed: Uint8Array, ad: Uint8Array): Uint8Array {
	try {
		return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
			null,
			sealed.slice(NONCE_LEN),
			ad,
			sealed.slice(0, NONCE_LEN),
			key,
		);
	} catch {
		throw new OpenError("aead: does not open");
	}
}

export const pad = (plain: Uint8Array, block: number): Uint8Array => sodium.pad(plain, block);

export function unpad(padded: Uint8Array, block: number): Uint8Array {
	try {
		return sodium.unpad(padded, block);
	} catch {
		throw new OpenError("pad: malformed");
	}
}

/** Comparison in constant time, for secrets. */
export const equalSecret = (a: Uint8Array, b: Uint8Array): boolean =>
	a.length === b.length && sodium.memcmp(a, b);

export const wipe = (...secrets: readonly Uint8Array[]): void => {
	for (const secret of secrets) sodium.memzero(secret);
};

/** The passphrase as bytes: NFKC first, so that two keyboards give the same key. */
export const passphraseBytes = (passphrase: string): Uint8Array =>
	textBytes(passphrase.normalize("NFKC"));
