// The lobby of an hour: who is there, whose turn it is, and what people there say in one line. Entered again by itself
// after a cut.
import { fromB64, toB64 } from "../crypto/bytes.ts";
import type { VaultApi } from "../crypto/vault/api.ts";
import { cleaned } from "../media/rtt.ts";
import type { PeerFrame } from "../wire/frames.ts";
import type { Link } from "./link.ts";
import { Reader } from "./replies.ts";
import { Serial } from "./serial.ts";
import type { Store } from "./store.ts";
import { type Id, type Lobby, type LobbyMessage, WorkError } from "./work.ts";

const TEXT_MAX = 200;
const MESSAGES_MAX = 100;
/** So many frames wait to be opened; a flood beyond that is dropped. */
const WAITING_MAX = 50;

interface Place {
	readonly conn: Id;
	readonly uid: Id;
}

export class LobbyKeeper {
	readonly #store: Store;
	readonly #link: Link;
	readonly #vault: VaultApi;
	/** My own person and connection, while I am signed in. */
	readonly #self: () => { readonly uid: Id; readonly conn: Id } | null;
	readonly #in = new Serial();
	#waiting = 0;
	#places: readonly Place[] = [];
	/** It is somebody's turn, or somebody else's than before. */
	onTurn: (lobby: Lobby) => void = () => {};

	constructor(
		deps: { readonly store: Store; readonly link: Link; readonly vault: VaultApi },
		self: () => { readonly uid: Id; readonly conn: Id } | null,
	) {
		this.#store = deps.store;
		this.#link = deps.link;
		this.#vault = deps.vault;
		this.#self = self;
	}

	async enter(hour: Id): Promise<void> {
		const before = this.#store.lobby.value;
		const { ok } = await this.#link.request("lobby-enter", { hour });
		const again = before?.hour === hour ? before : null;
		this.#show(new Reader(ok), again?.enteredAt ?? this.#link.now(), again?.messages ?? []);
		if (this.#store.called.value?.hour === hour) this.#store.called.value = null;
	}

	async leave(): Promise<void> {
		const lobby = this.#store.lobby.value;
		if (lobby === null) return;
		this.#store.lobby.value = null;
		await this.#link.request("lobby-leave", { hour: lobby.hour });
	}

	/** Back online: the broker has forgotten that we were there. */
	async resume(): Promise<void> {
		const lobby = this.#store.lobby.value;
		if (lobby === null) return;
		try {
			await this.enter(lobby.hour);
		} catch {
			this.#store.lobby.value = null;
		}
	}

	event(event: Reader): void {
		const lobby = this.#store.lobby.value;
		if (lobby === null || event.id("hour") !== lobby.hour) return;
		// The last word to who may not stay: nobody is there, I neither.
		if (event.values("present").length === 0) this.#store.lobby.value = null;
		else this.#show(event, lobby.enteredAt, lobby.messages);
	}

	/** Sealed to everyone here, one by one. */
	async say(line: string): Promise<void> {
		const text = cleaned(line.trim());
		if (text === "" || Array.from(text).length > TEXT_MAX) throw new WorkError("bad_param", "text");
		const lobby = this.#store.lobby.value;
		const self = this.#self();
		if (lobby === null || self === null) throw new WorkError("not_found");
		const { hour } = lobby;
		for (const { uid, conn } of this.#places) {
			if (uid === self.uid) continue;
			const sealed = { hour, to: uid, conn: self.conn, text };
			const body = await this.#vault.lobbySeal(sealed).catch(() => null); // revoked meanwhile: not for them
			if (body === null) continue;
			const ids = { room: fromB64(hour, 16), from: fromB64(self.conn, 16), to: fromB64(conn, 16) };
			if (!this.#link.sendPeer({ ...ids, body })) throw new WorkError("offline");
		}
		this.#add(hour, { from: self.uid, at: this.#link.now(), text });
	}

	/** Not one of a lobby: false. */
	frame(frame: PeerFrame): boolean {
		const hour = this.#store.lobby.value?.hour;
		if (hour === undefined || toB64(frame.room) !== hour) return false;
		const from = toB64(frame.from);
		if (this.#waiting >= WAITING_MAX) return true;
		this.#waiting += 1;
		void this.#in.run(async () => {
			await this.#receive(hour, from, frame.body).catch(() => undefined); // what does not hold is dropped
			this.#waiting -= 1;
		});
		return true;
	}

	async #receive(hour: Id, from: Id, body: Uint8Array): Promise<void> {
		const { uid, at, text } = await this.#vault.lobbyOpen({ hour, from, body });
		const there = this.#places.some((place) => place.conn === from && place.uid === uid);
		const line = cleaned(text, TEXT_MAX).trim();
		if (there && line !== "") this.#add(hour, { from: uid, at, text: line });
	}

	#add(hour: Id, message: LobbyMessage): void {
		const lobby = this.#store.lobby.value;
		if (lobby?.hour !== hour) return;
		const messages = [...lobby.messages, message].slice(-MESSAGES_MAX);
		this.#store.lobby.value = { ...lobby, messages };
	}

	#show(r: Reader, enteredAt: number, messages: Lobby["messages"]): void {
		const turn = r.has("turn") ? r.part("turn") : null;
		this.#places = r.list("present", (one) => ({ conn: one.id("conn"), uid: one.id("uid") }));
		const lobby: Lobby = {
			hour: r.id("hour"),
			present: [...new Set(this.#places.map(({ uid }) => uid))],
			turn:
				turn === null
					? null
					: {
							pos: turn.int("pos"),
							mine: turn.flag("mine"),
							open: turn.flag("open"),
							case: turn.idOrNull("case"),
							session: turn.idOrNull("session"),
						},
			mine: r.ints("mine").sort((a, b) => a - b),
			awaited: r.ids("awaited"),
			messages,
			enteredAt,
		};
		this.#store.lobby.value = lobby;
		this.onTurn(lobby);
	}
}
