// The case that is open: loaded, verified, decrypted, kept current. And what is done with a case: made, written, queued,
// prepared, closed, erased. The list is case-list.ts.
import type { CaseAct, CaseView } from "../crypto/vault/api.ts";
import { CaseList } from "./case-list.ts";
import { allOf, consentRecord, currentConsent, newestOf, queuedOf, stateOf } from "./casefile.ts";
import { type Chains, jsonBytes, STATEMENTS_MAX } from "./chains.ts";
import type { DirectorySync } from "./directory.ts";
import { workersOf } from "./directory-view.ts";
import type { BackgroundDoc, QuestionDoc, ThreadDoc, Urgency } from "./documents.ts";
import { asWorkError } from "./errors.ts";
import type { Hours } from "./hours.ts";
import type { Link } from "./link.ts";
import type { PlanEditor } from "./plan.ts";
import { referenceOf } from "./reference.ts";
import type { Report } from "./report.ts";
import { Coalesced } from "./serial.ts";
import type { Store } from "./store.ts";
import type { Trust } from "./trust.ts";
import { type CaseActions, type CaseFile, type Id, WorkError } from "./work.ts";

/** create with its own three grants, two objects; and a colleague: member-add with three grants. */
const FIRST_STATEMENTS = 6;
const SHARE_STATEMENTS = 4;

export class Cases {
	readonly #store: Store;
	readonly #link: Link;
	readonly #chains: Chains;
	readonly #directory: DirectorySync;
	readonly #hours: Hours;
	readonly #plan: PlanEditor;
	readonly #trust: Trust;
	readonly #report: Report;
	readonly #list: CaseList;
	readonly #screen = new Coalesced(() => this.#draw());
	/** Open on the screen, or in the room. */
	#open: Id | null = null;

	constructor(deps: {
		store: Store;
		link: Link;
		chains: Chains;
		directory: DirectorySync;
		hours: Hours;
		plan: PlanEditor;
		trust: Trust;
		report: Report;
	}) {
		this.#store = deps.store;
		this.#link = deps.link;
		this.#chains = deps.chains;
		this.#directory = deps.directory;
		this.#hours = deps.hours;
		this.#plan = deps.plan;
		this.#trust = deps.trust;
		this.#report = deps.report;
		this.#list = new CaseList(deps);
	}

	readonly actions: CaseActions = {
		create: (input) => this.#create(input),
		open: (id) => this.open(id),
		close: () => this.close(),
		saveQuestion: (doc) => this.#savePart("question", doc),
		saveBackground: (doc) => this.#savePart("background", doc),
		queue: (id, hour, minutes, urgency) => this.#queue(id, hour, minutes, urgency),
		unqueue: (id, reason) => this.#unqueue(id, reason),
		markReady: (id) => this.#prepare(id, []),
		needsInfo: (id, text) => this.#prepare(id, [this.#message(text)]),
		say: async (text) => {
			await this.#append(this.#openId(), [this.#message(text)]);
		},
		report: (id) => this.#report.rows(id),
		closeCase: (id, reason) => this.#closeCase(id, reason),
		erase: (id) => this.#append(id, [{ kind: "erase", reason: "" }]),
		reference: (id) => referenceOf(id),
	};

	refresh(): Promise<void> {
		return this.#list.refresh();
	}

	/** A chain has grown: what shows it follows. */
	async follow(view: CaseView): Promise<void> {
		this.#list.follow(view);
		await this.shown(view.case);
	}

	/** If the case is open: resolves when the screen shows what is known of it now. */
	async shown(id: Id): Promise<void> {
		if (id === this.#open) await this.#screen.run();
	}

	async open(id: Id): Promise<void> {
		const file = this.#store.file.value;
		if (this.#open !== id || file.kind !== "ready") {
			this.#store.file.value = { kind: "loading", case: id };
			this.#plan.leave();
		}
		this.#open = id;
		try {
			await this.#chains.sync(id);
			await this.shown(id);
		} catch (error) {
			if (this.#open === id)
				this.#store.file.value = { kind: "failed", case: id, error: asWorkError(error) };
			throw error;
		}
	}

	close(): void {
		this.#open = null;
		this.#plan.leave();
		this.#store.file.value = { kind: "none" };
	}

	async #create(input: {
		pair: Id;
		question: QuestionDoc;
		background: BackgroundDoc;
	}): Promise<Id> {
		const { view, me } = this.#directory;
		if (view === null || !view.pairs.some((one) => one.pair === input.pair))
			throw new WorkError("not_found", "pair");
		// Who has new keys that I have not compared is left out, and owed.
		const shares: CaseAct[] = workersOf(view, input.pair, this.#link.now())
			.filter((uid) => uid !== me && !this.#barred(uid))
			.map((uid) => ({ kind: "share", uid }));
		const fit = Math.floor((STATEMENTS_MAX - FIRST_STATEMENTS) / SHARE_STATEMENTS);
		const { case: id } = await this.#chains.create([
			{ kind: "create", pair: input.pair },
			...shares.slice(0, fit),
			{ kind: "object", type: "question", plain: jsonBytes(input.question) },
			{ kind: "object", type: "background", plain: jsonBytes(input.background) },
		]);
		const more = Math.floor(STATEMENTS_MAX / SHARE_STATEMENTS);
		for (let at = fit; at < shares.length; at += more) {
			await this.#chains.append(id, shares.slice(at, at + more));
		}
		await this.refresh();
		return id;
	}

