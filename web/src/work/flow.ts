// What follows from what: someone is in or has left, the broker tells of a change, a verified chain or the directory says
// something new. Holds no state of its own but what has been told already.
import type { CaseView, CheckpointIn, DirectoryView, VaultApi } from "../crypto/vault/api.ts";
import type { WireEvent } from "../wire/messages.ts";
import type { AlarmBell } from "./alarm.ts";
import type { Cases } from "./cases.ts";
import type { Chains } from "./chains.ts";
import type { Coordinator } from "./coordinator.ts";
import type { DirectorySync } from "./directory.ts";
import { newsOfDirectory } from "./directory-news.ts";
import type { FollowUps } from "./follow-up.ts";
import type { Guests } from "./guests.ts";
import type { HourKeeper } from "./hour.ts";
import type { Hours } from "./hours.ts";
import type { KeysKeeper } from "./keys.ts";
import type { Link } from "./link.ts";
import type { LobbyKeeper } from "./lobby.ts";
import type { Measures } from "./measures.ts";
import { newsOf, tellOfHour } from "./notices.ts";
import type { PlanEditor } from "./plan.ts";
import { Reader } from "./replies.ts";
import { Serial } from "./serial.ts";
import type { Entered } from "./session.ts";
import type { Shelf } from "./shelf.ts";
import { type Store, valueOr } from "./store.ts";
import type { Trust } from "./trust.ts";
import type { WaitingLists } from "./waiting.ts";
import { type Id, WorkError } from "./work.ts";

export interface Parts {
	readonly store: Store;
	readonly link: Link;
	readonly vault: VaultApi;
	readonly alarm: AlarmBell;
	readonly directory: DirectorySync;
	readonly trust: Trust;
	readonly keys: KeysKeeper;
	readonly hours: Hours;
	readonly waiting: WaitingLists;
	readonly coordinator: Coordinator;
	readonly chains: Chains;
	readonly plan: PlanEditor;
	readonly cases: Cases;
	readonly lobby: LobbyKeeper;
	readonly hour: HourKeeper;
	readonly guests: Guests;
	readonly measures: Measures;
	readonly shelf: Shelf;
	readonly followUps: FollowUps;
}

export class Flow {
	readonly #p: Parts;
	/** Cases that this contact was told of before their chains were here. */
	readonly #heardOf = new Set<Id>();
	/** In which hour a case stood (null: in none) when news of its chain came: the broker may have put it there. */
	readonly #stood = new Map<Id, Id | null>();
	readonly #checkpoints = new Serial();

	constructor(parts: Parts) {
		this.#p = parts;
		const { plan, chains, directory, keys, store } = parts;
		keys.onMoment = () => this.#entitledAnew();
		plan.onChange = (id, state) => {
			const open = store.file.value;
			if (open.kind !== "ready" || open.file.case !== id) return;
			store.file.value = { kind: "ready", file: { ...open.file, plan: state } };
		};
		chains.onView = (view, before) => this.#viewed(view, before);
		directory.onView = (view, before) => this.#directoryViewed(view, before);
	}

