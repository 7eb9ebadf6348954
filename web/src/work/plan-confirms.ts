// Who stands behind what a plan says now. Ticking a step as done takes no confirmation away; anything else does. Rests on
// the verified chain, and on the revisions themselves.
import type { CaseView } from "../crypto/vault/api.ts";
import { confirmedPlans, newestOf, planConfirms } from "./casefile.ts";
import type { Chains } from "./chains.ts";
import type { DirectorySync } from "./directory.ts";
import { planIn } from "./plan-code.ts";
import { samePlan } from "./plan-fields.ts";
import type { Id } from "./work.ts";

export type Confirms = ReturnType<typeof planConfirms>;

/** So many confirmed revisions back it is looked whether one says the same. */
const REVISIONS_MAX = 4;

export class PlanConfirms {
	readonly #chains: Chains;
	readonly #directory: DirectorySync;
	/** Of each case: the revision that was looked at, and the earlier ones that say the same. */
	readonly #same = new Map<Id, { readonly rev: number; readonly revs: ReadonlySet<number> }>();

	constructor(chains: Chains, directory: DirectorySync) {
		this.#chains = chains;
		this.#directory = directory;
	}

	/** As far as it has been looked at: by the chain alone only who confirmed the newest revision itself. */
	of(view: CaseView): Confirms {
		const isContact = (uid: Id) => this.#directory.isContact(uid);
		const now = planConfirms(view, isContact);
		const same = this.#same.get(view.case);
		if (same?.rev !== now.rev) return now;
		const plan = newestOf(view, "plan")?.object;
		const earlier = view.confirms.filter(
			({ object, rev }) => object === plan && same.revs.has(rev),
		);
		// One revision that both have confirmed, not one each: so count the broker's figures and the follow-ups too.
		const last = confirmedPlans(view, isContact)?.last;
		if (last?.object !== plan || !same.revs.has(last?.rev ?? 0)) return now;
		const by = [...new Set([...now.by, ...earlier.map((one) => one.by)])];
		return { ...now, by, both: true };
	}

	/** Looks into the confirmed revisions, if any is older than the newest. */
	async look(view: CaseView): Promise<Confirms> {
		const plan = newestOf(view, "plan");
		const rev = plan?.revs.length ?? 0;
		const revs = view.confirms.filter((one) => one.object === plan?.object && one.rev < rev);
		const wanted = [...new Set(revs.map((one) => one.rev))].sort((a, b) => b - a);
		const isReadable = plan !== null && view.erased === null && view.keys.includes(plan.comp);
		if (!isReadable || wanted.length === 0) return this.of(view);
		const look = [rev, ...wanted.slice(0, REVISIONS_MAX)];
		const docs = await this.#chains.docs<unknown>(
			view,
			look.map((one) => ({ object: plan.object, rev: one })),
		);
		const [newest, ...older] = docs.map(unticked);
		const same = older.map((doc, i) =>
			doc && newest && samePlan(doc, newest) ? look[i + 1] : undefined,
		);
		const found = new Set(same.filter((one) => one !== undefined));
		this.#same.set(view.case, { rev, revs: found });
		return this.of(view);
	}
}

function unticked(doc: unknown) {
	const plan = planIn(doc);
	return plan && { ...plan, steps: plan.steps.map((step) => ({ ...step, done: null })) };
}
