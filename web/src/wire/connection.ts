// One WebSocket to the broker: requests answered by id, sent again with the same id after a cut until they are
// answered; events; peer frames; reconnects with back-off. Knows no DOM, no key and no command. What proves who we
// are after a reconnect is a callback of the owner.
import { brokerError, WireError } from "./errors.ts";
import { decode, encodePeer, encodeRequest, type Json, type PeerFrame } from "./frames.ts";
import type { Params, Reply, WireEvent } from "./messages.ts";

export const SUBPROTOCOL = "etatunti.v1";
/** Where the broker upgrades (include/etatunti/front/front.h). */
export const WS_PATH = "/ws";

const CONNECTING = 0;
const OPEN = 1;

/** So long a socket may take to open; and all patience while somebody waits for every second (`hurry`). */
const OPEN_MAX_MS = 15_000;
const HURRY = { openMs: 4_000, silenceMs: 6_000, pauseMs: 1_000 } as const;

/** What is used of a WebSocket: the browser's own, or `ws` on node. */
export interface Socket {
	binaryType: string;
	/** OPEN while what is sent may arrive. */
	readonly readyState: number;
	onopen: ((event: never) => void) | null;
	onmessage: ((event: { data: unknown } & never) => void) | null;
	onclose: ((event: never) => void) | null;
	onerror: ((event: never) => void) | null;
	send(data: string | Uint8Array): void;
	close(code?: number): void;
}

/** Sends on the connection at hand only, past the queue: for the proof after a reconnect. */
export type Direct = (cmd: string, params: Params) => Promise<Reply>;

/**
 * offline    no socket; the next try is under way or waits for its turn
 * proving    connected, the owner's `authenticate` runs
 * online     requests go out
 * closed     ended by close() or because `authenticate` was refused; it stays so
 */
export type LinkState = "offline" | "proving" | "online" | "closed";

export interface ConnectionOptions {
	/** Opens a socket with subprotocol SUBPROTOCOL. */
	readonly open: () => Socket;
	/** No answer for this long: the request fails with `timeout`. Counted from the call, connected or not. */
	readonly timeoutMs?: number;
	/** An answer overdue this long makes the connection suspect: it is cut and made anew, and what waits is sent again. */
	readonly silenceMs?: number;
	readonly backoffMs?: { readonly min: number; readonly max: number };
	readonly random?: () => number;
}

export interface RequestOptions {
	readonly blobs?: readonly Uint8Array[];
	/** false: fail with `offline` on a cut instead of sending again (hi, login: they belong to one connection). */
	readonly resend?: boolean;
	readonly timeoutMs?: number;
}

interface Waiting {
	readonly frame: string | Uint8Array;
	readonly resend: boolean;
	readonly resolve: (reply: Reply) => void;
	readonly reject: (error: WireError) => void;
	readonly deadline: ReturnType<typeof setTimeout>;
	sentOn: Socket | null;
}

const ID_LEN = 16;

/** A fresh request id: 16 random bytes, base64url. */
function newId(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(ID_LEN));
	return btoa(String.fromCharCode(...bytes))
		.replaceAll("+", "-")
		.replaceAll("/", "_")
		.replace(/=+$/, "");
}

export class Connection {
	/** Proves who we are on a new connection; null while nobody is signed in. A WireError `denied` ends the connection. */
	authenticate: ((direct: Direct) => Promise<void>) | null = null;
	/** In a call: found again within seconds, at the cost of asking more often. */
	hurry = false;
	readonly #options: ConnectionOptions;
	readonly #waiting = new Map<string, Waiting>();
	readonly #eventListeners = new Set<(event: WireEvent) => void>();
	readonly #peerListeners = new Set<(frame: PeerFrame) => void>();
	readonly #stateListeners = new Set<(state: LinkState) => void>();
	#socket: Socket | null = null;
	#state: LinkState = "offline";
	#failures = 0;
	#retry: ReturnType<typeof setTimeout> | null = null;
	#silence: ReturnType<typeof setTimeout> | null = null;
	#opening: ReturnType<typeof setTimeout> | null = null;

	constructor(options: ConnectionOptions) {
		this.#options = options;
	}

	get state(): LinkState {
		return this.#state;
	}