	async entered(me: Entered, again: boolean): Promise<void> {
		const { directory, chains, hours, cases, hour, plan, store, trust, coordinator } = this.#p;
		if (!again) {
			directory.begin(me.uid);
			chains.begin();
			this.#p.keys.begin();
			this.#p.followUps.begin();
			this.#p.shelf.begin();
		}
		const synced = directory.sync();
		if (me.checkpoint !== null) this.#quietly(this.#checkpoint(me.checkpoint, synced));
		await synced;
		this.#showMe(me.uid, me.number);
		const loads = [
			this.#p.alarm.look(),
			this.#rememberedCheckpoints(),
			trust.load().then(() => this.#p.keys.look()),
			hours.refresh(),
			this.#p.waiting.refresh(),
			cases.refresh().then(() => this.#renew()),
			directory.loadPending(),
			this.#p.measures.resume(),
		];
		if (again) {
			loads.push(hour.resume());
			plan.resume();
			const open = store.file.value;
			if (open.kind === "ready") loads.push(chains.sync(open.file.case).then(() => undefined));
		} else loads.push(coordinator.beacon(), hour.comeBack());
		for (const load of loads) this.#quietly(load); // each shows its own failure
	}

	/** Somebody asks for what could not be fetched. */
	async refresh(): Promise<void> {
		const { directory, hours, waiting, cases } = this.#p;
		await directory.sync();
		await Promise.all([
			hours.refresh(),
			waiting.refresh(),
			cases.refresh().then(() => this.#renew()),
			directory.loadPending(),
		]);
	}

	left(): void {
		this.#heardOf.clear();
		this.#stood.clear();
		this.#p.hour.drop();
		this.#p.keys.stop();
		this.#p.followUps.stop();
		this.#p.shelf.stop();
		this.#p.plan.drop();
		this.#p.cases.close();
		this.#p.guests.drop();
		this.#p.chains.leave();
	}

	/** An event tells that something has changed; what it is, is fetched and verified. */
	event(event: WireEvent): void {
		const { directory, hours, lobby, hour, store, link } = this.#p;
		const reader = new Reader(event);
		switch (event.ev) {
			case "directory":
				return this.#quietly(directory.sync());
			case "pending":
				return this.#quietly(directory.loadPending());
			case "series":
				return this.#quietly(Promise.all([hours.refresh(), this.#p.waiting.refresh()]));
			case "queue":
				// The list itself, and each case's own number in it.
				return this.#quietly(Promise.all([this.#p.waiting.refresh(), this.#p.cases.refresh()]));
			case "place":
				return this.#quietly(this.#placeChanged(reader));
			case "reminder": {
				const [id, hourId] = [reader.id("case"), reader.id("hour")];
				return store.notify("reminder", { at: link.now(), case: id, hour: hourId });
			}
			case "due":
				return this.#quietly(this.#fellDue(reader));
			case "hour":
				return this.#quietly(this.#hourChanged(reader));
			case "case":
				return this.#quietly(this.#caseChanged(reader));
			case "lobby":
				return lobby.event(reader);
			case "guest":
				return this.#quietly(this.#p.guests.event(reader));
			case "peers":
				return hour.peersEvent(reader);
			case "closed":
				return hour.closedEvent(reader);
			case "called":
				return hour.calledEvent(reader);
			case "checkpoint":
				return this.#quietly(
					this.#checkpoint({ ckpt: reader.text("ckpt"), sig: reader.text("sig") }),
				);
		}
	}

	#viewed(view: CaseView, before: CaseView | null): void {
		const { cases, hour, keys, directory, store, link } = this.#p;
		this.#quietly(cases.follow(view));
		if (view.objects.some(({ type }) => type === "card")) this.#quietly(this.#p.shelf.look());
		hour.follow(view);
		this.#quietly(this.#p.guests.viewed(view).then(() => hour.compared()));
		const { me } = directory;
		if (before === null || me === null) return;
		if (before.head.seq !== view.head.seq) {
			this.#quietly(keys.look());
			this.#quietly(this.#p.followUps.look());
		}
		const isContact = (uid: Id) => directory.isContact(uid);
		for (const news of newsOf(before, view, me, isContact, this.#stood.get(view.case))) {
			const at = view.queued?.hour ?? view.session?.hour ?? null;
			// What Kela asks stands among the messages: it is told once.
			if (news.code === "needs_info") store.settleOf(view.case, ["message"]);
			store.notify(news.code, { ...news, at: link.now(), case: view.case, hour: at });
		}
	}

	#directoryViewed(view: DirectoryView, before: DirectoryView | null): void {
		const { directory, chains, store, link, hours, hour } = this.#p;
		const { me } = directory;
		if (me === null) return;
		hours.showSeries();
		hour.compared();
		const news = newsOfDirectory(before, view, me, chains.members(), link.now());
		for (const { code, person } of news) {
			store.settle(code, person); // one of a kind
			store.notify(code, { at: link.now(), person });
		}
		if (before === null || before.head.seq === view.head.seq) return;
		this.#quietly(this.#p.shelf.look());
		this.#entitledAnew();
	}

	/** Who may see which case may be others than before. */
	#entitledAnew(): void {
		const { cases, hours, keys } = this.#p;
		hours.showSeries();
		this.#quietly(hours.refresh()); // whose hours are mine to see, and who stands in at them
		this.#quietly(keys.renew()); // what has ended goes from the screen, whether or not the broker answers
		this.#quietly(cases.refresh().then(() => this.#renew()));
	}

	/** The list of cases is here; once all in it are open, what follows from their chains. */
	async #renew(): Promise<void> {
		await this.#p.cases.allOpened();
		await Promise.all([this.#p.keys.renew(), this.#p.followUps.look()]);
	}

	/** Only what the case's own chain says too is told. */
	async #fellDue(event: Reader): Promise<void> {
		const { followUps, store, link } = this.#p;
		const id = event.id("case");
		if (await followUps.isDue(id, event.text("what"), event.int("due")))
			store.notify("follow_up", { at: link.now(), case: id });
	}

