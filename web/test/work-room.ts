// Rooms for a test without a server: links that relay frames to each other as the front does, vaults that "seal" in the
// open, and calls that only write down what was asked of them.
import { bytesText, fromB64, textBytes, toB64 } from "../src/crypto/bytes.ts";
import type { Hello, SignalIn, VaultApi } from "../src/crypto/vault/api.ts";
import { VaultError } from "../src/crypto/vault/errors.ts";
import type { Call, CallEvents, LocalMedia, Media, Outlets } from "../src/media/media.ts";
import { NO_MEDIA } from "../src/media/silent.ts";
import type { PeerFrame } from "../src/wire/frames.ts";
import type { Door } from "../src/work/door.ts";
import type { Link } from "../src/work/link.ts";
import { Reader } from "../src/work/replies.ts";
import { RoomKeeper } from "../src/work/room.ts";
import type { Room } from "../src/work/work.ts";

export const id = (n: number): string => toB64(new Uint8Array(16).fill(n));
export const CASE = id(201);
export const SESSION = id(202);
const HOUR = id(203);
const REF = { seq: 1, hash: "" };

/** Everything that has been asked of one person's call. */
export class SpyCall implements Call {
	readonly fingerprints: readonly string[];
	readonly added: string[] = [];
	readonly received: string[] = [];
	outlets: Outlets = { microphone: false, camera: false, screen: false };
	readonly muted = new Set<string>();
	readonly texts: { readonly to: string | null; readonly message: string }[] = [];
	chimes = 0;
	local: LocalMedia = { ...NO_MEDIA, microphone: "on", camera: "off" };
	closed = false;
	readonly repeated: string[] = [];
	readonly events: CallEvents;

	constructor(name: string, events: CallEvents) {
		this.fingerprints = [name];
		this.events = events;
	}

	useIce(): void {}
	add(conn: string): void {
		this.added.push(conn);
	}
	remove(conn: string): void {
		const at = this.added.indexOf(conn);
		if (at >= 0) this.added.splice(at, 1);
	}
	again(conn: string): void {
		this.repeated.push(conn);
	}
	receive(_conn: string, _type: string, payload: string): void {
		this.received.push(payload);
	}
	allow(outlets: Outlets): void {
		this.outlets = outlets;
	}
	get microphone(): boolean {
		return this.outlets.microphone;
	}
	async setMicrophone(on: boolean): Promise<void> {
		this.tell({ microphone: on ? "on" : "off" });
	}
	async setCamera(on: boolean): Promise<void> {
		this.tell({ camera: on ? "on" : "off" });
	}
	async choose(): Promise<void> {}
	async share(): Promise<void> {}
	stopShare(): void {}
	mute(conn: string, muted: boolean): void {
		if (muted) this.muted.add(conn);
		else this.muted.delete(conn);
	}
	sendText(to: string | null, message: string): void {
		this.texts.push({ to, message });
	}
	restart(): void {}
	async soundBack(): Promise<void> {}
	chime(): void {
		this.chimes += 1;
	}
	tell(change: Partial<LocalMedia>): void {
		this.local = { ...this.local, ...change };
		this.events.local(this.local);
	}
	close(): void {
		this.closed = true;
	}
}

export class Someone {
	readonly uid: string;
	/** Of their connection at hand. */
	conn: string;
	readonly room: RoomKeeper;
	state: Room | null = null;
	onState: (state: Room) => void = () => {};
	call: SpyCall | null = null;
	/** How their heads stand to everyone else's. */
	heads: Hello["heads"] = "agree";
	/** Their frames come out broken: a signature that does not hold. */
	forged = false;
	/** They never say hello. */
	silent = false;
	/** Their vault takes its time to open the room. */
	entering: Promise<void> = Promise.resolve();
	forks = 0;
	/** Whose number they have compared. */
	readonly compared = new Map<string, "yes" | "no" | "changed">();
	/** Of the case; and of their own house. */
	readonly members = new Set<string>();
	readonly colleagues = new Set<string>();
	/** Of whom nobody has told them yet: nothing of theirs opens. */
	readonly unknown = new Set<string>();
	/** What asking makes of that; a guest has nobody to ask. */
	learns: (() => void) | null = () => {};
	losses = 0;
	catchUps = 0;
	/** The clock of the broker, as they know it. */
	now = 1_000;
	readonly drafts: unknown[] = [];
	readonly #hub: Hub;
	readonly #waiting: (() => void)[] = [];

