// The way to the broker: short visits by those who are not signed in, and the one kept connection of those who are.
// Knows neither keys nor state of screens; says only whether the broker is there and what its clock shows.
import { Connection, type RequestOptions } from "../wire/connection.ts";
import { WireError } from "../wire/errors.ts";
import type { PeerFrame } from "../wire/frames.ts";
import type { Command, Commands } from "../wire/messages.gen.ts";
import type { Reply, WireEvent } from "../wire/messages.ts";
import type { WorkDeps } from "./deps.ts";
import type { Store } from "./store.ts";

/** So long nobody is told that the broker cannot be reached. */
const PATIENCE_MS = 3_000;
const VISIT_MS = 10_000;
const PROBE_MS = 3_000;
const GOODBYE_MS = 2_000;
/** So long something is tried again by itself after the pauses that the broker names; a longer pause is told at once. */
const PAUSES_MAX_MS = 8_000;
/** Those who wait for one place in line do not all come back in the same instant. */
const SPREAD_MS = 60;

export interface LinkEvents {
	event(event: WireEvent): void;
	peer(frame: PeerFrame): void;
	/** Connected and proven, at first or again. */
	online(again: boolean): void;
	/** The broker has refused us: the session is over. */
	refused(): void;
}

export class Link {
	readonly #deps: WorkDeps;
	readonly #store: Store;
	#kept: Connection | null = null;
	#visits = new Set<Connection>();
	#offsetMs = 0;
	#stopped = false;

	constructor(deps: WorkDeps, store: Store) {
		this.#deps = deps;
		this.#store = store;
	}

	/** The broker's clock. */
	now(): number {
		return (this.#deps.clock ?? Date.now)() + this.#offsetMs;
	}

	/** Takes over the broker's clock from a reply that carries it. */
	setClock(now: unknown): void {
		if (typeof now === "number") this.#offsetMs = now - (this.#deps.clock ?? Date.now)();
	}

	/** A new connection, connected. The caller closes it or keeps it. offline */
	async connect(): Promise<Connection> {
		if (this.#stopped) throw new WireError("closed");
		const connection = this.#open();
		this.#visits.add(connection);
		connection.start();
		try {
			await this.#whenOnline(connection);
			return connection;
		} catch (error) {
			this.close(connection);
			throw error;
		}
	}

	close(connection: Connection): void {
		this.#visits.delete(connection);
		connection.close();
	}

	/** A connection for one errand. */
	async visit<T>(errand: (connection: Connection) => Promise<T>): Promise<T> {
		const connection = await this.connect();
		try {
			return await errand(connection);
		} finally {
			this.close(connection);
		}
	}

	/** From now on this is the connection of the person signed in; `prove` signs in again after a cut. */
	keep(
		connection: Connection,
		prove: NonNullable<Connection["authenticate"]>,
		on: LinkEvents,
	): void {
		this.drop();
		this.#visits.delete(connection);
		this.#kept = connection;
		connection.authenticate = prove;
		connection.onEvent((event) => this.#kept === connection && on.event(event));
		connection.onPeer((frame) => this.#kept === connection && on.peer(frame));
		connection.onState((state) => {
			if (this.#kept !== connection) return;
			this.#store.connection.value = state === "online" ? "online" : "offline";
			if (state === "online") on.online(true);
			if (state === "closed") {
				this.#kept = null;
				on.refused();
			}
		});
		if (connection.state === "online") {
			this.#store.connection.value = "online";
			on.online(false);
		}
	}

	/** The same for a session that a reload has found: not connected yet, proves itself first. */
	resume(prove: NonNullable<Connection["authenticate"]>, on: LinkEvents): void {
		const connection = this.#open();
		let first = true;
		this.keep(connection, prove, {
			...on,
			online: () => {
				on.online(!first);
				first = false;
			},
		});
		connection.start();
	}

	/** Lets go of the kept connection at once; over it the broker is still told, if it is there, that the session is over. */
	async logout(): Promise<void> {
		const kept = this.#kept;
		this.#kept = null;
		if (kept === null) return;
		const told =
			kept.state === "online"
				? kept.request("logout", {}, { resend: false, timeoutMs: GOODBYE_MS })
				: Promise.resolve();
		await told.catch(() => undefined);
		kept.close();
	}

	/** Lets go of the kept connection without a word to anyone. */
	drop(): void {
		const kept = this.#kept;
		this.#kept = null;
		kept?.close();
	}

	stop(): void {
		this.#stopped = true;
		this.drop();
		for (const connection of [...this.#visits]) this.close(connection);
	}

	/** The network may have changed: a connection that lives answers, any other is made anew at once. */
	nudge(probeMs = PROBE_MS): void {
		const kept = this.#kept;
		if (kept === null) return;
		if (kept.state !== "online") return kept.nudge();
		const probe = kept.request("genesis", {}, { resend: false, timeoutMs: probeMs });
		probe.catch((error) => {
			const silent = error instanceof WireError && error.code === "timeout";
			if (silent && this.#kept === kept) kept.nudge(); // any answer is one
		});
	}

	/** The network is surely another one: what there was of a connection is dead. */
	renew(): void {
		this.#kept?.nudge();
	}

	/** In a call every second counts. */
	setHurry(hurry: boolean): void {
		if (this.#kept !== null) this.#kept.hurry = hurry;
	}

	/**
	 * A command by the person signed in. Waits out what the broker asks to wait, unless `waits` is false; sent again over
	 * a cut, once in effect.
	 */
	async request<Name extends Command>(
		cmd: Name,
		params: Commands[Name]["params"],
		options: RequestOptions & { readonly waits?: boolean } = {},
	): Promise<Reply> {
		const kept = this.#kept;
		if (kept === null) throw new WireError("offline");
		if (options.waits === false) return kept.request(cmd, params, options);
		return patient(() => kept.request(cmd, params, options)); // after the pause too: never as somebody else
	}

	sendPeer(frame: PeerFrame): boolean {
		return this.#kept?.sendPeer(frame) ?? false;
	}

	#open(): Connection {
		return new Connection({ ...this.#deps.connection, open: this.#deps.open });
	}

	#whenOnline(connection: Connection): Promise<void> {
		const store = this.#store;
		return new Promise((resolve, reject) => {
			const late = setTimeout(() => {
				if (this.#kept === null) store.connection.value = "offline";
			}, PATIENCE_MS);
			const never = setTimeout(() => done(() => reject(new WireError("offline"))), VISIT_MS);
			const off = connection.onState((state) => {
				if (state === "online") done(resolve);
				if (state === "closed") done(() => reject(new WireError("offline")));
			});
			const done = (then: () => void) => {
				clearTimeout(late);
				clearTimeout(never);
				off();
				if (connection.state === "online" && this.#kept === null) store.connection.value = "online";
				then();
			};
		});
	}
}

/** Tries again after the pauses that the broker names, if they are short. Nothing had happened yet. */
export async function patient(send: () => Promise<Reply>): Promise<Reply> {
	for (let waited = 0; ; ) {
		try {
			return await send();
		} catch (error) {
			const pause = pauseOf(error);
			if (pause === null || waited + pause > PAUSES_MAX_MS) throw error;
			waited += pause;
			await new Promise((resolve) => setTimeout(resolve, pause));
		}
	}
}

function pauseOf(error: unknown): number | null {
	if (!(error instanceof WireError) || error.code !== "rate_limited") return null;
	const { retry_ms } = error.extra;
	return typeof retry_ms === "number" ? retry_ms + 20 + Math.random() * SPREAD_MS : null;
}