	async #savePart(
		type: "question" | "background",
		doc: QuestionDoc | BackgroundDoc,
	): Promise<void> {
		await this.#append(this.#openId(), (view) => {
			const object = newestOf(view, type)?.object;
			const act = { kind: "object", type, plain: jsonBytes(doc) } as const;
			return [object === undefined ? act : { ...act, object }];
		});
	}

	async #queue(id: Id, hour: Id, minutes: number, urgency: Urgency): Promise<void> {
		const place = this.#hours.find(hour);
		if (place === null) throw new WorkError("not_found", "hour");
		const { series, date } = place;
		await this.#append(id, (view) => [
			// With the place go the keys, in one: Kela's contact sees the case from now on and not before.
			...(view.inForce === null ? [] : this.#shares(hour)),
			{ kind: "queue", hour, series, date, minutes, urgency },
		]);
		await this.#hours.refresh();
	}

	/** What those of the hour lack who are in the case already. Anybody new is given it by name, as owed. */
	sharesAgain(view: CaseView, hour: Id): readonly CaseAct[] {
		const members = new Set(view.members.map(({ uid }) => uid));
		return this.#shares(hour).filter(({ uid }) => members.has(uid));
	}

	/** Who of the hour is given the keys: its contact, and who stands for them. Not those whose new number is not compared. */
	#shares(hour: Id): readonly Extract<CaseAct, { kind: "share" }>[] {
		const contacts = this.#hours.contactsOf(hour);
		const given = contacts.filter((uid) => !this.#barred(uid));
		if (contacts.length > 0 && given.length === 0) throw new WorkError("key_changed");
		return given.map((uid) => ({ kind: "share", uid }));
	}

	#barred(uid: Id): boolean {
		const person = this.#directory.person(uid);
		return person === null || this.#trust.needsNumber(person);
	}

	async #closeCase(id: Id, reason: string): Promise<void> {
		await this.#append(id, (view) => {
			if (view.queued !== null || view.session !== null) throw new WorkError("conflict");
			return view.closed === null ? [{ kind: "close", reason: reason.trim() }] : null;
		});
	}

	async #unqueue(id: Id, reason: string): Promise<void> {
		await this.#append(id, (view) => {
			const hour = view.queued?.hour;
			return hour === undefined ? null : [{ kind: "unqueue", hour, reason }];
		});
		await this.#hours.refresh();
	}

	async #prepare(id: Id, before: readonly CaseAct[]): Promise<void> {
		const state = before.length === 0 ? "ready" : "needs-info";
		await this.#append(id, [...before, { kind: "prepare", state }]);
		await this.#hours.refresh();
	}

	#message(text: string): CaseAct {
		const doc: ThreadDoc = { v: 1, text: text.trim() };
		if (doc.text === "") throw new WorkError("bad_param", "text");
		return { kind: "object", type: "thread", plain: jsonBytes(doc) };
	}

	async #append(id: Id, acts: Parameters<Chains["append"]>[1]): Promise<void> {
		await this.#chains.append(id, acts);
		await this.refresh();
		await this.shown(id);
	}

	async #draw(): Promise<void> {
		const id = this.#open;
		const view = id === null ? null : this.#chains.known(id);
		if (id === null || view === null) return;
		const [question, background, thread] = await Promise.all([
			this.#chains.newestDoc<QuestionDoc>(view, "question"),
			this.#chains.newestDoc<BackgroundDoc>(view, "background"),
			this.#thread(view),
		]);
		const plan = await this.#plan.follow(view);
		if (this.#open !== id) return;
		const consent = currentConsent(view);
		this.#store.file.value = {
			kind: "ready",
			file: {
				case: id,
				reference: referenceOf(id),
				pair: view.pair,
				state: stateOf(view),
				createdAt: view.created.at,
				createdBy: view.created.by,
				members: view.members.map((member) => member.uid),
				question,
				background,
				consent: consent === null ? null : consentRecord(consent),
				consents: view.consents.map(consentRecord),
				queued: queuedOf(view, this.#hours.placeOf(id)),
				thread,
				plan,
			},
		};
	}

	async #thread(view: CaseView): Promise<CaseFile["thread"]> {
		if (view.erased !== null || !view.keys.includes("S")) return [];
		const objects = allOf(view, "thread");
		const wanted = objects.map(({ object }) => ({ object, rev: 1 }));
		const docs = await this.#chains.docs<ThreadDoc>(view, wanted);
		return objects.flatMap(({ revs: [first] }, i) => {
			const doc = docs[i];
			return first === undefined || doc === undefined
				? []
				: [{ by: first.author, at: first.at, doc }];
		});
	}

	#openId(): Id {
		if (this.#open === null) throw new WorkError("not_found");
		return this.#open;
	}
}
