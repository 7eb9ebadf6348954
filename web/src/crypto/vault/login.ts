// Signing in (ET1 §2 Login): passphrase and account key → proof for the challenge → the opened key bundle → a session.
// Between proof and reply only Kw and the session key wait here.
import { formatAccountKey, parseAccountKey } from "../account-key.ts";
import { EncodingError, equal, fromB64, toB64 } from "../bytes.ts";
import { type Genesis, readGenesis } from "../genesis.ts";
import {
	deriveLogin,
	type KdfCost,
	kdfCostOk,
	loginBytes,
	openBundle,
	reconnectBytes,
} from "../keys.ts";
import { randomBytes, sign, signSeedPair, wipe } from "../sodium.ts";
import type { Challenge, LoggedIn, LoginProof, VaultApi } from "./api.ts";
import type { Device } from "./device.ts";
import { holding, VaultError } from "./errors.ts";
import type { AccountRecord, TabRecord } from "./records.ts";
import type { Clock, Session } from "./session.ts";

type LoginInput = Parameters<VaultApi["login"]>[0];
type ReconnectInput = Parameters<VaultApi["reconnect"]>[0];

/** An answer that has not come by then does not come. */
const ANSWER_MAX_MS = 60_000;

interface Begun {
	readonly at: number;
	readonly genesis: Genesis;
	readonly genesisText: string;
	readonly username: string;
	readonly ak: Uint8Array;
	readonly kw: Uint8Array;
	readonly loginPk: Uint8Array;
	readonly sessionSeed: Uint8Array;
	readonly challenge: Challenge;
}

export class Login {
	readonly #device: Device;
	readonly #now: Clock;
	#begun: Begun | null = null;

	constructor(device: Device, now: Clock) {
		this.#device = device;
		this.#now = now;
	}

	async prove(input: LoginInput): Promise<LoginProof> {
		this.clear();
		const genesis = readGenesis(fromB64(input.genesis));
		const { challenge } = input;
		const ak = await this.#accountKey(input, genesis);
		const keys = derive(genesis.g, challenge, input.username, input.passphrase, ak, challenge);
		const sessionSeed = randomBytes(32);
		const session = signSeedPair(sessionSeed);
		const cn = randomBytes(32);
		const now = this.#now();
		const proof = loginBytes({
			g: genesis.g,
			origin: input.origin,
			username: input.username.normalize("NFC"),
			conn: fromB64(challenge.conn, 16),
			ch: fromB64(challenge.ch, 32),
			cn,
			spk: session.pk,
			now,
		});
		const sig = sign(proof, keys.login.sk);
		wipe(keys.login.sk, session.sk);
		this.#begun = {
			at: now,
			genesis,
			genesisText: input.genesis,
			username: input.username.normalize("NFC"),
			ak,
			kw: keys.kw,
			loginPk: keys.login.pk,
			sessionSeed,
			challenge,
		};
		return { cn: toB64(cn), spk: toB64(session.pk), now, sig: toB64(sig) };
	}

	/** Opens the bundle that the reply brings; the record of the session. Whatever comes of it, nothing waits here after. */
	async finish(reply: LoggedIn): Promise<TabRecord> {
		const begun = this.#begun;
		if (begun === null) throw new VaultError("bad_param", "login: out of order");
		try {
			return await this.#opened(begun, reply);
		} finally {
			this.clear();
		}
	}

	async #opened(begun: Begun, reply: LoggedIn): Promise<TabRecord> {
		const { challenge, genesis } = begun;
		if (reply.uid !== challenge.uid || reply.username !== begun.username) {
			throw new VaultError("not_verified", "login: another person", "bundle");
		}
		const identity = openReply(begun, reply);
		const g = toB64(genesis.g);
		await this.#noOlder(g, reply);
		const { username, ak } = begun;
		await this.#device.keepAccount(username, { g, uid: reply.uid, ak });
		return {
			touchedAt: 0,
			genesis: begun.genesisText,
			uid: reply.uid,
			sid: reply.sid,
			username,
			loginPk: toB64(begun.loginPk),
			salt: challenge.salt,
			ops: challenge.ops,
			mem: challenge.mem,
			kbver: reply.kbver,
			seed: identity.seed,
			encSk: identity.enc.sk,
			sessionSeed: begun.sessionSeed.slice(),
		};
	}

	/** A bundle of these keys that is older than the one known here was replaced: its passphrase must not come back. */
	async #noOlder(g: string, reply: LoggedIn): Promise<void> {
		const pins = await this.#device.pins(g, reply.uid);
		const { bundle } = pins;
		if (bundle?.ipkS === reply.ipk_s && reply.kbver < bundle.kbver) {
			throw new VaultError("not_verified", "login: an older key bundle", "bundle");
		}
		pins.bundle = { ipkS: reply.ipk_s, kbver: reply.kbver };
		await this.#device.keepPins(g, reply.uid, pins);
	}

	/** What waits for an answer that the broker refused to give: Kw and the account key stay no longer than this. */
	tick(): void {
		if (this.#begun !== null && Math.abs(this.#now() - this.#begun.at) > ANSWER_MAX_MS)
			this.clear();
	}

	clear(): void {
		if (this.#begun !== null) wipe(this.#begun.kw, this.#begun.ak, this.#begun.sessionSeed);
		this.#begun = null;
	}

	/** The key that was typed, or the one on this device; the device's must be of this deployment. */
	async #accountKey(input: LoginInput, genesis: Genesis): Promise<Uint8Array> {
		const known = await this.#device.account(input.username.normalize("NFC"));
		if (known !== null && known.g !== toB64(genesis.g)) {
			wipe(known.ak);
			throw new VaultError("other_deployment", "login: genesis", "genesis");
		}
		if (input.accountKey !== null) {
			if (known !== null) wipe(known.ak);
			try {
				return parseAccountKey(input.accountKey);
			} catch (error) {
				if (error instanceof EncodingError) throw new VaultError("wrong_account_key");
				throw error;
			}
		}
		if (known === null) throw new VaultError("no_account_key");
		return known.ak;
	}
}

