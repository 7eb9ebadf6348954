// The room of one case: who is there, who is verified, who hears me. Joins signalling (sealed, work/) with the call
// (media/): a person's descriptions reach WebRTC only after their hello holds, and my microphone opens only when everyone
// there is verified. Ends everything with the case.
import type { VaultApi } from "../crypto/vault/api.ts";
import type { Call, DevicesWanted, LocalMedia, Media, RemoteMedia } from "../media/media.ts";
import type { PeerFrame } from "../wire/frames.ts";
import { Conversation } from "./conversation.ts";
import type { Door } from "./door.ts";
import type { Link } from "./link.ts";
import { type Known, Others, type PeerListed } from "./others.ts";
import { Reader } from "./replies.ts";
import { draftText, readDraft } from "./room-say.ts";
import { Self } from "./room-state.ts";
import { type Answer, sameRoomOf, yields } from "./same-room.ts";
import { Servers } from "./servers.ts";
import { type PeerSignal, Signalling } from "./signalling.ts";
import type { DeviceChoice, Devices, Id, Participant, Room } from "./work.ts";

export interface RoomEvents extends Known {
	changed(room: Room): void;
	/** False: nobody to ask. */
	catchUp(): Promise<boolean>;
	/** Another person's plan as they are writing it. */
	draft(caseId: Id, conn: Id, doc: unknown): void;
	/** Somebody was verified, perhaps anew: they should see what I am writing. */
	verified(caseId: Id): void;
	fork(): void;
	/** Every connection has gone: perhaps it is the network. */
	lost(): void;
	/** Does the verified record, or to a guest the pair, name a key of this person? */
	isKnown(uid: Id): boolean;
	/** To a guest: the pair has told anew who is here. */
	roster?(): Promise<void>;
}

export interface RoomDeps {
	readonly vault: VaultApi;
	readonly link: Link;
	readonly media: Media;
	readonly door: Door;
}

export interface RoomPlace {
	readonly hour: Id;
	readonly case: Id;
	readonly session: Id;
	readonly openedAt: number;
}

const readPeers = (r: Reader): PeerListed[] =>
	r.list("peers", (one) => ({ conn: one.id("conn"), uid: one.id("uid") }));

export class RoomKeeper {
	readonly #deps: RoomDeps;
	readonly #events: RoomEvents;
	readonly place: RoomPlace;
	readonly #others: Others;
	readonly #text = new Conversation();
	readonly #servers: Servers;
	#signalling: Signalling;
	#conn: Id;
	#call: Call | null = null;
	readonly #self = new Self();
	#phase: Room["phase"] = "joining";
	#closed: Room["closed"] = null;
	/** Since when the broker cannot be reached; and since when I am cut off, by that or because every connection has gone. */
	#offlineAt: number | null = null;
	#lostAt: number | null = null;

