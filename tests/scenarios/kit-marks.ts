// Contents of a case with a mark of its own in every field, by the fields that documents.ts names: one that nobody has
// marked here is found by unmarked().
import { randomBytes, randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CHUNK_PLAIN_MAX } from "../../web/src/crypto/objects.ts";
import { inventedCode } from "../../web/src/demo/invented.ts";
import type {
	BackgroundDoc,
	ConsentDoc,
	PlanDoc,
	PlanStep,
	QuestionDoc,
	ScanFile,
	Signature,
	ThreadDoc,
} from "../../web/src/work/documents.ts";
import { addDays } from "../../web/src/work/time.ts";

const ALPHABET = "abcdefghijkmnpqrstuvwxyz";
const MARK_LEN = 22;
/** An identity code. */
const ALONE_MIN = 11;

/** A word that stands nowhere else. */
export const mark = (): string =>
	Array.from({ length: MARK_LEN }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");

/** Twice: one may be cut in two where a page of a file ends. */
const text = (): string => `${mark()}${AND}${mark()}`;
const AND = " ja ";

export interface Contents {
	readonly QuestionDoc: QuestionDoc;
	readonly BackgroundDoc: BackgroundDoc;
	readonly Signature: Signature;
	readonly ConsentDoc: ConsentDoc;
	readonly ScanFile: ScanFile;
	readonly PlanStep: PlanStep;
	readonly PlanDoc: PlanDoc;
	readonly ThreadDoc: ThreadDoc;
}

export function markedContents(today: string): Contents {
	const stroke = () => Array.from({ length: 60 }, () => randomInt(100, 600));
	const signature = {
		width: randomInt(601, 999),
		height: randomInt(601, 999),
		strokes: [stroke(), stroke()],
	};
	const step = {
		id: mark(),
		what: text(),
		side: "client",
		who: { kind: "text", text: text() },
		by: addDays(today, 1_001),
		done: { at: randomInt(1_000_000_000, 2_000_000_000), by: mark() },
	} as const;
	return {
		QuestionDoc: {
			v: 1,
			reference: mark(),
			question: text(),
			topics: ["disability-pension", "medicines-travel"],
			urgency: "normal",
			situation: text(),
			suuntima: "verkosto",
			tier: "kannattelu",
			omaolo: "attached",
			triggers: ["repeated-emergency", mark()],
			network: text(),
		},
		BackgroundDoc: { v: 1, background: text(), tried: text() },
		Signature: signature,
		ConsentDoc: {
			v: 2,
			template: "et-consent-1",
			language: "sv",
			clientName: mark(),
			clientCode: inventedCode("14", "03", "1971", randomInt(900, 999)),
			representative: mark(),
			directions: ["pair-to-kela", "kela-to-pair"],
			categories: ["livelihood", "social-services"],
			health: true,
			others: text(),
			from: addDays(today, -3),
			to: addDays(today, 177),
			witness: mark(),
			capture: "drawn+scan",
			signature,
		},
		ScanFile: { type: "image/png", bytes: randomBytes(CHUNK_PLAIN_MAX + 20_000) },
		PlanStep: step,
		PlanDoc: {
			v: 2,
			kind: "updated",
			date: addDays(today, 1_002),
			place: text(),
			present: text(),
			situation: text(),
			core: text(),
			steps: [step],
			followUpHow: text(),
			followUpWho: text(),
			followUpDate: addDays(today, 1_003),
			responsible: text(),
			coordination: text(),
			clientContact: text(),
			refreshBy: addDays(today, 1_004),
		},
		ThreadDoc: { v: 1, text: text() },
	};
}

/** Says nothing of a client, or is the server's to know: the version, and the urgency, which orders the queue. */
const OPEN: readonly string[] = ["v", "QuestionDoc.urgency"];

/** Which wording was signed stands in the statement too; only as a field of the document it is looked for. */
const TEMPLATE = "ConsentDoc.template";
const BLOCK = 32;

/** Pieces of a file: its beginning, its end, both sides of the border between two chunks, and somewhere between. */
export const piecesOf = (bytes: Uint8Array): readonly Uint8Array[] =>
	[0, 30_000, CHUNK_PLAIN_MAX - BLOCK, CHUNK_PLAIN_MAX, bytes.length - BLOCK].map((at) =>
		bytes.subarray(at, at + BLOCK),
	);

function* fieldSecrets(
	name: string,
	field: string,
	value: unknown,
): Iterable<[string, string | Uint8Array]> {
	if (value instanceof Uint8Array) {
		for (const [i, piece] of piecesOf(value).entries()) yield [`${name} piece ${i}`, piece];
		return;
	}
	if (typeof value === "string" && value.includes(AND)) {
		for (const [i, word] of value.split(AND).entries()) yield [`${name} ${i}`, word];
		return;
	}
	// As it stands in the document, and as a document within a document has it.
	const pair = JSON.stringify({ [field]: value }).slice(1, -1);
	yield [name, pair];
	yield [`${name}, within`, JSON.stringify(pair).slice(1, -1)];
	const isOwn = typeof value === "string" && value.length >= ALONE_MIN && name !== TEMPLATE;
	if (isOwn) yield [`${name}, alone`, value];
}

/** Every field of every document: what must be found nowhere. */
export function secretsOf(contents: Contents): Map<string, string | Uint8Array> {
	const secrets = new Map<string, string | Uint8Array>();
	for (const [document, fields] of Object.entries(contents))
		for (const [field, value] of Object.entries(fields)) {
			const name = `${document}.${field}`;
			if (OPEN.includes(field) || OPEN.includes(name)) continue;
			for (const [what, secret] of fieldSecrets(name, field, value)) secrets.set(what, secret);
		}
	return secrets;
}

/** Fields that documents.ts has and these contents lack. */
export function unmarked(contents: Contents): readonly string[] {
	const source = process.env["ET_SOURCE_DIR"] ?? process.cwd();
	const code = readFileSync(join(source, "web/src/work/documents.ts"), "utf8")
		.replaceAll(/\/\*[\s\S]*?\*\//g, "")
		.replaceAll(/\/\/.*$/gm, "");
	const missing: string[] = [];
	const interfaces = [...code.matchAll(/export interface (\w+)[^{]*\{([^}]*)\}/g)];
	if (interfaces.length < Object.keys(contents).length)
		throw new Error("documents.ts reads otherwise");
	for (const [, document = "", body = ""] of interfaces) {
		const marked: object | undefined = contents[document as keyof Contents];
		for (const [, field = ""] of body.matchAll(/^\s*(?:readonly )?(\w+)\??:/gm))
			if (marked === undefined || !Object.hasOwn(marked, field))
				missing.push(`${document}.${field}`);
	}
	return missing;
}
