// The sealed signalling of one room (ET1 §4): hello first, heads compared, everything else only from people who have
// been verified. Knows no media: it says who is verified and hands on what they send.
import { bytesText, fromB64, textBytes, toB64 } from "../crypto/bytes.ts";
import type { SignalIn, VaultApi } from "../crypto/vault/api.ts";
import { VaultError } from "../crypto/vault/errors.ts";
import type { PeerFrame } from "../wire/frames.ts";
import type { Link } from "./link.ts";
import { Serial } from "./serial.ts";
import type { Id } from "./work.ts";

const ALL = new Uint8Array(16);
/** A hello that stays unanswered is said again; one that is repeated is answered again, but not more often than this. */
const HELLO_AGAIN_MS = 3_000;
const HELLO_PAUSE_MS = 1_000;
/** So many frames that do not hold, and nothing that does: this person is not who the broker says. */
const BAD_MAX = 3;

export type PeerSignal = "offer" | "answer" | "ice" | "state" | "draft" | "text" | "bye" | "roster";

export interface SignallingEvents {
	/** The hello holds and our heads agree. */
	verified(conn: Id, uid: Id, fingerprints: readonly string[]): void;
	/** A verified person says hello anew: they had not verified us yet, and dropped whatever we sent before. */
	missed(conn: Id): void;
	/** Something of this person does not hold: signature, key, or who they are. */
	failed(conn: Id): void;
	/** Does what I know name a key of this person? */
	isKnown(uid: Id): boolean;
	/** Their record and ours are not one: somebody shows us different histories. */
	fork(): void;
	/** From a verified person. */
	signal(conn: Id, type: PeerSignal, payload: string): void;
	/** Somebody knows more than I: catch up with directory and case. False: nobody to ask, a guest is told by the pair. */
	catchUp(): Promise<boolean>;
}

interface Peer {
	readonly uid: Id;
	verified: boolean;
	helloAt: number;
	bad: number;
}

export class Signalling {
	readonly session: Id;
	readonly #case: Id;
	readonly #vault: VaultApi;
	readonly #link: Link;
	readonly #events: SignallingEvents;
	readonly #peers = new Map<Id, Peer>();
	readonly #in = new Serial();
	readonly #out = new Serial();
	#conn: Id;
	#fingerprints: readonly string[] = [];
	#timer: ReturnType<typeof setInterval> | null = null;
	#closed = false;

	constructor(
		deps: { vault: VaultApi; link: Link },
		room: { case: Id; session: Id; conn: Id },
		events: SignallingEvents,
	) {
		this.#vault = deps.vault;
		this.#link = deps.link;
		this.#case = room.case;
		this.session = room.session;
		this.#conn = room.conn;
		this.#events = events;
	}

