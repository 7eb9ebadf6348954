// Series as the verified directory has them, and their hours as the broker lists them: an hour whose id does not follow
// from its series and date is not shown. What the list says of a case's place is for showing only; keys, consent and room
// are decided by the case's own verified chain.
import type { SeriesView, VaultApi } from "../crypto/vault/api.ts";
import type { AlarmBell } from "./alarm.ts";
import type { DirectorySync } from "./directory.ts";
import { contactsOf, seriesFor } from "./directory-view.ts";
import { asWorkError } from "./errors.ts";
import type { Link } from "./link.ts";
import { Reader } from "./replies.ts";
import { Coalesced } from "./serial.ts";
import { type Store, valueOr } from "./store.ts";
import type { Hour, Id, Place, PlaceState } from "./work.ts";

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
	readonly #vault: VaultApi;
	readonly #directory: DirectorySync;
	readonly #alarm: AlarmBell;
	readonly #once = new Coalesced(() => this.#load());
	/** Hours whose ids have been recomputed. */
	readonly #checked = new Set<string>();

	constructor(deps: {
		store: Store;
		link: Link;
		vault: VaultApi;
		directory: DirectorySync;
		alarm: AlarmBell;
	}) {
		this.#store = deps.store;
		this.#link = deps.link;
		this.#vault = deps.vault;
		this.#directory = deps.directory;
		this.#alarm = deps.alarm;
	}

	/** The series that concern me, from the directory as it stands. */
	showSeries(): void {
		const { view, me } = this.#directory;
		if (view === null || me === null) return;
		const value = seriesFor(view, me, this.#link.now());
		this.#store.series.value = { kind: "ready", value };
	}

	refresh(): Promise<void> {
		return this.#once.run();
	}

	/** Who is to be given the keys of a case with a place in this hour: its contact, and who stands for them now. */
	contactsOf(hour: Id): readonly Id[] {
		const { view } = this.#directory;
		const series = this.find(hour)?.series;
		return view === null || series === undefined ? [] : contactsOf(view, series, this.#link.now());
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

	async #load(): Promise<void> {
		const now = this.#link.now();
		try {
			const { ok } = await this.#link.request("hour-list", {
				from: now - BACK_MS,
				to: now + AHEAD_MS,
			});
			const listed = new Reader(ok).list("hours", readHour);
			const hours: Hour[] = [];
			for (const hour of listed) {
				const signed = await this.#signed(hour);
				if (signed !== null) hours.push(signed);
			}
			hours.sort((a, b) => a.startsAt - b.startsAt);
			this.#store.hours.value = { kind: "ready", value: hours };
		} catch (error) {
			this.#store.hours.value = kept(this.#store.hours.value, error);
		}
	}

	/** The hour with what its signed series says of it. Null: it does not follow from a series, and that is an alarm. */
	async #signed(hour: Hour): Promise<Hour | null> {
		if (this.#seriesOf(hour) === null) await this.#directory.sync(); // its news may still be on the way
		const series = this.#seriesOf(hour);
		const name = `${hour.hour}/${hour.series}/${hour.date}`;
		if (!this.#checked.has(name)) {
			try {
				await this.#vault.hourCheck(hour.hour, hour.series, hour.date);
			} catch (error) {
				const { code, reason } = asWorkError(error);
				if (code !== "not_verified" && code !== "not_found") throw error;
				this.#alarm.ring({
					reason: reason ?? "directory-broken",
					at: this.#link.now(),
					case: null,
				});
				return null;
			}
			this.#checked.add(name);
		}
		return series === null ? null : { ...hour, name: series.name, contact: series.contact };
	}

	#seriesOf(hour: Hour): SeriesView | null {
		return this.#directory.view?.series.find((one) => one.series === hour.series) ?? null;
	}
}

/** What was there stays on the screen when a refresh fails. */
function kept<T extends { readonly kind: string }>(value: T, error: unknown) {
	return value.kind === "ready" ? value : ({ kind: "failed", error: asWorkError(error) } as const);
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
