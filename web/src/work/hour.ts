// Living through the hour: from the lobby into the room of the case in turn, from one case to the next, and out.
import type { CaseView, VaultApi } from "../crypto/vault/api.ts";
import type { Media } from "../media/media.ts";
import type { PeerFrame } from "../wire/frames.ts";
import type { Cases } from "./cases.ts";
import type { Chains } from "./chains.ts";
import type { Consents } from "./consent.ts";
import type { DirectorySync } from "./directory.ts";
import { AHEAD, type Hours } from "./hours.ts";
import type { Link } from "./link.ts";
import type { LobbyKeeper } from "./lobby.ts";
import type { PlanEditor } from "./plan.ts";
import type { Queueing } from "./queueing.ts";
import type { Reader } from "./replies.ts";
import { RoomKeeper } from "./room.ts";
import type { SessionKeeper } from "./session.ts";
import type { Store } from "./store.ts";
import { Turns } from "./turns.ts";
import {
	type Devices,
	type HourActions,
	type Id,
	type Lobby,
	type Outcome,
	WorkError,
} from "./work.ts";

/** So long "switching" waits for the next case before one finds oneself in the lobby. */
const SWITCH_MAX_MS = 60_000;

export interface HourDeps {
	readonly store: Store;
	readonly link: Link;
	readonly vault: VaultApi;
	readonly media: Media;
	readonly session: SessionKeeper;
	readonly directory: DirectorySync;
	readonly hours: Hours;
	readonly chains: Chains;
	readonly cases: Cases;
	readonly consents: Consents;
	readonly plan: PlanEditor;
	readonly queueing: Queueing;
	readonly lobby: LobbyKeeper;
}

export class HourKeeper {
	readonly #d: HourDeps;
	readonly #turns: Turns;
	#room: RoomKeeper | null = null;
	#switching: ReturnType<typeof setTimeout> | null = null;
	#going = false;

