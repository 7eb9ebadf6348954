// Content of a case: objects, files in chunks, drafts (ET1 §3 Objects). Padding, then AEAD, with everything that
// says where the bytes belong in the additional data.
import { concat, EncodingError } from "./bytes.ts";
import type { KeyPlace } from "./grants.ts";
import { lp } from "./lp.ts";
import { hash, kdf, open, pad, seal, unpad } from "./sodium.ts";

const OBJECT_BLOCK = 256;
const DRAFT_BLOCK = 256;
/** Plain bytes of an object: the broker takes 512 KiB of ciphertext. */
export const OBJECT_MAX_BYTES = 500 * 1024;
const CHUNK_BLOCK = 64 * 1024;
/** sodium_pad always adds a byte, so a full chunk is one byte short of its block. */
export const CHUNK_PLAIN_MAX = CHUNK_BLOCK - 1;
export const CHUNKS_MAX = 160;
export const FILE_MAX_BYTES = CHUNK_PLAIN_MAX * CHUNKS_MAX;

export interface ObjectPlace extends KeyPlace {
	readonly type: string;
	readonly objectId: Uint8Array;
	readonly rev: number;
	readonly author: Uint8Array;
}

export const objectKey = (ck: Uint8Array): Uint8Array => kdf(1, "ET1obj__", ck);
export const blobKey = (ck: Uint8Array): Uint8Array => kdf(2, "ET1blob_", ck);

export const objectAd = (at: ObjectPlace): Uint8Array =>
	lp("ET1/obj", at.g, at.caseId, at.comp, at.epoch, at.type, at.objectId, at.rev, at.author);

export const sealObject = (
	ck: Uint8Array,
	at: ObjectPlace,
	plain: Uint8Array,
	nonce?: Uint8Array,
): Uint8Array => seal(objectKey(ck), pad(plain, OBJECT_BLOCK), objectAd(at), nonce);

export const openObject = (ck: Uint8Array, at: ObjectPlace, ct: Uint8Array): Uint8Array =>
	unpad(open(objectKey(ck), ct, objectAd(at)), OBJECT_BLOCK);

export interface FilePlace extends KeyPlace {
	readonly objectId: Uint8Array;
}

const chunkAd = (at: FilePlace, index: number, last: boolean): Uint8Array =>
	lp("ET1/blob", at.g, at.caseId, at.comp, at.epoch, at.objectId, index, last ? 1 : 0);

/** A file as its sealed chunks, in order. */
export function sealFile(ck: Uint8Array, at: FilePlace, plain: Uint8Array): Uint8Array[] {
	if (plain.length > FILE_MAX_BYTES) throw new EncodingError("file: too large");
	const key = blobKey(ck);
	const count = Math.max(1, Math.ceil(plain.length / CHUNK_PLAIN_MAX));
	return Array.from({ length: count }, (_, index) => {
		const part = plain.slice(index * CHUNK_PLAIN_MAX, (index + 1) * CHUNK_PLAIN_MAX);
		return seal(key, pad(part, CHUNK_BLOCK), chunkAd(at, index, index === count - 1));
	});
}

/** The inverse; a chunk missing, added or moved does not open. */
export function openFile(ck: Uint8Array, at: FilePlace, chunks: readonly Uint8Array[]): Uint8Array {
	const key = blobKey(ck);
	return concat(
		...chunks.map((chunk, index) =>
			unpad(open(key, chunk, chunkAd(at, index, index === chunks.length - 1)), CHUNK_BLOCK),
		),
	);
}

/** ct_hash of a chunked object: H(H(chunk_0)‖H(chunk_1)…). */
export const fileHash = (chunks: readonly Uint8Array[]): Uint8Array =>
	hash(concat(...chunks.map((chunk) => hash(chunk))));

const draftAd = (g: Uint8Array, uid: Uint8Array, key: string): Uint8Array =>
	lp("ET1/draft", g, uid, key);

const draftKey = (encSk: Uint8Array): Uint8Array => kdf(1, "ET1draft", encSk);

export const sealDraft = (
	encSk: Uint8Array,
	g: Uint8Array,
	uid: Uint8Array,
	key: string,
	plain: Uint8Array,
): Uint8Array => seal(draftKey(encSk), pad(plain, DRAFT_BLOCK), draftAd(g, uid, key));

export const openDraft = (
	encSk: Uint8Array,
	g: Uint8Array,
	uid: Uint8Array,
	key: string,
	ct: Uint8Array,
): Uint8Array => unpad(open(draftKey(encSk), ct, draftAd(g, uid, key)), DRAFT_BLOCK);
