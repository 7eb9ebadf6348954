// The room of one case as state: who is there, who is verified, who hears me. Joins signalling (sealed, work/) with the
// call (media/): a person's descriptions reach WebRTC only after their hello holds, and my microphone opens only when
// everyone there is verified. Ends everything with the case.
import type { VaultApi } from "../crypto/vault/api.ts";
import type { Call, LocalMedia, Media, RemoteMedia } from "../media/media.ts";
import type { PeerFrame } from "../wire/frames.ts";
import type { Link } from "./link.ts";
import { Reader } from "./replies.ts";
import { QUIET, stranger } from "./room-state.ts";
import { type PeerSignal, Signalling } from "./signalling.ts";
import type { Devices, Id, Participant, Room } from "./work.ts";

export interface RoomEvents {
	changed(room: Room): void;
	catchUp(caseId: Id): Promise<void>;
	/** Another person's plan as they are writing it. */
	draft(caseId: Id, conn: Id, doc: unknown): void;
	/** Somebody was verified: they should see what I am writing. */
	verified(caseId: Id): void;
	fork(): void;
	/** Has the number of this person been compared? */
	compared(uid: Id): Participant["compared"];
}

export interface RoomPlace {
	readonly hour: Id;
	readonly case: Id;
	readonly session: Id;
	readonly openedAt: number;
}

interface Other {
	state: Participant;
	fingerprints: readonly string[];
}

const readPeers = (r: Reader) =>
	r.list("peers", (one) => ({ conn: one.id("conn"), uid: one.id("uid") }));

export class RoomKeeper {
	readonly #deps: { readonly vault: VaultApi; readonly link: Link; readonly media: Media };
	readonly #events: RoomEvents;
	readonly place: RoomPlace;
	readonly #others = new Map<Id, Other>();
	#signalling: Signalling;
	#conn: Id;
	#call: Call | null = null;
	#local: LocalMedia = { microphone: "off", camera: "off", stream: null };
	#phase: Room["phase"] = "joining";
	#closed: Room["closed"] = null;

	constructor(
		deps: { vault: VaultApi; link: Link; media: Media },
		place: RoomPlace,
		conn: Id,
		events: RoomEvents,
	) {
		this.#deps = deps;
		this.#events = events;
		this.place = place;
		this.#conn = conn;
		this.#signalling = this.#newSignalling();
	}

	get phase(): Room["phase"] {
		return this.#phase;
	}

	/** What to take along into the next room. */
	get devices(): Devices {
		const on = (state: LocalMedia["camera"]) => state !== "off";
		return { microphone: on(this.#local.microphone), camera: on(this.#local.camera) };
	}

	async join(devices: Devices): Promise<void> {
		this.#tell();
		try {
			const call = await this.#deps.media.call(devices, {
				signal: (conn, type, payload) => this.#signalling.send(conn, type, payload),
				local: (state) => this.#localChanged(state),
				remote: (conn, state) => this.#remoteChanged(conn, state),
				refused: (conn) => this.#failed(conn),
			});
			if (this.#isOver) {
				call.close();
				return;
			}
			this.#call = call;
			await this.#enter();
		} catch (error) {
			this.cut("left");
			throw error;
		}
	}

