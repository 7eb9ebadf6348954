// The list of my cases: the broker's rows first, then each with what its verified chain says, those in an hour and those in
// hand before what is over. A case whose chain does not hold stays in the list, unopened.
import type { CaseView } from "../crypto/vault/api.ts";
import { FOLLOW_UP_KINDS } from "../state/follow-up.ts";
import { type CaseRow, readBrief, summaryOf } from "./casefile.ts";
import type { Chains } from "./chains.ts";
import type { DirectorySync } from "./directory.ts";
import type { QuestionDoc } from "./documents.ts";
import { asWorkError } from "./errors.ts";
import { PLACE_STATES } from "./hours.ts";
import type { Link } from "./link.ts";
import { PlanConfirms } from "./plan-confirms.ts";
import { Reader } from "./replies.ts";
import { Rows } from "./rows.ts";
import { Coalesced } from "./serial.ts";
import type { Store } from "./store.ts";
import type { CaseSummary, Id } from "./work.ts";

/** So many are opened at a time: each takes two answers of the broker's, and what a person asks waits behind few. */
const AT_ONCE = 4;

export class CaseList {
	readonly #store: Store;
	readonly #link: Link;
	readonly #chains: Chains;
	readonly #directory: DirectorySync;
	readonly #confirms: PlanConfirms;
	readonly #rows: Rows;
	/** Still to be opened, the next at the end. */
	#unopened: CaseRow[] = [];
	#opening: Promise<void> | null = null;
	/**
	 * Of each case the row with which it was opened: while the broker says the same there is nothing new in it. What the
	 * clock alone changes the keys' keeper finds, who looks at every chain anew then.
	 */
	readonly #opened = new Map<Id, string>();
	readonly #once = new Coalesced(() => this.#load());

	constructor(deps: { store: Store; link: Link; chains: Chains; directory: DirectorySync }) {
		this.#store = deps.store;
		this.#link = deps.link;
		this.#chains = deps.chains;
		this.#directory = deps.directory;
		this.#confirms = new PlanConfirms(deps.chains, deps.directory);
		this.#rows = new Rows(deps.store);
	}

	/** Resolves when the list is here, and what is new of the cases that were opened before. */
	refresh(): Promise<void> {
		return this.#once.run();
	}

	/** Resolves when every case of the list has been opened, or could not be. */
	allOpened(): Promise<void> {
		return this.#opening ?? Promise.resolve();
	}