	#showMe(uid: Id, number: string): void {
		const person = this.#p.directory.person(uid);
		if (person === null) throw new WorkError("not_verified", null, {}, "directory-broken");
		const { username, display, roles, org, orgKind, orgName, notAfter } = person;
		const me = { uid, username, display, roles, org, orgKind, orgName, number, notAfter };
		this.#p.store.session.value = { kind: "in", me };
	}

	async #hourChanged(event: Reader): Promise<void> {
		const { hours, store, link } = this.#p;
		const before = hours.find(event.id("hour"));
		await Promise.all([hours.refreshOnly([event.id("hour")]), this.#p.waiting.refresh()]);
		const file = store.file.value;
		if (file.kind === "ready") await this.#p.cases.shown(file.file.case); // where it is may be another hour
		const after = hours.find(event.id("hour"));
		if (before === null || after === null || hours.isOwnDoing(after.hour)) return;
		if (before.state === after.state && before.startsAt === after.startsAt) return;
		const at = link.now();
		const series = new Set(hours.ofSeries(after.series).map((one) => one.hour));
		const tell = tellOfHour(store.notices.value, after.hour, series, at);
		if (tell === null) return;
		if (tell.instead !== null) store.dismiss(tell.instead);
		store.notify(tell.code, { at, hour: tell.hour });
	}

	/** The broker has put a case elsewhere: by the published order, by the clock, or because an hour was changed. */
	async #placeChanged(event: Reader): Promise<void> {
		const { hours, waiting, cases, store, link } = this.#p;
		const [id, to] = [event.id("case"), event.idOrNull("hour")];
		const had = hours.placeOf(id)?.hour.hour ?? null;
		const touched = [had, to].filter((hour) => hour !== null);
		await Promise.all([hours.refreshOnly(touched), waiting.refresh()]);
		const code = to === null ? "place_lost" : "place_moved";
		store.settleOf(id, ["place_lost", "place_moved"]);
		store.notify(code, { at: link.now(), case: id, hour: to ?? had });
		await cases.refresh();
		await cases.shown(id);
	}

	async #caseChanged(event: Reader): Promise<void> {
		const { chains, store, link, cases, directory } = this.#p;
		const id = event.id("case");
		const known = chains.known(id);
		const listed = valueOr(store.cases.value, []).some((one) => one.case === id);
		const amContact = directory.me !== null && directory.isContact(directory.me);
		if (known !== null || listed) {
			if (store.hours.value.kind === "ready" && !this.#stood.has(id))
				this.#stood.set(id, this.#p.hours.placeOf(id)?.hour.hour ?? null);
			await chains.syncTo(id, event.int("seq")).finally(() => this.#stood.delete(id));
			// The rule adds no statement: the chain is as it was, and time is over.
			if (event.text("kind") === "erase") await chains.refreshed(id);
		}
		if (known === null && !listed && amContact && !this.#heardOf.has(id)) {
			// One transaction brings several statements: the member, the keys, the place.
			this.#heardOf.add(id);
			store.notify("queued", { at: link.now(), case: id });
		}
		await Promise.all([cases.refresh(), this.#p.waiting.refresh()]);
	}

	/**
	 * One after another, as they came: the one at the door waits for the directory, later ones for it. A log that does
	 * not follow from what this device has seen of it rings; one works on with the verified chains.
	 */
	#checkpoint(checkpoint: CheckpointIn, after: Promise<void> = Promise.resolve()): Promise<void> {
		return this.#checkpoints.run(async () => {
			await after;
			await this.#p.vault.checkpoint(checkpoint);
		});
	}

	/** The checkpoints that this device remembers must still be the broker's. */
	async #rememberedCheckpoints(): Promise<void> {
		const { vault, link } = this.#p;
		const seqs = await vault.checkpointsKnown();
		if (seqs.length === 0) return;
		const { ok } = await link.request("checkpoint-list", { seqs });
		const checkpoints = new Reader(ok).list("checkpoints", (r) => ({
			ckpt: r.text("ckpt"),
			sig: r.text("sig"),
		}));
		await vault.checkpointsCheck({ seqs, checkpoints });
	}

	#quietly(work: Promise<unknown>): void {
		work.catch(() => undefined); // the next event, or the screen that asks, tries again
	}
}
