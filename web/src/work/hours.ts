// Series as the verified directory has them, and their hours as the broker lists them: an hour that is not
// what its coordinators signed is not shown. What the list says of a case's place is for showing only; keys, consent and room
// are decided by the case's own verified chain.
import type { HourClaim, HourView, SeriesView, VaultApi } from "../crypto/vault/api.ts";
import { WireError } from "../wire/errors.ts";
import type { AlarmBell } from "./alarm.ts";
import type { DirectorySync } from "./directory.ts";
import { contactsOf, seriesFor, substituteAt } from "./directory-view.ts";
import { asWorkError } from "./errors.ts";
import type { Link } from "./link.ts";
import { Reader } from "./replies.ts";
import { Coalesced } from "./serial.ts";
import { type Store, valueOr } from "./store.ts";
import { wallTime } from "./time.ts";
import type { Hour, Id, Place, PlaceState } from "./work.ts";

const DAY_MS = 86_400_000;
const BACK_MS = 60 * DAY_MS;
const AHEAD_MS = 26 * 7 * DAY_MS;
const HOUR_MS = 3_600_000;
const OPENS_BEFORE_MS = 15 * 60_000;
/** More than these are fetched with all the others. */
const FEW = 6;
/** No reply is too large for the hours of less than this. */
const SPAN_MIN_MS = DAY_MS;
/** A list and a directory that are not of the same moment: so often both are fetched anew. */
const TRIES = 4;
export const PLACE_STATES: readonly PlaceState[] = [
	"waiting",
	"queued",
	"ready",
	"needs-info",
	"in-turn",
	"handled",
	"carried-over",
	"interrupted",
	"answered",
];
/** Places whose session has not been opened yet. */
export const AHEAD: readonly PlaceState[] = ["queued", "ready", "needs-info"];
const LIVE: readonly PlaceState[] = ["in-turn", ...AHEAD];