	async #load(): Promise<void> {
		const signal = this.#store.cases;
		if (!this.#amEntitled()) {
			signal.value = { kind: "ready", value: [] };
			return;
		}
		try {
			const { ok } = await this.#link.request("case-list", {});
			const rows = new Reader(ok).list("cases", readRow);
			if (signal.value.kind !== "ready") this.#opened.clear();
			this.#rows.set(rows.map((row) => this.#summary(row, this.#rows.get(row.case))));
			const isKnown = (row: CaseRow) => this.#chains.known(row.case) !== null;
			const wanted = rows.filter(
				(row) => !isKnown(row) || this.#opened.get(row.case) !== said(row),
			);
			this.#open(wanted.filter((row) => !isKnown(row)).sort(lastInTurn));
			for (const row of wanted.filter(isKnown)) await this.#fill(row);
			this.#rows.show();
		} catch (error) {
			if (signal.value.kind !== "ready")
				signal.value = { kind: "failed", error: asWorkError(error) };
		}
	}

	/** Behind the screen, some at a time: of hundreds nobody waits for the last. */
	#open(rows: CaseRow[]): void {
		this.#unopened = rows;
		if (rows.length > 0) this.#opening ??= this.#openAll();
	}

	async #openAll(): Promise<void> {
		const lane = async () => {
			for (let row = this.#next(); row !== undefined; row = this.#next()) await this.#fill(row);
		};
		// A list that comes as the last of them ends brings more.
		while (this.#hasMore()) await Promise.all(Array.from({ length: AT_ONCE }, lane));
		this.#rows.show();
		this.#opening = null;
	}

	#next(): CaseRow | undefined {
		return this.#hasMore() ? this.#unopened.pop() : undefined;
	}

	/** Nothing once the person has left. */
	#hasMore(): boolean {
		return this.#store.cases.value.kind === "ready" && this.#unopened.length > 0;
	}

	#summary(row: CaseRow, old: CaseSummary | null): CaseSummary {
		return this.#summaryOf(row, this.#chains.known(row.case), old?.question ?? null);
	}

	#summaryOf(row: CaseRow, view: CaseView | null, question: QuestionDoc | null): CaseSummary {
		const summary = summaryOf(row, view, question, (uid) => this.#directory.isContact(uid));
		const stands = summary.plan === "unfinished" && view !== null && this.#confirms.of(view).both;
		return stands ? { ...summary, plan: "confirmed" } : summary;
	}

	/** Verifies the row's chain and opens its question. A case that fails stays in the list, unopened. */
	async #fill(row: CaseRow): Promise<void> {
		try {
			await this.#chains.syncTo(row.case, row.seq);
			const view = await this.#chains.refreshed(row.case);
			const question = (await this.#chains.newestDoc<QuestionDoc>(view, "question")) ?? null;
			await this.#confirms.look(view);
			this.#rows.replace(this.#summaryOf(row, view, question));
			this.#opened.set(row.case, said(row));
		} catch {
			// Shown as "not openable"; opening it tells why.
		}
	}

	/** A chain has grown: its row follows. */
	follow(view: CaseView): void {
		const one = this.#rows.get(view.case);
		if (one === null) return;
		const row: CaseRow = { ...one, seq: view.head.seq, consent: one.consent };
		const question = view.keys.includes("S") ? one.question : null;
		const summary = this.#summaryOf(row, view, question);
		this.#rows.replace(summary);
		// One's own acts are seen at once; hundreds that are being opened a few times a second.
		if (this.#opening === null) this.#rows.show();
		if (summary.plan === "unfinished") void this.#look(row, view, question);
	}

	/** Perhaps a step was ticked, and no more. */
	async #look(row: CaseRow, view: CaseView, question: QuestionDoc | null): Promise<void> {
		const confirms = await this.#confirms.look(view).catch(() => null); // asked again by the next refresh
		if (confirms?.both === true && this.#chains.known(view.case) === view)
			this.#rows.replace(this.#summaryOf(row, view, question));
	}

	/** Coordinators never see cases, and need not ask. */
	#amEntitled(): boolean {
		const session = this.#store.session.value;
		return session.kind === "in" && session.me.roles.some((role) => role !== "coordinator");
	}
}

/** Over, in hand, in an hour or a line; of each the newest change last: the next is taken from the end. */
const lastInTurn = (a: CaseRow, b: CaseRow): number =>
	turnOf(b) - turnOf(a) || a.updatedAt - b.updatedAt;
const turnOf = ({ placeState, state }: CaseRow): number =>
	placeState !== null ? 0 : state === "open" ? 1 : 2;

const said = (row: CaseRow): string => JSON.stringify(row);

function readRow(r: Reader): CaseRow {
	return {
		case: r.id("case"),
		pair: r.id("pair"),
		lane: r.oneOf("lane", ["client", "general"]),
		seq: r.int("seq"),
		state: r.oneOf("state", ["open", "closed", "erased"]),
		consent: r.has("consent") ? readBrief(r.part("consent")) : null,
		series: r.idOrNull("series"),
		hour: r.idOrNull("hour"),
		waitingPos: r.intOrNull("waiting_pos"),
		consentGap: r.flag("consent_gap"),
		minutes: r.intOrNull("minutes"),
		placeState: r.has("place_state") ? r.oneOf("place_state", PLACE_STATES) : null,
		session: r.idOrNull("session"),
		updatedAt: r.int("updated_at"),
		followUps: r.list("follow_ups", (one) => ({
			what: one.oneOf("what", FOLLOW_UP_KINDS),
			due: one.int("due"),
		})),
	};
}
