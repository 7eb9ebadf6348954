// The lobby of an hour: who is there, whose turn it is. Entered again by itself after a cut.
import type { Link } from "./link.ts";
import { Reader } from "./replies.ts";
import type { Store } from "./store.ts";
import type { Id, Lobby } from "./work.ts";

export class LobbyKeeper {
	readonly #store: Store;
	readonly #link: Link;
	/** It is somebody's turn, or somebody else's than before. */
	onTurn: (lobby: Lobby) => void = () => {};

	constructor(store: Store, link: Link) {
		this.#store = store;
		this.#link = link;
	}

	async enter(hour: Id): Promise<void> {
		const { ok } = await this.#link.request("lobby-enter", { hour });
		this.#show(new Reader(ok), this.#link.now());
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
		if (lobby !== null && event.id("hour") === lobby.hour) this.#show(event, lobby.enteredAt);
	}

	#show(r: Reader, enteredAt: number): void {
		const turn = r.has("turn") ? r.part("turn") : null;
		const present = r.list("present", (one) => one.id("uid"));
		const lobby: Lobby = {
			hour: r.id("hour"),
			present: [...new Set(present)],
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
			mine: [],
			awaited: [],
			messages: [],
			enteredAt,
		};
		this.#store.lobby.value = lobby;
		this.onTurn(lobby);
	}
}
