// The report of a case: who has done what with it, for whom and on what consent, from the broker's log. The vault reads
// and checks the rows; what they are about is told by the case's own verified chain.
import type { CaseView, LogRow, VaultApi } from "../crypto/vault/api.ts";
import { WireError } from "../wire/errors.ts";
import type { Chains } from "./chains.ts";
import type { DirectorySync } from "./directory.ts";
import type { Link } from "./link.ts";
import { Reader } from "./replies.ts";
import type { Id, ReportRow } from "./work.ts";

type What = ReportRow["what"];

const OF_TYPE: Readonly<Record<CaseView["objects"][number]["type"], What>> = {
	question: "question",
	background: "background",
	plan: "plan",
	thread: "thread",
	attachment: "attachment",
	"consent-doc": "consent",
	"consent-file": "consent",
};

const OF_ACTION: Readonly<Record<string, What>> = {
	consent: "consent",
	"consent-ack": "consent",
	"consent-seen": "consent",
	revoke: "consent",
	grant: "key",
	rotate: "key",
	confirm: "plan",
	"room-join": "room",
	"room-ice": "room",
	"room-leave": "room",
	"session-open": "room",
	"session-close": "room",
};

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
		const rows = await this.#vault.logRows(id, blobs);
		return rows.map((row) => this.#row(view, row));
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
			what: type === undefined ? (OF_ACTION[row.action] ?? "case") : OF_TYPE[type],
			disclosure: row.result === "ok" && row.recipientOrg !== null && row.recipientOrg !== owner,
			recipientOrg: row.recipientOrg,
			purpose: row.purpose,
			result: row.result,
			consent: row.consent,
		};
	}
}
