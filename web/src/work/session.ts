// Signing in and out, the proof after a cut, the lock after idle time, what a reload finds. Holds no key and keeps no
// passphrase: those are the vault's for as long as it needs them.
import type { CheckpointIn, VaultApi } from "../crypto/vault/api.ts";
import type { Connection, Direct } from "../wire/connection.ts";
import { WireError } from "../wire/errors.ts";
import type { WorkDeps } from "./deps.ts";
import { asWorkError } from "./errors.ts";
import { IdleWatch } from "./idle.ts";
import { type Link, type LinkEvents, patient } from "./link.ts";
import { Reader } from "./replies.ts";
import { readChallenge, readCheckpoint, readLoggedIn, sheetOf } from "./session-replies.ts";
import type { Store } from "./store.ts";
import {
	type AccountSheet,
	type Id,
	type Notice,
	type SessionActions,
	WorkError,
	type WorkErrorCode,
} from "./work.ts";

const RETRY_MS = 5_000;
/** The keys wait no longer than this for the last letters to be kept. */
const FLUSH_MAX_MS = 1_500;

export interface Entered {
	readonly uid: Id;
	readonly username: string;
	readonly number: string;
	/** The log's newest checkpoint, as the broker showed it at the door. */
	readonly checkpoint: CheckpointIn | null;
}

/** What hangs on a session: started when someone is in, refreshed after a cut, stopped when nobody is. */
export interface SessionWork extends Pick<LinkEvents, "event" | "peer"> {
	/** Makes state.session "in" once the directory says who I am. `again`: after a cut. not_verified: nothing is shown. */
	entered(me: Entered, again: boolean): Promise<void>;
	/** Keeps as drafts what has been typed and is not stored yet. Begun before left(), while the keys are there. */
	flush(): Promise<unknown>;
	left(): void;
}

export class SessionKeeper {
	readonly #deps: WorkDeps;
	readonly #store: Store;
	readonly #link: Link;
	readonly #vault: VaultApi;
	readonly #work: SessionWork;
	readonly #idle: IdleWatch;
	#me: { uid: Id; sid: Id; username: string; number: string } | null = null;
	#conn: Id | null = null;
	#checkpoint: Entered["checkpoint"] = null;
	/** Why my own vault would not prove the session again. */
	#refusal: WorkErrorCode | null = null;
	#entering: Promise<void> = Promise.resolve();
	#stopped = false;