/** The login key and Kw, if the parameters are within the limits: they come from the broker. */
export function derive(
	g: Uint8Array,
	who: { readonly uid: string; readonly salt: string },
	username: string,
	passphrase: string,
	ak: Uint8Array,
	{ ops, mem }: KdfCost,
) {
	const cost = { ops, mem };
	if (!kdfCostOk(cost)) throw new VaultError("weak_kdf", "kdf", "kdf");
	const person = { g, uid: fromB64(who.uid, 16), username: username.normalize("NFC") };
	return deriveLogin(person, passphrase, ak, fromB64(who.salt, 16), cost);
}

/** The broker let us in, so the passphrase is right: a bundle that does not open is another one. */
function openReply(begun: Begun, reply: LoggedIn) {
	const { challenge, genesis } = begun;
	return holding("bundle", () =>
		openBundle(
			begun.kw,
			{
				g: genesis.g,
				uid: fromB64(reply.uid, 16),
				kbver: reply.kbver,
				ipkS: fromB64(reply.ipk_s, 32),
				ipkE: fromB64(reply.ipk_e, 32),
				ops: challenge.ops,
				mem: challenge.mem,
			},
			fromB64(reply.kb),
		),
	);
}

export function reconnectProof(session: Session, input: ReconnectInput): { sig: string } {
	const bytes = reconnectBytes({
		g: session.g,
		origin: input.origin,
		uid: session.uid,
		sid: fromB64(session.record.sid, 16),
		conn: fromB64(input.conn, 16),
		ch: fromB64(input.ch, 32),
	});
	return { sig: toB64(sign(bytes, session.sessionKey.sk)) };
}

/** This person's account key on this device. The caller wipes it. */
export async function ownAccount(device: Device, session: Session): Promise<AccountRecord> {
	const known = await device.account(session.record.username);
	if (known !== null && known.uid === session.record.uid) return known;
	if (known !== null) wipe(known.ak);
	throw new VaultError("no_account_key");
}

/** The login key and Kw of a session's own person again. wrong_passphrase unless it is the one of this login. */
export function deriveAgain(session: Session, passphrase: string, ak: Uint8Array) {
	const { record } = session;
	const keys = derive(session.g, record, record.username, passphrase, ak, record);
	if (equal(keys.login.pk, fromB64(record.loginPk, 32))) return keys;
	wipe(keys.kw, keys.login.sk);
	throw new VaultError("wrong_passphrase");
}

/** The account key for the sheet, once the passphrase has proved to be the one of this login. */
export async function accountKeyAgain(
	device: Device,
	session: Session,
	passphrase: string,
): Promise<string> {
	const ak = await provenKey(device, session, passphrase);
	try {
		return formatAccountKey(ak).replaceAll(" ", "");
	} finally {
		wipe(ak);
	}
}

/** Resolves if it is the passphrase of this login. */
export async function confirmPassphrase(
	device: Device,
	session: Session,
	passphrase: string,
): Promise<void> {
	wipe(await provenKey(device, session, passphrase));
}

/** The caller wipes it. */
async function provenKey(device: Device, session: Session, passphrase: string) {
	const { ak } = await ownAccount(device, session);
	try {
		const keys = deriveAgain(session, passphrase, ak);
		wipe(keys.kw, keys.login.sk);
		return ak;
	} catch (error) {
		wipe(ak);
		throw error;
	}
}
