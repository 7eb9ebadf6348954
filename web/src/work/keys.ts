// Who should have keys and has none, and whose keys no longer hold: read from the verified chains of my cases. Giving is
// one confirmation for all cases; rotating is done by the first client of the pair that sees the need, without asking.
import type { CaseView } from "../crypto/vault/api.ts";
import { WireError } from "../wire/errors.ts";
import { Boundary } from "./boundary.ts";
import type { Chains } from "./chains.ts";
import type { DirectorySync } from "./directory.ts";
import { asWorkError } from "./errors.ts";
import type { Link } from "./link.ts";
import { Coalesced } from "./serial.ts";
import { Someone } from "./someone.ts";
import { type Store, valueOr } from "./store.ts";
import type { Trust } from "./trust.ts";
import { type Id, type KeysGiven, type Ms, type Owed, WorkError } from "./work.ts";

const DAY_MS = 86_400_000;
/** Of giving keys: what one case may be refused with while the others go on. */
const PASSED_OVER: readonly string[] = ["no_consent", "not_found", "forbidden"];

export class KeysKeeper {
	readonly #store: Store;
	readonly #link: Link;
	readonly #chains: Chains;
	readonly #directory: DirectorySync;
	readonly #trust: Trust;
	readonly #once = new Coalesced(() => this.#scan());
	readonly #boundary: Boundary;
	readonly #rotating = new Someone();
	/** A consent or a substitute's time has begun or ended, by the clock alone. */
	onMoment: () => void = () => {};
	/** The views are to be made anew: directory or time have moved. */
	#renew = false;
	/** Somebody is in: what is still under way when they leave starts no clock any more. */
	#on = false;

	constructor(deps: {
		store: Store;
		link: Link;
		chains: Chains;
		directory: DirectorySync;
		trust: Trust;
	}) {
		this.#store = deps.store;
		this.#link = deps.link;
		this.#chains = deps.chains;
		this.#directory = deps.directory;
		this.#trust = deps.trust;
		this.#boundary = new Boundary(
			() => this.#link.now(),
			() => this.onMoment(),
		);
	}

	/** Before the first look of a session. */
	begin(): void {
		this.#on = true;
	}

	/** A chain has grown, or the list of cases is another. */
	look(): Promise<void> {
		return this.#once.run();
	}

	/** Who is entitled may be others than before, in any case. */
	renew(): Promise<void> {
		this.#renew = true;
		return this.look();
	}

	async giveKeys(uid: Id): Promise<KeysGiven> {
		await this.renew();
		const owed = this.#store.owed.value.find((one) => one.uid === uid);
		if (owed === undefined) return { cases: 0, refused: 0 };
		if (owed.needsNumber) throw new WorkError("key_changed");
		let cases = 0;
		const refused: WorkError[] = [];
		for (const id of owed.cases) {
			try {
				const signed = await this.#chains.append(id, (view) =>
					view.owed.some((one) => one.uid === uid) ? [{ kind: "share", uid }] : null,
				);
				if (signed !== null) cases += 1;
			} catch (error) {
				const one = asWorkError(error);
				if (!PASSED_OVER.includes(one.code)) throw one;
				refused.push(one);
			}
		}
		await this.look();
		if (cases === 0 && refused[0] !== undefined) throw refused[0];
		return { cases, refused: refused.length };
	}

	stop(): void {
		this.#on = false;
		this.#boundary.stop();
		this.#rotating.stop();
	}

	async #scan(): Promise<void> {
		const me = this.#directory.me;
		if (this.#renew) {
			this.#renew = false;
			// Also what the list has lost: an end that nobody signed is told to everyone who had the case.
			for (const id of this.#chains.ids()) await this.#chains.refreshed(id);
		}
		const listed = valueOr(this.#store.cases.value, []);
		const views = listed.map((row) => this.#chains.known(row.case)).filter((view) => view !== null);
		if (!this.#on || me === null || this.#directory.me !== me) return;
		this.#boundary.watch(this.#moments(views));
		if (this.#directory.isContact(me)) return;
		const mine = views.filter((view) => view.closed === null && view.keys.length > 0);
		for (const view of mine)
			if (view.stale.length > 0) this.#rotating.soon(view.case, () => this.#rotate(view.case));
		this.#show(mine);
	}

	/** When a consent begins or ends, or a substitute's time; and when the rule takes a closed case. */
	#moments(views: readonly CaseView[]): Ms[] {
		const consents = views.flatMap((view) =>
			view.consents.flatMap(({ validFrom, validTo }) => [validFrom, validTo]),
		);
		const substitutes = this.#directory.view?.substitutes ?? [];
		const taken = views.flatMap((view) => this.#takenAt(view) ?? []);
		return [...consents, ...substitutes.flatMap(({ from, to }) => [from, to]), ...taken];
	}

	/** By then the vault has dropped its keys, whether or not the broker tells: the screen follows. */
	#takenAt({ pair, closed, hold }: CaseView): Ms | null {
		const { pairs = [], retentions = {} } = this.#directory.view ?? {};
		const days = retentions[pairs.find((one) => one.pair === pair)?.org ?? ""];
		return closed === null || hold !== null || days === undefined
			? null
			: closed.at + days * DAY_MS;
	}

	#show(views: readonly CaseView[]): void {
		const before = new Set(this.#store.owed.value.map(({ uid }) => uid));
		const owed = this.#owed(views);
		this.#store.owed.value = owed;
		const now = new Set(owed.map(({ uid }) => uid));
		for (const person of before) if (!now.has(person)) this.#store.settle("owed", person);
		for (const person of now)
			if (!before.has(person)) this.#store.notify("owed", { at: this.#link.now(), person });
	}

	#owed(views: readonly CaseView[]): Owed[] {
		const byUid = new Map<Id, { why: Owed["why"]; cases: Id[]; until: Ms | null }>();
		for (const view of views) {
			for (const { uid, why } of view.owed) {
				const one = byUid.get(uid) ?? { why, cases: [], until: null };
				const until = this.#until(view, uid, why);
				if (until !== null) one.until = Math.min(one.until ?? until, until);
				one.cases.push(view.case);
				byUid.set(uid, one);
			}
		}
		return [...byUid].map(([uid, { why, cases, until }]) => {
			const person = this.#directory.person(uid);
			return {
				...{ uid, why, cases, until },
				needsNumber: person === null || this.#trust.needsNumber(person),
			};
		});
	}

	#until(view: CaseView, uid: Id, why: Owed["why"]): Ms | null {
		const substitution = this.#directory.substitutionOf(uid);
		if (why === "substitute") return substitution?.to ?? null;
		if (!this.#directory.isContact(uid)) return null;
		const consent = view.consents.find((one) => one.consent === view.inForce);
		const ends = [consent?.validTo, substitution?.to].filter((at) => at !== undefined);
		return ends.length === 0 ? null : Math.min(...ends);
	}

	/** One compartment after the other: a cut between them leaves the rest stale, and nobody without keys. */
	async #rotate(id: Id): Promise<void> {
		const next = ({ stale: [comp] }: CaseView) =>
			comp === undefined ? null : ([{ kind: "rotate", comp }] as const);
		try {
			while (this.#on && (await this.#chains.append(id, next)) !== null);
		} catch (error) {
			// A colleague's client was faster in the very same moment.
			if (!(error instanceof WireError) || error.code !== "conflict") throw error;
		}
	}
}
