// The rooms of a session (ET1 §4): one key a room, derived here and used here. A room opens only for a session that is
// open in the verified chain with a consent in force, and every single message asks that again.
import { equal, fromB64, toB64 } from "../bytes.ts";
import type { CaseChain } from "../case-chain.ts";
import {
	openSignal,
	type RoomReader,
	type Signal,
	type SignalType,
	sealSignal,
	sessionKey,
} from "../envelope.ts";
import { lp, lpOpen } from "../lp.ts";
import { fingerprintBytes, fingerprintText } from "../sdp.ts";
import { OpenError, randomBytes, wipe } from "../sodium.ts";
import { type Relation, relate } from "../statement.ts";
import type { HeadRef, Hello, SignalIn, VaultApi } from "./api.ts";
import type { Cases } from "./cases.ts";
import { holding, VaultError } from "./errors.ts";
import { headRef } from "./session.ts";

type Input<K extends keyof VaultApi> = Parameters<VaultApi[K]>[0];

interface Room extends RoomReader {
	readonly caseId: string;
}

export class Rooms {
	readonly #cases: Cases;
	readonly #rooms = new Map<string, Room>();
	/** Counters seen, by session; they outlive a room that is entered again, so that nothing repeats. */
	readonly #seen = new Map<string, RoomReader["seen"]>();
	/** The newest counter we have used, by session and own connection: who left and comes back goes on counting. */
	readonly #used = new Map<string, number>();

	constructor(cases: Cases) {
		this.#cases = cases;
	}

