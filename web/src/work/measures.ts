// Measures of a case: entered into its object `follow-up` first, then their numbers go to the broker, and what did not
// get there goes later. The object alone knows which numbers are whose; the broker learns numbers, series, quarter, form.
import type { CaseView } from "../crypto/vault/api.ts";
import type { FollowChange, FollowForm } from "../state/measures.ts";
import { quarterOf, quartersFrom } from "../state/quarters.ts";
import { newestOf } from "./casefile.ts";
import { type Acts, type Chains, jsonBytes } from "./chains.ts";
import type { DirectorySync } from "./directory.ts";
import type { Drafts } from "./drafts.ts";
import type { Feedback } from "./feedback.ts";
import {
	EMPTY_FOLLOW,
	entryOf,
	type FollowDoc,
	readFollow,
	type Sending,
	settled,
	unsent,
	withEntry,
	withoutEntry,
} from "./follow-doc.ts";
import type { Link } from "./link.ts";
import { land, newMeasureId, recall } from "./sending.ts";
import { Serial, Serials } from "./serial.ts";
import { type Store, valueOr } from "./store.ts";
import { type Id, type MeasureActions, WorkError } from "./work.ts";

/** Draft: cases of mine with numbers that may not have reached the broker. */
const UNSENT = "unsent";
/** So far back the broker takes a quarter. */
const QUARTERS_BACK = 4;
const ROUNDS_MAX = 5;

interface MeasuresDeps {
	readonly store: Store;
	readonly link: Link;
	readonly chains: Chains;
	readonly drafts: Drafts;
	readonly directory: DirectorySync;
	readonly feedback: Feedback;
}

export class Measures {
	readonly #d: MeasuresDeps;
	/** Of one case one thing at a time. */
	readonly #serials = new Serials();
	readonly #listing = new Serial();

	constructor(deps: MeasuresDeps) {
		this.#d = deps;
	}

	readonly actions: MeasureActions = {
		read: (id) => this.#serials.run(id, () => this.#read(id)),
		save: (id, form, change) => this.#serials.run(id, () => this.#save(id, form, change)),
		drop: (id, form) =>
			this.#serials.run(id, () => this.#write(id, (doc) => withoutEntry(doc, form))),
		feedback: (hour) => this.#d.feedback.of(hour),
		giveFeedback: (hour, code, n) => this.#d.feedback.give(hour, code, n),
	};

	/** Online, at first or again: what a cut or a reload has left behind goes now. */
	async resume(): Promise<void> {
		await this.#d.feedback.resume().catch(() => undefined); // next time
		for (const id of await this.#listed())
			await this.#serials.run(id, () => this.#settle(id)).catch(() => undefined);
	}

	async #read(id: Id): Promise<FollowDoc> {
		const view = this.#d.chains.known(id) ?? (await this.#d.chains.sync(id));
		const doc = await this.#doc(view);
		if (!isOwing(doc) || view.closed !== null) return doc;
		return this.#settle(id).catch(() => doc);
	}

