// The report of a case: who has done what with it, for whom and on what consent, from the broker's log. The vault reads
// and checks the rows; what they are about is told by the case's own verified chain.
import { type Receipt, readReceipt } from "../crypto/receipt.ts";
import { subjectOf } from "../crypto/row-subject.ts";
import type { CaseView, CheckpointIn, LogRow, VaultApi } from "../crypto/vault/api.ts";
import { WireError } from "../wire/errors.ts";
import type { Chains } from "./chains.ts";
import type { DirectorySync } from "./directory.ts";
import type { Link } from "./link.ts";
import { Reader } from "./replies.ts";
import type { Id, ReportRow } from "./work.ts";

export class Report {
	readonly #link: Link;
	readonly #vault: VaultApi;
	readonly #chains: Chains;
	readonly #directory: DirectorySync;

	constructor(deps: { link: Link; vault: VaultApi; chains: Chains; directory: DirectorySync }) {
		this.#link = deps.link;
		this.#vault = deps.vault;
		this.#chains = deps.chains;
		this.#directory = deps.directory;
	}

	async rows(id: Id): Promise<readonly ReportRow[]> {
		const view = await this.#chains.sync(id);
		const rows = await this.#vault.logRows(id, await this.#blobs(id));
		return rows.map((row) => this.#row(view, row));
	}

	/** What went to another organisation until now, signed by me, as text for a code on the client's paper. */
	async receipt(id: Id): Promise<{ readonly text: string; readonly receipt: Receipt }> {
		await this.#chains.sync(id);
		const rows = await this.#blobs(id);
		const checkpoint = await this.#checkpoint();
		const text = await this.#vault.receipt({ case: id, rows, checkpoint });
		return { text, receipt: readReceipt(text) };
	}

	/** The newest that this device remembers, with its signature; null while it knows none. */
	async #checkpoint(): Promise<CheckpointIn | null> {
		const newest = (await this.#vault.checkpointsKnown()).at(-1);
		if (newest === undefined) return null;
		const reply = await this.#link.request("checkpoint-list", { seqs: [newest] });
		const [found] = new Reader(reply.ok).list("checkpoints", (r) => ({
			ckpt: r.text("ckpt"),
			sig: r.text("sig"),
		}));
		if (found === undefined) throw new WireError("bad_reply", "checkpoints");
		return found;
	}

	async #blobs(id: Id): Promise<readonly Uint8Array[]> {
		const blobs: Uint8Array[] = [];
		for (let from: number | null = 1; from !== null; ) {
			const reply: Awaited<ReturnType<Link["request"]>> = await this.#link.request("case-log", {
				case: id,
				from,
			});
			const reader = new Reader(reply.ok);
			if (reply.blobs.length !== reader.int("count")) throw new WireError("bad_reply", "count");
			blobs.push(...reply.blobs);
			const next = reader.intOrNull("next");
			if (next !== null && next <= from) throw new WireError("bad_reply", "next");
			from = next;
		}
		return blobs;
	}

	#row(view: CaseView, row: LogRow): ReportRow {
		const type = view.objects.find((one) => one.object === row.object)?.type;
		const owner = this.#directory.view?.pairs.find((one) => one.pair === view.pair)?.org;
		return {
			seq: row.seq,
			at: row.at,
			who: row.actor,
			org: row.actorOrg,
			action: row.action,
			what: subjectOf(type, row.action),
			disclosure: row.result === "ok" && row.recipientOrg !== null && row.recipientOrg !== owner,
			recipientOrg: row.recipientOrg,
			purpose: row.purpose,
			result: row.result,
			consent: row.consent,
		};
	}
}
