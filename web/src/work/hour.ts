// Living through the hour: from the lobby into the room of the case in turn, from one case to the next, and out.
import type { CaseView, VaultApi } from "../crypto/vault/api.ts";
import type { DevicesWanted, Media } from "../media/media.ts";
import type { PeerFrame } from "../wire/frames.ts";
import type { Cases } from "./cases.ts";
import type { Chains } from "./chains.ts";
import type { Comeback, Kept } from "./comeback.ts";
import type { Consents } from "./consent.ts";
import type { DirectorySync } from "./directory.ts";
import { openRoom } from "./entry.ts";
import { asWorkError } from "./errors.ts";
import { AHEAD, type Hours } from "./hours.ts";
import type { Link } from "./link.ts";
import type { LobbyKeeper } from "./lobby.ts";
import type { PlanEditor } from "./plan.ts";
import type { Queueing } from "./queueing.ts";
import { Reader } from "./replies.ts";
import type { RoomKeeper } from "./room.ts";
import { readIcePlan } from "./servers.ts";
import type { SessionKeeper } from "./session.ts";
import type { Store } from "./store.ts";
import { Turns } from "./turns.ts";
import { Vigil } from "./vigil.ts";
import {
	type DeviceChoice,
	type Devices,
	type HourActions,
	type Id,
	type Lobby,
	type Outcome,
	type Participant,
	WorkError,
} from "./work.ts";

/** So long "switching" waits for the next case before one finds oneself in the lobby. */
const SWITCH_MAX_MS = 60_000;
/** Between two tries to come back into a room whose broker is there and does not let us in yet. */
const AGAIN_MS = 1_000;
/** What a try to come back meets that may pass by itself. */
const PASSING: readonly string[] = ["offline", "internal", "rate_limited"];
/** In a call the broker answers within this, or another connection is made. */
const PROBE_MS = 4_000;

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
	readonly comeback: Comeback;
	/** Somebody admitted to that case as a guest; null: no guest. */
	readonly guest: (caseId: Id, uid: Id) => Participant["guest"];
}

export class HourKeeper {
	readonly #d: HourDeps;
	readonly #turns: Turns;
	readonly #vigil: Vigil;
	#room: RoomKeeper | null = null;
	#switching: ReturnType<typeof setTimeout> | null = null;
	#again: ReturnType<typeof setTimeout> | null = null;
	#going = false;
	/** The case that I am opening: that its turn has come is no news to me. */
	#opening: Id | null = null;
	/** On the way back into a room of before, and cut off meanwhile. */
	#comesBack = false;

