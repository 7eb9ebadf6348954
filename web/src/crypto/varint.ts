// Whole numbers in as few bytes as they need: seven bits a byte, the lowest first, the top bit set on all but the last.
import { EncodingError } from "./bytes.ts";

export function varints(numbers: readonly number[]): Uint8Array {
	const out: number[] = [];
	for (const number of numbers) {
		if (!Number.isSafeInteger(number) || number < 0)
			throw new EncodingError("varint: out of range");
		let left = number;
		while (left >= 128) {
			out.push((left % 128) + 128);
			left = Math.floor(left / 128);
		}
		out.push(left);
	}
	return Uint8Array.from(out);
}

/** Strict inverse: each in its shortest form, none cut, none beyond 2^53. */
export function readVarints(bytes: Uint8Array): number[] {
	const numbers: number[] = [];
	let number = 0;
	let scale = 1;
	for (const byte of bytes) {
		number += (byte % 128) * scale;
		if (!Number.isSafeInteger(number)) throw new EncodingError("varint: out of range");
		if (byte >= 128) {
			scale *= 128;
			continue;
		}
		if (byte === 0 && scale > 1) throw new EncodingError("varint: not the shortest");
		numbers.push(number);
		number = 0;
		scale = 1;
	}
	if (scale > 1) throw new EncodingError("varint: cut");
	return numbers;
}
