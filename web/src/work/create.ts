// Puts the work layer together: one link, one session, what hangs on it, and where each event goes. The only file that
// knows all the others; main.tsx, the demo and the tests call createWork and see the interface of work.ts.
import { silentMedia } from "../media/silent.ts";
import type { WireEvent } from "../wire/messages.ts";
import { Cases } from "./cases.ts";
import { Chains } from "./chains.ts";
import { Consents } from "./consent.ts";
import { Coordinator } from "./coordinator.ts";
import type { WorkDeps } from "./deps.ts";
import { DirectorySync } from "./directory.ts";
import { Drafts } from "./drafts.ts";
import { Enrolment } from "./enrol.ts";
import { asWorkError, guarded } from "./errors.ts";
import { HourKeeper } from "./hour.ts";
import { Hours } from "./hours.ts";
import { Link } from "./link.ts";
import { LobbyKeeper } from "./lobby.ts";
import { newsOf } from "./notices.ts";
import { PlanEditor } from "./plan.ts";
import { Reader } from "./replies.ts";
import { type Entered, SessionKeeper } from "./session.ts";
import { Store, valueOr } from "./store.ts";
import { type Id, type Me, type PlanActions, type Work, WorkError } from "./work.ts";

export type { WorkDeps } from "./deps.ts";

export interface WorkClient extends Work {
	/** The vault has wiped itself after idle time: the screen follows. */
	vaultLocked(): void;
	/** The network may have changed (online, visible again): try at once. */
	nudge(): void;
	/** Ends everything without signing out; for node clients and tests. */
	stop(): void;
}

/** Starts at once: looks for a session of this tab, and learns what it talks to. */
export function createWork(deps: WorkDeps): WorkClient {
	const assembled = new Assembly(deps);
	void assembled.session.start();
	return assembled.client();
}

class Assembly {
	readonly #deps: WorkDeps;
	readonly store = new Store();
	readonly link: Link;
	readonly session: SessionKeeper;
	readonly enrolment: Enrolment;
	readonly directory: DirectorySync;
	readonly hours: Hours;
	readonly coordinator: Coordinator;
	readonly drafts: Drafts;
	readonly chains: Chains;
	readonly plan: PlanEditor;
	readonly cases: Cases;
	readonly consents: Consents;
	readonly lobby: LobbyKeeper;
	readonly hour: HourKeeper;
	/** Cases that this contact was told of before their chains were here. */
	readonly #heardOf = new Set<Id>();

	constructor(deps: WorkDeps) {
		this.#deps = deps;
		const { store } = this;
		const { vault } = deps;
		this.link = new Link(deps, store);
		const { link } = this;
		this.session = new SessionKeeper(deps, store, link, {
			event: (event) => this.#event(event),
			peer: (frame) => this.hour.frame(frame),
			entered: (me, again) => this.#entered(me, again),
			flush: () => Promise.allSettled([this.plan.flush(), this.drafts.flush()]),
			left: () => this.#left(),
		});
		const { session } = this;
		this.enrolment = new Enrolment(deps, store, link, session);
		this.directory = new DirectorySync(store, link, vault);
		const { directory } = this;
		this.hours = new Hours(store, link);
		const { hours } = this;
		this.coordinator = new Coordinator(store, link, directory, hours, deps.origin);
		this.drafts = new Drafts(link, vault);
		this.chains = new Chains(link, vault);
		const { chains } = this;
		this.plan = new PlanEditor(chains, this.drafts, directory);
		const { plan } = this;
		this.cases = new Cases({ store, link, chains, directory, hours, plan });
		const { cases } = this;
		this.consents = new Consents({ store, vault, chains, cases, hours, directory });
		this.lobby = new LobbyKeeper(store, link);
		this.hour = new HourKeeper({
			store,
			link,
			vault,
			media: deps.media ?? silentMedia,
			session,
			directory,
			hours,
			chains,
			cases,
			consents: this.consents,
			plan,
			lobby: this.lobby,
		});
		this.#wireUp();
	}

	client(): WorkClient {
		const { session } = this;
		const signingIn = { ...session.actions };
		signingIn.signIn = async (username, passphrase) => {
			this.enrolment.stopWaiting();
			await session.actions.signIn(username, passphrase);
		};
		signingIn.signInOnNewDevice = async (username, passphrase, accountKey) => {
			this.enrolment.stopWaiting();
			await session.actions.signInOnNewDevice(username, passphrase, accountKey);
		};
		return {
			state: this.store,
			now: () => this.link.now(),
			enrol: guardedAll(this.enrolment.actions),
			session: guardedAll(signingIn),
			coordinator: guardedAll(this.coordinator.actions),
			drafts: {
				...guardedAll({
					save: (key: string, value: unknown) => this.drafts.save(key, value),
					load: (key: string) => this.drafts.load(key),
					drop: (key: string) => this.drafts.drop(key),
				}),
				beforeLock: (form) => this.drafts.beforeLock(form),
			},
			cases: { ...guardedAll(this.cases.actions), close: () => this.cases.close() },
			consent: guardedAll(this.consents.actions),
			plan: { ...guardedPlan(this.plan.actions) },
			hour: guardedAll(this.hour.actions),
			dismissNotice: (id) => this.store.dismiss(id),
			touch: () => session.touch(),
			vaultLocked: () => void session.lock(),
			nudge: () => this.link.nudge(),
			stop: () => {
				this.enrolment.stopWaiting();
				session.stop();
				this.plan.drop();
				this.hour.drop();
				this.link.stop();
			},
		};
	}

