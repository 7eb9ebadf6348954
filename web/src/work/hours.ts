// Series and hours as the broker lists them. What they say of a case's place is for showing only; keys, consent and
// room are decided by the case's own verified chain.

import { asWorkError } from "./errors.ts";
import type { Link } from "./link.ts";
import { Reader } from "./replies.ts";
import { Coalesced } from "./serial.ts";
import { type Store, valueOr } from "./store.ts";
import type { Hour, Id, Place, PlaceState, Series } from "./work.ts";

const DAY_MS = 86_400_000;
const BACK_MS = 60 * DAY_MS;
const AHEAD_MS = 26 * 7 * DAY_MS;
export const PLACE_STATES: readonly PlaceState[] = [
	"queued",
	"ready",
	"needs-info",
	"in-turn",
	"handled",
	"carried-over",
	"interrupted",
];

export class Hours {
	readonly #store: Store;
	readonly #link: Link;
	readonly #series = new Coalesced(() => this.#loadSeries());
	readonly #hours = new Coalesced(() => this.#loadHours());

	constructor(store: Store, link: Link) {
		this.#store = store;
		this.#link = link;
	}

	refreshSeries(): Promise<void> {
		return this.#series.run();
	}

	refreshHours(): Promise<void> {
		return this.#hours.run();
	}

	async refreshAll(): Promise<void> {
		await Promise.all([this.refreshSeries(), this.refreshHours()]);
	}

	find(hour: Id): Hour | null {
		return valueOr(this.#store.hours.value, []).find((one) => one.hour === hour) ?? null;
	}

	/** The place of a case that is still ahead or in turn, wherever it is. */
	placeOf(id: Id): { readonly hour: Hour; readonly place: Place } | null {
		for (const hour of [...valueOr(this.#store.hours.value, [])].reverse()) {
			const place = hour.places.find((one) => one.case === id);
			if (place !== undefined) return { hour, place };
		}
		return null;
	}

	async #loadSeries(): Promise<void> {
		try {
			const { ok } = await this.#link.request("series-list", {});
			this.#store.series.value = {
				kind: "ready",
				value: new Reader(ok).list("series", readSeries),
			};
		} catch (error) {
			this.#store.series.value = kept(this.#store.series.value, error);
		}
	}

	async #loadHours(): Promise<void> {
		const now = this.#link.now();
		try {
			const { ok } = await this.#link.request("hour-list", {
				from: now - BACK_MS,
				to: now + AHEAD_MS,
			});
			const hours = new Reader(ok).list("hours", readHour);
			hours.sort((a, b) => a.startsAt - b.startsAt);
			this.#store.hours.value = { kind: "ready", value: hours };
		} catch (error) {
			this.#store.hours.value = kept(this.#store.hours.value, error);
		}
	}
}

/** What was there stays on the screen when a refresh fails. */
function kept<T extends { readonly kind: string }>(value: T, error: unknown) {
	return value.kind === "ready" ? value : ({ kind: "failed", error: asWorkError(error) } as const);
}

function readSeries(r: Reader): Series {
	return {
		series: r.id("series"),
		name: r.text("name"),
		pairs: r.ids("pairs"),
		contact: r.id("contact"),
		weekday: r.int("weekday"),
		start: r.text("start"),
		first: r.text("first"),
		last: r.has("last") ? r.text("last") : null,
		capacity: r.int("capacity"),
		every: r.int("every") === 2 ? 2 : 1,
		onHolidays: r.flag("on_holidays"),
	};
}

function readPlace(r: Reader): Place {
	return {
		pos: r.int("pos"),
		minutes: r.int("minutes"),
		urgency: r.oneOf("urgency", ["normal", "urgent"]),
		state: r.oneOf("state", PLACE_STATES),
		case: r.idOrNull("case"),
		session: r.idOrNull("session"),
	};
}

function readHour(r: Reader): Hour {
	return {
		hour: r.id("hour"),
		series: r.id("series"),
		name: r.text("name"),
		date: r.text("date"),
		startsAt: r.int("starts_at"),
		endsAt: r.int("ends_at"),
		opensAt: r.int("opens_at"),
		state: r.oneOf("state", ["planned", "cancelled"]),
		reason: r.has("reason") ? r.text("reason") : "",
		capacity: r.int("capacity"),
		freePlaces: r.int("free_places"),
		freeMinutes: r.int("free_minutes"),
		contact: r.id("contact"),
		places: r.list("places", readPlace),
	};
}
