// What a person keeps for themselves about a case, as drafts on all their devices: notes, and how far they have seen it.
import type { CaseView, ObjectView } from "../crypto/vault/api.ts";
import { allOf } from "./casefile.ts";
import type { Chains } from "./chains.ts";
import type { DirectorySync } from "./directory.ts";
import type { Drafts } from "./drafts.ts";
import type { Link } from "./link.ts";
import { object } from "./replies.ts";
import { Serial } from "./serial.ts";
import type { CaseActions, ChangedPart, Id, Ms, Since } from "./work.ts";

const SEEN = "seen";
/** A draft is at most 64 KiB: so many cases are remembered, those looked at last. */
const CASES_MAX = 300;
const PARTS: readonly ChangedPart[] = [
	...(["question", "background", "consent"] as const),
	...(["thread", "plan", "queue"] as const),
];

/** Of each part a mark that changes when others change it. */
type Marks = Readonly<Record<ChangedPart, string>>;
interface Look {
	readonly at: Ms;
	readonly marks: Marks;
}

interface LooksDeps {
	readonly link: Link;
	readonly chains: Chains;
	readonly drafts: Drafts;
	readonly directory: DirectorySync;
}

export class Looks {
	readonly #d: LooksDeps;
	readonly #serial = new Serial();

	constructor(deps: LooksDeps) {
		this.#d = deps;
	}

	note(id: Id): ReturnType<CaseActions["note"]> {
		const key = `note/${id}`;
		return {
			load: async () => {
				const text = await this.#d.drafts.load(key);
				return typeof text === "string" ? text : "";
			},
			save: (text) => this.#d.drafts.save(key, text),
		};
	}

	async seen(id: Id): Promise<void> {
		const marks = await this.#marks(id);
		await this.#serial.run(async () => {
			const looks = await this.#load();
			looks.delete(id);
			looks.set(id, { at: this.#d.link.now(), marks });
			await this.#d.drafts.save(SEEN, Object.fromEntries([...looks].slice(-CASES_MAX)));
		});
	}

	/** One request for them all. A case whose chain cannot be read has no answer. */
	async changedSince(ids: readonly Id[]): ReturnType<CaseActions["changedSince"]> {
		const looks = await this.#load();
		const answer = async (id: Id): Promise<[Id, Since][]> => {
			const marks = await this.#marks(id).catch(() => null);
			return marks === null ? [] : [[id, sinceOf(looks.get(id) ?? null, marks)]];
		};
		return new Map((await Promise.all(ids.map(answer))).flat());
	}

	async #marks(id: Id): Promise<Marks> {
		const { chains, directory } = this.#d;
		return marksOf(chains.known(id) ?? (await chains.sync(id)), directory.me);
	}

	/** In the order of looking. */
	async #load(): Promise<Map<Id, Look>> {
		const draft = await this.#d.drafts.load(SEEN);
		return new Map(draft === null ? [] : Object.entries(object(draft)).flatMap(readLook));
	}
}

export function sinceOf(look: Look | null, marks: Marks): Since {
	if (look === null) return null;
	return { at: look.at, parts: PARTS.filter((part) => look.marks[part] !== marks[part]) };
}

function readLook([id, value]: [string, unknown]): [Id, Look][] {
	const { at, marks } = object(value, SEEN);
	if (typeof at !== "number") return [];
	const texts = object(marks, SEEN);
	const of = (part: ChangedPart) => [part, String(texts[part])] as const;
	return [[id, { at, marks: Object.fromEntries(PARTS.map(of)) as Record<ChangedPart, string> }]];
}

/** Only what others did counts: one knows one's own acts. */
export function marksOf(view: CaseView, me: Id | null): Marks {
	const others = (by: Id | undefined) => by !== undefined && by !== me;
	const revisions = (type: ObjectView["type"]) =>
		`${allOf(view, type).flatMap(({ revs }) => revs.filter((rev) => others(rev.author))).length}`;
	const consents = view.consents.map(({ by, acknowledged, withdrawn, replaced }) =>
		[others(by), others(acknowledged?.by), others(withdrawn?.by), replaced && others(by)].map(
			Number,
		),
	);
	const { queued, answered, session } = view;
	const queue = [queued?.series, queued?.hour, queued?.state, answered?.at, session?.session];
	return {
		question: revisions("question"),
		background: revisions("background"),
		consent: consents.flat().join(""),
		thread: revisions("thread"),
		plan: revisions("plan"),
		queue: queue.map((one) => one ?? "").join("/"),
	};
}