	enter(input: Input<"roomEnter">): void {
		const chain = this.#cases.chain(input.case);
		const { g } = this.#cases.session;
		const { epoch } = this.#mayTalk(chain, input.session);
		const before = this.#rooms.get(input.session);
		if (before !== undefined && toB64(before.ownConn) === input.conn) return;
		const ck = this.#cases.key(input.case, "S", epoch);
		const at = {
			g,
			caseId: fromB64(input.case, 16),
			sessionId: fromB64(input.session, 16),
		};
		const seen = this.#seen.get(input.session) ?? new Map();
		this.#seen.set(input.session, seen);
		this.leave(input.session);
		this.#rooms.set(input.session, {
			caseId: input.case,
			ksess: sessionKey(ck, at),
			at,
			ownConn: fromB64(input.conn, 16),
			memberKey: (who) =>
				this.#cases.chain(input.case).memberWith(who, "S", this.#cases.now())?.ipkS ?? null,
			seen,
		});
	}

	leave(session: string): void {
		const room = this.#rooms.get(session);
		if (room !== undefined) wipe(room.ksess);
		this.#rooms.delete(session);
	}

	seal(session: string, to: string | null, type: SignalType, payload: Uint8Array): Uint8Array {
		const room = this.#room(session);
		const { uid, identity } = this.#cases.session;
		const counter = `${session} ${toB64(room.ownConn)}`;
		const ctr = (this.#used.get(counter) ?? 0) + 1;
		this.#used.set(counter, ctr);
		const signal: Signal = {
			fromUid: uid,
			fromConn: room.ownConn,
			toConn: to === null ? new Uint8Array(0) : fromB64(to, 16),
			ctr,
			timeMs: this.#cases.now(),
			type,
			payload,
		};
		return sealSignal(room.ksess, room.at, signal, identity.sign.sk);
	}

	sealHello(input: Input<"helloSeal">): Uint8Array {
		const room = this.#room(input.session);
		const prints = input.fingerprints.map((text) => {
			const bytes = fingerprintBytes(text);
			if (bytes === null) throw new VaultError("bad_param", "fingerprint");
			return bytes;
		});
		const directory = this.#cases.session.directory.head;
		const { head } = this.#cases.chain(room.caseId);
		const payload = lp(
			"ET1/hello",
			randomBytes(32),
			directory.seq,
			directory.hash,
			head.seq,
			head.hash,
			...prints,
		);
		return this.seal(input.session, input.to, "hello", payload);
	}

	async open(input: Input<"signalOpen">): Promise<SignalIn> {
		const room = this.#room(input.session);
		const { signal, theirs } = holding("signal", () => this.#read(room, input));
		const { type, payload } = signal;
		const from = { uid: toB64(signal.fromUid), conn: input.from };
		if (theirs === null) return { ...from, type, payload, hello: null };
		const heads = await this.#compare(room.caseId, theirs.theirs);
		return { ...from, type, payload, hello: { ...theirs, heads } };
	}

	#read(room: Room, input: Input<"signalOpen">) {
		const from = fromB64(input.from, 16);
		if (equal(from, room.ownConn)) throw new OpenError("signal: our own");
		const signal = openSignal(room, from, input.body, this.#cases.now(), toB64);
		return { signal, theirs: signal.type === "hello" ? readHello(signal.payload) : null };
	}

	/** The heads of an earlier hello again. */
	compare(session: string, theirs: Hello["theirs"]): Promise<Relation> {
		return this.#compare(this.#room(session).caseId, theirs);
	}

	/** A fork is an alarm of this device, not only of this call: somebody has been shown another history. */
	async #compare(caseId: string, theirs: Hello["theirs"]): Promise<Relation> {
		const relation = this.#relate(caseId, theirs);
		if (relation !== "fork") return relation;
		const { directory } = this.#cases.session;
		const forked = relateRef(directory.history, theirs.directory) === "fork";
		await this.#cases.session.raise({
			reason: forked ? "directory-fork" : "case-fork",
			at: this.#cases.now(),
			case: forked ? null : caseId,
		});
		return relation;
	}

	#relate(caseId: string, theirs: Hello["theirs"]): Relation {
		const { directory } = this.#cases.session;
		const both = [
			relateRef(directory.history, theirs.directory),
			relateRef(this.#cases.chain(caseId).history, theirs.case),
		] as const;
		if (both.includes("fork")) return "fork";
		return both.includes("ahead") ? "ahead" : "agree";
	}

	wipe(): void {
		for (const session of [...this.#rooms.keys()]) this.leave(session);
		this.#seen.clear();
		this.#used.clear();
	}

	#room(session: string): Room {
		const room = this.#rooms.get(session);
		if (room === undefined) throw new VaultError("no_room");
		try {
			this.#mayTalk(this.#cases.chain(room.caseId), session);
		} catch (error) {
			this.leave(session);
			throw error;
		}
		return room;
	}

	/** Of the case and its pair, with a consent in force, in the session that is open; and no word while an alarm stands. */
	#mayTalk(chain: CaseChain, session: string): NonNullable<CaseChain["state"]["session"]> {
		const { session: own } = this.#cases;
		const now = this.#cases.now();
		own.calm();
		if (chain.memberWith(own.uid, "S", now) === null) throw new VaultError("refused", "no member");
		if (chain.basisNow(now) === null) throw new VaultError("no_consent");
		const open = chain.state.session;
		if (open?.session !== session) throw new VaultError("no_room");
		return open;
	}
}

function readHello(payload: Uint8Array): Omit<Hello, "heads"> {
	const reader = lpOpen(payload, "ET1/hello");
	reader.b32();
	const directory = headRef({ seq: reader.u64(), hash: reader.b32() });
	const theirs = { directory, case: headRef({ seq: reader.u64(), hash: reader.b32() }) };
	const fingerprints: string[] = [];
	while (reader.left > 0) fingerprints.push(fingerprintText(reader.b32()));
	if (fingerprints.length === 0) throw new OpenError("hello: no fingerprint");
	return { fingerprints, theirs };
}

function relateRef(history: readonly Uint8Array[], head: HeadRef): Relation {
	return relate(history, { seq: head.seq, hash: fromB64(head.hash, 32) });
}
