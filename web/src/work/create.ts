// Puts the work layer together: one link, one session, and what hangs on it (flow.ts: what follows from what). The only file
// that knows all the others; main.tsx, the demo and the tests call createWork and see the interface of work.ts.
import type { VaultApi } from "../crypto/vault/api.ts";
import { silentMedia } from "../media/silent.ts";
import { AlarmBell } from "./alarm.ts";
import { Cases } from "./cases.ts";
import { Chains } from "./chains.ts";
import { Comeback } from "./comeback.ts";
import { Consents } from "./consent.ts";
import { Coordinator } from "./coordinator.ts";
import type { WorkDeps } from "./deps.ts";
import { DirectorySync } from "./directory.ts";
import { Drafts } from "./drafts.ts";
import { Enrolment } from "./enrol.ts";
import { guarded } from "./errors.ts";
import { Feedback } from "./feedback.ts";
import { figuresActions } from "./figures.ts";
import { Flow } from "./flow.ts";
import { FollowUps } from "./follow-up.ts";
import { Guests } from "./guests.ts";
import { HandingKeeper, withClient } from "./handing.ts";
import { HourKeeper } from "./hour.ts";
import { Hours } from "./hours.ts";
import { KeysKeeper } from "./keys.ts";
import { Link } from "./link.ts";
import { LobbyKeeper } from "./lobby.ts";
import { Looks } from "./looks.ts";
import { Measures } from "./measures.ts";
import { PlanEditor } from "./plan.ts";
import { Queueing } from "./queueing.ts";
import { Report } from "./report.ts";
import { retentionList } from "./retention.ts";
import { SessionKeeper } from "./session.ts";
import { SessionList } from "./sessions.ts";
import { settingsActions } from "./settings.ts";
import { Shelf } from "./shelf.ts";
import { Store } from "./store.ts";
import { Timetable } from "./timetable.ts";
import { Trust } from "./trust.ts";
import { VisitKeeper } from "./visit.ts";
import { WaitingLists } from "./waiting.ts";
import { Withdrawal } from "./withdrawal.ts";
import { type PlanActions, type SessionActions, type Work, WorkError } from "./work.ts";

export type { WorkDeps } from "./deps.ts";

export interface WorkClient extends Work {
	/** The vault has wiped itself after idle time: the screen follows. */
	vaultLocked(): void;
	/** The network may have changed (online, visible again): try at once. */
	nudge(): void;
	/** The network is another one, or has gone or come back. */
	networkChanged(): void;
	/** Ends everything without signing out; for node clients and tests. */
	stop(): void;
}

/** Starts at once: looks for a session of this tab, and learns what it talks to. */
export function createWork(deps: WorkDeps): WorkClient {
	const assembled = new Assembly(deps);
	void assembled.start();
	return assembled.client();
}

class Assembly {
	readonly store = new Store();
	readonly #vault: VaultApi;
	readonly link: Link;
	readonly session: SessionKeeper;
	readonly handing: HandingKeeper;
	readonly sessions: SessionList;
	readonly enrolment: Enrolment;
	readonly coordinator: Coordinator;
	readonly shelf: Shelf;
	readonly followUps: FollowUps;
	readonly measures: Measures;
	readonly drafts: Drafts;
	readonly trust: Trust;
	readonly keys: KeysKeeper;
	readonly plan: PlanEditor;
	readonly cases: Cases;
	readonly consents: Consents;
	readonly hour: HourKeeper;
	readonly guests: Guests;
	readonly visit: VisitKeeper;
	readonly flow: Flow;

