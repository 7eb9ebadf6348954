// Whose turn it is, on the record: sessions of cases opened and closed by signature, and which place of the hour is the
// next. Knows no room and no screen.
import type { Chains } from "./chains.ts";
import type { Hours } from "./hours.ts";
import type { Queueing } from "./queueing.ts";
import type { RoomPlace } from "./room.ts";
import { type Hour, type Id, type Outcome, type Place, WorkError } from "./work.ts";

export class Turns {
	readonly #chains: Chains;
	readonly #queueing: Queueing;
	readonly #hours: Hours;

	constructor(deps: {
		readonly chains: Chains;
		readonly queueing: Queueing;
		readonly hours: Hours;
	}) {
		this.#chains = deps.chains;
		this.#queueing = deps.queueing;
		this.#hours = deps.hours;
	}

	/** The session of a queued case, opened now unless a colleague has. */
	async open(id: Id): Promise<Id> {
		const view = await this.#chains.sync(id);
		if (!view.open) throw new WorkError("no_consent");
		if (view.session !== null) return view.session.session;
		const at = view.queued === null ? null : (this.#hours.placeOf(id)?.hour ?? null);
		const session = at === null ? null : await this.#open(id, at);
		if (session === null) throw new WorkError("conflict");
		return session;
	}

	async close(place: RoomPlace, outcome: Outcome): Promise<void> {
		await this.#chains.append(place.case, (view) =>
			view.session?.session === place.session ? [{ kind: "session-close", outcome }] : null,
		);
	}

	/** The first other place of the hour in one of these states; null when there is none. */
	next(from: RoomPlace, states: readonly Place["state"][]): Place | null {
		const places = [...(this.#hours.find(from.hour)?.places ?? [])];
		places.sort((a, b) => a.pos - b.pos);
		const other = places.filter((place) => place.session !== from.session);
		return other.find((place) => states.includes(place.state)) ?? null;
	}

	async #open(id: Id, { hour, series }: Hour): Promise<Id | null> {
		try {
			// Nothing to sign if a colleague has opened it in the meantime: then it is their room that I join. The keys went
			// with the place; the shares are for a consent that has been renewed since. Who is new to the case stays owed.
			const signed = await this.#chains.append(id, (view) =>
				view.session !== null
					? null
					: [...this.#queueing.sharesAgain(view, series), { kind: "session-open", hour }],
			);
			return signed?.ids.at(-1) ?? this.#chains.known(id)?.session?.session ?? null;
		} catch (error) {
			await this.#hours.refresh();
			const places = this.#hours.find(hour)?.places ?? [];
			const other = places.some((place) => place.state === "in-turn" && place.case !== id);
			throw other ? new WorkError("conflict") : error;
		}
	}
}
