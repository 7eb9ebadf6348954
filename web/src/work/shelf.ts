// The shelf of answered questions: proposed in a case by one side, checked and published by the other, taken down.
import type { CardProposal, CardText, CaseView, VaultApi } from "../crypto/vault/api.ts";
import { allOf } from "./casefile.ts";
import { type Chains, jsonBytes } from "./chains.ts";
import type { DirectorySync } from "./directory.ts";
import type { Proposal, ShelfActions } from "./org-state.ts";
import { Reader } from "./replies.ts";
import { type Id, WorkError } from "./work.ts";

const LANGUAGES = ["fi", "sv", "en"] as const;

interface ShelfDeps {
	readonly vault: VaultApi;
	readonly chains: Chains;
	readonly directory: DirectorySync;
	/** What shows the case follows. */
	readonly shown: (id: Id) => Promise<void>;
}

/** A proposal as it lies in the case, with who laid it there. */
interface Laid extends CardProposal {
	readonly proposer: Id;
	readonly at: number;
}

export class Shelf {
	readonly #d: ShelfDeps;

	constructor(deps: ShelfDeps) {
		this.#d = deps;
	}

	readonly actions: ShelfActions = {
		propose: (id, text) => this.#propose(id, text),
		proposals: async (id) =>
			(await this.#laid(id)).map(({ sig: _, ...laid }) => ({
				...laid,
				case: id,
				...this.#standing(laid),
			})),
		publish: (id, card) => this.#publish(id, card),
		drop: async (card) => {
			await this.#d.directory.append({ kind: "card-drop", card });
		},
	};

	async #propose(id: Id, text: CardText): Promise<void> {
		const doc = { v: 1, ...(await this.#d.vault.cardPropose(text)) };
		await this.#d.chains.append(id, [{ kind: "object", type: "card", plain: jsonBytes(doc) }]);
		await this.#d.shown(id);
	}

	async #publish(id: Id, card: Id): Promise<void> {
		const laid = (await this.#laid(id)).find((one) => one.card === card);
		if (laid === undefined || !this.#standing(laid).publishable) throw new WorkError("not_found");
		const { proposer, at: _, ...proposal } = laid;
		await this.#d.directory.append({ kind: "card", proposal, proposer });
	}

	#standing({
		card,
		proposer,
	}: Pick<Laid, "card" | "proposer">): Pick<Proposal, "state" | "publishable"> {
		const { view, me } = this.#d.directory;
		const known = view?.cards.find((one) => one.card === card);
		const state = known === undefined ? "open" : known.dropped ? "dropped" : "published";
		const sides = [proposer, me ?? ""].map((uid) => this.#d.directory.person(uid)?.orgKind ?? null);
		const publishable = state === "open" && !sides.includes(null) && sides[0] !== sides[1];
		return { state, publishable };
	}

	async #laid(id: Id): Promise<readonly Laid[]> {
		const view = this.#d.chains.known(id) ?? (await this.#d.chains.sync(id));
		if (view.erased !== null || !view.keys.includes("S")) return [];
		return (await this.#read(view)).reverse();
	}

	/** What is no proposal, whoever wrote it, is left out. */
	async #read(view: CaseView): Promise<Laid[]> {
		const objects = allOf(view, "card");
		const wanted = objects.map(({ object, revs }) => ({ object, rev: revs.length }));
		const docs = await this.#d.chains.docs<unknown>(view, wanted);
		return objects.flatMap(({ revs }, i) => {
			const proposal = readProposal(docs[i]);
			const rev = revs.at(-1);
			if (proposal === null || rev === undefined) return [];
			return [{ ...proposal, proposer: rev.author, at: rev.at }];
		});
	}
}

function readProposal(doc: unknown): CardProposal | null {
	try {
		const r = new Reader(doc);
		return {
			card: r.id("card"),
			lang: r.oneOf("lang", LANGUAGES),
			topics: r.values("topics").map(String),
			question: r.text("question"),
			answer: r.text("answer"),
			sig: r.text("sig"),
		};
	} catch {
		return null;
	}
}
