// Replies of the broker as typed values. Throws WireError bad_reply on the first thing out of shape, so that nothing
// half-read goes further. Decides nothing.
import { WireError } from "../wire/errors.ts";

export type Json = Readonly<Record<string, unknown>>;

const ID = /^[\w-]{22}$/;

function bad(field: string): never {
	throw new WireError("bad_reply", field);
}

export function object(value: unknown, field = ""): Json {
	const ok = typeof value === "object" && value !== null && !Array.isArray(value);
	return ok ? (value as Json) : bad(field);
}

/** One field after another of a reply, an event or a part of them. */
export class Reader {
	readonly #json: Json;

	constructor(value: unknown, field = "") {
		this.#json = object(value, field);
	}

	has(field: string): boolean {
		const value = this.#json[field];
		return value !== undefined && value !== null;
	}

	text(field: string): string {
		const value = this.#json[field];
		return typeof value === "string" ? value : bad(field);
	}

	id(field: string): string {
		const text = this.text(field);
		return ID.test(text) ? text : bad(field);
	}

	idOrNull(field: string): string | null {
		return this.has(field) ? this.id(field) : null;
	}

	int(field: string): number {
		const value = this.#json[field];
		return typeof value === "number" && Number.isSafeInteger(value) ? value : bad(field);
	}

	intOrNull(field: string): number | null {
		return this.has(field) ? this.int(field) : null;
	}

	flag(field: string): boolean {
		const value = this.#json[field];
		return typeof value === "boolean" ? value : bad(field);
	}

	oneOf<T extends string>(field: string, words: readonly T[]): T {
		const text = this.text(field);
		return words.find((word) => word === text) ?? bad(field);
	}

	list<T>(field: string, read: (item: Reader) => T): T[] {
		return this.values(field).map((item) => read(new Reader(item, field)));
	}

	ids(field: string): string[] {
		return this.values(field).map((item) =>
			typeof item === "string" && ID.test(item) ? item : bad(field),
		);
	}

	ints(field: string): number[] {
		return this.values(field).map((item) =>
			typeof item === "number" && Number.isSafeInteger(item) ? item : bad(field),
		);
	}

	values(field: string): readonly unknown[] {
		const value = this.#json[field];
		return Array.isArray(value) ? value : bad(field);
	}

	part(field: string): Reader {
		return new Reader(this.#json[field], field);
	}

	json(field: string): Json {
		return object(this.#json[field], field);
	}

	head(field: string): { readonly seq: number; readonly hash: string } {
		const part = this.part(field);
		return { seq: part.int("seq"), hash: part.text("hash") };
	}
}
