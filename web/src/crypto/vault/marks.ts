// Whose numbers I have compared (ET1 §4 Safety number): kept on the device, and as a record of my own that I signed and
// sealed, which follows me to another device. The newest mark of each person stands; none ever goes.
import { concat, EncodingError, equal, fromB64, toB64 } from "../bytes.ts";
import type { Certified } from "../directory.ts";
import { differsHash, fingerprintHash } from "../keys.ts";
import { lp, lpOpen } from "../lp.ts";
import { openDraft, sealDraft } from "../objects.ts";
import { OpenError, sign, verify } from "../sodium.ts";
import { relate } from "../statement.ts";
import type { HeadRef } from "./api.ts";
import { AlarmError, holding, VaultError } from "./errors.ts";
import { CHECKPOINTS_KEPT, type Mark, mergeMarks } from "./records.ts";
import { type Clock, headRef, type Session } from "./session.ts";

const DRAFT = "marks";
const SIG_LEN = 64;

interface MarksRecord {
	readonly at: number;
	readonly directory: HeadRef;
	/** seq 0: none seen. */
	readonly checkpoint: HeadRef;
	readonly marks: { readonly [uid: string]: Mark };
}

export class Marks {
	readonly #session: Session;
	readonly #now: Clock;

	constructor(session: Session, now: Clock) {
		this.#session = session;
		this.#now = now;
	}

	/** I have compared the number of these keys: it is theirs, or it is not. */
	async add({ uid, ipkS, ipkE }: Certified, matches: boolean): Promise<void> {
		const { pins, g } = this.#session;
		const before = pins.marks[toB64(uid)]?.at ?? 0;
		const name = matches ? fingerprintHash : differsHash;
		const fp = toB64(name(g, uid, ipkS, ipkE));
		pins.marks[toB64(uid)] = { fp, at: Math.max(this.#now(), before + 1) };
		await this.#session.keepPins();
	}

	seal(): Uint8Array {
		const { g, uid, identity, pins, directory } = this.#session;
		const own = headRef(directory.head);
		const seen = pins.directory !== null && pins.directory.seq > own.seq ? pins.directory : own;
		const checkpoint = pins.checkpoints.at(-1) ?? { seq: 0, hash: toB64(g) };
		const bytes = lp(
			"ET1/marks",
			g,
			uid,
			Math.max(this.#now(), pins.forgotAt + 1),
			seen.seq,
			fromB64(seen.hash, 32),
			checkpoint.seq,
			fromB64(checkpoint.hash, 32),
			...Object.entries(pins.marks).flatMap(([who, { fp, at }]) => [
				fromB64(who, 16),
				fromB64(fp, 32),
				at,
			]),
		);
		const signed = concat(bytes, sign(bytes, identity.sign.sk));
		return sealDraft(identity.enc.sk, g, uid, DRAFT, signed);
	}

	/**
	 * `behind`: the record lacks marks of this device, or its heads are from before this device's memory was forgotten and
	 * count no more. `ahead`: it has seen a longer directory than this one.
	 */
	async open(sealed: Uint8Array): Promise<{ behind: boolean; ahead: boolean }> {
		const { pins } = this.#session;
		const record = this.#read(sealed);
		if (record === null) return { behind: Object.keys(pins.marks).length > 0, ahead: false };
		const forgotten = record.at <= pins.forgotAt;
		const ahead = !forgotten && this.#learnHeads(record);
		const lacks = Object.entries(pins.marks).some(([who, mark]) => {
			const theirs = record.marks[who];
			return theirs === undefined || theirs.at < mark.at;
		});
		Object.assign(pins.marks, mergeMarks(pins.marks, record.marks));
		await this.#session.keepPins();
		return { behind: forgotten || lacks, ahead };
	}

	/** What another device of mine saw is as good as what this one saw. True: of a longer directory. */
	#learnHeads(record: MarksRecord): boolean {
		const { pins, directory } = this.#session;
		const { seq, hash } = record.directory;
		const relation = relate(directory.history, { seq, hash: fromB64(hash, 32) });
		if (relation === "fork") throw new AlarmError("directory-fork", "marks: another history");
		this.#learnCheckpoint(record.checkpoint);
		if (relation !== "ahead") return false;
		if ((pins.directory?.seq ?? 0) < seq) pins.directory = record.directory;
		return true;
	}

	/** Null: sealed to earlier keys of mine; whoever was rekeyed begins anew. */
	#read(sealed: Uint8Array): MarksRecord | null {
		const { identity, g, uid, directory } = this.#session;
		let signed: Uint8Array;
		try {
			signed = openDraft(identity.enc.sk, g, uid, DRAFT, sealed);
		} catch (error) {
			if (error instanceof OpenError && directory.rekeyed(uid)) return null;
			throw new VaultError("not_verified", "marks: do not open", "object");
		}
		return holding("object", () => this.#parse(signed));
	}

	#parse(signed: Uint8Array): MarksRecord {
		const { identity, g, uid } = this.#session;
		const bytes = signed.slice(0, -SIG_LEN);
		if (!verify(signed.slice(-SIG_LEN), bytes, identity.sign.pk)) {
			throw new OpenError("marks: signature");
		}
		const reader = lpOpen(bytes, "ET1/marks");
		if (!equal(reader.b32(), g)) throw new EncodingError("marks: deployment");
		if (!equal(reader.id(), uid)) throw new EncodingError("marks: of somebody else");
		const at = reader.u64(); // when it was written: each mark has its own time
		const directory = headRef({ seq: reader.u64(), hash: reader.b32() });
		const checkpoint = headRef({ seq: reader.u64(), hash: reader.b32() });
		const marks: { [uid: string]: Mark } = {};
		while (reader.left > 0) {
			marks[toB64(reader.id())] = { fp: toB64(reader.b32()), at: reader.u64() };
		}
		return { at, directory, checkpoint, marks };
	}

	#learnCheckpoint(theirs: HeadRef): void {
		const { pins } = this.#session;
		if (theirs.seq === 0) return;
		const same = pins.checkpoints.find(({ seq }) => seq === theirs.seq);
		if (same !== undefined && same.hash !== theirs.hash) {
			throw new AlarmError("log-fork", "marks: another log");
		}
		if (same !== undefined) return;
		// Its time is not on the record: 0 puts no later checkpoint before it.
		pins.checkpoints = [...pins.checkpoints, { ...theirs, at: 0 }]
			.sort((a, b) => a.seq - b.seq)
			.slice(-CHECKPOINTS_KEPT);
	}
}
