// The log's checkpoints as this device saw them (ET1 §5): signed by the log key that the founders attest, never another
// at the same place, never back. The last 50 are kept, and asked for again.
import { fromB64, toB64 } from "../bytes.ts";
import { readCheckpoint } from "../checkpoint.ts";
import { OpenError, verify } from "../sodium.ts";
import type { CheckpointIn, HeadRef } from "./api.ts";
import { AlarmError, onChain, VaultError } from "./errors.ts";
import { CHECKPOINTS_KEPT } from "./records.ts";
import type { Session } from "./session.ts";

export class Checkpoints {
	readonly #session: Session;

	constructor(session: Session) {
		this.#session = session;
	}

	async take(input: CheckpointIn): Promise<{ seq: number; at: number }> {
		const { pins } = this.#session;
		const next = this.#read(input);
		this.#compare(next);
		const last = pins.checkpoints.at(-1);
		if (last !== undefined && (next.seq < last.seq || next.at < last.at)) {
			throw new AlarmError("log-rollback", "checkpoint: older than the last one");
		}
		if (last?.seq !== next.seq) {
			pins.checkpoints = [...pins.checkpoints, next].slice(-CHECKPOINTS_KEPT);
			await this.#session.keepPins();
		}
		return { seq: next.seq, at: next.at };
	}

	known(): number[] {
		return this.#session.pins.checkpoints.map(({ seq }) => seq);
	}

	/** The broker was asked for `seqs`: it must still have each, and as it was. */
	check(seqs: readonly number[], list: readonly CheckpointIn[]): void {
		const read = list.map((one) => this.again(one));
		const known = new Set(this.known());
		const missing = seqs.some((seq) => known.has(seq) && !read.some((one) => one.seq === seq));
		if (missing) throw new AlarmError("log-rollback", "checkpoint: gone");
	}

	/** One that was asked for again: signed, and as it is remembered. */
	again(input: CheckpointIn): HeadRef & { at: number } {
		const read = this.#read(input);
		this.#compare(read);
		return read;
	}

	#compare(next: HeadRef): void {
		const same = this.#session.pins.checkpoints.find(({ seq }) => seq === next.seq);
		if (same !== undefined && same.hash !== next.hash) {
			throw new AlarmError("log-fork", "checkpoint: another log");
		}
	}

	#read({ ckpt, sig }: CheckpointIn): HeadRef & { at: number } {
		const { directory, g } = this.#session;
		const key = directory.logPk;
		if (key === null) throw new VaultError("bad_param", "checkpoint: directory first");
		return onChain("log-broken", null, () => {
			const bytes = fromB64(ckpt);
			if (!verify(fromB64(sig, 64), bytes, key)) throw new OpenError("checkpoint: signature");
			const read = readCheckpoint(g, bytes);
			return { ...read, hash: toB64(read.hash) };
		});
	}
}
