// Flips every bit of something once and demands that it is refused each time. Counts, so that nothing is passed over.
import assert from "node:assert/strict";
import { EncodingError } from "../src/crypto/bytes.ts";
import { OpenError } from "../src/crypto/sodium.ts";
import { ChainError } from "../src/crypto/statement.ts";
import { VaultError } from "../src/crypto/vault.ts";

/** not_found: an enrolment under an invite that there is not. */
const REFUSED = ["not_verified", "bad_link", "other_deployment", "not_found", "bad_param"];

const isRefusal = (error: unknown): boolean =>
	error instanceof EncodingError ||
	error instanceof OpenError ||
	error instanceof ChainError ||
	(error instanceof VaultError && REFUSED.includes(error.code));

export class Flips {
	/** Bits refused, by structure. */
	readonly refused = new Map<string, number>();

	get total(): number {
		return [...this.refused.values()].reduce((sum, bits) => sum + bits, 0);
	}

	/** `open` takes the bytes as they are, and no others. The bytes are whole again afterwards. */
	every(name: string, bytes: Uint8Array, open: (bytes: Uint8Array) => unknown): void {
		open(bytes);
		this.rest(name, bytes, open);
	}

	/** As every; for what could only be opened once: the caller opens the original afterwards. */
	rest(name: string, bytes: Uint8Array, open: (bytes: Uint8Array) => unknown): void {
		for (const { at, bit } of bits(bytes)) {
			flipBit(bytes, at, bit);
			let error: unknown = null;
			try {
				open(bytes);
			} catch (caught) {
				error = caught;
			}
			flipBit(bytes, at, bit);
			this.#count(name, at, bit, error);
		}
	}

	async everyAsync(
		name: string,
		bytes: Uint8Array,
		open: (bytes: Uint8Array) => Promise<unknown>,
	): Promise<void> {
		await open(bytes.slice());
		for (const { at, bit } of bits(bytes)) {
			const copy = bytes.slice();
			flipBit(copy, at, bit);
			const error: unknown = await open(copy).then(
				() => null,
				(caught: unknown) => caught,
			);
			this.#count(name, at, bit, error);
		}
	}

	#count(name: string, at: number, bit: number, error: unknown): void {
		if (!isRefusal(error)) assert.fail(`${name}: byte ${at}, bit ${bit}: ${error ?? "accepted"}`);
		this.refused.set(name, (this.refused.get(name) ?? 0) + 1);
	}
}

function* bits(bytes: Uint8Array): Iterable<{ at: number; bit: number }> {
	for (let at = 0; at < bytes.length; at++) for (let bit = 0; bit < 8; bit++) yield { at, bit };
}

function flipBit(bytes: Uint8Array, at: number, bit: number): void {
	bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
}
