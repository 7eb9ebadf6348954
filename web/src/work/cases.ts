// The list of cases and the one that is open: loaded, verified, decrypted, kept current. Queueing and preparing too.
import type { CaseAct, CaseView } from "../crypto/vault/api.ts";
import {
	allOf,
	type CaseRow,
	consentRecord,
	currentConsent,
	newestOf,
	queuedOf,
	summaryOf,
} from "./casefile.ts";
import { type Chains, jsonBytes, STATEMENTS_MAX } from "./chains.ts";
import type { DirectorySync } from "./directory.ts";
import type { BackgroundDoc, QuestionDoc, ThreadDoc, Urgency } from "./documents.ts";
import { asWorkError } from "./errors.ts";
import { type Hours, PLACE_STATES } from "./hours.ts";
import type { Link } from "./link.ts";
import type { PlanEditor } from "./plan.ts";
import { Reader } from "./replies.ts";
import { Coalesced } from "./serial.ts";
import { type Store, valueOr } from "./store.ts";
import { type CaseActions, type CaseFile, type CaseSummary, type Id, WorkError } from "./work.ts";

const CONSENT_STATES = ["waiting-ack", "in-force", "not-yet", "expired", "withdrawn"] as const;
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
	readonly #list = new Coalesced(() => this.#loadList());
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
	}) {
		this.#store = deps.store;
		this.#link = deps.link;
		this.#chains = deps.chains;
		this.#directory = deps.directory;
		this.#hours = deps.hours;
		this.#plan = deps.plan;
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
	};

	refresh(): Promise<void> {
		return this.#list.run();
	}

	/** A chain has grown: what shows it follows. */
	async follow(view: CaseView): Promise<void> {
		this.#patchSummary(view);
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
		const pair = this.#directory.view?.pairs.find((one) => one.pair === input.pair);
		if (pair === undefined) throw new WorkError("not_found", "pair");
		const me = this.#me();
		const shares: CaseAct[] = pair.workers
			.filter((uid) => uid !== me)
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
		const contact = this.#hours.find(hour)?.contact;
		await this.#append(id, (view) => [
			// With the place go the keys, in one: Kela's contact sees the case from now on and not before.
			...(contact !== undefined && view.inForce !== null
				? [{ kind: "share", uid: contact } as const]
				: []),
			{ kind: "queue", hour, minutes, urgency },
		]);
		await this.#hours.refreshHours();
	}

	async #unqueue(id: Id, reason: string): Promise<void> {
		await this.#append(id, (view) => {
			const hour = view.queued?.hour;
			return hour === undefined ? null : [{ kind: "unqueue", hour, reason }];
		});
		await this.#hours.refreshHours();
	}

	async #prepare(id: Id, before: readonly CaseAct[]): Promise<void> {
		const state = before.length === 0 ? "ready" : "needs-info";
		await this.#append(id, [...before, { kind: "prepare", state }]);
		await this.#hours.refreshHours();
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

	async #loadList(): Promise<void> {
		const signal = this.#store.cases;
		if (!this.#amEntitled()) {
			signal.value = { kind: "ready", value: [] };
			return;
		}
		try {
			const { ok } = await this.#link.request("case-list", {});
			const rows = new Reader(ok).list("cases", readRow);
			const old = new Map(valueOr(signal.value, []).map((one) => [one.case, one]));
			signal.value = { kind: "ready", value: rows.map((row) => this.#summary(row, old)) };
			for (const row of rows) await this.#fill(row);
		} catch (error) {
			if (signal.value.kind !== "ready")
				signal.value = { kind: "failed", error: asWorkError(error) };
		}
	}

	#summary(row: CaseRow, old: ReadonlyMap<Id, CaseSummary>): CaseSummary {
		const isContact = (uid: Id) => this.#directory.isContact(uid);
		const question = old.get(row.case)?.question ?? null;
		return summaryOf(row, this.#chains.known(row.case), question, isContact);
	}

	/** Verifies the row's chain and opens its question. A case that fails stays in the list, unopened. */
	async #fill(row: CaseRow): Promise<void> {
		try {
			await this.#chains.syncTo(row.case, row.seq);
			const view = await this.#chains.refreshed(row.case);
			const question = await this.#newestDoc<QuestionDoc>(view, "question");
			const isContact = (uid: Id) => this.#directory.isContact(uid);
			this.#replace(summaryOf(row, view, question, isContact));
		} catch {
			// Shown as "not openable"; opening it tells why.
		}
	}

	#replace(summary: CaseSummary): void {
		const list = valueOr(this.#store.cases.value, null);
		if (list === null) return;
		const value = list.map((one) => (one.case === summary.case ? summary : one));
		this.#store.cases.value = { kind: "ready", value };
	}

	#patchSummary(view: CaseView): void {
		const one = valueOr(this.#store.cases.value, []).find((row) => row.case === view.case);
		if (one === undefined) return;
		const row: CaseRow = { ...one, seq: view.head.seq, consent: one.consent };
		const isContact = (uid: Id) => this.#directory.isContact(uid);
		const question = view.keys.includes("S") ? one.question : null;
		this.#replace(summaryOf(row, view, question, isContact));
	}

	async #newestDoc<T>(view: CaseView, type: "question" | "background" | "plan"): Promise<T | null> {
		const object = newestOf(view, type);
		if (object === null || !view.keys.includes(object.comp)) return null;
		return this.#chains.doc<T>(view, object.object, object.revs.length);
	}

	async #draw(): Promise<void> {
		const id = this.#open;
		const view = id === null ? null : this.#chains.known(id);
		if (id === null || view === null) return;
		const [question, background, thread] = await Promise.all([
			this.#newestDoc<QuestionDoc>(view, "question"),
			this.#newestDoc<BackgroundDoc>(view, "background"),
			this.#thread(view),
		]);
		const plan = await this.#plan.follow(view);
		if (this.#open !== id) return;
		const consent = currentConsent(view);
		this.#store.file.value = {
			kind: "ready",
			file: {
				case: id,
				pair: view.pair,
				state: view.closed === null ? "open" : "closed",
				createdAt: view.created.at,
				createdBy: view.created.by,
				members: view.members.map((member) => member.uid),
				question,
				background,
				consent: consent === null ? null : consentRecord(consent),
				queued: queuedOf(view, this.#hours.placeOf(id)),
				thread,
				plan,
			},
		};
	}

	async #thread(view: CaseView): Promise<CaseFile["thread"]> {
		if (!view.keys.includes("S")) return [];
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

	#me(): Id {
		const session = this.#store.session.value;
		if (session.kind !== "in") throw new WorkError("denied");
		return session.me.uid;
	}

	/** Coordinators never see cases, and need not ask. */
	#amEntitled(): boolean {
		const session = this.#store.session.value;
		return session.kind === "in" && session.me.roles.some((role) => role !== "coordinator");
	}
}

function readRow(r: Reader): CaseRow {
	const consent = r.has("consent") ? r.part("consent") : null;
	return {
		case: r.id("case"),
		pair: r.id("pair"),
		seq: r.int("seq"),
		state: r.oneOf("state", ["open", "closed"]),
		consent:
			consent === null
				? null
				: {
						id: consent.id("id"),
						state: consent.oneOf("state", CONSENT_STATES),
						from: consent.int("from"),
						to: consent.int("to"),
					},
		hour: r.idOrNull("hour"),
		minutes: r.intOrNull("minutes"),
		placeState: r.has("place_state") ? r.oneOf("place_state", PLACE_STATES) : null,
		session: r.idOrNull("session"),
		updatedAt: r.int("updated_at"),
	};
}
