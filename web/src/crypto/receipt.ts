// The client's receipt as a text for a QR code: what went to another organisation, when and on which consent, signed by
// the worker who gave the paper, with the log's newest checkpoint. Bytes ↔ fields and their check, for the vault that makes
// it and for check.html, which has nothing but the text. Knows no session, no wording and no network.
import { EncodingError, fromB64, toB64 } from "./bytes.ts";
import { type Checkpoint, checkpointBytes } from "./checkpoint.ts";
import { fingerprint } from "./keys.ts";
import { LpReader, lp, lpOpen } from "./lp.ts";
import { SUBJECTS, type Subject } from "./row-subject.ts";
import { sign, verify } from "./sodium.ts";
import { readVarints, varints } from "./varint.ts";

/** Disclosures of one kind: to the same organisation, on the same consent, and by the same person on one day. */
export interface ReceiptEntry {
	/** Whole seconds, as ms. */
	readonly first: number;
	readonly last: number;
	/** Rows of the log. */
	readonly count: number;
	readonly what: Subject;
	/** Who opened it; empty: by somebody who is not named here. */
	readonly who: string;
	readonly org: string;
	readonly consent: ReceiptConsent | null;
}

export interface ReceiptConsent {
	/** Its number among the consents of the case, the oldest 1. */
	readonly number: number;
	/** Whole minutes, as ms; `to` is exclusive. */
	readonly from: number;
	readonly to: number;
}

export interface ReceiptCheckpoint extends Checkpoint {
	readonly sig: Uint8Array;
}

export interface Receipt {
	readonly g: Uint8Array;
	readonly caseId: Uint8Array;
	/** Who signs it. */
	readonly uid: Uint8Array;
	readonly worker: string;
	readonly ipkS: Uint8Array;
	readonly ipkE: Uint8Array;
	readonly logPk: Uint8Array;
	readonly at: number;
	/** The last row of the case's log that was looked at. */
	readonly lastSeq: number;
	/** H over the hashes of the rows told of, in their order: whoever has the log can make it again. */
	readonly rowsHash: Uint8Array;
	readonly entries: readonly ReceiptEntry[];
	readonly checkpoint: ReceiptCheckpoint | null;
}

const PREFIX = "ETATUNTI1.";
const LABEL = "ET1/receipt";
/** A code of 147 modules: on 8 cm still read by a phone. */
export const RECEIPT_TEXT_MAX = 1500;
const SIG_LEN = 64;

/** The name that stands in the table, or its place there. */
function indexIn(table: string[], name: string): number {
	const at = table.indexOf(name);
	return at >= 0 ? at : table.push(name) - 1;
}

const seconds = (ms: number): number => Math.floor(ms / 1000);
const minutes = (ms: number): number => Math.floor(ms / 60_000);

export function receiptBytes(receipt: Receipt): Uint8Array {
	const names: string[] = [];
	const consents = new Map<number, ReceiptConsent>();
	const numbers: number[] = [];
	let before = 0;
	for (const one of receipt.entries) {
		const first = seconds(one.first);
		if (one.consent !== null) consents.set(one.consent.number, one.consent);
		numbers.push(
			...[first - before, seconds(one.last) - first, one.count, SUBJECTS.indexOf(one.what)],
			...[indexIn(names, one.who), indexIn(names, one.org), one.consent?.number ?? 0],
		);
		before = first;
	}
	const spans = [...consents.values()].flatMap(({ number, from, to }) => [
		...[number, minutes(from), minutes(to) - minutes(from)],
	]);
	const { checkpoint } = receipt;
	return lp(
		...[LABEL, receipt.g, receipt.caseId, receipt.uid, receipt.worker],
		...[receipt.ipkS, receipt.ipkE, receipt.logPk, receipt.at, receipt.lastSeq],
		...[receipt.rowsHash, lp(...names), varints(spans), varints(numbers)],
		...(checkpoint === null
			? []
			: [checkpoint.seq, checkpoint.hash, checkpoint.at, checkpoint.sig]),
	);
}

/** Signed, as it stands in the code. */
export function receiptText(receipt: Receipt, sk: Uint8Array): string {
	const bytes = receiptBytes(receipt);
	return `${PREFIX}${toB64(sign(bytes, sk))}${toB64(bytes)}`;
}

const SIG_CHARS = Math.ceil((SIG_LEN * 4) / 3);