	constructor(given: WorkDeps) {
		const { store } = this;
		this.#vault = given.vault;
		this.link = new Link(given, store);
		const { link } = this;
		const alarm = new AlarmBell(store, given.vault, () => link.now());
		const { vault } = alarm;
		const deps = { ...given, vault };
		this.session = new SessionKeeper(deps, store, link, {
			event: (event) => this.flow.event(event),
			peer: (frame) => this.hour.frame(frame),
			entered: (me, again) => this.flow.entered(me, again),
			flush: () => Promise.allSettled([this.plan.flush(), this.drafts.flush()]),
			left: () => this.flow.left(),
		});
		const { session } = this;
		this.sessions = new SessionList(link, vault);
		this.enrolment = new Enrolment(deps, store, link, session);
		const directory = new DirectorySync(store, link, vault);
		const hours = new Hours({ store, link, vault, directory, alarm });
		this.handing = new HandingKeeper({
			...{ store, vault, keepsake: given.keepsake ?? null },
			now: () => link.now(),
			// Without a network nobody waits: what is sealed lies on the device, the rest follows by itself.
			flush: async () => {
				if (store.connection.value === "online") await this.drafts.flush();
			},
			lock: () => session.lock(),
		});
		this.drafts = new Drafts(link, vault, this.handing.aside);
		const { drafts, sessions } = this;
		this.trust = new Trust({ store, link, vault, directory });
		const { trust } = this;
		const waiting = new WaitingLists(store, link);
		const timetable = new Timetable({ store, link, directory, hours, waiting });
		const withdrawal = new Withdrawal(link, vault);
		this.coordinator = new Coordinator({
			...{ store, link, directory, hours, trust, sessions, withdrawal, timetable, waiting },
			origin: given.origin,
		});
		const chains = new Chains(link, vault);
		this.plan = new PlanEditor(chains, drafts, directory, () => link.now());
		const { plan, coordinator } = this;
		const report = new Report({ link, vault, chains, directory });
		const queueing = new Queueing({ link, chains, directory, hours, waiting, trust });
		const looks = new Looks({ link, chains, drafts, directory });
		this.cases = new Cases({
			...{ store, link, chains, directory, hours },
			...{ plan, report, queueing, looks },
		});
		const { cases } = this;
		this.shelf = new Shelf({
			...{ store, vault, chains, directory },
			shown: (id) => cases.shown(id),
			named: (view) => this.consents.named(view),
		});
		const feedback = new Feedback({ drafts, link, hours });
		this.measures = new Measures({ store, link, chains, drafts, directory, feedback });
		const { measures } = this;
		const shown = (id: string) => cases.shown(id);
		this.followUps = new FollowUps({ store, link, chains, directory, shown });
		const { followUps } = this;
		this.keys = new KeysKeeper({ store, link, chains, directory, trust });
		this.consents = new Consents({ store, vault, chains, cases, hours, directory });
		const lobby = new LobbyKeeper({ store, link, vault }, () => {
			const { me, conn } = session;
			return me === null || conn === null ? null : { uid: me.uid, conn };
		});
		const comeback = new Comeback(given.keepsake ?? null);
		const media = given.media ?? silentMedia;
		const { consents } = this;
		this.hour = new HourKeeper({
			...{ store, link, vault, media, session, directory },
			...{ hours, chains, cases, consents, plan, queueing, lobby, comeback },
			guest: (caseId, uid) => this.guests.named(caseId, uid),
		});
		const { origin } = given;
		this.guests = new Guests({ store, link, vault, chains, cases, consents, origin });
		const { keys, hour, guests, shelf } = this;
		this.visit = new VisitKeeper({ store, link, vault, media, hour });
		this.flow = new Flow({
			...{ store, link, vault, alarm, directory, trust, keys, hours, waiting },
			...{ coordinator, chains, plan, cases, lobby, hour, measures, guests, shelf, followUps },
		});
	}

	/** Goes on with the session of this tab; not where a client was left with the device. */
	async start(): Promise<void> {
		if (this.handing.away) await this.#vault.lock().catch(() => undefined);
		await this.session.start();
	}