	#wireUp(): void {
		this.plan.onChange = (id, plan) => {
			const open = this.store.file.value;
			if (open.kind !== "ready" || open.file.case !== id) return;
			this.store.file.value = { kind: "ready", file: { ...open.file, plan } };
		};
		this.chains.onView = (view, before) => {
			void this.cases.follow(view).catch(() => undefined);
			const me = this.session.me?.uid;
			this.hour.follow(view);
			if (before === null || me === undefined || before.head.seq === view.head.seq) return;
			const isContact = (uid: Id) => this.directory.isContact(uid);
			for (const news of newsOf(before, view, me, isContact)) {
				const hour = view.queued?.hour ?? view.session?.hour ?? null;
				this.store.notify(news.code, { ...news, at: this.link.now(), case: view.case, hour });
			}
		};
	}

	async #entered(me: Entered, again: boolean): Promise<void> {
		if (!again) {
			this.directory.begin(me.uid);
			this.chains.clear();
		}
		await this.directory.sync();
		if (me.checkpoint !== null) await this.#checkpoint(me.checkpoint);
		this.#showMe(me.uid, me.number);
		const loads = [this.hours.refreshAll(), this.cases.refresh(), this.directory.loadPending()];
		if (again) {
			loads.push(this.hour.resume());
			this.plan.resume();
			const open = this.store.file.value;
			if (open.kind === "ready") loads.push(this.chains.sync(open.file.case).then(() => undefined));
		} else loads.push(this.coordinator.beacon());
		for (const load of loads) load.catch(() => undefined); // each shows its own failure
	}

	#showMe(uid: Id, number: string): void {
		const person = this.directory.person(uid);
		if (person === null) throw new WorkError("not_verified");
		const { username, display, roles, org, orgKind, orgName, notAfter } = person;
		const me: Me = { uid, username, display, roles, org, orgKind, orgName, number, notAfter };
		this.store.session.value = { kind: "in", me };
	}

	#left(): void {
		this.#heardOf.clear();
		this.hour.drop();
		this.plan.drop();
		this.cases.close();
		this.chains.clear();
	}

	/** An event tells that something has changed; what it is, is fetched and verified. */
	#event(event: WireEvent): void {
		const reader = new Reader(event);
		switch (event.ev) {
			case "directory":
				return this.#quietly(this.directory.sync());
			case "pending":
				return this.#quietly(this.directory.loadPending());
			case "series":
				return this.#quietly(this.hours.refreshAll());
			case "hour":
				return this.#quietly(this.#hourChanged(reader));
			case "case":
				return this.#quietly(this.#caseChanged(reader));
			case "lobby":
				return this.lobby.event(reader);
			case "peers":
				return this.hour.peersEvent(reader);
			case "closed":
				return this.hour.closedEvent(reader);
			case "checkpoint":
				return this.#quietly(
					this.#checkpoint({ ckpt: reader.text("ckpt"), sig: reader.text("sig") }),
				);
		}
	}

	async #hourChanged(event: Reader): Promise<void> {
		const before = this.hours.find(event.id("hour"));
		await this.hours.refreshHours();
		const after = this.hours.find(event.id("hour"));
		if (before === null || after === null) return;
		if (before.state !== after.state || before.startsAt !== after.startsAt)
			this.store.notify("hour_changed", { at: this.link.now(), hour: after.hour });
	}

	async #caseChanged(event: Reader): Promise<void> {
		const id = event.id("case");
		const known = this.chains.known(id);
		const listed = valueOr(this.store.cases.value, []).some((one) => one.case === id);
		if (known !== null || listed) await this.chains.syncTo(id, event.int("seq"));
		else if (this.#amContact && !this.#heardOf.has(id)) {
			// One transaction brings several statements: the member, the keys, the place.
			this.#heardOf.add(id);
			this.store.notify("queued", { at: this.link.now(), case: id });
		}
		await this.cases.refresh();
	}

	get #amContact(): boolean {
		const me = this.session.me?.uid;
		return me !== undefined && this.directory.isContact(me);
	}

	/** A log that does not follow from what this device has seen of it is said in red; one works on with the verified chains. */
	async #checkpoint(checkpoint: { readonly ckpt: string; readonly sig: string }): Promise<void> {
		try {
			await this.#deps.vault.checkpoint(checkpoint);
		} catch (error) {
			if (asWorkError(error).code === "not_verified")
				this.store.notify("fork", { at: this.link.now() });
		}
	}

	#quietly(work: Promise<unknown>): void {
		work.catch(() => undefined); // the next event, or the screen that asks, tries again
	}
}

function guardedAll<T extends object>(actions: T): T {
	const entries = Object.entries(actions).map(([name, action]) => [name, guarded(action)]);
	return Object.fromEntries(entries) as T;
}

/** edit() answers nothing and must not become a promise. */
function guardedPlan(actions: PlanActions): PlanActions {
	return { edit: actions.edit, save: guarded(actions.save), confirm: guarded(actions.confirm) };
}
