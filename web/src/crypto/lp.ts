// LP (ET1 §1): each field a 4-byte big-endian length, then its bytes; the first an ASCII label.
// LP is injective: readers take signed bytes as they are and never write them again to compare.
import { bytesText, bytesU64, concat, EncodingError, textBytes, u64Bytes } from "./bytes.ts";

/** A field: bytes as they are, a number as u64, a text as UTF-8 NFC. */
export type LpField = Uint8Array | number | string;

function fieldBytes(field: LpField): Uint8Array {
	if (typeof field === "number") return u64Bytes(field);
	if (typeof field === "string") return textBytes(field);
	return field;
}

/** Writes the fields in order. A label is simply a first field of text. */
export function lp(...fields: readonly LpField[]): Uint8Array {
	return concat(
		...fields.flatMap((field) => {
			const body = fieldBytes(field);
			const len = new Uint8Array(4);
			new DataView(len.buffer).setUint32(0, body.length);
			return [len, body];
		}),
	);
}

/** Reads LP bytes field by field; every method throws EncodingError on the first thing out of order. */
export class LpReader {
	readonly #fields: readonly Uint8Array[];
	#at = 0;

	constructor(bytes: Uint8Array) {
		const fields: Uint8Array[] = [];
		const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
		let at = 0;
		while (at < bytes.length) {
			if (bytes.length - at < 4) throw new EncodingError("lp: cut length");
			const len = view.getUint32(at);
			at += 4;
			if (bytes.length - at < len) throw new EncodingError("lp: cut field");
			fields.push(bytes.slice(at, at + len));
			at += len;
		}
		this.#fields = fields;
	}

	get left(): number {
		return this.#fields.length - this.#at;
	}

	/** A field of any length, or of exactly `len` bytes. */
	bytes(len?: number): Uint8Array {
		const field = this.#fields[this.#at];
		if (field === undefined) throw new EncodingError("lp: field missing");
		if (len !== undefined && field.length !== len) throw new EncodingError(`lp: not ${len} bytes`);
		this.#at += 1;
		return field;
	}

	id(): Uint8Array {
		return this.bytes(16);
	}

	/** A key or a hash. */
	b32(): Uint8Array {
		return this.bytes(32);
	}

	u64(): number {
		return bytesU64(this.bytes());
	}

	text(): string {
		return bytesText(this.bytes());
	}

	/** A text that must be one of `allowed`. */
	oneOf<T extends string>(allowed: readonly T[]): T {
		const text = this.text();
		const found = allowed.find((word) => word === text);
		if (found === undefined) throw new EncodingError("lp: unknown word");
		return found;
	}

	end(): void {
		if (this.left !== 0) throw new EncodingError("lp: fields too many");
	}
}

/** Opens LP bytes whose first field must be `label`; the reader stands on the second field. */
export function lpOpen(bytes: Uint8Array, label: string): LpReader {
	const reader = new LpReader(bytes);
	if (reader.text() !== label) throw new EncodingError(`lp: not ${label}`);
	return reader;
}