	/** Starts connecting; does nothing if it has. */
	start(): void {
		if (this.#state === "closed" || this.#socket !== null || this.#retry !== null) return;
		this.#connect();
	}

	/** Something says that the network has changed: cut a connection that may be dead and try at once. */
	nudge(): void {
		if (this.#state === "closed") return;
		this.#failures = 0;
		this.#drop();
		this.#connect();
	}

	/** Ends the connection for good; what waits fails with `closed`. */
	close(): void {
		if (this.#state === "closed") return;
		this.#drop();
		this.#setState("closed");
		if (this.#retry !== null) clearTimeout(this.#retry);
		this.#retry = null;
		for (const id of [...this.#waiting.keys()]) this.#fail(id, new WireError("closed"));
	}

	/**
	 * Sends a command and resolves with its reply. Rejects with a WireError. Over a cut it is sent again with the same
	 * id, so that its effect happens once; while offline it waits.
	 */
	request(cmd: string, params: Params = {}, options: RequestOptions = {}): Promise<Reply> {
		return this.#enqueue(cmd, params, options, null);
	}

	/** Sends a peer frame now; false when there is no connection (a peer frame is never kept for later). */
	sendPeer(frame: PeerFrame): boolean {
		if (this.#state !== "online" || this.#socket?.readyState !== OPEN) return false;
		this.#socket.send(encodePeer(frame));
		return true;
	}

	/** Each `on…` returns what takes the listener off again. */
	onEvent(listener: (event: WireEvent) => void): () => void {
		this.#eventListeners.add(listener);
		return () => this.#eventListeners.delete(listener);
	}

	onPeer(listener: (frame: PeerFrame) => void): () => void {
		this.#peerListeners.add(listener);
		return () => this.#peerListeners.delete(listener);
	}

	onState(listener: (state: LinkState) => void): () => void {
		this.#stateListeners.add(listener);
		return () => this.#stateListeners.delete(listener);
	}

	async #enqueue(
		cmd: string,
		params: Params,
		options: RequestOptions,
		only: Socket | null,
	): Promise<Reply> {
		if (this.#state === "closed") throw new WireError("closed");
		const id = newId();
		const frame = encodeRequest({ v: 1, id, cmd, params }, options.blobs ?? []);
		return new Promise((resolve, reject) => {
			const timeoutMs = options.timeoutMs ?? this.#options.timeoutMs ?? 30_000;
			const deadline = setTimeout(() => this.#fail(id, new WireError("timeout")), timeoutMs);
			const resend = only === null && (options.resend ?? true);
			const waiting: Waiting = { frame, resend, resolve, reject, deadline, sentOn: null };
			this.#waiting.set(id, waiting);
			const socket = only ?? (this.#state === "online" ? this.#socket : null);
			if (socket !== null) this.#send(socket, waiting);
			else if (!resend) this.#fail(id, new WireError("offline"));
		});
	}

	#send(socket: Socket, waiting: Waiting): void {
		waiting.sentOn = socket;
		// One that is closing tells so soon: then it is sent again, or fails, like what was on its way.
		if (socket.readyState === OPEN) socket.send(waiting.frame);
		this.#silence ??= setTimeout(() => this.nudge(), this.#silenceMs);
	}

	get #silenceMs(): number {
		const usual = this.#options.silenceMs ?? 10_000;
		return this.hurry ? Math.min(usual, HURRY.silenceMs) : usual;
	}

	#settle(id: string): Waiting | null {
		const waiting = this.#waiting.get(id);
		if (waiting === undefined) return null;
		clearTimeout(waiting.deadline);
		this.#waiting.delete(id);
		return waiting;
	}

	#fail(id: string, error: WireError): void {
		this.#settle(id)?.reject(error);
		if (![...this.#waiting.values()].some((waiting) => waiting.sentOn !== null)) this.#heard();
	}

	/** Something came in: the connection lives. What is still out gets a new patience. */
	#heard(): void {
		if (this.#silence !== null) clearTimeout(this.#silence);
		const owed = [...this.#waiting.values()].some((waiting) => waiting.sentOn !== null);
		this.#silence = owed ? setTimeout(() => this.nudge(), this.#silenceMs) : null;
	}

	#connect(): void {
		if (this.#retry !== null) clearTimeout(this.#retry);
		this.#retry = null;
		let socket: Socket;
		try {
			socket = this.#options.open();
		} catch {
			this.#later();
			return;
		}
		this.#socket = socket;
		socket.binaryType = "arraybuffer";
		socket.onopen = () => void this.#opened(socket);
		socket.onmessage = (event: { data: unknown }) => this.#message(socket, event.data);
		socket.onerror = () => {}; // close follows
		socket.onclose = () => this.#lost(socket);
		// Where nobody answers at all, a browser would try for minutes.
		this.#opening = setTimeout(
			() => {
				if (socket.readyState === CONNECTING) this.#lost(socket);
			},
			this.hurry ? HURRY.openMs : OPEN_MAX_MS,
		);
	}

	#lost(socket: Socket): void {
		if (this.#socket !== socket) return;
		this.#drop();
		this.#later();
	}

	async #opened(socket: Socket): Promise<void> {
		if (this.#socket !== socket) return;
		if (this.#opening !== null) clearTimeout(this.#opening);
		this.#opening = null;
		if (this.authenticate !== null) {
			this.#setState("proving");
			try {
				await this.authenticate((cmd, params) => this.#enqueue(cmd, params, {}, socket));
			} catch (error) {
				if (this.#socket !== socket) return;
				if (error instanceof WireError && error.code === "denied") {
					this.close();
					return;
				}
				this.#drop();
				this.#later();
				return;
			}
			if (this.#socket !== socket) return;
		}
		this.#failures = 0;
		this.#setState("online");
		for (const waiting of this.#waiting.values()) {
			if (waiting.sentOn === null) this.#send(socket, waiting);
		}
	}

	/** Lets go of the socket. What was sent on it waits to be sent again, or fails if it must not be. */
	#drop(): void {
		const socket = this.#socket;
		this.#socket = null;
		for (const timer of [this.#silence, this.#opening]) if (timer !== null) clearTimeout(timer);
		this.#silence = null;
		this.#opening = null;
		if (socket !== null) {
			socket.onopen = null;
			socket.onmessage = null;
			socket.onclose = null;
			socket.onerror = () => {}; // `ws` throws on an error without a listener
			socket.close();
		}
		for (const [id, waiting] of [...this.#waiting]) {
			if (waiting.sentOn === null) continue;
			waiting.sentOn = null;
			if (!waiting.resend) this.#fail(id, new WireError("offline"));
		}
		if (this.#state !== "closed") this.#setState("offline");
	}

	#later(): void {
		if (this.#state === "closed" || this.#retry !== null) return;
		const { min, max } = this.#options.backoffMs ?? { min: 300, max: 15_000 };
		const patience = this.hurry ? Math.min(max, HURRY.pauseMs) : max;
		const ceiling = Math.min(patience, min * 2 ** this.#failures);
		this.#failures += 1;
		const random = this.#options.random ?? Math.random;
		this.#retry = setTimeout(() => this.#connect(), ceiling * (0.5 + random() / 2));
	}

	#message(socket: Socket, data: unknown): void {
		if (this.#socket !== socket) return;
		this.#heard();
		try {
			const incoming = decode(typeof data === "string" ? data : bytesOf(data));
			if (incoming.kind === "peer") {
				for (const listener of this.#peerListeners) listener(incoming.frame);
			} else {
				this.#json(incoming.json, incoming.blobs);
			}
		} catch (error) {
			if (!(error instanceof WireError)) throw error;
			this.#drop(); // a broker that does not speak the protocol: start over, not at once
			this.#later();
		}
	}

	#json(json: Json, blobs: readonly Uint8Array[]): void {
		const { id, ev, ok, error } = json;
		if (typeof ev === "string") {
			for (const listener of this.#eventListeners) listener({ ...json, ev });
			return;
		}
		const waiting = typeof id === "string" ? this.#settle(id) : null;
		if (waiting === null) return; // answered already, or given up
		if (isObject(ok)) waiting.resolve({ ok, blobs });
		else if (isObject(error)) waiting.reject(brokerError(error));
		else waiting.reject(new WireError("bad_reply"));
		this.#heard();
	}

	#setState(state: LinkState): void {
		if (state === this.#state) return;
		this.#state = state;
		for (const listener of this.#stateListeners) listener(state);
	}
}

function isObject(value: unknown): value is Json {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function bytesOf(data: unknown): Uint8Array {
	if (data instanceof ArrayBuffer) return new Uint8Array(data);
	if (ArrayBuffer.isView(data)) {
		return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
	}
	throw new WireError("bad_reply");
}
