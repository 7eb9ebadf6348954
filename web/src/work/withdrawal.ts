// A client withdraws through a coordinator, who is in no case: found by the reference on the client's paper, ended by a
// signature on the newest head that the broker names. Nothing of the case is read.
import type { HeadRef, VaultApi } from "../crypto/vault/api.ts";
import { WireError } from "../wire/errors.ts";
import { readBrief } from "./casefile.ts";
import type { Link } from "./link.ts";
import { readReference, referenceOf } from "./reference.ts";
import { Reader } from "./replies.ts";
import type { WithdrawnBy, WithdrawnHow } from "./work.ts";
import { type FoundCase, type Id, type Ms, WorkError } from "./work.ts";

const TRIES = 5;

interface Found {
	readonly shown: FoundCase;
	readonly head: HeadRef;
	readonly time: Ms;
}

export class Withdrawal {
	readonly #link: Link;
	readonly #vault: VaultApi;

	constructor(link: Link, vault: VaultApi) {
		this.#link = link;
		this.#vault = vault;
	}

	async find(typed: string): Promise<FoundCase> {
		const ref = readReference(typed);
		if (ref === null) throw new WorkError("bad_param", "reference");
		return (await this.#ask(ref)).shown;
	}

	/** If the chain has grown meanwhile: once more on its newest head, as long as the consent is the one that was shown. */
	async withdraw(found: FoundCase, who: WithdrawnBy, how: WithdrawnHow): Promise<void> {
		const consent = found.consent?.id;
		if (consent === undefined) throw new WorkError("no_consent");
		for (let tries = 1; ; tries++) {
			const now = await this.#ask(referenceOf(found.case));
			if (now.shown.case !== found.case || now.shown.consent?.id !== consent)
				throw new WorkError("conflict");
			if (now.shown.consent.state === "withdrawn") return;
			try {
				await this.#revoke(found.case, now, { consent, who, how });
				return;
			} catch (error) {
				const moved = error instanceof WireError && error.code === "conflict";
				if (!moved || tries === TRIES) throw error;
			}
		}
	}

	async #revoke(
		id: Id,
		{ head, time }: Found,
		what: { consent: Id; who: WithdrawnBy; how: WithdrawnHow },
	): Promise<void> {
		const { stmt, sig } = await this.#vault.revokeSign({ case: id, head, time, ...what });
		const statements = [{ stmt: 0, sig: 1, data: [] }];
		await this.#link.request("case-append", { case: id, statements }, { blobs: [stmt, sig] });
	}

	async #ask(ref: string): Promise<Found> {
		const { ok } = await this.#link.request("case-find", { ref });
		const r = new Reader(ok);
		// A case that the paper does not name: it would be another client's consent that ends.
		if (referenceOf(r.id("case")) !== ref) throw new WorkError("not_verified");
		const consent = r.has("consent") ? readBrief(r.part("consent")) : null;
		return {
			shown: { case: r.id("case"), pair: r.id("pair"), consent },
			head: r.head("head"),
			time: r.int("time"),
		};
	}
}
