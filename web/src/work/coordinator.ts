// What coordinators sign: people and their keys, pairs, series, substitutes, policies, templates of
// records, the list of professionals; and the beacon
// that keeps the directory fresh. Never sees a case (the withdrawal is in withdrawal.ts).
import type { DirectorySync } from "./directory.ts";
import { nameTaken } from "./directory.ts";
import type { Hours } from "./hours.ts";
import type { Link } from "./link.ts";
import type { SessionList } from "./sessions.ts";
import type { Store } from "./store.ts";
import type { Timetable } from "./timetable.ts";
import type { Trust } from "./trust.ts";
import type { WaitingLists } from "./waiting.ts";
import type { Withdrawal } from "./withdrawal.ts";
import { type CoordinatorActions, type Id, type Person, WorkError } from "./work.ts";

const INVITE_MS = 72 * 3_600_000;
/** A head signed within this time needs no new beacon. */
const BEACON_FRESH_MS = 12 * 3_600_000;

interface CoordinatorDeps {
	readonly store: Store;
	readonly link: Link;
	readonly directory: DirectorySync;
	readonly hours: Hours;
	readonly trust: Trust;
	readonly sessions: SessionList;
	readonly withdrawal: Withdrawal;
	readonly timetable: Timetable;
	readonly waiting: WaitingLists;
	readonly origin: string;
}

export class Coordinator {
	readonly #d: CoordinatorDeps;

	constructor(deps: CoordinatorDeps) {
		this.#d = deps;
	}

	/** At sign-in: says by a signature that this is the directory's newest head, if nobody has for a while. */
	async beacon(): Promise<void> {
		const { directory, link } = this.#d;
		const freshAt = directory.view?.freshAt ?? 0;
		if (!directory.amCoordinator || link.now() - freshAt < BEACON_FRESH_MS) return;
		await directory.append({ kind: "beacon" });
	}

	readonly actions: CoordinatorActions = {
		invite: async (person) => {
			const username = person.username.trim();
			if (nameTaken(this.#d.store, username)) throw new WorkError("username_taken", "username");
			const { roles } = person;
			return this.#invite({ username, display: person.display.trim(), roles });
		},
		reinvite: async (uid) => {
			const { username, display, roles } = this.#person(uid);
			return this.#invite({ username, display, roles });
		},
		confirmPerson: (uid, number) => this.#confirm(uid, number),
		revoke: async (uid, reason) => {
			await this.#d.directory.append({ kind: "user-revoke", uid, reason });
		},
		renew: async (uid) => {
			await this.#d.directory.append({ kind: "renew", uid });
		},
		setPair: ({ pair, name, workers }) =>
			this.#signed({ kind: "pair-set", pair, name: name.trim(), workers }),
		createSeries: async (series) => {
			const act = {
				...series,
				kind: "series-set",
				series: null,
				name: series.name.trim(),
			} as const;
			const id = await this.#signed(act);
			await this.#d.hours.refresh();
			return id;
		},
		setSeries: async (series) => {
			await this.#signed({ ...series, kind: "series-set", name: series.name.trim() });
			await Promise.all([this.#d.hours.refresh(), this.#d.waiting.refresh()]);
		},
		setHour: (change) => this.#d.timetable.setHour(change),
		previewHour: (change) => this.#d.timetable.preview(change),
		table: (from, weeks) => this.#d.timetable.table(from, weeks),
		setSubstitute: (one) => this.#signed({ ...one, kind: "substitute" }),
		endSubstitute: (id) => this.#endSubstitute(id),
		setConsentAck: async (consentAck) => {
			await this.#d.directory.append({ kind: "policy", consentAck });
		},
		setTemplate: async (target, text) => {
			await this.#d.directory.append({ kind: "record-template", target, text });
		},
		setTeam: (team, text) => this.#signed({ kind: "team", team, ...text }),
		dropTeam: async (team) => {
			await this.#signed({ kind: "team", team, name: "", task: "", whenToTurn: "", contact: "" });
		},
		setRetention: async (days) => {
			await this.#d.directory.append({ kind: "retention", days });
		},
		sessionsOf: (uid) => this.#d.sessions.list(uid),
		endSessions: (uid) => this.#d.sessions.end(uid, null),
		findCase: (reference) => this.#d.withdrawal.find(reference),
		withdraw: (found, who, how) => this.#d.withdrawal.withdraw(found, who, how),
		setHold: (found, on, reason) => this.#d.withdrawal.hold(found, on, reason),
	};

	#person(uid: Id): Person {
		const person = this.#d.directory.person(uid);
		if (person === null) throw new WorkError("not_found");
		return person;
	}

	async #invite(person: Pick<Person, "username" | "display" | "roles">) {
		const signed = await this.#d.directory.append({ kind: "invite", ...person });
		const link = `${this.#d.origin}/${signed.fragment ?? ""}`;
		return { link, expiresAt: this.#d.link.now() + INVITE_MS };
	}

	/** The digits were read over the phone: whom they certify, the coordinator has compared. */
	async #confirm(uid: Id, number: string): Promise<void> {
		const { directory, trust } = this.#d;
		const pending = directory.pendingEntry(uid);
		if (pending === null) throw new WorkError("not_found");
		const kind = pending.view.rekey ? "user-rekey" : "user-add";
		await directory.append({ kind, pending: pending.entry, number });
		await directory.loadPending();
		await trust.compared(uid, number).catch(() => undefined); // certified all the same; one may compare again
	}

	async #endSubstitute(id: Id): Promise<void> {
		const { directory, link } = this.#d;
		const one = directory.view?.substitutes.find((other) => other.substitute === id);
		if (one === undefined) throw new WorkError("not_found");
		const to = link.now();
		// One that has not begun ends before anything was done by it.
		await this.#signed({ ...one, kind: "substitute", from: Math.min(one.from, to - 1), to });
	}

	async #signed(act: Parameters<DirectorySync["append"]>[0]): Promise<Id> {
		const { id } = await this.#d.directory.append(act);
		if (id === null) throw new WorkError("internal");
		return id;
	}
}
