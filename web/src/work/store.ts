// The state that views read, in the form that this layer writes. Nothing else holds signals of WorkState.
import { type Signal, signal } from "@preact/signals";
import type {
	Alarm,
	Called,
	CasePlan,
	CaseSummary,
	Deployment,
	DeviceChoice,
	Directory,
	Handed,
	Hour,
	Id,
	Knock,
	Loadable,
	Lobby,
	Ms,
	Notice,
	OpenCase,
	Owed,
	Proposal,
	Room,
	Series,
	Session,
	Visit,
	WaitingList,
	WorkState,
} from "./work.ts";

const NOTICES_MAX = 20;
const ALL_DEVICES = {
	microphone: true,
	camera: true,
	microphoneId: null,
	cameraId: null,
	speakerId: null,
} as const;
const LOADING = { kind: "loading" } as const;

type Writable<T> = {
	readonly [K in keyof T]: T[K] extends { readonly value: infer V } ? Signal<V> : never;
};

export class Store implements Writable<WorkState> {
	readonly deployment = signal<Deployment | null>(null);
	readonly connection = signal<"connecting" | "online" | "offline">("connecting");
	readonly session = signal<Session>({ kind: "starting" });
	readonly locksAt = signal<Ms | null>(null);
	readonly handed = signal<Handed | null>(null);
	readonly directory = signal<Loadable<Directory>>(LOADING);
	readonly series = signal<Loadable<readonly Series[]>>(LOADING);
	readonly hours = signal<Loadable<readonly Hour[]>>(LOADING);
	readonly cases = signal<Loadable<readonly CaseSummary[]>>(LOADING);
	readonly queue = signal<Loadable<readonly WaitingList[]>>(LOADING);
	readonly plans = signal<Loadable<readonly CasePlan[]>>(LOADING);
	readonly file = signal<OpenCase>({ kind: "none" });
	readonly lobby = signal<Lobby | null>(null);
	readonly room = signal<Room | null>(null);
	readonly knocks = signal<readonly Knock[]>([]);
	readonly visit = signal<Visit>({ kind: "none", error: null });
	readonly called = signal<Called | null>(null);
	readonly devices = signal<DeviceChoice>(ALL_DEVICES);
	readonly alarm = signal<Alarm | null>(null);
	readonly owed = signal<readonly Owed[]>([]);
	readonly proposals = signal<readonly Proposal[]>([]);
	readonly notices = signal<readonly Notice[]>([]);
	#noticeId = 0;

	/** Everything of a person: gone at lock and log-out. An alarm is the device's, and outlives a session that it ended. */
	forgetPerson(): void {
		this.directory.value = LOADING;
		this.series.value = LOADING;
		this.hours.value = LOADING;
		this.cases.value = LOADING;
		this.queue.value = LOADING;
		this.plans.value = LOADING;
		this.file.value = { kind: "none" };
		this.lobby.value = null;
		this.room.value = null;
		this.knocks.value = [];
		this.called.value = null;
		this.owed.value = [];
		this.proposals.value = [];
		this.notices.value = [];
	}

	notify(code: Notice["code"], about: Partial<Omit<Notice, "id" | "code">> & { at: Ms }): void {
		const notice = { case: null, hour: null, person: null, ...about, id: ++this.#noticeId, code };
		this.notices.value = [...this.notices.value, notice].slice(-NOTICES_MAX);
	}

	/** What a notice told is done: it goes from every screen of this tab. */
	settle(code: Notice["code"], person: Notice["person"]): void {
		this.notices.value = this.notices.value.filter(
			(notice) => notice.code !== code || notice.person !== person,
		);
	}

	/** What was told of that case before no longer holds, or is told anew in other words. */
	settleOf(id: Id, codes: readonly Notice["code"][]): void {
		this.notices.value = this.notices.value.filter(
			(notice) => notice.case !== id || !codes.includes(notice.code),
		);
	}

	dismiss(id: number): void {
		this.notices.value = this.notices.value.filter((notice) => notice.id !== id);
	}
}

/** The value of a Loadable that is ready, or a substitute. */
export const valueOr = <T, E>(loadable: Loadable<T>, other: E): T | E =>
	loadable.kind === "ready" ? loadable.value : other;