	async #save(id: Id, form: FollowForm, change: FollowChange): Promise<FollowDoc> {
		const { link, directory } = this.#d;
		const by = { form, change, at: link.now(), by: directory.me ?? "" };
		const newId = newMeasureId();
		return this.#write(id, (doc) => {
			const place = this.#placeOf(id, doc, form);
			return withEntry(doc, by, place === null ? null : { id: newId, ...place });
		});
	}

	/** The object first; then what follows from it, now or later. */
	async #write(id: Id, change: (doc: FollowDoc) => FollowDoc): Promise<FollowDoc> {
		await this.#list((cases) => cases.add(id));
		let doc = EMPTY_FOLLOW;
		await this.#d.chains.append(
			id,
			this.#acts((before) => {
				doc = change(before);
				return doc;
			}),
		);
		return this.#settle(id).catch(() => doc);
	}

	/** Sends and takes back until the object owes nothing; by then a colleague may have changed it again. */
	async #settle(id: Id): Promise<FollowDoc> {
		const { chains } = this.#d;
		for (let round = 1; ; round++) {
			const view = chains.known(id) ?? (await chains.sync(id));
			const doc = await this.#doc(view);
			const { landed, gone, refused } = await this.#send(doc);
			if (!isOwing(doc) || view.closed !== null || round === ROUNDS_MAX) {
				if (refused !== null) throw refused;
				await this.#list((cases) => cases.delete(id));
				return doc;
			}
			await chains.append(
				id,
				this.#acts((now) => settled(now, landed, gone)),
			);
			if (refused !== null) throw refused;
		}
	}

	/** What cannot go holds up nothing of another form; of its own it does, for never are both counted. */
	async #send(doc: FollowDoc) {
		const { link } = this.#d;
		const [landed, gone]: [Sending[], Sending[]] = [[], []];
		const stuck = new Set<FollowForm>();
		let refused: unknown = null;
		const go = async (one: Sending, way: typeof land, done: Sending[]) => {
			if (stuck.has(one.form)) return;
			try {
				await way(link, one);
				done.push(one);
			} catch (error) {
				stuck.add(one.form);
				refused ??= error;
			}
		};
		for (const one of doc.recalled) await go(one, recall, gone);
		for (const one of unsent(doc)) await go(one, land, landed);
		return { landed, gone, refused };
	}

	#acts(change: (doc: FollowDoc) => FollowDoc): Acts {
		return async (view) => {
			if (view.closed !== null) throw new WorkError("forbidden");
			const object = newestOf(view, "follow-up")?.object;
			const before = await this.#doc(view);
			const after = change(before);
			if (after === before) return null;
			const act = { kind: "object", type: "follow-up", plain: jsonBytes(after) } as const;
			return [object === undefined ? act : { ...act, object }];
		};
	}

	async #doc(view: CaseView): Promise<FollowDoc> {
		if (view.erased !== null) throw new WorkError("not_found");
		if (!view.keys.includes("P")) throw new WorkError("no_key");
		const stored = await this.#d.chains.newestDoc<unknown>(view, "follow-up");
		return stored === null ? EMPTY_FOLLOW : readFollow(stored);
	}

	/**
	 * Under which series and quarter: a correction under those of before, else where the case has been numbered or discussed,
	 * or the pair's own hour. Null: the pair has none.
	 */
	#placeOf(id: Id, doc: FollowDoc, form: FollowForm): { series: Id; quarter: string } | null {
		const { store, link, chains } = this.#d;
		const now = quarterOf(link.now());
		const before = entryOf(doc, form)?.sending ?? null;
		const mine = valueOr(store.series.value, []);
		const pair = chains.known(id)?.pair;
		const hours = valueOr(store.hours.value, []);
		const candidates = [
			before?.series,
			doc.entries.findLast(({ sending }) => sending !== null)?.sending?.series,
			hours.findLast((hour) => hour.places.some((place) => place.case === id))?.series,
			chains.known(id)?.queued?.series,
			mine.find((one) => pair !== undefined && one.pairs.includes(pair))?.series,
		];
		const series = candidates.find((one) => mine.some((own) => own.series === one));
		if (series === undefined) return null;
		const recent =
			before !== null &&
			before.quarter <= now &&
			quartersFrom(before.quarter, now).length <= QUARTERS_BACK + 1;
		return { series, quarter: recent ? before.quarter : now };
	}

	#listed(): Promise<ReadonlySet<Id>> {
		return this.#listing.run(() => this.#load());
	}

	/** Asked for each time: another device of mine keeps it too. */
	async #load(): Promise<Set<Id>> {
		const stored = await this.#d.drafts.load(UNSENT);
		return new Set(Array.isArray(stored) ? stored.filter((one) => typeof one === "string") : []);
	}

	/** Kept before anything is done, so that a crash in between is found again. */
	#list(change: (cases: Set<Id>) => void): Promise<void> {
		return this.#listing.run(async () => {
			const cases = await this.#load();
			const before = cases.size;
			change(cases);
			if (cases.size !== before) await this.#d.drafts.save(UNSENT, [...cases]);
		});
	}
}

const isOwing = (doc: FollowDoc): boolean => unsent(doc).length > 0 || doc.recalled.length > 0;