	/** Back online under a new connection id: in again, everyone verified anew. */
	async rejoin(conn: Id): Promise<void> {
		if (this.#isOver) return;
		this.#signalling.cut();
		for (const other of [...this.#others.keys()]) this.#call?.remove(other);
		this.#others.clear();
		this.#conn = conn;
		this.#signalling = this.#newSignalling();
		if (this.#call === null) return; // devices are still being asked for: join() goes on under the new id
		this.#phase = "joining";
		this.#gate();
		await this.#enter();
	}

	frame(frame: PeerFrame): void {
		this.#signalling.frame(frame);
	}

	peersEvent(event: Reader): void {
		if (event.id("room") === this.place.session && !this.#isOver) this.#peers(readPeers(event));
	}

	/** Shows what I am writing to everyone verified. */
	sendDraft(doc: unknown): void {
		const some = [...this.#others.values()].some(({ state }) => state.verified === "verified");
		if (some) this.#signalling.send(null, "draft", JSON.stringify({ v: 1, plan: doc }));
	}

	async setMicrophone(on: boolean): Promise<void> {
		await this.#call?.setMicrophone(on);
	}

	async setCamera(on: boolean): Promise<void> {
		await this.#call?.setCamera(on);
	}

	/** Ends this room on this side: nobody hears me from here on. */
	async close(phase: "switching" | "closed", why: NonNullable<Room["closed"]>): Promise<void> {
		const signalling = this.#signalling;
		this.#end(phase, why);
		await signalling.close();
	}

	/** Consent over or broken record: at once, without a word. */
	cut(why: NonNullable<Room["closed"]>): void {
		this.#signalling.cut();
		this.#end("closed", why);
	}

	/** Marks or keys have changed. */
	recompared(): void {
		if (this.#isOver) return;
		for (const other of this.#others.values()) {
			const compared = this.#events.compared(other.state.uid);
			other.state = { ...other.state, compared };
		}
		this.#tell();
	}

	get #isOver(): boolean {
		return this.#phase === "switching" || this.#phase === "closed";
	}

	#newSignalling(): Signalling {
		const { case: caseId, session } = this.place;
		return new Signalling(
			this.#deps,
			{ case: caseId, session, conn: this.#conn },
			{
				verified: (conn, _uid, fingerprints) => this.#verified(conn, fingerprints),
				missed: (conn) => this.#missed(conn),
				failed: (conn) => this.#failed(conn),
				fork: () => this.#events.fork(),
				signal: (conn, type, payload) => this.#signal(conn, type, payload),
				catchUp: () => this.#events.catchUp(caseId),
			},
		);
	}

	/** The vault's key first, then the broker's door: nothing that comes through it finds us unprepared. */
	async #enter(): Promise<void> {
		const { case: caseId, session } = this.place;
		await this.#signalling.enter(this.#call?.fingerprints ?? []);
		const { ok } = await this.#deps.link.request("room-join", { case: caseId, session });
		if (this.#isOver) return;
		const reader = new Reader(ok);
		this.#call?.useIce(reader.list("ice", readIce));
		this.#phase = "open";
		this.#peers(readPeers(reader));
	}

	#peers(list: readonly { readonly conn: Id; readonly uid: Id }[]): void {
		const { came, went } = this.#signalling.peers(list);
		for (const conn of went) this.#remove(conn);
		for (const conn of came) {
			const uid = list.find((one) => one.conn === conn)?.uid ?? "";
			this.#others.set(conn, {
				fingerprints: [],
				state: stranger(conn, uid, this.#events.compared(uid), null),
			});
		}
		this.#settle();
	}

	#verified(conn: Id, fingerprints: readonly string[]): void {
		const other = this.#others.get(conn);
		if (other === undefined || other.state.verified === "failed") return;
		other.fingerprints = fingerprints;
		this.#patch(conn, { verified: "verified" });
		this.#call?.add(conn, { polite: this.#conn < conn, fingerprints });
		this.#sendState(conn);
		this.#events.verified(this.place.case);
	}

	/** Said again: devices, plan, and the offer that nobody has answered. */
	#missed(conn: Id): void {
		if (this.#others.get(conn)?.state.verified !== "verified") return;
		this.#sendState(conn);
		this.#events.verified(this.place.case);
		this.#call?.again(conn);
	}

	#failed(conn: Id): void {
		this.#call?.remove(conn);
		this.#patch(conn, { verified: "failed", stream: null, speaking: false, link: "lost" });
	}

	#signal(conn: Id, type: PeerSignal, payload: string): void {
		if (this.#others.get(conn)?.state.verified !== "verified") return;
		if (type === "offer" || type === "answer" || type === "ice") {
			this.#call?.receive(conn, type, payload);
		} else if (type === "bye") {
			this.#remove(conn);
			this.#settle();
		} else if (type === "state" || type === "draft") {
			const value = parsed(payload);
			if (type === "draft") this.#events.draft(this.place.case, conn, value.plan);
			else this.#patch(conn, { microphone: onOff(value.microphone), camera: onOff(value.camera) });
		}
	}

	#remove(conn: Id): void {
		this.#call?.remove(conn);
		this.#others.delete(conn);
	}

	#remoteChanged(conn: Id, { link, speaking, stream }: RemoteMedia): void {
		this.#patch(conn, { link, speaking, stream });
	}

	#localChanged(state: LocalMedia): void {
		this.#local = state;
		this.#sendState(null);
		this.#tell();
	}

	#sendState(to: Id | null): void {
		const on = (state: LocalMedia["camera"]) => (state === "on" ? "on" : "off");
		const { microphone, camera } = this.#local;
		const state = { v: 1, microphone: on(microphone), camera: on(camera) };
		if (!this.#isOver) this.#signalling.send(to, "state", JSON.stringify(state));
	}

	#patch(conn: Id, change: Partial<Participant>): void {
		const other = this.#others.get(conn);
		if (other === undefined || this.#isOver) return;
		other.state = { ...other.state, ...change };
		this.#settle();
	}

	#settle(): void {
		if (this.#isOver) return;
		if (this.#phase !== "joining") {
			const all = [...this.#others.values()].every(({ state }) => state.verified === "verified");
			this.#phase = all ? "open" : "verifying";
		}
		this.#gate();
		this.#tell();
	}

	/** There is no unverified mode: one person who is not verified, and nobody hears me. */
	#gate(): void {
		this.#call?.openMicrophone(this.#phase === "open");
	}

	#end(phase: "switching" | "closed", why: NonNullable<Room["closed"]>): void {
		if (this.#phase === "closed") return;
		this.#phase = phase;
		this.#closed = why;
		this.#call?.close();
		this.#call = null;
		this.#others.clear();
		this.#tell();
	}

	#tell(): void {
		const { hour, case: id, session, openedAt } = this.place;
		const others = [...this.#others.values()].map(({ state }) => state);
		const heard = this.#phase === "open" && this.#local.microphone === "on";
		const over = this.#isOver;
		this.#events.changed({
			hour,
			case: id,
			session,
			phase: this.#phase,
			closed: this.#closed,
			openedAt,
			others,
			hearing: heard ? others.filter((o) => o.link === "connected").map((o) => o.uid) : [],
			microphone: over && this.#local.microphone === "on" ? "off" : this.#local.microphone,
			camera: over && this.#local.camera === "on" ? "off" : this.#local.camera,
			stream: over ? null : this.#local.stream,
			...QUIET,
		});
	}
}

const onOff = (value: unknown): "on" | "off" => (value === "on" ? "on" : "off");

function parsed(payload: string): Record<string, unknown> {
	try {
		const value: unknown = JSON.parse(payload);
		return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
	} catch {
		return {};
	}
}

function readIce(r: Reader) {
	return {
		urls: r.text("urls"),
		...(r.has("username") ? { username: r.text("username") } : {}),
		...(r.has("credential") ? { credential: r.text("credential") } : {}),
	};
}
