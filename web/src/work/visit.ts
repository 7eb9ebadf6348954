// A guest's visit: the link opened, a knock at the door, the room once the pair has let them in, and the way back in after
// a cut or a reload. Nobody is signed in here; the vault holds the link and keys made for it.
import type { GuestRoom, VaultApi } from "../crypto/vault/api.ts";
import type { Call, CallEvents, DevicesWanted, Media } from "../media/media.ts";
import type { Direct } from "../wire/connection.ts";
import { WireError } from "../wire/errors.ts";
import type { Reply, WireEvent } from "../wire/messages.ts";
import { GUEST_ROLES } from "./documents.ts";
import { guestsDoor } from "./door.ts";
import { asWorkError } from "./errors.ts";
import type { HourKeeper } from "./hour.ts";
import { type Link, type LinkEvents, patient } from "./link.ts";
import { Reader } from "./replies.ts";
import { RoomKeeper } from "./room.ts";
import type { Store } from "./store.ts";
import {
	type GuestGreeting,
	type Id,
	type RosterPerson,
	type Visit,
	type VisitActions,
	WorkError,
} from "./work.ts";

interface Deps {
	readonly store: Store;
	readonly link: Link;
	readonly vault: VaultApi;
	readonly media: Media;
	/** Whoever is in a room, its controls are the hour's. */
	readonly hour: HourKeeper;
}

export class VisitKeeper {
	readonly #d: Deps;
	#greeting: GuestGreeting | null = null;
	#roster: readonly RosterPerson[] = [];
	#conn: Id | null = null;
	#letIn = false;
	#entering = false;
	#room: RoomKeeper | null = null;

	constructor(deps: Deps) {
		this.#d = deps;
		const { store } = deps;
		store.handed.subscribe((handed) => {
			if (handed === null || this.#greeting === null || store.session.peek().kind === "in") return;
			void this.actions.leave(); // another tab was given to a client, who would hear the call in this one
		});
	}

	readonly actions: VisitActions = {
		open: (secret) => this.#open(secret),
		knock: () => this.#knock(),
		leave: async () => {
			this.#out("left");
			this.#d.link.drop();
			this.#show("left");
		},
		forget: async () => {
			this.#out("left");
			this.#d.link.drop();
			await this.#d.vault.guestForget();
			this.#greeting = null;
			this.#d.store.visit.value = { kind: "none", error: null };
		},
	};

	async #open(secret: string | null): Promise<void> {
		const { vault, store, link } = this.#d;
		if (store.session.value.kind === "in") throw new WorkError("forbidden");
		try {
			this.#greeting =
				secret === null ? await vault.guestRestore() : await vault.guestOpen(`#/guest/${secret}`);
		} catch (error) {
			store.visit.value = { kind: "none", error: asWorkError(error) };
			throw error;
		}
		const guest = this.#greeting?.guest;
		if (guest === undefined) return;
		this.#show("shown");
		const state = await link.visit(async (connection) => {
			const { ok } = await patient(() => connection.request("guest-hi", { guest }));
			link.setClock(ok.now);
			return new Reader(ok).text("state");
		});
		if (state === "gone") await this.#gone("gone");
		// A reload in the middle: back to where one was, by the same keys.
		else if (state === "admitted" && secret === null) await this.#knock();
	}

	async #knock(): Promise<void> {
		const { link } = this.#d;
		if (this.#greeting === null) throw new WorkError("bad_link");
		const connection = await link.connect();
		try {
			await this.#prove((cmd, params) =>
				patient(() => connection.request(cmd, params, { resend: false })),
			);
		} catch (error) {
			link.close(connection);
			if (!(error instanceof WireError) || error.code !== "denied") throw error;
			return this.#gone("gone");
		}
		this.#show("knocking");
		link.keep(connection, (direct) => this.#prove(direct), this.#events());
		if (this.#letIn) this.#enterSoon();
	}

	/** The answer to the broker's challenge, on each connection anew. `denied`: the link opens nothing (any more). */
	async #prove(direct: Direct): Promise<void> {
		const { vault, link } = this.#d;
		const guest = this.#greeting?.guest;
		if (guest === undefined) throw new WireError("denied");
		const hi = await direct("guest-hi", { guest });
		link.setClock(hi.ok.now);
		const reader = new Reader(hi.ok);
		if (reader.text("state") === "gone") throw new WireError("denied");
		const { pkS, pkE, linkSig, sig } = await vault.guestKnock(reader.text("challenge"));
		const proof = { guest, pk_s: pkS, pk_e: pkE, link_sig: linkSig, sig };
		const { ok } = await direct("guest-knock", proof).catch((error) => {
			const used = error instanceof WireError && error.code === "used";
			throw used ? new WireError("denied") : error;
		});
		this.#conn = reader.id("conn");
		this.#letIn = new Reader(ok).text("state") === "admitted";
	}

	#events(): LinkEvents {
		return {
			event: (event) => this.#event(event),
			peer: (frame) => this.#room?.frame(frame),
			online: (again) => {
				if (!again) return;
				if (this.#isInRoom) void this.#rejoin();
				else if (this.#letIn) this.#enterSoon();
			},
			refused: () => void this.#gone("gone"),
		};
	}

	#event(event: WireEvent): void {
		const reader = new Reader(event);
		switch (event.ev) {
			case "admitted":
				this.#letIn = true;
				return this.#enterSoon();
			case "peers":
				return this.#room?.peersEvent(reader);
			case "guest-over":
				return void this.#gone(reader.text("reason") === "moved" ? "moved" : "gone");
		}
	}

