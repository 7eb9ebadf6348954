// A case in the queue: into it with Kela's keys, from one place to another, out of it, and what Kela makes of it.
import type { CaseAct, CaseView } from "../crypto/vault/api.ts";
import { type Acts, type Chains, jsonBytes } from "./chains.ts";
import type { DirectorySync } from "./directory.ts";
import type { ThreadDoc } from "./documents.ts";
import { AHEAD, type Hours, ruleDay } from "./hours.ts";
import type { Link } from "./link.ts";
import type { Trust } from "./trust.ts";
import type { WaitingLists } from "./waiting.ts";
import { type CaseActions, type Hour, type Id, type Place, WorkError } from "./work.ts";

interface QueueingDeps {
	readonly link: Link;
	readonly chains: Chains;
	readonly directory: DirectorySync;
	readonly hours: Hours;
	readonly waiting: WaitingLists;
	readonly trust: Trust;
}

type Where = Parameters<CaseActions["queue"]>[1];

export class Queueing {
	readonly #d: QueueingDeps;
	/** What shows the case follows. */
	onDone: (id: Id) => Promise<void> = async () => {};

	constructor(deps: QueueingDeps) {
		this.#d = deps;
	}

	async queue(id: Id, where: Where): Promise<void> {
		const { series, minutes, urgency } = where;
		const hour = where.hour === null ? null : this.#named(where.hour);
		await this.#append(id, (view) => [
			// With the queue go the keys, in one: Kela's contact sees the case from now on and not before.
			...(view.open ? this.#shares(series) : []),
			{ kind: "queue", series, hour, minutes, urgency },
		]);
	}

	async unqueue(id: Id, reason: string): Promise<void> {
		await this.#d.hours.refresh(); // where it is by now: it may have moved up
		await this.#append(id, (view) => {
			if (view.queued === null) return null;
			const hour = this.#d.hours.placeOf(id)?.hour.hour ?? null;
			return [{ kind: "unqueue", hour, reason }];
		});
	}

	async place(id: Id, hour: Id, pos: number): Promise<void> {
		await this.#append(id, [{ kind: "place", hour: this.#named(hour), pos }]);
	}

	/** So many positions on in its hour, among the places that are still ahead. */
	async move(id: Id, by: -1 | 1): Promise<void> {
		const { hour, place } = this.#placeOf(id);
		const ahead = hour.places.filter((one) => AHEAD.includes(one.state));
		ahead.sort((a, b) => a.pos - b.pos);
		const other = ahead[ahead.findIndex((one) => one.pos === place.pos) + by];
		if (other !== undefined) await this.place(id, hour.hour, other.pos);
	}

	async moveToNext(id: Id): Promise<void> {
		const { hour, place } = this.#placeOf(id);
		const next = this.#d.hours
			.ofSeries(hour.series)
			.filter((one) => one.state === "planned" && one.startsAt > hour.startsAt)
			.find((one) => one.freePlaces > 0 && one.freeMinutes >= place.minutes);
		if (next === undefined) throw new WorkError("hour_full");
		await this.place(id, next.hour, 0);
	}

	/** Kela's contact: with what is said in the thread, if anything. */
	async prepare(id: Id, state: "ready" | "needs-info" | "answered", text?: string): Promise<void> {
		const said = text === undefined ? [] : [this.message(text)];
		await this.#append(id, [...said, { kind: "prepare", state }]);
	}

	message(text: string): CaseAct {
		const doc: ThreadDoc = { v: 1, text: text.trim() };
		if (doc.text === "") throw new WorkError("bad_param", "text");
		return { kind: "object", type: "thread", plain: jsonBytes(doc) };
	}

	/** What those of the series lack who are in the case already. Anybody new is given it by name, as owed. */
	sharesAgain(view: CaseView, series: Id): readonly CaseAct[] {
		const members = new Set(view.members.map(({ uid }) => uid));
		return this.#shares(series).filter(({ uid }) => members.has(uid));
	}

	/** Who of the series is given the keys: its contact, and who stands for them. Not those whose new number is not compared. */
	#shares(series: Id): readonly Extract<CaseAct, { kind: "share" }>[] {
		const contacts = this.#d.hours.contactsOf(series);
		const given = contacts.filter((uid) => !this.barred(uid));
		if (contacts.length > 0 && given.length === 0) throw new WorkError("key_changed");
		return given.map((uid) => ({ kind: "share", uid }));
	}

	/** Unknown, or under new keys that I have not compared. */
	barred(uid: Id): boolean {
		const person = this.#d.directory.person(uid);
		return person === null || this.#d.trust.needsNumber(person);
	}

	#named(id: Id): { readonly hour: Id; readonly date: string } {
		const hour = this.#d.hours.find(id);
		if (hour === null) throw new WorkError("not_found", "hour");
		return { hour: id, date: ruleDay(hour) };
	}

	#placeOf(id: Id): { readonly hour: Hour; readonly place: Place } {
		const at = this.#d.hours.placeOf(id);
		if (at === null) throw new WorkError("not_found", "hour");
		return at;
	}

	async #append(id: Id, acts: Acts): Promise<void> {
		await this.#d.chains.append(id, acts);
		await Promise.all([this.#d.hours.refresh(), this.#d.waiting.refresh()]);
		await this.onDone(id);
	}
}

/** Does Kela's contact, or the pair, wait for its turn by the chain? */
export const isQueued = (view: CaseView): boolean => view.queued !== null || view.session !== null;
