// The list of my cases: the broker's rows first, then each with what its verified chain says. A case whose chain does not
// hold stays in the list, unopened.
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
import { Coalesced } from "./serial.ts";
import { type Store, valueOr } from "./store.ts";
import type { CaseSummary, Id } from "./work.ts";

export class CaseList {
	readonly #store: Store;
	readonly #link: Link;
	readonly #chains: Chains;
	readonly #directory: DirectorySync;
	readonly #confirms: PlanConfirms;
	readonly #once = new Coalesced(() => this.#load());

	constructor(deps: { store: Store; link: Link; chains: Chains; directory: DirectorySync }) {
		this.#store = deps.store;
		this.#link = deps.link;
		this.#chains = deps.chains;
		this.#directory = deps.directory;
		this.#confirms = new PlanConfirms(deps.chains, deps.directory);
	}

	refresh(): Promise<void> {
		return this.#once.run();
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
			const old = new Map(valueOr(signal.value, []).map((one) => [one.case, one]));
			signal.value = { kind: "ready", value: rows.map((row) => this.#summary(row, old)) };
			for (const row of rows) await this.#fill(row);
		} catch (error) {
			if (signal.value.kind !== "ready")
				signal.value = { kind: "failed", error: asWorkError(error) };
		}
	}

	#summary(row: CaseRow, old: ReadonlyMap<Id, CaseSummary>): CaseSummary {
		const question = old.get(row.case)?.question ?? null;
		return this.#summaryOf(row, this.#chains.known(row.case), question);
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
			this.#replace(this.#summaryOf(row, view, question));
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

	/** A chain has grown: its row follows. */
	follow(view: CaseView): void {
		const one = valueOr(this.#store.cases.value, []).find((row) => row.case === view.case);
		if (one === undefined) return;
		const row: CaseRow = { ...one, seq: view.head.seq, consent: one.consent };
		const question = view.keys.includes("S") ? one.question : null;
		const summary = this.#summaryOf(row, view, question);
		this.#replace(summary);
		if (summary.plan === "unfinished") void this.#look(row, view, question);
	}

	/** Perhaps a step was ticked, and no more. */
	async #look(row: CaseRow, view: CaseView, question: QuestionDoc | null): Promise<void> {
		const confirms = await this.#confirms.look(view).catch(() => null); // asked again by the next refresh
		if (confirms?.both === true && this.#chains.known(view.case) === view)
			this.#replace(this.#summaryOf(row, view, question));
	}

	/** Coordinators never see cases, and need not ask. */
	#amEntitled(): boolean {
		const session = this.#store.session.value;
		return session.kind === "in" && session.me.roles.some((role) => role !== "coordinator");
	}
}

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