	/** Opens the room in the vault: session open and consent in force, or it throws. */
	async enter(fingerprints: readonly string[]): Promise<void> {
		this.#fingerprints = fingerprints;
		await this.#vault.roomEnter({ case: this.#case, session: this.session, conn: this.#conn });
		if (this.#closed) return; // left meanwhile
		this.#timer = setInterval(() => this.#helloAgain(), HELLO_AGAIN_MS);
	}

	/** Who is there now. Gives those that are new and those that have gone. */
	peers(list: readonly { readonly conn: Id; readonly uid: Id }[]): { came: Id[]; went: Id[] } {
		const there = new Set(list.map(({ conn }) => conn));
		const went = [...this.#peers.keys()].filter((conn) => !there.has(conn));
		const came: Id[] = [];
		for (const conn of went) this.#peers.delete(conn);
		for (const { conn, uid } of list) {
			if (conn === this.#conn || this.#peers.has(conn)) continue;
			this.#peers.set(conn, { uid, verified: false, helloAt: 0, bad: 0 });
			came.push(conn);
			this.#hello(conn);
		}
		return { came, went };
	}

	frame(frame: PeerFrame): void {
		if (this.#closed || toB64(frame.room) !== this.session) return;
		const from = toB64(frame.from);
		void this.#in.run(() => this.#receive(from, frame.body).catch(() => undefined));
	}

	/** Sealed in the order of the calls; a vault that refuses (no consent any more) sends nothing. */
	send(to: Id | null, type: Exclude<PeerSignal, "roster">, payload: string): void {
		void this.#out.run(async () => {
			if (this.#closed) return;
			const session = this.session;
			const body = await this.#vault
				.signalSeal({ session, to, type, payload: textBytes(payload) })
				.catch(() => null);
			if (body !== null) this.#put(to, body);
		});
	}

	/** To a guest: whose word counts here by now. */
	sendRoster(to: Id): void {
		void this.#out.run(async () => {
			if (this.#closed) return;
			const { session } = this;
			const body = await this.#vault.rosterSeal({ session, to }).catch(() => null);
			if (body !== null) this.#put(to, body);
		});
	}

	/** Says bye, then forgets the room's key. */
	async close(): Promise<void> {
		if (this.#closed) return;
		this.send(null, "bye", "");
		if (this.#timer !== null) clearInterval(this.#timer);
		await this.#out.run(async () => {
			this.#closed = true;
			await this.#vault.roomLeave(this.session).catch(() => undefined);
		});
	}

	/** Whose keys count has been told anew: whoever could not be verified before is asked again. */
	greet(): void {
		this.#helloAgain();
	}

	/** At once and without a word: the keys must be gone now. */
	cut(): void {
		this.#closed = true;
		if (this.#timer !== null) clearInterval(this.#timer);
		void this.#vault.roomLeave(this.session).catch(() => undefined);
	}

	#put(to: Id | null, body: Uint8Array): void {
		this.#link.sendPeer({
			room: fromB64(this.session, 16),
			from: fromB64(this.#conn, 16),
			to: to === null ? ALL : fromB64(to, 16),
			body,
		});
	}

	#hello(conn: Id): void {
		void this.#out.run(async () => {
			const peer = this.#peers.get(conn);
			if (this.#closed || peer === undefined || Date.now() - peer.helloAt < HELLO_PAUSE_MS) return;
			peer.helloAt = Date.now();
			const { session } = this;
			const body = await this.#vault
				.helloSeal({ session, to: conn, fingerprints: this.#fingerprints })
				.catch(() => null);
			if (body !== null) this.#put(conn, body);
		});
	}

	#helloAgain(): void {
		for (const [conn, peer] of this.#peers) if (!peer.verified) this.#hello(conn);
	}

	async #receive(from: Id, body: Uint8Array): Promise<void> {
		if (this.#closed) return;
		const peer = this.#peers.get(from);
		if (peer === undefined) return; // not in the room as far as the broker says; a hello is said again
		const known = this.#events.isKnown(peer.uid);
		let signal = await this.#open(from, body);
		if (signal === null && !known && peer.bad < BAD_MAX) {
			// They may be faster here than the word that they belong here: until that has come, nothing of theirs opens.
			if (!(await this.#events.catchUp())) return;
			signal = await this.#open(from, body);
		}
		if (this.#peers.get(from) !== peer || this.#closed) return;
		if (signal === null) {
			peer.bad += 1;
			if (!peer.verified && peer.bad === BAD_MAX) this.#events.failed(from);
			return;
		}
		if (signal.uid !== peer.uid) {
			this.#events.failed(from);
			return;
		}
		if (signal.type === "hello") await this.#verify(from, peer, signal);
		else if (peer.verified) this.#events.signal(from, signal.type, bytesText(signal.payload));
	}

	/** Null: dropped. What is unsigned, repeated, late or for another is no ground to call a person false. */
	async #open(from: Id, body: Uint8Array): Promise<SignalIn | null> {
		const { session } = this;
		try {
			return await this.#vault.signalOpen({ session, from, body });
		} catch (error) {
			if (error instanceof VaultError && error.code === "not_verified") return null;
			throw error;
		}
	}

	async #verify(from: Id, peer: Peer, signal: SignalIn): Promise<void> {
		const { hello } = signal;
		if (hello === null) return;
		if (peer.verified) {
			this.#hello(from); // they have not heard ours
			this.#events.missed(from);
			return;
		}
		let { heads } = hello;
		if (heads === "ahead" && hello.theirs !== null) {
			await this.#events.catchUp();
			if (this.#closed) return;
			heads = await this.#vault.compareHeads(this.session, hello.theirs);
		}
		if (heads === "fork") {
			this.#events.fork();
			return;
		}
		if (heads !== "agree" || this.#peers.get(from) !== peer) return;
		peer.verified = true;
		this.#events.verified(from, peer.uid, hello.fingerprints);
	}
}
