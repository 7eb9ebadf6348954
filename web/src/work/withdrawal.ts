// What a coordinator does to a case that they are not in: found by the reference on the client's paper, withdrawn from or
// held by a signature on the newest head that the broker names. Nothing of the case is read.

import type { Signed } from "../crypto/statement.ts";
import type { HeadRef, VaultApi } from "../crypto/vault/api.ts";
import { WireError } from "../wire/errors.ts";
import { readBrief } from "./casefile.ts";
import type { Link } from "./link.ts";
import { readReference, referenceOf } from "./reference.ts";
import { Reader } from "./replies.ts";
import type { WithdrawnBy, WithdrawnHow } from "./work.ts";
import { type FoundCase, type Ms, WorkError } from "./work.ts";

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
		await this.#append(found, ({ shown, head, time }) => {
			if (shown.consent?.id !== consent) throw new WorkError("conflict");
			if (shown.consent.state === "withdrawn") return null;
			return this.#vault.revokeSign({ case: found.case, head, time, consent, who, how });
		});
	}

	async hold(found: FoundCase, on: boolean, reason: string): Promise<void> {
		await this.#append(found, ({ shown, head, time }) => {
			if (shown.hold === on) return null;
			const said = { on, reason: reason.trim() };
			return this.#vault.holdSign({ case: found.case, head, time, ...said });
		});
	}

	/** `sign` null: there is nothing to do any more. */
	async #append(found: FoundCase, sign: (now: Found) => Promise<Signed> | null): Promise<void> {
		const id = found.case;
		for (let tries = 1; ; tries++) {
			const now = await this.#ask(referenceOf(id));
			if (now.shown.case !== id) throw new WorkError("conflict");
			const signed = await sign(now);
			if (signed === null) return;
			try {
				const statements = [{ stmt: 0, sig: 1, data: [] }];
				const blobs = [signed.stmt, signed.sig];
				await this.#link.request("case-append", { case: id, statements }, { blobs });
				return;
			} catch (error) {
				const moved = error instanceof WireError && error.code === "conflict";
				if (!moved || tries === TRIES) throw error;
			}
		}
	}

	async #ask(ref: string): Promise<Found> {
		const { ok } = await this.#link.request("case-find", { ref });
		const r = new Reader(ok);
		// A case that the paper does not name: it would be another client's consent that ends.
		if (referenceOf(r.id("case")) !== ref) throw new WorkError("not_verified");
		const consent = r.has("consent") ? readBrief(r.part("consent")) : null;
		return {
			shown: {
				case: r.id("case"),
				pair: r.id("pair"),
				state: r.oneOf("state", ["open", "closed", "erased"]),
				hold: r.flag("hold"),
				consent,
			},
			head: r.head("head"),
			time: r.int("time"),
		};
	}
}