function parts(text: string): { readonly sig: Uint8Array; readonly bytes: Uint8Array } {
	const tidy = text.replace(/\s/g, "");
	if (!tidy.startsWith(PREFIX)) throw new EncodingError("receipt: not one");
	const body = tidy.slice(PREFIX.length);
	return {
		sig: fromB64(body.slice(0, SIG_CHARS), SIG_LEN),
		bytes: fromB64(body.slice(SIG_CHARS)),
	};
}

/** What it says, unchecked. EncodingError if it is none or cut. */
export const readReceipt = (text: string): Receipt => fields(parts(text).bytes);

export interface CheckedReceipt {
	readonly receipt: Receipt;
	/** The worker's key has signed exactly this. */
	readonly signed: boolean;
	/** Has the log's key signed the checkpoint? Null: there is none. */
	readonly logged: boolean | null;
	/** Of the rows that were looked at, none is after the checkpoint. */
	readonly covered: boolean;
	/** The number of the signer's keys, as colleagues see it in Etätunti. */
	readonly number: string;
}

/** EncodingError if it is no receipt or was cut. Needs nothing but the text, and sodium to be ready. */
export function checkReceipt(text: string): CheckedReceipt {
	const { sig, bytes } = parts(text);
	const receipt = fields(bytes);
	const { g, uid, ipkS, ipkE, checkpoint, lastSeq } = receipt;
	return {
		receipt,
		signed: verify(sig, bytes, ipkS),
		logged:
			checkpoint === null
				? null
				: verify(checkpoint.sig, checkpointBytes(g, checkpoint), receipt.logPk),
		covered: checkpoint !== null && checkpoint.seq >= lastSeq,
		number: fingerprint(g, uid, ipkS, ipkE),
	};
}

function fields(bytes: Uint8Array): Receipt {
	const r = lpOpen(bytes, LABEL);
	const [g, caseId, uid, worker] = [r.b32(), r.id(), r.id(), r.text()];
	const [ipkS, ipkE, logPk] = [r.b32(), r.b32(), r.b32()];
	const [at, lastSeq, rowsHash] = [instant(r.u64()), r.u64(), r.b32()];
	const names = texts(r.bytes());
	const consents = readSpans(readVarints(r.bytes()));
	const entries = readEntries(readVarints(r.bytes()), names, consents);
	const checkpoint =
		r.left === 0
			? null
			: { seq: r.u64(), hash: r.b32(), at: instant(r.u64()), sig: r.bytes(SIG_LEN) };
	r.end();
	return {
		...{ g, caseId, uid, worker, ipkS, ipkE, logPk, at },
		...{ lastSeq, rowsHash, entries, checkpoint },
	};
}

/** The last that a calendar has. */
const INSTANT_MAX = 8_640_000_000_000_000;

function instant(ms: number): number {
	if (ms > INSTANT_MAX) throw new EncodingError("receipt: no such time");
	return ms;
}

function texts(bytes: Uint8Array): string[] {
	const reader = new LpReader(bytes);
	const list: string[] = [];
	while (reader.left > 0) list.push(reader.text());
	return list;
}

/** In lists of this size, all of them whole. */
function* grouped(numbers: readonly number[], size: number): Generator<readonly number[]> {
	if (numbers.length % size !== 0) throw new EncodingError("receipt: cut list");
	for (let i = 0; i < numbers.length; i += size) yield numbers.slice(i, i + size);
}

function readSpans(numbers: readonly number[]): ReadonlyMap<number, ReceiptConsent> {
	const spans = new Map<number, ReceiptConsent>();
	for (const [number = 0, from = 0, length = 0] of grouped(numbers, 3)) {
		spans.set(number, { number, from: from * 60_000, to: instant((from + length) * 60_000) });
	}
	return spans;
}

function readEntries(
	numbers: readonly number[],
	names: readonly string[],
	consents: ReadonlyMap<number, ReceiptConsent>,
): ReceiptEntry[] {
	let before = 0;
	return [...grouped(numbers, 7)].map(([step = 0, span = 0, count = 0, kind = 0, ...rest]) => {
		const [person = 0, recipient = 0, number = 0] = rest;
		const [what, who, org] = [SUBJECTS[kind], names[person], names[recipient]];
		const consent = number === 0 ? null : consents.get(number);
		if (what === undefined || who === undefined || org === undefined || consent === undefined)
			throw new EncodingError("receipt: unknown place in a list");
		before += step;
		return {
			...{ first: before * 1000, last: instant((before + span) * 1000), count },
			...{ what, who, org, consent },
		};
	});
}
