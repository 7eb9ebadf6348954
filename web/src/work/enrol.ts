// Enrolment from an invite link: shown, keys made, sheet given, sent. Nothing reaches the broker's record before finish().
import type { NewKeys, VaultApi } from "../crypto/vault/api.ts";
import type { Connection } from "../wire/connection.ts";
import { WireError } from "../wire/errors.ts";
import type { WorkDeps } from "./deps.ts";
import { type Link, patient } from "./link.ts";
import { Reader } from "./replies.ts";
import type { SessionKeeper } from "./session.ts";
import { sheetOf } from "./session-replies.ts";
import type { Store } from "./store.ts";
import { type AccountSheet, type EnrolActions, type Invitation, WorkError } from "./work.ts";

const SECRET = /^([\w-]{22})\.[\w-]{43}\.[\w-]{27}$/;
/** A founder's statement follows the newest one of the directory; so often somebody else may come before. */
const TRIES = 10;

interface Enrolling {
	readonly invite: string;
	readonly founding: boolean;
	/** A founder goes straight in; the passphrase waits here until then and no longer. */
	passphrase: string | null;
	keys: NewKeys | null;
}

export class Enrolment {
	readonly #deps: WorkDeps;
	readonly #store: Store;
	readonly #link: Link;
	readonly #vault: VaultApi;
	readonly #session: SessionKeeper;
	#enrolling: Enrolling | null = null;
	#waiting: Connection | null = null;

	constructor(deps: WorkDeps, store: Store, link: Link, session: SessionKeeper) {
		this.#deps = deps;
		this.#store = store;
		this.#link = link;
		this.#vault = deps.vault;
		this.#session = session;
	}

	readonly actions: EnrolActions = {
		open: (secret) => this.#open(secret),
		makeKeys: (input) => this.#makeKeys(input),
		finish: () => this.#finish(),
	};

	/** Nobody waits any more (somebody signs in, or the program ends). */
	stopWaiting(): void {
		if (this.#waiting !== null) this.#link.close(this.#waiting);
		this.#waiting = null;
	}

	async #open(secret: string): Promise<Invitation> {
		const invite = SECRET.exec(secret)?.[1];
		if (invite === undefined) throw new WorkError("bad_link");
		this.#enrolling = null;
		const ok = await this.#link.visit((connection) => this.#show(connection, invite));
		const view = await this.#vault.inviteOpen(`#i=${secret}`, readShown(ok));
		this.#enrolling = { invite, founding: view.founding, passphrase: null, keys: null };
		return {
			founding: view.founding,
			issuer: ok.has("issuer") ? ok.text("issuer") : null,
			orgName: view.orgName,
			orgKind: view.orgKind,
			username: view.username,
			display: view.display,
			roles: view.roles,
			expiresAt: view.expiresAt,
		};
	}

	async #show(connection: Connection, invite: string): Promise<Reader> {
		const reply = await patient(() => connection.request("invite-show", { invite }));
		this.#link.setClock(reply.ok.now);
		return new Reader(reply.ok);
	}

	async #makeKeys(input: {
		username: string;
		display: string;
		passphrase: string;
	}): Promise<AccountSheet> {
		const enrolling = this.#enrolling;
		if (enrolling === null) throw new WorkError("bad_link");
		const username = input.username.trim();
		const display = input.display.trim();
		const keys = await this.#vault.enrolKeys({ username, display, passphrase: input.passphrase });
		enrolling.keys = keys;
		enrolling.passphrase = enrolling.founding ? input.passphrase : null;
		return sheetOf(keys, this.#deps.origin, this.#link.now());
	}

	async #finish(): Promise<void> {
		const enrolling = this.#enrolling;
		const keys = enrolling?.keys;
		if (enrolling === null || keys === null || keys === undefined) throw new WorkError("bad_link");
		const connection = await this.#link.connect();
		let active: boolean;
		try {
			active = await this.#send(connection, enrolling.invite);
			await this.#vault.enrolDone();
		} catch (error) {
			this.#link.close(connection);
			throw error;
		}
		const { passphrase } = enrolling;
		this.#enrolling = null;
		if (active && passphrase !== null) {
			this.#link.close(connection);
			await this.#session.signIn(keys.username, passphrase, null);
			return;
		}
		this.#wait(connection, enrolling.invite, keys);
	}

	/** True: certified already (a founder). A conflict means that the directory has moved on: signed again after it. */
	async #send(connection: Connection, invite: string): Promise<boolean> {
		for (let tries = 1; ; tries++) {
			const shown = await this.#show(connection, invite);
			const request = await this.#vault.enrolRequest({
				head: shown.head("head"),
				now: shown.int("now"),
			});
			const blobs = [request.e, request.sigId, request.sigInv, request.kb];
			const params: Record<string, unknown> = { invite, e: 0, sig_id: 1, sig_inv: 2, kb: 3 };
			if (request.found !== null && request.foundSig !== null) {
				Object.assign(params, { found: 4, found_sig: 5 });
				blobs.push(request.found, request.foundSig);
			}
			try {
				const reply = await patient(() => connection.request("enrol", params, { blobs }));
				return new Reader(reply.ok).text("state") === "active";
			} catch (error) {
				if (!(error instanceof WireError) || tries === TRIES) throw error;
				if (error.code === "conflict" && error.field === "username")
					throw new WorkError("username_taken", "username");
				// Two founders at the same moment: the second one signs again, after the head and by the clock of a new look.
				const again = error.code === "conflict" && error.extra.head !== undefined;
				if (!again && error.code !== "clock_skew") throw error;
			}
		}
	}

	/** The connection stays, to hear of the confirmation; after a cut it asks for its invite again, which ties it anew. */
	#wait(connection: Connection, invite: string, keys: NewKeys): void {
		this.#waiting = connection;
		const { username, display, number } = keys;
		this.#store.session.value = { kind: "waiting", username, display, number };
		connection.authenticate = async (direct) => {
			try {
				await direct("invite-show", { invite });
			} catch (error) {
				// The event may have come while the connection was cut.
				if (error instanceof WireError && error.extra.confirmed === true)
					this.#confirmed(connection);
			}
		};
		connection.onEvent((event) => {
			if (event.ev === "confirmed") this.#confirmed(connection);
		});
	}

	#confirmed(connection: Connection): void {
		if (this.#waiting !== connection) return;
		this.stopWaiting();
		if (this.#store.session.value.kind !== "waiting") return;
		this.#store.notify("confirmed", { at: this.#link.now() });
		void this.#vault.remembered().then((remembered) => {
			if (this.#store.session.value.kind === "waiting")
				this.#store.session.value = { kind: "signed-out", remembered };
		});
	}
}

function readShown(r: Reader) {
	return {
		founding: r.flag("founding"),
		genesis: r.text("genesis"),
		...(r.has("stmt") ? { stmt: r.text("stmt"), sig: r.text("sig") } : {}),
		...(r.has("uid") ? { uid: r.id("uid") } : {}),
		org: r.id("org"),
		expires: r.int("expires"),
		salt: r.text("salt"),
		ops: r.int("ops"),
		mem: r.int("mem"),
		head: r.head("head"),
		log_pk: r.text("log_pk"),
		now: r.int("now"),
	};
}