	constructor(deps: HourDeps) {
		this.#d = deps;
		this.#turns = new Turns(deps);
		this.#vigil = new Vigil({
			ask: () => deps.link.nudge(PROBE_MS),
			slept: () => deps.link.nudge(AGAIN_MS),
		});
		deps.store.devices.value = deps.comeback.choice ?? deps.store.devices.value;
		deps.lobby.onTurn = (lobby) => this.#turn(lobby);
		deps.plan.onField = (id, field) => {
			if (this.#room?.place.case === id) this.#room.setField(field);
		};
		deps.plan.onLive = (id, doc) => {
			if (this.#room?.place.case === id) this.#room.sendDraft(doc);
		};
		deps.store.connection.subscribe((connection) => {
			if (connection !== "online") this.#room?.offline(deps.link.now());
		});
		deps.store.handed.subscribe((handed) => {
			if (handed !== null) void this.#leaveRoom().catch(() => undefined); // one that was on its way in
		});
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
			this.#choose({ microphone: on });
			await this.#room?.setMicrophone(on);
		},
		setCamera: async (on) => {
			this.#choose({ camera: on });
			await this.#room?.setCamera(on);
		},
		chooseDevices: async (choice) => {
			this.#choose(choice);
			await this.#room?.choose(this.#d.store.devices.value);
		},
		share: async () => this.#inRoom.share(),
		stopShare: async () => this.#room?.stopShare(),
		hideAll: async (on) => this.#inRoom.hideAll(on),
		pause: async (on) => this.#inRoom.pause(on),
		type: async (text) => this.#inRoom.type(text),
		endLine: async () => this.#inRoom.endLine(),
		setBeside: async (uids) => this.#inRoom.setBeside(uids),
		answerSameRoom: async (answer) => this.#inRoom.answerSameRoom(answer),
		soundBack: async () => this.#room?.soundBack(),
		callPerson: (uid) => this.#callPerson(uid),
		sayInLobby: (text) => this.#d.lobby.say(text),
		probeServers: async (hour) => {
			const { ok } = await this.#d.link.request("turn-probe", { hour });
			return readIcePlan(new Reader(ok));
		},
	};

	frame(frame: PeerFrame): void {
		if (!this.#d.lobby.frame(frame)) this.#room?.frame(frame);
	}

	peersEvent(event: Reader): void {
		this.#room?.peersEvent(event);
	}

	/** The broker has closed a room: next case, withdrawn, or the consent ran out. */
	closedEvent(event: Reader): void {
		const room = this.#room;
		if (room === null || event.id("room") !== room.place.session) return;
		const why = event.oneOf("reason", ["next", "withdrawn", "expired", "moved"]);
		if (why !== "next") {
			room.cut(why);
			this.#ended(room);
			return;
		}
		if (this.#going || room.phase === "switching") return; // I have closed it myself
		void this.#followOn(room);
	}

	/** Somebody waits for me there. */
	calledEvent(event: Reader): void {
		const { store, hours, directory, link } = this.#d;
		const [hour, by] = [event.id("hour"), event.id("by")];
		// Of an hour and by a person that this device knows by itself: anything else is no call.
		const known = hours.find(hour) !== null && directory.person(by) !== null;
		if (!known || by === directory.me || this.#room?.place.hour === hour) return;
		store.called.value = { hour, by, at: link.now() };
	}

	/** Back online: lobby and room forgot us, or rather our connection. */
	async resume(): Promise<void> {
		this.#stopAgain();
		if (this.#comesBack) return this.comeBack(); // cut off again on the way
		await Promise.all([this.#d.lobby.resume(), this.#rejoin()]);
	}

	/** After a reload, a closed tab or a crash: the room that this person was in on this browser, if it is still open. */
	async comeBack(): Promise<void> {
		const { comeback, lobby, directory, link, cases, chains, store } = this.#d;
		this.#comesBack = false;
		if (directory.me === null || this.#room !== null || store.handed.peek() !== null) return;
		const kept = await comeback.find(directory.me, link.now());
		if (kept === null) return;
		try {
			const view = await chains.sync(kept.case);
			if (!view.open || view.session?.session !== kept.session) throw new WorkError("hour_closed");
			await Promise.all([lobby.enter(kept.hour), cases.open(kept.case)]);
			if (this.#room !== null) return; // the person was quicker
			await this.#enter(kept.case, kept.session, kept.devices, kept);
			this.#inRoom.setBeside(kept.beside);
		} catch (error) {
			this.#comesBack = PASSING.includes(asWorkError(error).code);
			if (!this.#comesBack) comeback.forget();
			if (store.room.value?.phase === "closed") this.#forgetRoom();
			throw error;
		}
	}

	/** The network has changed, or its cable was pulled: everything is tried anew at once. */
	networkChanged(): void {
		this.#d.link.renew();
		this.#room?.networkChanged();
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

	/** A guest's room (visit.ts): its controls are these, its comings and goings are not. */
	host(room: RoomKeeper | null): void {
		this.#room = room;
		this.#d.link.setHurry(room !== null);
		if (room !== null) return this.#vigil.start();
		this.#vigil.stop();
		this.#d.store.room.value = null;
	}

	/** Marks or keys of people have changed. */
	compared(): void {
		this.#room?.recompared();
	}

	/** Signed out or locked. */
	drop(): void {
		this.#comesBack = false;
		this.#room?.cut("left");
		this.#forgetRoom();
	}

	/** The program ends without anybody having left: what is kept stays for the next time. */
	stop(): void {
		this.#vigil.stop();
		this.#stopAgain();
		this.#stopSwitching();
		this.#room?.cut("left");
		this.#room = null;
	}

	async #openInTurn(id: Id, devices: Devices): Promise<void> {
		this.#opening = id;
		try {
			const session = await this.#turns.open(id);
			await this.#d.cases.open(id);
			await this.#enter(id, session, devices);
		} finally {
			this.#opening = null;
		}
	}

	async #joinTurn(devices: Devices): Promise<void> {
		const turn = this.#d.store.lobby.value?.turn;
		const id = turn?.case;
		const session = turn?.session;
		if (id === null || id === undefined) {
			const over = this.#d.store.room.value?.closed;
			throw new WorkError(over === "withdrawn" || over === "expired" ? "no_consent" : "forbidden");
		}
		if (session === null || session === undefined) throw new WorkError("hour_closed");
		await this.#d.cases.open(id);
		await this.#d.consents.seen(id);
		await this.#enter(id, session, devices);
	}

	get #inRoom(): RoomKeeper {
		const room = this.#room;
		if (room === null || room.phase === "closed") throw new WorkError("not_found");
		return room;
	}

	#choose(change: Partial<DeviceChoice>): void {
		const { store, comeback } = this.#d;
		store.devices.value = { ...store.devices.value, ...change };
		comeback.keepChoice(store.devices.value);
	}

	async #callPerson(uid: Id): Promise<void> {
		const hour = this.#d.store.lobby.value?.hour ?? this.#room?.place.hour;
		if (hour === undefined) throw new WorkError("not_found");
		const { ok } = await this.#d.link.request("lobby-call", { hour, uid });
		if (!new Reader(ok).flag("reached")) throw new WorkError("not_found");
	}

	async #enter(id: Id, session: Id, devices: Devices, back: Kept | null = null): Promise<void> {
		const { store, session: keeper, chains } = this.#d;
		if (store.handed.peek() !== null) throw new WorkError("denied"); // a client would hear it
		const view = chains.known(id);
		const { conn } = keeper;
		if (conn === null || view?.session?.session !== session) throw new WorkError("hour_closed");
		this.#stopSwitching();
		// From a room that has been closed one goes on in the same place; an open one is left first.
		const before = this.#room?.place.case === id ? (this.#room?.beside ?? []) : [];
		// Who has hidden all before the next case begins may not be there: nobody else shows them.
		const goesOn = this.#room?.phase === "switching" && this.#room.hidden;
		if (this.#room !== null && this.#room.phase !== "switching") await this.#leaveRoom();
		const { hour, at } = view.session;
		const room: RoomKeeper = openRoom(this.#d, { hour, case: id, session, openedAt: at }, conn, {
			changed: (state) => {
				if (this.#room !== room) return;
				store.room.value = state;
				this.#keep(room);
			},
			fork: () => {
				room.cut("fork");
				store.notify("fork", { at: this.#d.link.now(), case: id, hour });
				this.#ended(room);
			},
			lost: () => this.#d.link.nudge(AGAIN_MS),
		});
		this.#room = room;
		store.called.value = null;
		if (goesOn || back?.hidden) room.hideAll(true);
		if (back === null) this.#choose(devices);
		await keeper.setInCall(true);
		this.#d.link.setHurry(true);
		this.#vigil.start();
		try {
			const { microphoneId, cameraId } = store.devices.value;
			const wanted: DevicesWanted = { ...devices, microphoneId, cameraId };
			await room.join(wanted, back !== null);
			if (before.length > 0) room.setBeside(before);
		} catch (error) {
			this.#forgetRoom(PASSING.includes(asWorkError(error).code) && back !== null);
			throw error;
		}
	}

	/** What a reload would come back to: while I am in it, and not a moment longer. */
	#keep(room: RoomKeeper): void {
		const { me } = this.#d.directory;
		const { hour, case: id, session } = room.place;
		if (me === null || room.phase === "closed" || room.phase === "switching") return;
		if (room.phase === "joining") return;
		const { devices, beside, hidden } = room;
		const at = this.#d.link.now();
		this.#d.comeback.keep(me, { hour, case: id, session, devices, beside, hidden, at });
	}

	async #rejoin(): Promise<void> {
		const room = this.#room;
		const { conn } = this.#d.session;
		if (room === null || conn === null) return;
		if (room.phase === "closed" || room.phase === "switching") return;
		try {
			this.#d.link.setHurry(true);
			await this.#d.chains.sync(room.place.case);
			await room.rejoin(conn);
		} catch (error) {
			if (this.#room !== room) return;
			if (PASSING.includes(asWorkError(error).code)) return this.#tryAgain();
			await room.close("closed", "left");
			this.#ended(room);
		}
	}

	/** The next connection tries as well; this is for a broker that is there and not ready. */
	#tryAgain(): void {
		this.#stopAgain();
		this.#again = setTimeout(() => {
			if (this.#d.store.connection.value === "online") void this.#rejoin();
		}, AGAIN_MS);
	}

	#stopAgain(): void {
		if (this.#again !== null) clearTimeout(this.#again);
		this.#again = null;
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
			if (turn.case === this.#opening) return;
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
		const wasIn = room.phase !== "closed" && room.phase !== "switching"; // or on the way in
		await room.close("closed", "left");
		this.#forgetRoom();
		if (wasIn) await this.#d.link.request("room-leave", { room: room.place.session });
	}

	/** Over, and its reason stays on the screen until the person goes on. */
	#ended(room: RoomKeeper): void {
		if (this.#room !== room) return;
		this.#outOfCall(false);
	}

	#forgetRoom(mayComeBack = false): void {
		this.#room = null;
		this.#d.store.room.value = null;
		this.#outOfCall(mayComeBack);
	}

	#outOfCall(mayComeBack: boolean): void {
		this.#stopSwitching();
		this.#stopAgain();
		this.#vigil.stop();
		this.#d.link.setHurry(false);
		if (!mayComeBack) this.#d.comeback.forget();
		void this.#d.session.setInCall(false).catch(() => undefined);
	}

	#stopSwitching(): void {
		if (this.#switching !== null) clearTimeout(this.#switching);
		this.#switching = null;
	}
}