export class Hours {
	readonly #store: Store;
	readonly #link: Link;
	readonly #vault: VaultApi;
	readonly #directory: DirectorySync;
	readonly #alarm: AlarmBell;
	readonly #once = new Coalesced(() => this.#load());
	/** What the next run fetches anew: these hours, or all. */
	#stale: Set<Id> | "all" = new Set();
	/** The longest span that is asked for in one: shorter once the broker has found it too large. */
	#spanMs = Number.POSITIVE_INFINITY;
	/** Whose last word each listed hour follows. */
	readonly #by = new Map<Id, Id>();

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
		this.#stale = "all";
		return this.#once.run();
	}

	/** Of these hours alone, if they are where they were; else of all. */
	refreshOnly(hours: readonly Id[]): Promise<void> {
		if (this.#stale !== "all") for (const hour of hours) this.#stale.add(hour);
		return this.#once.run();
	}

	/** Who is to be given the keys of a case queued for this series: its contact, and who stands for them now. */
	contactsOf(series: Id): readonly Id[] {
		const { view } = this.#directory;
		return view === null ? [] : contactsOf(view, series, this.#link.now());
	}

	find(hour: Id): Hour | null {
		return valueOr(this.#store.hours.value, []).find((one) => one.hour === hour) ?? null;
	}

	/** Whether the hour is as it is by my own signature: of that I need not be told. */
	isOwnDoing(hour: Id): boolean {
		return this.#by.has(hour) && this.#by.get(hour) === this.#directory.me;
	}

	ofSeries(series: Id): readonly Hour[] {
		return valueOr(this.#store.hours.value, []).filter((one) => one.series === series);
	}

	/** The place of a case that is still ahead or in turn, wherever it is. */
	placeOf(id: Id): { readonly hour: Hour; readonly place: Place } | null {
		for (const hour of valueOr(this.#store.hours.value, [])) {
			const place = hour.places.find((one) => one.case === id && LIVE.includes(one.state));
			if (place !== undefined) return { hour, place };
		}
		return null;
	}

	/** Hours that start in [from, to), as they are signed, by starting time. */
	async list(from: number, to: number): Promise<readonly Hour[]> {
		for (let tries = 1; ; tries++) {
			const listed = await this.#fetch(from, to);
			const views = await this.#vault.hourCheck(listed.map(claimOf));
			const hours = listed.flatMap((hour, i) => this.#signed(hour, views[i] ?? null));
			if (hours.length === listed.length || tries === TRIES) {
				// What is signed, and not what is listed, decides: an hour that nobody signed for is not shown.
				if (hours.length < listed.length) this.#ring();
				return hours.sort((a, b) => a.startsAt - b.startsAt);
			}
			await this.#directory.sync(); // its news may still be on the way
		}
	}

	/** In one request, or in as many as the broker can answer. */
	async #fetch(from: number, to: number): Promise<readonly Hour[]> {
		const out: Hour[] = [];
		for (let at = from; at < to; ) {
			const end = Math.min(to, at + this.#spanMs);
			try {
				const { ok } = await this.#link.request("hour-list", { from: at, to: end });
				out.push(...new Reader(ok).list("hours", readHour));
				at = end;
			} catch (error) {
				if (!isTooLarge(error) || end - at <= SPAN_MIN_MS) throw error;
				this.#spanMs = Math.ceil((end - at) / 2);
			}
		}
		return out;
	}

	async #load(): Promise<void> {
		const stale = this.#stale;
		this.#stale = new Set();
		const now = this.#link.now();
		try {
			const value =
				(stale === "all" ? null : await this.#changed(stale)) ??
				(await this.list(now - BACK_MS, now + AHEAD_MS));
			this.#store.hours.value = { kind: "ready", value };
		} catch (error) {
			this.#stale = "all"; // whatever is asked for next
			this.#store.hours.value = kept(this.#store.hours.value, error);
		}
	}

	/** All as they are shown, these as they are now; null where one of them is not known, or not there any more. */
	async #changed(ids: ReadonlySet<Id>): Promise<readonly Hour[] | null> {
		if (this.#store.hours.value.kind !== "ready" || ids.size > FEW) return null;
		const fresh = new Map<Id, Hour>();
		for (const id of ids) {
			const at = this.find(id)?.startsAt;
			if (at === undefined) return null;
			if (fresh.has(id)) continue;
			// Other series' hours that begin then come along.
			for (const hour of await this.list(at, at + 1)) fresh.set(hour.hour, hour);
			if (!fresh.has(id)) return null;
		}
		const shown = valueOr(this.#store.hours.value, []);
		const added = [...fresh.values()].filter(({ hour }) => this.find(hour) === null);
		return [...shown.map((one) => fresh.get(one.hour) ?? one), ...added].sort(
			(a, b) => a.startsAt - b.startsAt,
		);
	}

	/** The hour with what is signed of it; nothing, if it is not what was signed. */
	#signed(hour: Hour, view: HourView | null): readonly Hour[] {
		const series = this.#seriesOf(hour);
		if (series === null || view === null) return [];
		const { startsAt, state, reason, moved } = view;
		this.#by.set(hour.hour, view.by);
		return [
			{
				...hour,
				...{ startsAt, state, reason },
				endsAt: startsAt + HOUR_MS,
				opensAt: startsAt - OPENS_BEFORE_MS,
				date: wallTime(startsAt).date,
				movedFrom: moved ? ruleDay(hour) : null,
				name: series.name,
				contact: series.contact,
				capacity: series.capacity,
				substitute: substituteAt(this.#directory.view, series.contact, startsAt),
			},
		];
	}

	#ring(): void {
		const at = this.#link.now();
		this.#alarm.ring({ reason: "directory-broken", at, case: null });
	}

	#seriesOf(hour: Hour): SeriesView | null {
		return this.#directory.view?.series.find((one) => one.series === hour.series) ?? null;
	}
}

const isTooLarge = (error: unknown): boolean =>
	error instanceof WireError && error.code === "too_large";

/** The day of the rule: what the hour's id follows from, and what it is called by in what is signed. */
export const ruleDay = (hour: Hour): string => hour.movedFrom ?? hour.date;

const claimOf = (hour: Hour): HourClaim => {
	const { hour: id, series, startsAt, state } = hour;
	return { hour: id, series, startsAt, state, date: ruleDay(hour) };
};

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
		movedFrom: r.has("moved_from") ? r.text("moved_from") : null,
		startsAt: r.int("starts_at"),
		endsAt: r.int("ends_at"),
		opensAt: r.int("opens_at"),
		state: r.oneOf("state", ["planned", "proposed", "cancelled"]),
		reason: r.has("reason") ? r.text("reason") : "",
		capacity: r.int("capacity"),
		freePlaces: r.int("free_places"),
		freeMinutes: r.int("free_minutes"),
		contact: r.id("contact"),
		revision: r.int("revision"),
		substitute: r.idOrNull("substitute"),
		missingConsents: r.int("missing_consents"),
		places: r.list("places", readPlace),
	};
}
