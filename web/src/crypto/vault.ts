// The vault: holds every private key and case key, and does typed things with them (vault/api.ts says which). In the
// browser it runs in a worker of its own (vault-worker.ts); node clients use the class directly. Knows no wire.
import { fromB64, toB64 } from "./bytes.ts";
import { openDraft, sealDraft } from "./objects.ts";
import { sodiumReady } from "./sodium.ts";
import { signActs, signHold, signRevoke } from "./vault/acts.ts";
import type { CaseView, Me, VaultApi } from "./vault/api.ts";
import { Cases } from "./vault/cases.ts";
import { Checkpoints } from "./vault/checkpoints.ts";
import { Device, ranOut } from "./vault/device.ts";
import { DirectoryActs } from "./vault/directory-acts.ts";
import { Enrolling } from "./vault/enrol.ts";
import { pendingView } from "./vault/enrolments.ts";
import { AlarmError, asVaultError, VaultError } from "./vault/errors.ts";
import { GuestVisit } from "./vault/guest-visit.ts";
import { guestKnocked } from "./vault/guests.ts";
import { hourView } from "./vault/hours.ts";
import { Lobbies } from "./vault/lobbies.ts";
import { accountKeyAgain, confirmPassphrase, Login, reconnectProof } from "./vault/login.ts";
import { Marks } from "./vault/marks.ts";
import { proposeCard } from "./vault/org-acts.ts";
import { People } from "./vault/people.ts";
import { makeReceipt } from "./vault/receipts.ts";
import { Relogin } from "./vault/relogin.ts";
import { Rooms, type RoomsApi } from "./vault/rooms.ts";
import { Session, SKEW_MAX_MS } from "./vault/session.ts";
import type { VaultStore } from "./vault/store.ts";

export type * from "./vault/api.ts";
export {
	type AlarmReason,
	type TrustReason,
	VaultError,
	type VaultErrorCode,
} from "./vault/errors.ts";
export { MemoryStore, type VaultStore } from "./vault/store.ts";

/** The server's clock may differ so much from ours; more, and someone's clock is wrong or someone lies. */
const TOUCH_EVERY_MS = 30_000;

export interface VaultOptions {
	readonly store: VaultStore;
	/** Keeps windows of several people in one browser profile apart. */
	readonly tab: string;
	readonly now?: () => number;
	/** The idle time ran out and everything was wiped. */
	readonly onLocked?: () => void;
}

interface Open {
	readonly session: Session;
	readonly people: People;
	readonly acts: DirectoryActs;
	readonly marks: Marks;
	readonly checkpoints: Checkpoints;
	readonly relogin: Relogin;
	readonly cases: Cases;
	readonly rooms: Rooms;
	readonly lobbies: Lobbies;
}

/** The vault; every operation rejects with a VaultError and with nothing else. */
export type Vault = VaultApi & {
	/** Wipes if the idle time is over; the worker calls it now and then. */
	tick(): Promise<void>;
};

export async function openVault(options: VaultOptions): Promise<Vault> {
	await sodiumReady();
	return guarded(new VaultCore(options));
}

/**
 * The way into every operation: what has run out is wiped first, every failure comes out as a VaultError whichever
 * module it came from, and a chain that breaks is remembered as an alarm.
 */
function guarded(core: VaultCore): Vault {
	return new Proxy(core, {
		get(target, name) {
			const member = Reflect.get(target, name, target) as unknown;
			if (typeof member !== "function") return member;
			return async (...args: unknown[]) => {
				try {
					await target.lockIfIdle();
					return await member.apply(target, args);
				} catch (error) {
					if (error instanceof AlarmError) await target.keepAlarm(error);
					throw asVaultError(error);
				}
			};
		},
	});
}

class VaultCore implements Vault {
	readonly #device: Device;
	readonly #localNow: () => number;
	readonly #onLocked: () => void;
	readonly #enrolling: Enrolling;
	readonly #login: Login;
	readonly #visit: GuestVisit;
	/** The server's clock minus ours. */
	#offsetMs = 0;
	#open: Open | null = null;
	#inCall = false;
	#handed = false;
	#touchedAt = 0;
	#savedAt = 0;