	constructor(deps: WorkDeps, store: Store, link: Link, work: SessionWork) {
		this.#deps = deps;
		this.#store = store;
		this.#link = link;
		this.#vault = deps.vault;
		this.#work = work;
		this.#idle = new IdleWatch({
			tellVault: () => void deps.vault.touch().catch(() => this.lock()),
			tellBroker: () => void link.request("genesis", {}).catch(() => undefined),
			warn: (left) => {
				store.locksAt.value = left === null ? null : link.now() + left;
			},
			lock: () => void this.lock(),
		});
	}

	/** My connection's public id; changes with every reconnect. */
	get conn(): Id | null {
		return this.#conn;
	}

	get me(): { readonly uid: Id; readonly username: string } | null {
		return this.#me;
	}

	/** At the start of the program: goes on with the session of this tab, or shows who may sign in. */
	async start(): Promise<void> {
		void this.#learnDeployment();
		const me = await this.#vault.restore().catch(() => null);
		if (me === null) return this.#signedOut();
		this.#me = me;
		this.#idle.start();
		this.#link.resume((direct) => this.#prove(direct), this.#events());
	}

	stop(): void {
		this.#stopped = true;
		this.#idle.stop();
	}

	async signIn(username: string, passphrase: string, accountKey: string | null): Promise<void> {
		const name = username.trim().normalize("NFC");
		const connection = await this.#link.connect();
		try {
			const genesis = await this.#genesis(connection);
			const hi = await patient(() => connection.request("hi", { user: name }, { resend: false }));
			this.#link.setClock(hi.ok.now);
			const challenge = readChallenge(hi);
			const proof = await this.#vault.login({
				genesis,
				origin: this.#deps.origin,
				username: name,
				passphrase,
				accountKey,
				challenge,
			});
			const reply = await patient(() =>
				connection.request("login", { ...proof }, { resend: false }),
			);
			this.#me = await this.#vault.loggedIn(readLoggedIn(reply));
			this.#conn = challenge.conn;
			this.#checkpoint = readCheckpoint(reply);
		} catch (error) {
			this.#link.close(connection);
			throw error;
		}
		this.#idle.start();
		this.#link.keep(connection, (direct) => this.#prove(direct), this.#events());
		try {
			await this.#entering;
		} catch (error) {
			const told = await this.#leave(); // no directory that holds, no session: no keys behind the door
			await told();
			throw error;
		}
	}

	readonly actions: Omit<SessionActions, "changePassphrase" | "sessions" | "endSession"> = {
		signIn: (username, passphrase) => this.signIn(username, passphrase, null),
		signInOnNewDevice: (username, passphrase, key) => this.signIn(username, passphrase, key),
		lock: () => this.lock(),
		signOut: async () => {
			const told = await this.#leave();
			this.#store.alarm.value = null;
			await this.#signedOut();
			await told();
		},
		forget: async (username) => {
			const mine = this.#me?.username === username;
			await this.#vault.forget(username);
			if (mine) await this.actions.signOut();
			else if (this.#me === null) await this.#signedOut();
		},
		sheet: (passphrase) => this.#sheet(passphrase),
		forgetMemory: async () => {
			const told = await this.#leave(() => this.#vault.forgetPins());
			this.#store.alarm.value = null;
			await this.#signedOut();
			await told();
		},
	};

	/** `keep`: what is to be told on the screen that follows. */
	async lock(keep: readonly Notice[] = []): Promise<void> {
		if (this.#me === null) return;
		const session = this.#store.session.value;
		const told = await this.#leave();
		if (session.kind === "in") {
			const { username, display } = session.me;
			this.#store.session.value = { kind: "locked", username, display };
		} else await this.#signedOut();
		this.#store.notices.value = keep;
		await told();
	}

	touch(): void {
		this.#idle.use();
	}

	async setInCall(inCall: boolean): Promise<void> {
		this.#idle.setInCall(inCall);
		if (this.#me !== null) await this.#vault.setInCall(inCall);
	}

	/** The broker ended this session, or refuses its proof. */
	async ended(): Promise<void> {
		if (this.#me === null) return;
		const reason = this.#refusal === "clock_skew" ? "clock_skew" : "session_ended";
		this.#refusal = null;
		this.#store.notify(reason, { at: this.#link.now() });
		const notices = this.#store.notices.value.filter(({ code }) => code === reason);
		await this.lock(notices);
	}

	async #sheet(passphrase: string): Promise<AccountSheet> {
		const session = this.#store.session.value;
		if (session.kind !== "in") throw new WorkError("denied");
		const accountKey = await this.#vault.accountKey(passphrase);
		const { username, display, orgName } = session.me;
		return sheetOf({ username, display, orgName, accountKey }, this.#deps.origin, this.#link.now());
	}

	#events(): LinkEvents {
		return {
			event: (event) => {
				if (event.ev === "ended") void this.ended();
				else this.#work.event(event);
			},
			peer: (frame) => this.#work.peer(frame),
			online: (again) => this.#enter(again),
			refused: () => void this.ended(),
		};
	}

	#enter(again: boolean): void {
		const me = this.#me;
		if (me === null) return;
		this.#entering = this.#work.entered({ ...me, checkpoint: this.#checkpoint }, again);
		this.#entering.catch((error) => {
			// A cut is made good at the next connection. What does not verify ends here, and is not shown mildly.
			if (asWorkError(error).code !== "offline") void this.#turnAway(me);
		});
	}

	async #turnAway(me: { readonly uid: Id }): Promise<void> {
		if (this.#me !== me) return;
		const told = await this.#leave();
		this.#store.notify("fork", { at: this.#link.now() });
		await this.#signedOut();
		await told();
	}

	async #prove(direct: Direct): Promise<void> {
		const me = this.#me;
		if (me === null) throw new WireError("denied");
		const re = await direct("re", { uid: me.uid, sid: me.sid });
		this.#link.setClock(re.ok.now);
		const reader = new Reader(re.ok);
		const conn = reader.id("conn");
		const challenge = { conn, ch: reader.text("ch"), now: reader.int("now") };
		const proof = this.#vault.reconnect({ origin: this.#deps.origin, ...challenge });
		const { sig } = await proof.catch((error) => {
			this.#refusal = asWorkError(error).code;
			// Trying again sets no clock right: over, with the reason on the screen.
			throw this.#refusal === "clock_skew" ? new WireError("denied") : error;
		});
		this.#refusal = null;
		this.#checkpoint = readCheckpoint(await direct("reproof", { sig }));
		this.#conn = conn;
	}

	/** Last letters, then the keys. Answers with what waits until the broker has heard of it, once the screen is clear. */
	async #leave(wipe = () => this.#vault.lock()): Promise<() => Promise<void>> {
		this.#idle.stop();
		this.#me = null;
		const online = this.#store.connection.value === "online";
		const flushed = online ? this.#work.flush() : Promise.resolve();
		this.#work.left();
		await within(flushed, FLUSH_MAX_MS);
		await wipe();
		const goodbye = this.#link.logout();
		this.#conn = null;
		this.#store.forgetPerson();
		return () => goodbye;
	}

	async #signedOut(): Promise<void> {
		const remembered = await this.#vault.remembered().catch(() => []);
		this.#store.session.value = { kind: "signed-out", remembered };
	}

	async #genesis(connection: Connection): Promise<string> {
		const reply = await patient(() => connection.request("genesis"));
		this.#link.setClock(reply.ok.now);
		const reader = new Reader(reply.ok);
		this.#store.deployment.value = {
			demo: reader.flag("demo"),
			version: reader.text("version"),
			feedback: reader.has("feedback") ? reader.text("feedback") : null,
		};
		return reader.text("genesis");
	}

	/** Until the broker has answered once. */
	async #learnDeployment(): Promise<void> {
		while (!this.#stopped && this.#store.deployment.value === null) {
			try {
				await this.#link.visit((connection) => this.#genesis(connection));
			} catch {
				if (!this.#stopped) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
			}
		}
	}
}

async function within(work: Promise<unknown>, waitMs: number): Promise<void> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise((resolve) => {
		timer = setTimeout(resolve, waitMs);
	});
	await Promise.race([work.catch(() => undefined), late]);
	clearTimeout(timer);
}