	get #isInRoom(): boolean {
		return this.#room !== null && this.#room.phase !== "closed";
	}

	async #rejoin(): Promise<void> {
		try {
			if (this.#conn !== null) await this.#room?.rejoin(this.#conn);
		} catch {
			if (this.#d.store.connection.value === "online") await this.#gone("gone");
		}
	}

	#enterSoon(): void {
		const { kind } = this.#d.store.visit.value;
		const wants = kind === "knocking" || kind === "in";
		if (!wants || this.#entering || this.#isInRoom) return;
		this.#entering = true;
		void this.#enter()
			.catch((error) => this.#failed(error))
			.finally(() => {
				this.#entering = false;
			});
	}

	/** Devices first: whoever is in the room is heard of there, and keeps everybody's microphone shut until verified. */
	async #enter(): Promise<void> {
		const { link, vault, media, store } = this.#d;
		this.#show("in");
		const wanted = store.devices.value;
		const held = await Held.acquire(media, wanted);
		try {
			const joined = await link.request("guest-join", {});
			const reader = new Reader(joined.ok);
			const session = reader.id("room");
			const wrap = joined.blobs[reader.int("wrap")] ?? new Uint8Array();
			const admission = await vault.guestAdmitted({ session, wrap });
			await this.#inside(session, admission, joined, held, wanted);
		} catch (error) {
			held.drop();
			throw error;
		}
	}

	async #inside(
		session: Id,
		admission: GuestRoom,
		joined: Reply,
		held: Held,
		wanted: DevicesWanted,
	): Promise<void> {
		const { link, vault, store, hour } = this.#d;
		const conn = this.#conn;
		const me = this.#greeting?.guest;
		if (conn === null || me === undefined) throw new WireError("offline");
		this.#learn(admission);
		const known = (uid: Id) => this.#roster.find((one) => one.uid === uid);
		const place = { hour: session, case: admission.case, session, openedAt: link.now() };
		const room: RoomKeeper = new RoomKeeper(
			{ vault, link, media: held, door: guestsDoor(link, joined) },
			place,
			conn,
			{
				me,
				compared: () => "no",
				isMember: (uid) => known(uid)?.guest === null,
				isColleague: () => false,
				guest: (uid) => {
					const one = known(uid);
					return one === undefined || one.guest === null
						? null
						: { name: one.name, role: one.guest };
				},
				changed: (state) => {
					if (this.#room !== room) return;
					store.room.value = state;
					if (state.phase === "closed" && state.closed === "left") this.#show("left");
				},
				catchUp: async () => false,
				draft: () => undefined,
				verified: () => undefined,
				roster: async () => {
					this.#learn(await vault.guestRoom(session));
					room.recompared();
				},
				isKnown: (uid) => known(uid) !== undefined,
				fork: () => room.cut("fork"),
				lost: () => link.nudge(),
			},
		);
		this.#room = room;
		hour.host(room);
		await room.join(wanted);
	}

	#learn({ roster }: GuestRoom): void {
		this.#roster = roster.map(({ uid, name, org, guest }) => ({
			...{ uid, name, org },
			guest: guest ? (GUEST_ROLES.find((role) => role === org) ?? "other") : null,
		}));
		this.#show(this.#d.store.visit.value.kind);
	}

	/** What does not verify is said; everything else is tried again by a knock. */
	#failed(error: unknown): void {
		this.#out("left");
		const work = asWorkError(error);
		if (work.code === "not_verified") {
			this.#d.link.drop();
			this.#d.store.visit.value = { kind: "none", error: work };
		} else this.#show("left");
	}

	async #gone(kind: "gone" | "moved"): Promise<void> {
		if (this.#greeting === null) return;
		this.#out("next");
		this.#d.link.drop();
		this.#letIn = false;
		this.#show(kind);
		if (kind === "gone") await this.#d.vault.guestForget();
	}

	#out(why: "left" | "next"): void {
		const room = this.#room;
		this.#room = null;
		room?.cut(why);
		this.#d.hour.host(null);
	}

	#show(kind: Visit["kind"]): void {
		const greeting = this.#greeting;
		if (greeting === null || kind === "none") return;
		this.#d.store.visit.value = { kind, greeting, roster: this.#roster };
	}
}

/** Devices and a certificate acquired before there is a room to use them in: what they say meanwhile is kept. */
class Held implements Media {
	#call: Call | null = null;
	#to: CallEvents | null = null;
	#local: Parameters<CallEvents["local"]>[0] | null = null;

	static async acquire(media: Media, wanted: DevicesWanted): Promise<Held> {
		const held = new Held();
		held.#call = await media.call(wanted, {
			local: (state) => {
				held.#local = state;
				held.#to?.local(state);
			},
			signal: (...said) => held.#to?.signal(...said),
			remote: (...said) => held.#to?.remote(...said),
			refused: (conn) => held.#to?.refused(conn),
			text: (...said) => held.#to?.text(...said),
			textOpen: (conn) => held.#to?.textOpen(conn),
			freshIce: async () => held.#to?.freshIce(),
		});
		return held;
	}

	async call(_wanted: DevicesWanted, events: CallEvents): Promise<Call> {
		const call = this.#call;
		if (call === null) throw new WorkError("internal");
		this.#call = null;
		this.#to = events;
		if (this.#local !== null) events.local(this.#local);
		return call;
	}

	/** Nobody has taken them. */
	drop(): void {
		this.#call?.close();
		this.#call = null;
	}
}
