// Guests of the cases I work with, the pair's side: invited on the ground of a consent that names others, seen at the
// door, let in, sent away. Who knocks is the vault's to check against the chain; what stands in the links is never kept.
import type { CaseView, GuestKnock, VaultApi } from "../crypto/vault/api.ts";
import { VaultError } from "../crypto/vault/errors.ts";
import type { Cases } from "./cases.ts";
import type { Chains } from "./chains.ts";
import type { Consents } from "./consent.ts";
import type { Link } from "./link.ts";
import { Reader } from "./replies.ts";
import type { Store } from "./store.ts";
import {
	type Covered,
	type GuestActions,
	type Id,
	type Knock,
	type Participant,
	WorkError,
} from "./work.ts";

const DAY_MS = 86_400_000;

interface Deps {
	readonly store: Store;
	readonly link: Link;
	readonly vault: VaultApi;
	readonly chains: Chains;
	readonly cases: Cases;
	readonly consents: Consents;
	readonly origin: string;
}

export class Guests {
	readonly #d: Deps;
	/** What they proved with, by guest. */
	readonly #proofs = new Map<Id, GuestKnock>();
	/** Invites whose names have been asked for. */
	readonly #asked = new Set<Id>();

	constructor(deps: Deps) {
		this.#d = deps;
	}

	readonly actions: GuestActions = {
		covered: (id) => this.#covered(id),
		invite: (id, guest) => this.#invite(id, guest),
		admit: (guest) => this.#admit(guest),
		remove: async (id, guest) => {
			await this.#d.chains.append(id, (view) =>
				view.guests.some((one) => one.guest === guest && one.state !== "over")
					? [{ kind: "guest-remove", guest }]
					: null,
			);
			this.#answered(guest);
			await this.#d.cases.shown(id);
		},
	};

	/** Null: no guest of the session that is open in that case. */
	named(caseId: Id, uid: Id): Participant["guest"] {
		const one = this.#d.chains.known(caseId)?.guests.find(({ guest }) => guest === uid);
		if (one === undefined || one.state !== "admitted") return null;
		return one.name === null || one.role === null ? null : { name: one.name, role: one.role };
	}

	/** Somebody knocks, or not any more. */
	async event(event: Reader): Promise<void> {
		const [id, guest] = [event.id("case"), event.id("guest")];
		if (!event.flag("waiting")) return this.#answered(guest);
		const knock: GuestKnock = {
			guest,
			pkS: event.text("pk_s"),
			pkE: event.text("pk_e"),
			linkSig: event.text("link_sig"),
			challenge: event.text("challenge"),
		};
		await this.#d.chains.sync(id);
		await this.#names(id);
		const shown = await this.#look(id, knock);
		this.#answered(guest);
		if (shown === null) return;
		this.#proofs.set(guest, knock);
		this.#d.store.knocks.value = [...this.#d.store.knocks.value, shown];
	}

	/** The verified chain of a case: names that are not here yet are fetched, and who cannot be let in knocks no more. */
	async viewed(view: CaseView): Promise<void> {
		for (const { guest, state } of view.guests) if (state !== "open") this.#answered(guest);
		if (view.guests.some(({ guest, name }) => name === null && !this.#asked.has(guest)))
			await this.#names(view.case);
	}

	drop(): void {
		this.#proofs.clear();
		this.#asked.clear();
		this.#d.store.knocks.value = [];
	}

	async #covered(id: Id): Promise<Covered> {
		const view = await this.#d.chains.sync(id);
		if (!view.open) throw new WorkError("no_consent");
		if (view.lane === "general") return { kind: "general" };
		const others = (await this.#d.consents.inForce(view)).others?.trim() ?? "";
		return others === "" ? { kind: "nobody" } : { kind: "named", others };
	}

	async #invite(
		id: Id,
		{ name, role, days }: Parameters<GuestActions["invite"]>[1],
	): Promise<{ link: string; expiresAt: number }> {
		const { chains, cases, vault, link, origin } = this.#d;
		if ((await this.#covered(id)).kind === "nobody") throw new WorkError("not_covered");
		const expiresAt = link.now() + days * DAY_MS;
		const signed = await chains.append(id, [
			{ kind: "guest-invite", name: name.trim(), role, expiresAt },
		]);
		const guest = signed?.ids.at(-1) ?? null;
		if (guest === null) throw new WorkError("conflict");
		const fragment = await vault.guestLink(guest);
		await chains.refreshed(id);
		await cases.shown(id);
		return { link: `${origin}/${fragment}`, expiresAt };
	}

	async #admit(guest: Id): Promise<void> {
		const knock = this.#proofs.get(guest);
		const shown = this.#d.store.knocks.value.find((one) => one.guest === guest);
		if (knock === undefined || shown === undefined) throw new WorkError("not_found");
		if (!shown.genuine) throw new WorkError("not_verified", null, {}, "signal");
		// A colleague may have let them in a moment ago.
		await this.#d.chains.append(shown.case, (view) =>
			view.guests.some((one) => one.guest === guest && one.state === "open")
				? [{ kind: "guest-admit", knock }]
				: null,
		);
		this.#answered(guest);
	}

	/** Null: the invite opens nothing (any more), and nobody need be troubled. */
	async #look(id: Id, knock: GuestKnock): Promise<Knock | null> {
		const at = { case: id, guest: knock.guest };
		try {
			const who = await this.#d.vault.guestKnocked({ case: id, knock });
			return { ...at, ...who, genuine: true };
		} catch (error) {
			if (!(error instanceof VaultError)) throw error;
			if (error.code === "refused" || error.code === "not_found") return null;
			if (error.code !== "not_verified") throw error;
			const known = this.#d.chains.known(id)?.guests.find((one) => one.guest === knock.guest);
			return { ...at, name: known?.name ?? "", role: known?.role ?? "other", genuine: false };
		}
	}

	#answered(guest: Id): void {
		const { knocks } = this.#d.store;
		this.#proofs.delete(guest);
		if (knocks.value.some((one) => one.guest === guest))
			knocks.value = knocks.value.filter((one) => one.guest !== guest);
	}

	/** The sealed invites of a case into the vault: it checks them against the chain. */
	async #names(id: Id): Promise<void> {
		const { chains, link, vault } = this.#d;
		const unnamed = chains.known(id)?.guests.filter(({ name }) => name === null) ?? [];
		if (unnamed.length === 0 || !chains.known(id)?.keys.includes("S")) return;
		for (const { guest } of unnamed) this.#asked.add(guest);
		const { ok, blobs } = await link.request("guest-list", { case: id }).catch((error) => {
			for (const { guest } of unnamed) this.#asked.delete(guest);
			throw error;
		});
		const guests = new Reader(ok)
			.list("guests", (one) => blobs[one.int("data")])
			.filter((ct) => ct !== undefined);
		await vault.caseAdd({ case: id, statements: [], guests });
		await chains.refreshed(id);
	}
}
