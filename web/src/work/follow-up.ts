// Follow-ups and plans of my cases: what the chains say of when each is looked at again, set by the first client of the pair
// that sees a plan confirmed by both sides; and the plans whose steps are to be done. What is measured is in measures.ts.
import type { CaseAct, CaseView } from "../crypto/vault/api.ts";
import { type Confirmed, dueOf, FOLLOW_UP_KINDS, isDue } from "../state/follow-up.ts";
import { isCopied, readRecordNote } from "../state/record-note.ts";
import { allOf, type ConfirmedPlans, confirmedPlans, newestOf } from "./casefile.ts";
import type { Chains } from "./chains.ts";
import type { DirectorySync } from "./directory.ts";
import type { ThreadDoc } from "./documents.ts";
import { asWorkError } from "./errors.ts";
import type { Link } from "./link.ts";
import { planIn } from "./plan-code.ts";
import { Coalesced } from "./serial.ts";
import { Someone } from "./someone.ts";
import type { Store } from "./store.ts";
import type { CasePlan, FollowUpActions, FollowUpKind, Id } from "./work.ts";

interface FollowUpDeps {
	readonly store: Store;
	readonly link: Link;
	readonly chains: Chains;
	readonly directory: DirectorySync;
	/** What shows the case follows. */
	readonly shown: (id: Id) => Promise<void>;
}

const actOf = (what: FollowUpKind, due: number): CaseAct => ({ kind: "follow-up", what, due });

export class FollowUps {
	readonly #d: FollowUpDeps;
	readonly #once = new Coalesced(() => this.#scan());
	readonly #setting = new Someone();
	/** Somebody is in: what is still under way when they leave starts no clock any more. */
	#on = false;

	constructor(deps: FollowUpDeps) {
		this.#d = deps;
	}

	readonly actions: FollowUpActions = {
		set: (id, what, due) => this.#set(id, what, due),
		done: (id, what) => this.#set(id, what, 0),
	};

	begin(): void {
		this.#on = true;
	}

	stop(): void {
		this.#on = false;
		this.#setting.stop();
	}

	/** A chain has grown, or the list of cases is another. */
	look(): Promise<void> {
		return this.#once.run();
	}

	/** What the broker says is due: true if the chain and the day say so too. */
	async isDue(id: Id, what: string, due: number): Promise<boolean> {
		const view = await this.#d.chains.sync(id);
		if (view.closed !== null || !isDue(due, this.#d.link.now())) return false;
		return view.followUps.some((one) => one.what === what && one.due === due);
	}

	async #set(id: Id, what: FollowUpKind, due: number): Promise<void> {
		await this.#d.chains.append(id, (view) => {
			const said = view.followUps.find((one) => one.what === what);
			return (said?.due ?? 0) === due ? null : [actOf(what, due)];
		});
		await this.#d.shown(id);
	}

	async #scan(): Promise<void> {
		const { store, directory, chains } = this.#d;
		const me = directory.me;
		const cases = store.cases.value;
		if (me === null || cases.kind === "loading") return;
		if (cases.kind === "failed") {
			if (store.plans.value.kind !== "ready") store.plans.value = cases;
			return;
		}
		const views = cases.value.map((row) => chains.known(row.case)).filter((view) => view !== null);
		const plans: CasePlan[] = [];
		for (const view of views) {
			if (!isReadable(view)) continue;
			try {
				plans.push(...(await this.#plan(view)));
				if (this.#on) this.#scheduleSoon(view, me);
			} catch (error) {
				// Without a connection the page says so; a plan that does not open is told of on its own page.
				if (asWorkError(error).code !== "offline") continue;
				if (this.#on && store.plans.value.kind !== "ready")
					store.plans.value = { kind: "failed", error: asWorkError(error) };
				return;
			}
		}
		if (this.#on && directory.me === me) store.plans.value = { kind: "ready", value: plans };
	}

	async #plan(view: CaseView): Promise<CasePlan[]> {
		const doc = planIn(await this.#d.chains.newestDoc<unknown>(view, "plan"));
		if (doc === null) return [];
		return [{ case: view.case, doc, uncopied: await this.#uncopied(view) }];
	}

	/** Only what was said since that revision was written is read: a note of it cannot be older. */
	async #uncopied(view: CaseView): Promise<number | null> {
		const { directory, chains } = this.#d;
		const ofKela = (uid: Id) => directory.isContact(uid);
		if (view.lane === "general" || directory.me === null || ofKela(directory.me)) return null;
		const last = confirmedPlans(view, ofKela)?.last;
		const plan = view.objects.find(({ object }) => object === last?.object);
		const written = plan?.revs[(last?.rev ?? 0) - 1]?.at;
		if (last === undefined || written === undefined) return null;
		const said = allOf(view, "thread").filter(
			({ revs: [first] }) => first !== undefined && first.at >= written && !ofKela(first.author),
		);
		const wanted = said.map(({ object }) => ({ object, rev: 1 }));
		const docs = await chains.docs<ThreadDoc>(view, wanted);
		const notes = docs.flatMap((doc) => {
			const note = typeof doc?.text === "string" ? readRecordNote(doc.text) : null;
			return note === null ? [] : [note];
		});
		return isCopied(last.rev, notes) ? null : last.at;
	}

	#scheduleSoon(view: CaseView, me: Id): void {
		const own = view.members.find(({ uid }) => uid === me);
		if (own?.entitled !== true || own.comps !== "PSC") return;
		if (this.#lacking(view) === null) return;
		const set = () =>
			this.#d.chains.append(view.case, (now) => (this.#on ? this.#acts(now) : null));
		this.#setting.soon(view.case, set);
	}

	/** Sorts that nobody has said anything about since the plan was confirmed, for the first time or (`plan`) anew. */
	#lacking(view: CaseView): { confirmed: ConfirmedPlans; kinds: readonly FollowUpKind[] } | null {
		const { directory } = this.#d;
		// A question without a client has nobody's situation to come back to.
		if (view.lane === "general" || view.closed !== null) return null;
		const confirmed = confirmedPlans(view, (uid) => directory.isContact(uid));
		if (confirmed === null) return null;
		const kinds = FOLLOW_UP_KINDS.filter((what) => {
			const said = view.followUps.find((one) => one.what === what);
			return said === undefined || (what === "plan" && said.at < confirmed.last.at);
		});
		return kinds.length === 0 ? null : { confirmed, kinds };
	}

	async #acts(view: CaseView): Promise<readonly CaseAct[] | null> {
		const lacking = this.#lacking(view);
		if (lacking === null || !isReadable(view)) return null;
		const { first, last } = lacking.confirmed;
		const doc = planIn(await this.#d.chains.doc<unknown>(view, last.object, last.rev));
		if (doc === null) return null;
		const now = this.#d.link.now();
		return lacking.kinds.map((what) => {
			const at = what === "plan" ? last.at : first;
			const confirmed: Confirmed = { at, date: doc.date, refreshBy: doc.refreshBy };
			return actOf(what, dueOf(what, confirmed, now));
		});
	}
}

/** Its newest plan, if there is one, opens here. */
const isReadable = (view: CaseView): boolean =>
	view.closed === null &&
	view.erased === null &&
	view.keys.includes("S") &&
	newestOf(view, "plan") !== null;
