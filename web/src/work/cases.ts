// The case that is open: loaded, verified, decrypted, kept current. And what is done with a case: made, written, queued,
// prepared, closed, erased. The list is case-list.ts.
import type { CaseAct, CaseView } from "../crypto/vault/api.ts";
import { CaseList } from "./case-list.ts";
import {
	allOf,
	confirmedPlans,
	consentRecord,
	currentConsent,
	newestOf,
	queuedOf,
	stateOf,
} from "./casefile.ts";
import { type Chains, jsonBytes, STATEMENTS_MAX } from "./chains.ts";
import type { DirectorySync } from "./directory.ts";
import { workersOf } from "./directory-view.ts";
import type { BackgroundDoc, QuestionDoc, ThreadDoc } from "./documents.ts";
import { asWorkError } from "./errors.ts";
import type { Hours } from "./hours.ts";
import type { Link } from "./link.ts";
import type { Looks } from "./looks.ts";
import type { PlanEditor } from "./plan.ts";
import { isQueued, type Queueing } from "./queueing.ts";
import { referenceOf } from "./reference.ts";
import type { Report } from "./report.ts";
import { Coalesced } from "./serial.ts";
import type { Store } from "./store.ts";
import { type CaseActions, type CaseFile, type Id, WorkError } from "./work.ts";

/** create with its own three grants, two objects; and a colleague: member-add with three grants. */
const FIRST_STATEMENTS = 6;
const SHARE_STATEMENTS = 4;

const objectAct = (type: "question" | "background", doc: QuestionDoc | BackgroundDoc) =>
	({ kind: "object", type, plain: jsonBytes(doc) }) as const;

export class Cases {
	readonly #store: Store;
	readonly #link: Link;
	readonly #chains: Chains;
	readonly #directory: DirectorySync;
	readonly #hours: Hours;
	readonly #plan: PlanEditor;
	readonly #report: Report;
	readonly #queueing: Queueing;
	readonly #looks: Looks;
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
		report: Report;
		queueing: Queueing;
		looks: Looks;
	}) {
		this.#store = deps.store;
		this.#link = deps.link;
		this.#chains = deps.chains;
		this.#directory = deps.directory;
		this.#hours = deps.hours;
		this.#plan = deps.plan;
		this.#report = deps.report;
		this.#queueing = deps.queueing;
		this.#looks = deps.looks;
		deps.queueing.onDone = async (id) => {
			await this.refresh();
			await this.shown(id);
		};
		this.#list = new CaseList(deps);
	}

	readonly actions: CaseActions = {
		create: (input) => this.#create(input),
		open: (id) => this.open(id),
		close: () => this.close(),
		saveQuestion: (doc) => this.#savePart("question", doc),
		saveBackground: (doc) => this.#savePart("background", doc),
		createGeneral: (input) => this.#create({ ...input, background: null }),
		queue: (id, where) => this.#queueing.queue(id, where),
		unqueue: (id, reason) => this.#queueing.unqueue(id, reason),
		place: (id, hour, pos) => this.#queueing.place(id, hour, pos),
		moveUp: (id) => this.#queueing.move(id, -1),
		moveDown: (id) => this.#queueing.move(id, 1),
		moveToNext: (id) => this.#queueing.moveToNext(id),
		markReady: (id) => this.#queueing.prepare(id, "ready"),
		needsInfo: (id, text) => this.#queueing.prepare(id, "needs-info", text),
		answer: (id, text) => this.#queueing.prepare(id, "answered", text),
		note: (id) => this.#looks.note(id),
		seen: (id) => this.#looks.seen(id),
		changedSince: (ids) => this.#looks.changedSince(ids),
		say: async (text) => {
			await this.#append(this.#openId(), [this.#queueing.message(text)]);
		},
		report: (id) => this.#report.rows(id),
		receipt: (id) => this.#report.receipt(id),
		closeCase: (id, reason) => this.#closeCase(id, reason),
		setHold: (id, on, reason) => this.#setHold(id, on, reason),
		erase: (id) => this.#append(id, [{ kind: "erase", reason: "" }]),
		reference: (id) => referenceOf(id),
	};

	refresh(): Promise<void> {
		return this.#list.refresh();
	}

	allOpened(): Promise<void> {
		return this.#list.allOpened();
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
			const view = await this.#chains.sync(id);
			// In which hour it is, the hours tell: their news may still be on the way.
			if (isQueued(view) && this.#hours.placeOf(id) === null) await this.#hours.refresh();
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
		/** Null: a general question, without a client. */
		background: BackgroundDoc | null;
	}): Promise<Id> {
		const { view, me } = this.#directory;
		if (view === null || !view.pairs.some((one) => one.pair === input.pair))
			throw new WorkError("not_found", "pair");
		// Who has new keys that I have not compared is left out, and owed.
		const shares: CaseAct[] = workersOf(view, input.pair, this.#link.now())
			.filter((uid) => uid !== me && !this.#queueing.barred(uid))
			.map((uid) => ({ kind: "share", uid }));
		const fit = Math.floor((STATEMENTS_MAX - FIRST_STATEMENTS) / SHARE_STATEMENTS);
		const { pair, question, background } = input;
		const { case: id } = await this.#chains.create([
			{ kind: "create", pair, lane: background === null ? "general" : "client" },
			...shares.slice(0, fit),
			objectAct("question", question),
			...(background === null ? [] : [objectAct("background", background)]),
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
			const act = objectAct(type, doc);
			return [object === undefined ? act : { ...act, object }];
		});
	}

	async #closeCase(id: Id, reason: string): Promise<void> {
		await this.#append(id, (view) => {
			if (isQueued(view)) throw new WorkError("conflict");
			return view.closed === null ? [{ kind: "close", reason: reason.trim() }] : null;
		});
	}

	async #setHold(id: Id, on: boolean, reason: string): Promise<void> {
		const act = { kind: "hold", on, reason: reason.trim() } as const;
		await this.#append(id, (view) => ((view.hold !== null) === on ? null : [act]));
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
				lane: view.lane,
				state: stateOf(view),
				hold: view.hold,
				createdAt: view.created.at,
				createdBy: view.created.by,
				members: view.members.map((member) => member.uid),
				question: question ?? null,
				background: background ?? null,
				consent: consent === null ? null : consentRecord(consent),
				consents: view.consents.map(consentRecord),
				queued: queuedOf(view, this.#hours.placeOf(id)),
				answered: view.answered,
				guests: view.guests,
				thread,
				plan,
				followUps: view.followUps,
				confirmedAt: confirmedPlans(view, (uid) => this.#directory.isContact(uid))?.first ?? null,
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
			return first === undefined || typeof doc?.text !== "string"
				? []
				: [{ by: first.author, at: first.at, doc }];
		});
	}

	#openId(): Id {
		if (this.#open === null) throw new WorkError("not_found");
		return this.#open;
	}
}
