// Talking in one room with the keys at hand (ET1 §4): seals, counts, opens, reads hellos. Who may be in a room, and
// whose key counts there, is rooms.ts' to say for members and guest-visit.ts' for a guest.
import { equal, fromB64, toB64 } from "../bytes.ts";
import {
	isForMembers,
	openSignal,
	type RoomReader,
	type Signal,
	type SignalType,
	sealSignal,
} from "../envelope.ts";
import { lp, lpOpen } from "../lp.ts";
import { fingerprintBytes, fingerprintText } from "../sdp.ts";
import { OpenError, randomBytes, wipe } from "../sodium.ts";
import type { HeadRef, Hello, SignalIn, VaultApi } from "./api.ts";
import { holding, VaultError } from "./errors.ts";
import { type Clock, headRef } from "./session.ts";

type Input<K extends keyof VaultApi> = Parameters<VaultApi[K]>[0];
type Heads = NonNullable<Hello["theirs"]>;

export interface Talker {
	readonly uid: Uint8Array;
	readonly signSk: Uint8Array;
	readonly now: Clock;
}

/** Of one session: both outlive a room that is entered again, so that nothing repeats. */
export interface Counters {
	/** Seen, by connection. */
	readonly seen: RoomReader["seen"];
	/** The newest that we have used, by own connection: who left and comes back goes on counting. */
	readonly used: Map<string, number>;
}

export const newCounters = (): Counters => ({ seen: new Map(), used: new Map() });

export class RoomTalk {
	readonly #me: Talker;
	readonly #room: RoomReader;
	readonly #used: Counters["used"];

	constructor(me: Talker, room: Omit<RoomReader, "seen">, counters: Counters) {
		this.#me = me;
		this.#room = { ...room, seen: counters.seen };
		this.#used = counters.used;
	}

	get conn(): string {
		return toB64(this.#room.ownConn);
	}

	seal(to: string | null, type: SignalType, payload: Uint8Array): Uint8Array {
		const { ksess, kmembers, at, ownConn } = this.#room;
		const key = isForMembers(type) ? kmembers : ksess;
		if (key === null) throw new VaultError("refused", "signal: for members");
		const ctr = (this.#used.get(this.conn) ?? 0) + 1;
		this.#used.set(this.conn, ctr);
		const signal: Signal = {
			fromUid: this.#me.uid,
			fromConn: ownConn,
			toConn: to === null ? new Uint8Array(0) : fromB64(to, 16),
			ctr,
			timeMs: this.#me.now(),
			type,
			payload,
		};
		return sealSignal(key, at, signal, this.#me.signSk);
	}

	/** `heads`: of a member; a guest has none. */
	sealHello({ to, fingerprints }: Input<"helloSeal">, heads: Heads | null): Uint8Array {
		const prints = fingerprints.map((text) => {
			const bytes = fingerprintBytes(text);
			if (bytes === null) throw new VaultError("bad_param", "fingerprint");
			return bytes;
		});
		return this.seal(to, "hello", helloBytes(heads, prints));
	}

	/** `byGuest`: whether the sender is a guest, whose hello says no heads. */
	read(
		input: Input<"signalOpen">,
		byGuest: (uid: Uint8Array) => boolean,
	): { signal: SignalIn; theirs: ReturnType<typeof readHello> | null } {
		return holding("signal", () => {
			const from = fromB64(input.from, 16);
			if (equal(from, this.#room.ownConn)) throw new OpenError("signal: our own");
			const signal = openSignal(this.#room, from, input.body, this.#me.now(), toB64);
			const { type, payload, fromUid } = signal;
			const theirs = type === "hello" ? readHello(payload, byGuest(fromUid)) : null;
			const read = { uid: toB64(fromUid), conn: input.from, type, payload, hello: null };
			return { signal: read, theirs };
		});
	}

	wipe(): void {
		wipe(this.#room.ksess);
		if (this.#room.kmembers !== null) wipe(this.#room.kmembers);
	}
}

function helloBytes(heads: Heads | null, prints: readonly Uint8Array[]): Uint8Array {
	if (heads === null) return lp("ET1/guest-hello", randomBytes(32), ...prints);
	const head = ({ seq, hash }: HeadRef) => [seq, fromB64(hash, 32)] as const;
	const both = [...head(heads.directory), ...head(heads.case)] as const;
	return lp("ET1/hello", randomBytes(32), ...both, ...prints);
}

function readHello(payload: Uint8Array, byGuest: boolean): Pick<Hello, "fingerprints" | "theirs"> {
	const reader = lpOpen(payload, byGuest ? "ET1/guest-hello" : "ET1/hello");
	reader.b32();
	const head = () => headRef({ seq: reader.u64(), hash: reader.b32() });
	const theirs = byGuest ? null : { directory: head(), case: head() };
	const fingerprints: string[] = [];
	while (reader.left > 0) fingerprints.push(fingerprintText(reader.b32()));
	if (fingerprints.length === 0) throw new OpenError("hello: no fingerprint");
	return { fingerprints, theirs };
}