	constructor(options: VaultOptions) {
		this.#device = new Device(options.store, options.tab);
		this.#localNow = options.now ?? Date.now;
		this.#onLocked = options.onLocked ?? (() => {});
		this.#enrolling = new Enrolling(this.#device, this.#now);
		this.#login = new Login(this.#device, this.#now);
		this.#visit = new GuestVisit(this.#device, this.#now);
	}

	readonly #now = (): number => this.#localNow() + this.#offsetMs;

	#setClock(serverNow: number): void {
		const offset = serverNow - this.#localNow();
		if (Math.abs(offset) > SKEW_MAX_MS) throw new VaultError("clock_skew");
		this.#offsetMs = offset;
	}

	get #in(): Open {
		if (this.#open === null) throw new VaultError("locked");
		return this.#open;
	}

	// ---- device

	remembered: VaultApi["remembered"] = () => this.#device.remembered();
	forget: VaultApi["forget"] = (username) => this.#device.forget(username);

	// ---- enrolment

	inviteOpen: VaultApi["inviteOpen"] = async (fragment, shown) => {
		this.#setClock(shown.now);
		return this.#enrolling.open(fragment, shown);
	};
	enrolKeys: VaultApi["enrolKeys"] = async (input) => this.#enrolling.keys(input);
	enrolRequest: VaultApi["enrolRequest"] = async ({ head, now }) => {
		// The clock of the reply that told the head: no slower reply before it can put the time behind the head's.
		this.#setClock(now);
		return this.#enrolling.request(head);
	};
	enrolDone: VaultApi["enrolDone"] = () => this.#enrolling.done();

	// ---- session

	login: VaultApi["login"] = async (input) => {
		this.#setClock(input.challenge.now);
		return this.#login.prove(input);
	};

	loggedIn: VaultApi["loggedIn"] = async (reply) => {
		const record = await this.#login.finish(reply);
		this.#close();
		return this.#begin(await Session.open(this.#device, record));
	};

	restore: VaultApi["restore"] = async () => {
		if (this.#open !== null) return this.#open.session.me;
		const record = await this.#device.tab(this.#localNow());
		return record === null ? null : this.#begin(await Session.open(this.#device, record));
	};

	async #begin(session: Session): Promise<Me> {
		const now = this.#clockOf(session);
		const cases = new Cases(session, now);
		const marks = new Marks(session, now);
		this.#open = {
			session,
			people: new People(session, marks, now),
			acts: new DirectoryActs(session, now),
			marks,
			checkpoints: new Checkpoints(session),
			relogin: new Relogin(this.#device, session, now),
			cases,
			rooms: new Rooms(cases),
			lobbies: new Lobbies(session, now),
		};
		this.#savedAt = 0;
		await this.touch();
		return session.me;
	}

	/** Never before the newest certificate that it is to judge, as far as another's clock may be ahead of ours. */
	#clockOf(session: Session): () => number {
		return () => {
			const now = this.#now();
			const head = session.directory.head.time;
			return head > now && head - now <= SKEW_MAX_MS ? head : now;
		};
	}

	reconnect: VaultApi["reconnect"] = async (input) => {
		this.#setClock(input.now);
		return reconnectProof(this.#in.session, input);
	};

	lock: VaultApi["lock"] = async () => {
		const session = this.#open?.session;
		this.#close();
		this.#enrolling.clear();
		this.#login.clear();
		await this.#device.dropTab();
		if (session !== undefined) await this.#device.keepLast(toB64(session.g), session.record.uid);
	};

	#close(): void {
		if (this.#open === null) return;
		const { session, cases, rooms } = this.#open;
		this.#open = null;
		this.#inCall = false;
		this.#handed = false;
		rooms.wipe();
		cases.wipe();
		session.wipe();
	}

	touch: VaultApi["touch"] = async () => {
		if (this.#open === null) return;
		const now = this.#localNow();
		this.#touchedAt = now;
		if (this.#handed || Math.abs(now - this.#savedAt) < TOUCH_EVERY_MS) return;
		this.#savedAt = now;
		await this.#device.keepTab({ ...this.#open.session.record, touchedAt: now });
	};

	setInCall: VaultApi["setInCall"] = async (inCall) => {
		this.#inCall = inCall;
		await this.touch();
	};

	setHanded: VaultApi["setHanded"] = async (handed) => {
		void this.#in;
		this.#handed = handed;
		if (handed) return this.#device.dropTab();
		this.#savedAt = 0;
		await this.touch();
	};

	async tick(): Promise<void> {
		this.#login.tick();
		if (this.#inCall) await this.touch();
	}

	/** A worker that slept (a closed lid) must not go on where it was: the idle time counts whoever looks first. */
	async lockIfIdle(): Promise<void> {
		if (this.#open === null || this.#inCall || !ranOut(this.#localNow(), this.#touchedAt)) return;
		try {
			await this.lock();
		} finally {
			this.#onLocked();
		}
	}

	confirm: VaultApi["confirm"] = (passphrase) =>
		confirmPassphrase(this.#device, this.#in.session, passphrase);

	accountKey: VaultApi["accountKey"] = (passphrase) =>
		accountKeyAgain(this.#device, this.#in.session, passphrase);

	relogin: VaultApi["relogin"] = (input) =>
		this.#in.relogin.request(input.passphrase, input.newPassphrase);

	reloginDone: VaultApi["reloginDone"] = async () => {
		await this.#in.relogin.done();
		this.#savedAt = 0;
		await this.touch();
	};

	// ---- the alarm

	async keepAlarm({ alarm, caseId }: AlarmError): Promise<void> {
		const raised = this.#open?.session.raise({ reason: alarm, at: this.#now(), case: caseId });
		await raised?.catch(() => undefined); // it stands in this session; what went wrong is the caller's to hear
	}

	alarm: VaultApi["alarm"] = () => this.#in.session.alarmAnywhere();

	forgetPins: VaultApi["forgetPins"] = async () => {
		if (this.#open !== null) await this.lock();
		const last = await this.#device.last(); // an alarm may have ended the session
		if (last === null) throw new VaultError("locked");
		await this.#device.forgetPins(last.g, last.uid, this.#now());
	};

	/** For what goes out in trust: an alarm that another tab met counts too. */
	async #trusting(): Promise<Open> {
		const open = this.#in;
		await open.session.alarmAnywhere();
		return open;
	}

	// ---- directory

	directoryAdd: VaultApi["directoryAdd"] = async (statements, head) =>
		this.#in.people.add(statements, head);
	directorySign: VaultApi["directorySign"] = async (act) => (await this.#trusting()).acts.sign(act);
	cardPropose: VaultApi["cardPropose"] = async (text) =>
		proposeCard((await this.#trusting()).session, text);
	pendingOpen: VaultApi["pendingOpen"] = async (pending) => pendingView(this.#in.session, pending);
	markVerified: VaultApi["markVerified"] = async (uid, number) =>
		this.#in.people.mark(uid, number, true);
	markDiffers: VaultApi["markDiffers"] = async (uid, number) =>
		this.#in.people.mark(uid, number, false);
	marksSeal: VaultApi["marksSeal"] = async () => this.#in.marks.seal();
	marksOpen: VaultApi["marksOpen"] = async (sealed) => {
		const { marks, people } = this.#in;
		return { ...(await marks.open(sealed)), view: people.view() };
	};
	hourCheck: VaultApi["hourCheck"] = async (claims) => {
		const { directory } = this.#in.session;
		return claims.map((claim) => hourView(directory, claim));
	};
	checkpoint: VaultApi["checkpoint"] = async (checkpoint) => this.#in.checkpoints.take(checkpoint);
	checkpointsKnown: VaultApi["checkpointsKnown"] = async () => this.#in.checkpoints.known();
	checkpointsCheck: VaultApi["checkpointsCheck"] = async ({ seqs, checkpoints }) =>
		this.#in.checkpoints.check(seqs, checkpoints);

	// ---- cases

	caseNext: VaultApi["caseNext"] = async (id) => this.#in.cases.next(id);
	caseAdd: VaultApi["caseAdd"] = async (input): Promise<CaseView> => this.#in.cases.add(input);
	caseView: VaultApi["caseView"] = async (id) => this.#in.cases.view(id);
	caseSign: VaultApi["caseSign"] = async (input) => signActs((await this.#trusting()).cases, input);
	revokeSign: VaultApi["revokeSign"] = async (input) => signRevoke(this.#in.cases, input);
	holdSign: VaultApi["holdSign"] = async (input) => signHold(this.#in.cases, input);
	logRows: VaultApi["logRows"] = async (id, rows) => this.#in.cases.logRows(id, rows);
	receipt: VaultApi["receipt"] = async (input) => {
		const { cases, checkpoints } = await this.#trusting();
		return makeReceipt(cases, checkpoints, input);
	};
	objectOpen: VaultApi["objectOpen"] = async (input) => this.#in.cases.openObject(input);
	consentOpen: VaultApi["consentOpen"] = async (input) => this.#in.cases.openConsent(input);
	fileSeal: VaultApi["fileSeal"] = async (input) => this.#in.cases.sealFile(input);
	fileOpen: VaultApi["fileOpen"] = async (input) => this.#in.cases.openFile(input);

	draftSeal: VaultApi["draftSeal"] = async (key, plain) => {
		const { record, identity, g } = this.#in.session;
		return sealDraft(identity.enc.sk, g, fromB64(record.uid, 16), key, plain);
	};

	draftOpen: VaultApi["draftOpen"] = async (key, ct) => {
		const { record, identity, g } = this.#in.session;
		return openDraft(identity.enc.sk, g, fromB64(record.uid, 16), key, ct);
	};

	// ---- rooms

	/** A guest's room is known by its session; all others are of who is signed in. */
	#rooms(session: string): RoomsApi {
		return this.#visit.has(session) ? this.#visit : this.#in.rooms;
	}

	roomEnter: VaultApi["roomEnter"] = async (input) => {
		if (this.#visit.has(input.session)) return this.#visit.enter(input);
		(await this.#trusting()).rooms.enter(input);
	};
	roomLeave: VaultApi["roomLeave"] = async (session) => this.#rooms(session).leave(session);
	signalSeal: VaultApi["signalSeal"] = async ({ session, to, type, payload }) =>
		this.#rooms(session).seal(session, to, type, payload);
	helloSeal: VaultApi["helloSeal"] = async (input) => this.#rooms(input.session).sealHello(input);
	signalOpen: VaultApi["signalOpen"] = async (input) => this.#rooms(input.session).open(input);
	compareHeads: VaultApi["compareHeads"] = async (session, theirs) =>
		this.#in.rooms.compare(session, theirs);
	lobbySeal: VaultApi["lobbySeal"] = async (input) => (await this.#trusting()).lobbies.seal(input);
	lobbyOpen: VaultApi["lobbyOpen"] = async (input) => this.#in.lobbies.open(input);

	// ---- guests

	guestLink: VaultApi["guestLink"] = async (guest) => this.#in.cases.guests.link(guest);
	guestKnocked: VaultApi["guestKnocked"] = async (input) =>
		guestKnocked((await this.#trusting()).cases, input);
	rosterSeal: VaultApi["rosterSeal"] = async (input) => this.#in.rooms.sealRoster(input);
	guestOpen: VaultApi["guestOpen"] = async (fragment) => this.#visit.openLink(fragment);
	guestRestore: VaultApi["guestRestore"] = async () => this.#visit.restore();
	guestForget: VaultApi["guestForget"] = async () => this.#visit.forget();
	guestKnock: VaultApi["guestKnock"] = async (challenge) => this.#visit.knock(challenge);
	guestAdmitted: VaultApi["guestAdmitted"] = async (input) => this.#visit.admitted(input);
	guestRoom: VaultApi["guestRoom"] = async (session) => this.#visit.room(session);
}
