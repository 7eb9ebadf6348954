// Looks for secrets where none may be: in files, in what a program has said, in the memory of a process. Every secret in
// every form that bytes usually take. One pass, however many secrets. Knows no protocol.
import { closeSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";

/** Shorter ones would be found by chance, once they stand in base64. */
const SECRET_MIN = 9;
const WINDOW = 8 * 1024 * 1024;
const PREFIX = 3;

interface Form {
	readonly name: string;
	readonly form: string;
	readonly bytes: Buffer;
}

/** Base64 of the bytes wherever they begin in a longer text: what does not depend on their neighbours. */
function base64At(bytes: Buffer, offset: 0 | 1 | 2, url: boolean): Buffer {
	const before = Buffer.alloc(offset);
	const text = Buffer.concat([before, bytes]).toString(url ? "base64url" : "base64");
	const first = Math.ceil((offset * 8) / 6);
	const last = Math.floor(((offset + bytes.length) * 8) / 6);
	return Buffer.from(text.slice(first, last), "latin1");
}

export function formsOf(name: string, secret: Uint8Array | string): readonly Form[] {
	const bytes = Buffer.from(typeof secret === "string" ? Buffer.from(secret, "utf8") : secret);
	if (bytes.length < SECRET_MIN) throw new Error(`${name} is too short to be looked for`);
	const hex = bytes.toString("hex");
	const forms: [string, Buffer][] = [
		["as it is", bytes],
		["hex", Buffer.from(hex, "latin1")],
		["HEX", Buffer.from(hex.toUpperCase(), "latin1")],
	];
	if (typeof secret === "string") forms.push(["UTF-16", Buffer.from(secret, "utf16le")]);
	for (const offset of [0, 1, 2] as const) {
		forms.push([`base64+${offset}`, base64At(bytes, offset, false)]);
		forms.push([`base64url+${offset}`, base64At(bytes, offset, true)]);
	}
	const seen = new Set<string>();
	return forms.flatMap(([form, value]) => {
		const key = value.toString("latin1");
		if (seen.has(key)) return [];
		seen.add(key);
		return [{ name, form, bytes: value }];
	});
}

export class Search {
	readonly #byPrefix = new Map<number, Form[]>();
	readonly #mayBegin = new Uint8Array(1 << 24);
	#longest = 0;
	#bytes = 0;
	/** By name: where and in which form. */
	readonly found = new Map<string, Set<string>>();

	constructor(secrets: Iterable<readonly [string, Uint8Array | string]>) {
		for (const [name, secret] of secrets)
			for (const form of formsOf(name, secret)) {
				const prefix = form.bytes.readUIntBE(0, PREFIX);
				this.#mayBegin[prefix] = 1;
				const others = this.#byPrefix.get(prefix);
				if (others === undefined) this.#byPrefix.set(prefix, [form]);
				else others.push(form);
				this.#longest = Math.max(this.#longest, form.bytes.length);
			}
	}

	/** How much has been looked at. */
	get bytes(): number {
		return this.#bytes;
	}

	look(where: string, data: Buffer): void {
		this.#bytes += data.length;
		const mayBegin = this.#mayBegin;
		let prefix = 0;
		for (let i = 0; i < data.length; i++) {
			prefix = ((prefix << 8) | (data[i] as number)) & 0xffffff;
			if (mayBegin[prefix] === 1 && i >= PREFIX - 1)
				this.#match(where, data, i - PREFIX + 1, prefix);
		}
	}

	#match(where: string, data: Buffer, at: number, prefix: number): void {
		for (const { name, form, bytes } of this.#byPrefix.get(prefix) ?? []) {
			if (at + bytes.length > data.length) continue;
			if (data.compare(bytes, 0, bytes.length, at, at + bytes.length) !== 0) continue;
			const places = this.found.get(name) ?? new Set();
			this.found.set(name, places.add(`${where}, ${form}`));
		}
	}

	/** Every file in the folder and below. Gives their names. */
	folder(where: string, path: string): readonly string[] {
		const files = readdirSync(path, { withFileTypes: true, recursive: true });
		return files.flatMap((file) => {
			if (!file.isFile()) return [];
			this.look(`${where} ${file.name}`, readFileSync(join(file.parentPath, file.name)));
			return [file.name];
		});
	}

	/** All that a process could read of itself, while it stands still. Gives how many bytes that was. */
	memory(where: string, pid: number): number {
		const before = this.#bytes;
		process.kill(pid, "SIGSTOP");
		const memory = openSync(`/proc/${pid}/mem`, "r");
		try {
			for (const region of regionsOf(pid)) this.#region(where, memory, region);
		} finally {
			closeSync(memory);
			process.kill(pid, "SIGCONT");
		}
		return this.#bytes - before;
	}

	#region(where: string, memory: number, { from, to, name }: Region): void {
		const window = Buffer.alloc(Math.min(WINDOW, to - from));
		for (let at = from; at < to; ) {
			const want = Math.min(window.length, to - at);
			const got = readSync(memory, window, 0, want, at);
			if (got <= 0) throw new Error(`${where}: ${name} cannot be read at ${at.toString(16)}`);
			this.look(`${where} ${name}`, window.subarray(0, got));
			if (at + got >= to) break;
			at += Math.max(1, got - this.#longest); // what lies across the border is looked at again
		}
	}
}

interface Region {
	readonly from: number;
	readonly to: number;
	readonly name: string;
}

/** The kernel's own pages in it cannot be read, and hold nothing of the program's. */
const KERNELS: readonly string[] = ["[vvar]", "[vvar_vclock]", "[vsyscall]"];

/** Address space that is only reserved, as a sanitizer's shadow is: it holds nothing that was written. */
const RESERVED_MIN = 64 * 2 ** 30;

function regionsOf(pid: number): readonly Region[] {
	const lines = readFileSync(`/proc/${pid}/maps`, "utf8").trim().split("\n");
	return lines.flatMap((line) => {
		const [span = "", access = "", , , , ...path] = line.split(/\s+/);
		const [from = 0, to = 0] = span.split("-").map((hex) => Number.parseInt(hex, 16));
		const name = path.join(" ") || "anonymous";
		const isProgram = !KERNELS.includes(name) && to - from < RESERVED_MIN;
		return access.startsWith("r") && isProgram ? [{ from, to, name }] : [];
	});
}