	/** Who I am to the broker: actions about my own sessions need it. */
	get #me(): string {
		const { me } = this.session;
		if (me === null) throw new WorkError("denied");
		return me.uid;
	}

	client(): WorkClient {
		const { session } = this;
		const signingIn: SessionActions = {
			...session.actions,
			changePassphrase: (old, next) => this.sessions.changePassphrase(old, next),
			sessions: async () => this.sessions.list(this.#me),
			endSession: async (sid) => this.sessions.end(this.#me, sid),
		};
		signingIn.signIn = async (username, passphrase) => {
			this.enrolment.stopWaiting();
			await this.handing.signingIn(() => session.actions.signIn(username, passphrase));
		};
		signingIn.signInOnNewDevice = async (username, passphrase, accountKey) => {
			this.enrolment.stopWaiting();
			await this.handing.signingIn(() =>
				session.actions.signInOnNewDevice(username, passphrase, accountKey),
			);
		};
		const client: WorkClient = {
			state: this.store,
			now: () => this.link.now(),
			enrol: guardedAll(this.enrolment.actions),
			session: guardedAll(signingIn),
			handing: {
				give: guarded((page, language, pin) => this.handing.give(page, language, pin)),
				takeBack: guarded((by) => this.handing.takeBack(by)),
				speak: (language) => this.handing.speak(language),
			},
			trust: guardedAll({
				compare: async (uid: string, number: string, matches: boolean) => {
					await this.trust.compare(uid, number, matches);
					await this.keys.look();
				},
				giveKeys: (uid: string) => this.keys.giveKeys(uid),
			}),
			coordinator: guardedAll(this.coordinator.actions),
			drafts: {
				...guardedAll({
					save: (key: string, value: unknown) => this.drafts.save(key, value),
					load: (key: string) => this.drafts.load(key),
					drop: (key: string) => this.drafts.drop(key),
				}),
				beforeLock: (form) => this.drafts.beforeLock(form),
			},
			cases: {
				...guardedAll(this.cases.actions),
				note: (id) => guardedAll(this.cases.actions.note(id)),
				close: () => this.cases.close(),
				reference: (id) => this.cases.actions.reference(id),
			},
			consent: guardedAll(this.consents.actions),
			plan: {
				...guardedPlan(this.plan.actions),
				tick: guarded(async (id: string, step: string, done: boolean) => {
					await this.plan.actions.tick(id, step, done);
					await this.followUps.look();
				}),
			},
			followUp: guardedAll(this.followUps.actions),
			hour: guardedAll(this.hour.actions),
			guests: guardedAll(this.guests.actions),
			visit: guardedAll(this.visit.actions),
			settings: guardedAll(settingsActions(this.link)),
			shelf: guardedAll(this.shelf.actions),
			measures: guardedAll(this.measures.actions),
			figures: guardedAll(figuresActions(this.link)),
			retention: guarded(() => retentionList(this.link)),
			refresh: guarded(() => this.flow.refresh()),
			dismissNotice: (id) => this.store.dismiss(id),
			dismissCall: () => {
				this.store.called.value = null;
			},
			touch: () => session.touch(),
			vaultLocked: () => void session.lock(),
			nudge: () => this.link.nudge(),
			networkChanged: () => this.hour.networkChanged(),
			stop: () => {
				this.enrolment.stopWaiting();
				session.stop();
				this.plan.drop();
				this.hour.stop();
				this.keys.stop();
				this.followUps.stop();
				this.link.stop();
			},
		};
		return withClient(client, () => this.handing.away);
	}
}

function guardedAll<T extends object>(actions: T): T {
	const entries = Object.entries(actions).map(([name, action]) => [name, guarded(action)]);
	return Object.fromEntries(entries) as T;
}

/** edit(), choose() and at() answer nothing and must not become promises. */
function guardedPlan(actions: PlanActions): PlanActions {
	return { ...guardedAll(actions), edit: actions.edit, choose: actions.choose, at: actions.at };
}
