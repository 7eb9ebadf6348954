// The shelf of answered questions: proposed in a case by one side, checked and published by the other, taken down. What the
// sides say of a proposal is laid beside it in the case; whether it stands on the shelf, the directory alone says.
import { CARD_LANGUAGES } from "../crypto/directory-org-limits.ts";
import type { CardProposal, CardText, CaseAct, CaseView, VaultApi } from "../crypto/vault/api.ts";
import { allOf, currentConsent } from "./casefile.ts";
import { type Chains, jsonBytes } from "./chains.ts";
import type { DirectorySync } from "./directory.ts";
import type { Proposal, ShelfActions, Verdict } from "./org-state.ts";
import { Reader } from "./replies.ts";
import { Coalesced } from "./serial.ts";
import type { Store } from "./store.ts";
import { type Id, WorkError } from "./work.ts";

const VERDICTS = ["back", "declined", "withdrawn"] as const;
/** It may become something yet. */
const OPEN_STATES: readonly (Proposal["state"] | undefined)[] = ["open", "back"];

interface ShelfDeps {
	readonly store: Store;
	readonly vault: VaultApi;
	readonly chains: Chains;
	readonly directory: DirectorySync;
	/** What shows the case follows. */
	readonly shown: (id: Id) => Promise<void>;
	/** The people that the newest consent of the case names. */
	readonly named: (view: CaseView) => Promise<readonly string[]>;
}

interface Written {
	readonly by: Id;
	readonly at: number;
}

/** A proposal as it lies in the case, with who laid it there. */
interface Laid extends CardProposal, Written {
	/** The one that it was proposed in place of. */
	readonly instead: Id | null;
}

interface Said extends Written {
	readonly card: Id;
	readonly verdict: Verdict;
	readonly word: string;
}

interface OfCase {
	/** Newest first. */
	readonly laid: readonly Laid[];
	readonly said: readonly Said[];
}

export class Shelf {
	readonly #d: ShelfDeps;
	readonly #once = new Coalesced(() => this.#look());
	/** Somebody is in: what is still under way when they leave shows nothing any more. */
	#on = false;

	constructor(deps: ShelfDeps) {
		this.#d = deps;
	}

	readonly actions: ShelfActions = {
		propose: (id, text, instead) => this.#propose(id, text, instead ?? null),
		proposals: async (id) => this.#proposals(await this.#view(id)),
		publish: (id, card) => this.#publish(id, card),
		judge: (id, card, verdict, word) => this.#judge(id, card, verdict, word),
		names: (id) => this.#names(id),
		drop: async (card) => {
			await this.#d.directory.append({ kind: "card-drop", card });
		},
	};

	begin(): void {
		this.#on = true;
	}

	stop(): void {
		this.#on = false;
	}

	/** A chain has grown or the directory has: what waits for me may be something else. */
	look(): Promise<void> {
		return this.#once.run();
	}

	/** Only of cases with proposals is anything fetched, and that once. */
	async #look(): Promise<void> {
		const { chains, store, directory } = this.#d;
		const me = directory.me;
		const waiting: Proposal[] = [];
		for (const id of chains.ids()) {
			const view = chains.known(id);
			if (view === null || !isReadable(view) || allOf(view, "card").length === 0) continue;
			// One that does not open is told of on its own page.
			const proposals = await this.#proposals(view).catch(() => []);
			waiting.push(...proposals.filter((one) => waits(one, view, me)));
		}
		if (this.#on && me === directory.me) store.proposals.value = waiting;
	}