	constructor(deps: HourDeps) {
		this.#d = deps;
		this.#turns = new Turns(deps);
		deps.lobby.onTurn = (lobby) => this.#turn(lobby);
		deps.plan.onLive = (id, doc) => {
			if (this.#room?.place.case === id) this.#room.sendDraft(doc);
		};
	}

	readonly actions: HourActions = {
		enterLobby: (hour) => this.#d.lobby.enter(hour),
		leaveLobby: async () => {
			await this.#leaveRoom();
			await this.#d.lobby.leave();
		},
		openCaseInTurn: (id, devices) => this.#openInTurn(id, devices),
		join: (devices) => this.#joinTurn(devices),
		nextCase: (outcome) => this.#nextCase(outcome),
		endHour: async (outcome) => {
			await this.#closeSession(outcome, "closed");
			this.#forgetRoom();
			await this.#d.lobby.leave();
		},
		leaveRoom: () => this.#leaveRoom(),
		setMicrophone: async (on) => {
			await this.#room?.setMicrophone(on);
		},
		setCamera: async (on) => {
			await this.#room?.setCamera(on);
		},
		chooseDevices: async () => {
			throw new WorkError("not_found");
		},
		share: async () => {
			throw new WorkError("not_found");
		},
		stopShare: async () => {},
		hideAll: async () => {},
		pause: async () => {},
		type: async () => {},
		endLine: async () => {},
		setBeside: async () => {},
		answerSameRoom: async () => {},
		soundBack: async () => {},
		callPerson: async () => {
			throw new WorkError("not_found");
		},
		sayInLobby: async () => {
			throw new WorkError("not_found");
		},
		probeServers: async () => {
			throw new WorkError("not_found");
		},
	};

	frame(frame: PeerFrame): void {
		this.#room?.frame(frame);
	}

	peersEvent(event: Reader): void {
		this.#room?.peersEvent(event);
	}

	/** The broker has closed a room: next case, withdrawn, or the consent ran out. */
	closedEvent(event: Reader): void {
		const room = this.#room;
		if (room === null || event.id("room") !== room.place.session) return;
		const why = event.oneOf("reason", ["next", "withdrawn", "expired"]);
		if (why !== "next") {
			room.cut(why);
			this.#ended(room);
			return;
		}
		if (this.#going || room.phase === "switching") return; // I have closed it myself
		void this.#followOn(room);
	}

	/** Back online: lobby and room forgot us, or rather our connection. */
	async resume(): Promise<void> {
		await this.#d.lobby.resume();
		const room = this.#room;
		const { conn } = this.#d.session;
		if (room === null || conn === null || room.phase === "closed") return;
		if (room.phase === "switching") return;
		try {
			await this.#d.chains.sync(room.place.case);
			await room.rejoin(conn);
		} catch {
			await room.close("closed", "left");
			this.#ended(room);
		}
	}

	/** The verified chain of a case: a consent or a session that is over ends its room here, whoever tells us first. */
	follow(view: CaseView): void {
		const room = this.#room;
		if (room === null || room.place.case !== view.case || room.phase === "closed") return;
		if (!view.open) {
			room.cut(view.consents.at(-1)?.state === "expired" ? "expired" : "withdrawn");
			this.#ended(room);
		} else if (view.session?.session !== room.place.session) {
			if (!this.#going && room.phase !== "switching") void this.#followOn(room);
		}
	}

	/** Marks or keys of people have changed. */
	compared(): void {
		this.#room?.recompared();
	}

	/** Signed out or locked. */
	drop(): void {
		this.#room?.cut("left");
		this.#forgetRoom();
	}

	async #openInTurn(id: Id, devices: Devices): Promise<void> {
		const session = await this.#turns.open(id);
		await this.#d.cases.open(id);
		await this.#enter(id, session, devices);
	}

	async #joinTurn(devices: Devices): Promise<void> {
		const turn = this.#d.store.lobby.value?.turn;
		const id = turn?.case;
		const session = turn?.session;
		if (id === null || id === undefined) throw new WorkError("forbidden");
		if (session === null || session === undefined) throw new WorkError("hour_closed");
		await this.#d.cases.open(id);
		await this.#d.consents.seen(id);
		await this.#enter(id, session, devices);
	}

	async #enter(id: Id, session: Id, devices: Devices): Promise<void> {
		const { store, session: keeper, chains } = this.#d;
		const view = chains.known(id);
		const { conn } = keeper;
		if (conn === null || view?.session?.session !== session) throw new WorkError("hour_closed");
		this.#stopSwitching();
		// From a room that has been closed one goes on in the same place; an open one is left first.
		if (this.#room !== null && this.#room.phase !== "switching") await this.#leaveRoom();
		const { hour, at } = view.session;
		const room: RoomKeeper = new RoomKeeper(
			{ vault: this.#d.vault, link: this.#d.link, media: this.#d.media },
			{ hour, case: id, session, openedAt: at },
			conn,
			{
				changed: (state) => {
					if (this.#room === room) store.room.value = state;
				},
				catchUp: async () => {
					await this.#d.directory.sync();
					await chains.sync(id);
				},
				draft: (caseId, from, doc) => this.#d.plan.live(caseId, from, doc),
				verified: (caseId) => {
					const doc = this.#d.plan.current(caseId);
					if (doc !== null) room.sendDraft(doc);
				},
				fork: () => {
					room.cut("fork");
					store.notify("fork", { at: this.#d.link.now(), case: id, hour });
					this.#ended(room);
				},
				compared: (uid) => this.#d.directory.person(uid)?.verified ?? "no",
			},
		);
		this.#room = room;
		await keeper.setInCall(true);
		try {
			await room.join(devices);
		} catch (error) {
			this.#forgetRoom();
			throw error;
		}
	}

	async #nextCase(outcome: Outcome): Promise<void> {
		const room = await this.#closeSession(outcome, "switching");
		const next = this.#turns.next(room.place, AHEAD);
		if (next?.case === null || next?.case === undefined) {
			this.#forgetRoom();
			return;
		}
		try {
			// The broker's list proposes; that this case is for an hour of this series is signed.
			const { session, queued } = await this.#d.chains.sync(next.case);
			const { hour } = room.place;
			const series = this.#d.hours.find(hour)?.series;
			const fits = session !== null ? session.hour === hour : queued?.series === series;
			if (!fits) throw new WorkError("conflict");
			await this.#openInTurn(next.case, room.devices);
		} catch (error) {
			this.#forgetRoom();
			throw error;
		}
	}

	/** Session closed on the record, and nobody hears me from then on. A plan that cannot be stored keeps nobody in. */
	async #closeSession(outcome: Outcome, phase: "switching" | "closed"): Promise<RoomKeeper> {
		const room = this.#room;
		if (room === null) throw new WorkError("not_found");
		const { store, link, cases, hours, plan } = this.#d;
		this.#going = true;
		try {
			const settled = await plan.settle();
			await this.#turns.close(room.place, outcome);
			await room.close(phase, "next");
			if (settled !== "stored") {
				const code = settled === "draft" ? "plan_draft" : "plan_unsaved";
				store.notify(code, { at: link.now(), case: room.place.case });
			}
			await Promise.all([hours.refresh(), cases.refresh()]);
			return room;
		} finally {
			this.#going = false;
		}
	}

	/** Someone else closed the room for the next case: who belongs to that goes along by itself. */
	async #followOn(room: RoomKeeper): Promise<void> {
		await room.close("switching", "next");
		await this.#d.hours.refresh().catch(() => undefined);
		if (this.#room !== room || room.phase !== "switching") return;
		const next = this.#turns.next(room.place, ["in-turn", ...AHEAD]);
		if (next === null || next.case === null) {
			await room.close("closed", "next");
			this.#ended(room);
			if (next !== null) this.#forgetRoom(); // another pair's case: the lobby
			return;
		}
		this.#switching = setTimeout(() => this.#forgetRoom(), SWITCH_MAX_MS);
		const lobby = this.#d.store.lobby.value;
		if (lobby !== null) this.#turn(lobby);
	}

	#turn(lobby: Lobby): void {
		const { turn } = lobby;
		const room = this.#room;
		if (turn?.mine !== true || turn.case === null || turn.session === null) return;
		if (room === null) {
			this.#d.store.notify("turn", {
				at: this.#d.link.now(),
				case: turn.case,
				hour: lobby.hour,
			});
		} else if (room.phase === "switching" && !this.#going && turn.session !== room.place.session) {
			if (this.#switching === null) return; // I am opening it myself
			this.#stopSwitching();
			void this.#joinTurn(room.devices).catch(() => this.#forgetRoom());
		}
	}

	async #leaveRoom(): Promise<void> {
		const room = this.#room;
		if (room === null) return;
		const wasIn = room.phase === "open" || room.phase === "verifying";
		await room.close("closed", "left");
		this.#forgetRoom();
		if (wasIn) await this.#d.link.request("room-leave", { room: room.place.session });
	}

	/** Over, and its reason stays on the screen until the person goes on. */
	#ended(room: RoomKeeper): void {
		if (this.#room !== room) return;
		this.#stopSwitching();
		void this.#d.session.setInCall(false).catch(() => undefined);
	}

	#forgetRoom(): void {
		this.#stopSwitching();
		this.#room = null;
		this.#d.store.room.value = null;
		void this.#d.session.setInCall(false).catch(() => undefined);
	}

	#stopSwitching(): void {
		if (this.#switching !== null) clearTimeout(this.#switching);
		this.#switching = null;
	}
}
