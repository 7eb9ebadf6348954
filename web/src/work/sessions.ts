// Where a person is signed in, the end of it there, and the change of the passphrase, which ends it everywhere else. The
// session on this device is session.ts's.
import type { VaultApi } from "../crypto/vault/api.ts";
import type { Link } from "./link.ts";
import { Reader } from "./replies.ts";
import { type Id, type SessionRow, WorkError } from "./work.ts";

export class SessionList {
	readonly #link: Link;
	readonly #vault: VaultApi;

	constructor(link: Link, vault: VaultApi) {
		this.#link = link;
		this.#vault = vault;
	}

	async list(uid: Id): Promise<readonly SessionRow[]> {
		const { ok } = await this.#link.request("session-list", { uid });
		const rows = new Reader(ok).list("sessions", (r) => ({
			sid: r.id("sid"),
			createdAt: r.int("created_at"),
			seenAt: r.int("seen_at"),
			current: r.flag("current"),
		}));
		return rows.sort((a, b) => b.seenAt - a.seenAt);
	}

	async changePassphrase(old: string, next: string): Promise<void> {
		const { stmt, sigId, sigOld, kb } = await this.#vault.relogin({
			passphrase: old,
			newPassphrase: next,
		});
		const params = { stmt: 0, sig_id: 1, sig_old: 2, kb: 3 };
		await this.#link.request("relogin", params, { blobs: [stmt, sigId, sigOld, kb] });
		await this.#vault.reloginDone();
	}

	/** One of them, or all but the one that asks. */
	async end(uid: Id, sid: Id | null): Promise<void> {
		const { ok } = await this.#link.request("session-end", { uid, sid });
		if (sid !== null && new Reader(ok).int("ended") === 0) throw new WorkError("not_found");
	}
}