	async #propose(id: Id, text: CardText, instead: Id | null): Promise<void> {
		const proposal = await this.#d.vault.cardPropose(text);
		const doc = { v: 1, ...proposal, ...(instead === null ? {} : { instead }) };
		await this.#append(id, [cardAct(doc)]);
	}

	async #publish(id: Id, card: Id): Promise<void> {
		const { laid, said } = await this.#read(await this.#view(id));
		const one = laid.find((each) => each.card === card);
		if (one === undefined || !this.#standing(one, laid, said).publishable)
			throw new WorkError("not_found");
		const { by: proposer, at: _at, instead: _instead, ...proposal } = one;
		await this.#d.directory.append({ kind: "card", proposal, proposer });
	}

	async #judge(id: Id, card: Id, verdict: Verdict, typed: string): Promise<void> {
		const word = typed.trim();
		const proposals = await this.#proposals(await this.#view(id));
		const one = proposals.find((each) => each.card === card);
		const mine = one?.proposer === this.#d.directory.me && OPEN_STATES.includes(one?.state);
		if (one === undefined || !(verdict === "withdrawn" ? mine : one.publishable))
			throw new WorkError("not_found");
		const said = cardAct({ v: 1, card, verdict, word });
		const thread: CaseAct = {
			kind: "object",
			type: "thread",
			plain: jsonBytes({ v: 1, text: word }),
		};
		await this.#append(id, word === "" ? [said] : [said, thread]);
	}

	async #append(id: Id, acts: readonly CaseAct[]): Promise<void> {
		await this.#d.chains.append(id, acts);
		await this.#d.shown(id);
	}

	async #names(id: Id): Promise<readonly string[]> {
		const { directory, named } = this.#d;
		const view = await this.#view(id);
		const consent = currentConsent(view);
		const me = directory.me;
		if (consent === null || me === null || !view.keys.includes("C")) return [];
		// A contact's opening of the consent is said by a signature: nothing is read here before.
		if (directory.isContact(me) && !consent.seen.some(({ by }) => by === me)) return [];
		return named(view);
	}

	async #view(id: Id): Promise<CaseView> {
		return this.#d.chains.known(id) ?? (await this.#d.chains.sync(id));
	}

	async #proposals(view: CaseView): Promise<readonly Proposal[]> {
		const { laid, said } = await this.#read(view);
		return laid.map((one) => {
			const { sig: _sig, by: proposer, instead: _instead, ...text } = one;
			return {
				...{ ...text, proposer, case: view.case },
				...this.#standing(one, laid, said),
			};
		});
	}

	#standing(
		one: Laid,
		laid: readonly Laid[],
		said: readonly Said[],
	): Pick<Proposal, "state" | "publishable" | "said"> {
		const { view, me } = this.#d.directory;
		const known = view?.cards.find(({ card }) => card === one.card);
		if (known !== undefined) {
			const state = known.dropped ? "dropped" : "published";
			return { state, publishable: false, said: null };
		}
		const word = said.find((each) => each.card === one.card && this.#maySay(each, one)) ?? null;
		if (word !== null) {
			const mended = laid.some((each) => each.instead === one.card && each.by === one.by);
			const state = word.verdict === "back" && mended ? "replaced" : word.verdict;
			return { state, publishable: false, said: { by: word.by, at: word.at, word: word.word } };
		}
		const publishable = me !== null && this.#opposed(one.by, me) && this.#isActive(one.by);
		return { state: "open", publishable, said: null };
	}

	/** It is the other side's to judge, and the proposer's to take back. */
	#maySay({ by, verdict }: Said, one: Laid): boolean {
		return verdict === "withdrawn" ? by === one.by : this.#opposed(by, one.by);
	}

	#opposed(one: Id, other: Id): boolean {
		const [a, b] = [one, other].map((uid) => this.#d.directory.person(uid)?.orgKind);
		return a !== undefined && b !== undefined && a !== b;
	}

	#isActive(uid: Id): boolean {
		return this.#d.directory.person(uid)?.state === "active";
	}

	/**
	 * What is neither a proposal nor a word about one, whoever wrote it, is left out. Only the first revision counts, and of
	 * a card the first proposal: what has been looked at is what gets published.
	 */
	async #read(view: CaseView): Promise<OfCase> {
		if (!isReadable(view)) return { laid: [], said: [] };
		const objects = allOf(view, "card");
		const wanted = objects.map(({ object }) => ({ object, rev: 1 }));
		const docs = await this.#d.chains.docs<unknown>(view, wanted);
		const written = objects.flatMap(({ revs: [first] }, i) =>
			first === undefined ? [] : [{ doc: docs[i], at: { by: first.author, at: first.at } }],
		);
		const laid = written.flatMap(({ doc, at }) => read(doc, at, readProposal));
		const isFirst = ({ card }: Laid, i: number) => laid.findIndex((one) => one.card === card) === i;
		return {
			laid: laid.filter(isFirst).reverse(),
			said: written.flatMap(({ doc, at }) => read(doc, at, readSaid)),
		};
	}
}

const isReadable = (view: CaseView): boolean => view.erased === null && view.keys.includes("S");

/** For my check; or mine, sent back for mending, as long as anything can be laid in the case. */
const waits = (one: Proposal, view: CaseView, me: Id | null): boolean =>
	one.publishable || (one.state === "back" && one.proposer === me && view.closed === null);

const cardAct = (doc: unknown): CaseAct => ({
	kind: "object",
	type: "card",
	plain: jsonBytes(doc),
});

function read<T>(doc: unknown, at: Written, reading: (r: Reader) => T): (T & Written)[] {
	try {
		return [{ ...reading(new Reader(doc)), ...at }];
	} catch {
		return [];
	}
}

const readProposal = (r: Reader) => ({
	card: r.id("card"),
	lang: r.oneOf("lang", CARD_LANGUAGES),
	topics: r.values("topics").map(String),
	question: r.text("question"),
	answer: r.text("answer"),
	sig: r.text("sig"),
	instead: r.idOrNull("instead"),
});

const readSaid = (r: Reader) => ({
	card: r.id("card"),
	verdict: r.oneOf("verdict", VERDICTS),
	word: r.text("word"),
});