	constructor(hub: Hub, n: number) {
		this.#hub = hub;
		this.uid = id(n);
		this.conn = id(n + 100);
		const media: Media = {
			call: async (_devices, events) => {
				this.call = new SpyCall(this.conn, events);
				events.local(this.call.local);
				return this.call;
			},
		};
		this.room = new RoomKeeper(
			{ vault: this.#vault(), link: this.#link(), media, door: this.#door() },
			{ hour: HOUR, case: CASE, session: SESSION, openedAt: 0 },
			this.conn,
			{
				changed: (state) => {
					this.state = state;
					this.onState(state);
					for (const look of this.#waiting) look();
				},
				catchUp: async () => {
					this.catchUps += 1;
					this.learns?.();
					return this.learns !== null;
				},
				draft: (_case, _conn, doc) => this.drafts.push(doc),
				verified: () => {},
				me: this.uid,
				compared: (uid) => this.compared.get(uid) ?? "no",
				isMember: (uid) => this.members.has(uid),
				isColleague: (uid) => this.colleagues.has(uid),
				guest: () => null,
				roster: async () => {},
				isKnown: (uid) => !this.unknown.has(uid),
				lost: () => {
					this.losses += 1;
				},
				fork: () => {
					this.forks += 1;
					this.room.cut("fork");
				},
			},
		);
	}

	/** Says something that no client of ours would say. */
	async raw(type: string, payload: string): Promise<void> {
		const body = await this.#vault().signalSeal({
			session: SESSION,
			to: null,
			type: type as "state",
			payload: textBytes(payload),
		});
		const [room, from, to] = [fromB64(SESSION, 16), fromB64(this.conn, 16), new Uint8Array(16)];
		this.#hub.relay(this, { room, from, to, body });
	}

	/** Resolves when the room's state passes. */
	until(passes: (room: Room) => boolean): Promise<Room> {
		return new Promise((resolve) => {
			const look = () => {
				if (this.state !== null && passes(this.state)) resolve(this.state);
			};
			this.#waiting.push(look);
			look();
		});
	}

	#vault(): VaultApi {
		const seal = (type: string, payload: string) =>
			textBytes(
				JSON.stringify({ uid: this.uid, type, payload, forged: this.forged, heads: this.heads }),
			);
		const vault: Partial<VaultApi> = {
			roomEnter: () => this.entering,
			roomLeave: async () => {},
			signalSeal: async ({ type, payload }) => seal(type, bytesText(payload)),
			helloSeal: async ({ fingerprints }) => {
				if (this.silent) throw new VaultError("internal");
				return seal("hello", fingerprints.join());
			},
			signalOpen: async ({ from, body }) => {
				const { uid, type, payload, forged, heads } = JSON.parse(bytesText(body));
				if (forged || this.unknown.has(uid)) throw new VaultError("not_verified");
				const theirs = { directory: REF, case: REF };
				const hello = type === "hello" ? { fingerprints: [payload], heads, theirs } : null;
				return { uid, conn: from, type, payload: textBytes(payload), hello } as SignalIn;
			},
			compareHeads: async () => "agree",
		};
		return vault as VaultApi;
	}

	#link(): Link {
		const link: Partial<Link> = {
			sendPeer: (frame) => this.#hub.relay(this, frame),
			now: () => this.now,
		};
		return link as Link;
	}

	#door(): Door {
		return {
			join: async () => ({
				ok: { room: SESSION, peers: this.#hub.join(this), ice: [], relay_only: false },
				blobs: [],
			}),
			ice: async () => ({ ok: { ice: [], relay_only: false }, blobs: [] }),
		};
	}
}

export class Hub {
	readonly #people: Someone[] = [];

	join(one: Someone): object[] {
		this.#people.push(one);
		this.#tell();
		return this.peers();
	}

	leave(one: Someone): void {
		this.#people.splice(this.#people.indexOf(one), 1);
		this.#tell();
	}

	peers(): object[] {
		return this.#people.map(({ conn, uid }) => ({ conn, uid }));
	}

	relay(from: Someone, frame: PeerFrame): boolean {
		const to = frame.to.every((byte) => byte === 0) ? null : toB64(frame.to);
		for (const one of [...this.#people]) {
			if (one === from || (to !== null && one.conn !== to)) continue;
			setImmediate(() => one.room.frame({ ...frame, from: fromB64(from.conn, 16) }));
		}
		return true;
	}

	/** As the broker's event, after the reply of whoever joined. */
	#tell(): void {
		for (const one of [...this.#people]) {
			setImmediate(() => one.room.peersEvent(new Reader({ room: SESSION, peers: this.peers() })));
		}
	}
}
