// What coordinators do: invite, confirm, make pairs and series, and keep the directory fresh. Never sees a case.
import type { DirectorySync } from "./directory.ts";
import { nameTaken } from "./directory.ts";
import type { Hours } from "./hours.ts";
import type { Link } from "./link.ts";
import { Reader } from "./replies.ts";
import type { Store } from "./store.ts";
import { type CoordinatorActions, WorkError } from "./work.ts";

const INVITE_MS = 72 * 3_600_000;
/** A head signed within this time needs no new beacon. */
const BEACON_FRESH_MS = 12 * 3_600_000;

export class Coordinator {
	readonly #store: Store;
	readonly #link: Link;
	readonly #directory: DirectorySync;
	readonly #hours: Hours;
	readonly #origin: string;

	constructor(store: Store, link: Link, directory: DirectorySync, hours: Hours, origin: string) {
		this.#store = store;
		this.#link = link;
		this.#directory = directory;
		this.#hours = hours;
		this.#origin = origin;
	}

	/** At sign-in: says by a signature that this is the directory's newest head, if nobody has for a while. */
	async beacon(): Promise<void> {
		const freshAt = this.#directory.view?.freshAt ?? 0;
		if (!this.#directory.amCoordinator || this.#link.now() - freshAt < BEACON_FRESH_MS) return;
		await this.#directory.append({ kind: "beacon" });
	}

	readonly actions: CoordinatorActions = {
		invite: async (person) => {
			const username = person.username.trim();
			if (nameTaken(this.#store, username)) throw new WorkError("username_taken", "username");
			const signed = await this.#directory.append({
				kind: "invite",
				username,
				display: person.display.trim(),
				roles: person.roles,
			});
			const link = `${this.#origin}/${signed.fragment ?? ""}`;
			return { link, expiresAt: this.#link.now() + INVITE_MS };
		},
		confirmPerson: async (uid, number) => {
			const pending = this.#directory.pendingEntry(uid);
			if (pending === null) throw new WorkError("not_found");
			await this.#directory.append({ kind: "user-add", pending: pending.entry, number });
			await this.#directory.loadPending();
		},
		setPair: async ({ pair, name, workers }) => {
			const act = { kind: "pair-set", pair, name: name.trim(), workers } as const;
			const signed = await this.#directory.append(act);
			if (signed.id === null) throw new WorkError("internal");
			return signed.id;
		},
		createSeries: async (series) => {
			const { ok } = await this.#link.request("series-create", {
				name: series.name.trim(),
				pairs: series.pairs,
				contact: series.contact,
				weekday: series.weekday,
				start: series.start,
				first: series.first,
				last: series.last,
				capacity: series.capacity,
				every: series.every,
				on_holidays: series.onHolidays,
			});
			const id = new Reader(ok).id("series");
			await this.#hours.refreshAll();
			return id;
		},
	};
}
