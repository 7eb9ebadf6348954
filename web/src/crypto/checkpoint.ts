// The signed form of a checkpoint of the log (ET1 §5): bytes ↔ fields. Knows no key.
import { EncodingError, equal } from "./bytes.ts";
import { lp, lpOpen } from "./lp.ts";

export interface Checkpoint {
	readonly seq: number;
	readonly hash: Uint8Array;
	readonly at: number;
}

export const checkpointBytes = (g: Uint8Array, { seq, hash, at }: Checkpoint): Uint8Array =>
	lp("ET1/ckpt", g, seq, hash, at);

/** EncodingError unless it is one of this deployment. */
export function readCheckpoint(g: Uint8Array, bytes: Uint8Array): Checkpoint {
	const reader = lpOpen(bytes, "ET1/ckpt");
	if (!equal(reader.b32(), g)) throw new EncodingError("checkpoint: deployment");
	const read = { seq: reader.u64(), hash: reader.b32(), at: reader.u64() };
	reader.end();
	return read;
}