	constructor(deps: RoomDeps, place: RoomPlace, conn: Id, events: RoomEvents) {
		this.#deps = deps;
		this.#events = events;
		this.place = place;
		this.#conn = conn;
		this.#others = new Others(events);
		this.#servers = new Servers(
			deps.door,
			() => deps.link.now(),
			(ice) => this.#call?.useIce(ice),
		);
		this.#signalling = this.#newSignalling();
	}

	get phase(): Room["phase"] {
		return this.#phase;
	}

	/** What to take along into the next room. */
	get devices(): Devices {
		return this.#self.devices;
	}

	get beside(): readonly Id[] {
		return this.#self.beside;
	}

	/** Everything of mine: it stays so in the next room. */
	get hidden(): boolean {
		return this.#self.hidden;
	}

	/** `back`: it was left against my will, and finding it again is told with a sound. */
	async join(devices: DevicesWanted, back = false): Promise<void> {
		if (back) this.#lostAt = this.#deps.link.now();
		this.#tell();
		try {
			const call = await this.#deps.media.call(devices, {
				signal: (conn, type, payload) => this.#signalling.send(conn, type, payload),
				local: (state) => this.#localChanged(state),
				remote: (conn, state) => this.#remoteChanged(conn, state),
				refused: (conn) => this.#failed(conn),
				text: (conn, message) => this.#heard(conn, message),
				textOpen: (conn) => this.#sendText(conn, this.#text.snapshot()),
				freshIce: () => this.#servers.fresh(),
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
		for (const other of this.#others.conns) this.#remove(other);
		this.#conn = conn;
		this.#signalling = this.#newSignalling();
		if (this.#call === null) return; // devices are still being asked for: join() goes on under the new id
		this.#phase = "joining";
		this.#settle();
		await this.#enter();
	}

	/** The broker cannot be reached since then: until we are in again. */
	offline(since: number): void {
		if (this.#isOver || this.#offlineAt !== null) return;
		this.#offlineAt = since;
		this.#settle();
	}

	frame(frame: PeerFrame): void {
		this.#signalling.frame(frame);
	}

	peersEvent(event: Reader): void {
		if (event.id("room") === this.place.session && !this.#isOver) this.#peers(readPeers(event));
	}

	/** Shows what I am writing to everyone verified. */
	sendDraft(doc: unknown): void {
		if (this.#others.someVerified) this.#signalling.send(null, "draft", draftText(doc));
	}

	async setMicrophone(on: boolean): Promise<void> {
		this.#self.openedAt = on ? this.#deps.link.now() : 0;
		await this.#call?.setMicrophone(on);
	}

	async setCamera(on: boolean): Promise<void> {
		await this.#call?.setCamera(on);
	}

	async choose(choice: DeviceChoice): Promise<void> {
		await this.#call?.choose(choice);
	}

	async share(): Promise<void> {
		await this.#call?.share();
	}

	stopShare(): void {
		this.#call?.stopShare();
	}

	hideAll(on: boolean): void {
		this.#self.hidden = on;
		this.#settle();
	}

	pause(on: boolean): void {
		this.#self.pausing = on;
		this.#settle();
	}

	/** In which field of the plan I am. */
	setField(field: string | null): void {
		if (this.#self.field === field) return;
		this.#self.field = field;
		this.#settle();
	}

	setBeside(uids: readonly Id[]): void {
		this.#self.beside = this.#others.mayBeBeside(uids);
		this.#settle();
	}

	answerSameRoom(answer: Answer): void {
		this.#self.answer = answer;
		this.#settle();
	}

	type(text: string): void {
		this.#say(this.#text.type(text));
	}

	endLine(): void {
		this.#say(this.#text.end(this.#events.me, this.#deps.link.now()));
	}

	async soundBack(): Promise<void> {
		await this.#call?.soundBack();
	}

	/** The network is another one. */
	networkChanged(): void {
		this.#call?.restart();
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

	/** Marks or keys, or who belongs to the case, have changed. */
	recompared(): void {
		if (this.#isOver) return;
		this.#others.recompared();
		this.#settle();
	}

	get #isOver(): boolean {
		return this.#phase === "switching" || this.#phase === "closed";
	}

	get #sameRoom(): Room["sameRoom"] {
		return sameRoomOf(this.#self.answer, this.#others.colleagues);
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
				isKnown: (uid) => this.#events.isKnown(uid),
				fork: () => this.#events.fork(),
				signal: (conn, type, payload) => this.#signal(conn, type, payload),
				catchUp: () => this.#events.catchUp(),
			},
		);
	}

	/** The vault's key first, then the broker's door: nothing that comes through it finds us unprepared. */
	async #enter(): Promise<void> {
		const signalling = this.#signalling;
		await signalling.enter(this.#call?.fingerprints ?? []);
		if (this.#isOver || signalling !== this.#signalling) return; // the broker must not list who has left
		const { ok } = await this.#deps.door.join();
		if (this.#isOver || signalling !== this.#signalling) return;
		const reader = new Reader(ok);
		this.#servers.take(reader);
		this.#self.enteredAt ||= this.#deps.link.now();
		this.#offlineAt = null;
		this.#phase = "open";
		this.#peers(readPeers(reader));
	}

	#peers(list: readonly PeerListed[]): void {
		const { came, went } = this.#signalling.peers(list);
		for (const conn of went) this.#remove(conn);
		for (const peer of list) if (came.includes(peer.conn)) this.#others.add(peer);
		this.#self.beside = this.#others.mayBeBeside(this.#self.beside);
		this.#settle();
	}

	#verified(conn: Id, fingerprints: readonly string[]): void {
		const other = this.#others.get(conn);
		if (other === null || other.verified === "failed") return;
		this.#others.patch(conn, { verified: "verified" });
		this.#call?.add(conn, { polite: this.#conn < conn, fingerprints });
		this.#settle();
		// Whoever has just come may be news to a guest, and a guest may have come in before somebody else.
		for (const guest of this.#others.guests) this.#signalling.sendRoster(guest);
		this.#events.verified(this.place.case);
	}

	/** Said again: what I am, the plan, and the offer that nobody has answered. */
	#missed(conn: Id): void {
		if (this.#others.get(conn)?.verified !== "verified") return;
		this.#others.forgetTold(conn);
		this.#settle();
		this.#events.verified(this.place.case);
		this.#call?.again(conn);
	}

	#failed(conn: Id): void {
		this.#call?.remove(conn);
		const gone = { stream: null, screen: null, speaking: false, typing: "", link: "lost" } as const;
		this.#patch(conn, { verified: "failed", ...gone });
	}

	#signal(conn: Id, type: PeerSignal, payload: string): void {
		if (this.#others.get(conn)?.verified !== "verified") return;
		if (type === "offer" || type === "answer" || type === "ice") {
			this.#call?.receive(conn, type, payload);
		} else if (type === "bye") {
			this.#remove(conn);
			this.#settle();
		} else if (type === "draft") {
			this.#events.draft(this.place.case, conn, readDraft(payload));
		} else if (type === "roster") {
			void this.#events.roster?.().then(
				() => this.#signalling.greet(),
				() => undefined, // out by now
			);
		} else if (type === "state") {
			if (this.#others.heard(conn, payload)) this.#settle();
		}
	}

	#remove(conn: Id): void {
		this.#call?.remove(conn);
		this.#others.remove(conn);
		this.#text.forget(conn);
	}

	#remoteChanged(conn: Id, state: RemoteMedia): void {
		const wasLost = this.#others.allLost;
		if (this.#isOver || !this.#others.remote(conn, state)) return;
		this.#settle();
		if (!wasLost && this.#others.allLost) this.#events.lost();
	}

	#localChanged(state: LocalMedia): void {
		this.#self.local = state;
		this.#settle();
	}

	#heard(conn: Id, message: string): void {
		const other = this.#others.get(conn);
		if (other?.verified !== "verified" || this.#isOver) return;
		const line = this.#text.hear(conn, other.uid, message, this.#deps.link.now());
		if (line === null) return;
		this.#others.patch(conn, { typing: line });
		this.#tell();
	}

	#say(messages: readonly string[]): void {
		if (this.#isOver || messages.length === 0) return;
		this.#sendText(null, messages);
		this.#tell();
	}

	#sendText(to: Id | null, messages: readonly string[]): void {
		for (const message of messages) this.#call?.sendText(to, message);
	}

	#patch(conn: Id, change: Partial<Participant>): void {
		if (this.#others.patch(conn, change)) this.#settle();
	}

	/** What follows from all that is known: what goes out, what is told, and to whom. */
	#settle(): void {
		if (this.#isOver) return;
		if (this.#phase !== "joining") this.#phase = this.#others.allVerified ? "open" : "verifying";
		const paused = this.#paused.length > 0;
		this.#call?.allow(this.#self.outlets(this.#phase === "open", paused));
		const same = this.#sameRoom === "same";
		const colleagues = new Set(this.#others.colleagues.map(({ conn }) => conn));
		for (const conn of this.#others.conns) this.#call?.mute(conn, same && colleagues.has(conn));
		for (const { conn, text } of this.#others.untold((held) => this.#self.said(held, paused)))
			this.#signalling.send(conn, "state", text);
		this.#watchLoss();
		this.#tell();
		this.#yield(same);
	}

	/** Cut off: by the broker's absence, or because every connection has gone. Found again with a sound. */
	#watchLoss(): void {
		const gone = this.#offlineAt ?? (this.#others.allLost ? this.#deps.link.now() : null);
		if (gone !== null) {
			this.#lostAt ??= gone;
			return;
		}
		const there = this.#others.conns.length === 0 || this.#others.someConnected;
		if (this.#lostAt === null || this.#phase !== "open" || !there) return;
		this.#lostAt = null;
		this.#call?.chime();
	}

	/** Of two open microphones in one place one closes. */
	#yield(same: boolean): void {
		const { local, enteredAt, openedAt } = this.#self;
		const microphone = local.microphone === "on";
		const mine = { uid: this.#events.me, microphone, enteredAt, openedAt };
		if (!same || !yields(mine, this.#others.colleagues)) return;
		void this.#call?.setMicrophone(false).catch(() => undefined);
	}

	get #paused(): readonly Id[] {
		const mine = this.#self.pausing ? [this.#events.me] : [];
		return [...new Set([...mine, ...this.#others.pausing])];
	}

	#end(phase: "switching" | "closed", why: NonNullable<Room["closed"]>): void {
		if (this.#phase === "closed") return;
		this.#phase = phase;
		this.#closed = why;
		this.#servers.close();
		this.#call?.close();
		this.#call = null;
		this.#others.clear();
		this.#text.wipe();
		this.#lostAt = null;
		this.#tell();
	}

	#tell(): void {
		const { hour, case: id, session, openedAt } = this.place;
		const over = this.#isOver;
		const paused = over ? [] : this.#paused;
		const { microphone } = this.#self.local;
		const heard =
			this.#phase === "open" && microphone === "on" && !this.#self.hidden && paused.length === 0;
		this.#events.changed({
			...{ hour, case: id, session, openedAt },
			phase: this.#phase,
			closed: this.#closed,
			others: this.#others.list,
			hearing: heard ? this.#others.hearing : [],
			...this.#self.shown(over),
			paused,
			videoOff:
				!over && this.#self.local.camera === "on" && this.#others.allWithheld ? "network" : null,
			typing: this.#text.mine,
			lines: this.#text.lines,
			beside: this.#self.beside,
			sameRoom: over ? null : this.#sameRoom,
			lostAt: this.#lostAt,
		});
	}
}
