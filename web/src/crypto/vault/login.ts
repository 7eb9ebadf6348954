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
import { OpenError, randomBytes, sign, signSeedPair, wipe } from "../sodium.ts";
import type { Challenge, LoggedIn, LoginProof, VaultApi } from "./api.ts";
import type { Device, TabRecord } from "./device.ts";
import { VaultError } from "./errors.ts";
import type { Clock, Session } from "./session.ts";

type LoginInput = Parameters<VaultApi["login"]>[0];
type ReconnectInput = Parameters<VaultApi["reconnect"]>[0];

interface Begun {
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
		const keys = derive(genesis.g, challenge, input.username, input.passphrase, ak);
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

	/** Opens the bundle that the reply brings; the record of the session. */
	async finish(reply: LoggedIn): Promise<TabRecord> {
		const begun = this.#begun;
		if (begun === null) throw new VaultError("bad_param", "login: out of order");
		const { challenge, genesis } = begun;
		if (reply.uid !== challenge.uid || reply.username !== begun.username) {
			throw new VaultError("not_verified", "login: another person");
		}
		const identity = openReply(begun, reply);
		const account = { ak: toB64(begun.ak), g: toB64(genesis.g), uid: reply.uid };
		await this.#device.keepAccount(begun.username, { v: 1, ...account });
		const record: TabRecord = {
			v: 1,
			touchedAt: 0,
			genesis: begun.genesisText,
			uid: reply.uid,
			sid: reply.sid,
			username: begun.username,
			seed: toB64(identity.seed),
			encSk: toB64(identity.enc.sk),
			sessionSeed: toB64(begun.sessionSeed),
			loginPk: toB64(begun.loginPk),
			salt: challenge.salt,
			ops: challenge.ops,
			mem: challenge.mem,
		};
		this.clear();
		return record;
	}

	clear(): void {
		if (this.#begun !== null) wipe(this.#begun.kw, this.#begun.ak, this.#begun.sessionSeed);
		this.#begun = null;
	}

	/** The key that was typed, or the one on this device; the device's must be of this deployment. */
	async #accountKey(input: LoginInput, genesis: Genesis): Promise<Uint8Array> {
		const known = await this.#device.account(input.username.normalize("NFC"));
		if (known !== null && known.g !== toB64(genesis.g)) throw new VaultError("other_deployment");
		if (input.accountKey !== null) {
			try {
				return parseAccountKey(input.accountKey);
			} catch (error) {
				if (error instanceof EncodingError) throw new VaultError("wrong_account_key");
				throw error;
			}
		}
		if (known === null) throw new VaultError("no_account_key");
		return fromB64(known.ak, 16);
	}
}

function derive(
	g: Uint8Array,
	from: { readonly uid: string; readonly salt: string } & KdfCost,
	username: string,
	passphrase: string,
	ak: Uint8Array,
) {
	const cost = { ops: from.ops, mem: from.mem };
	if (!kdfCostOk(cost)) throw new VaultError("weak_kdf");
	const person = { g, uid: fromB64(from.uid, 16), username: username.normalize("NFC") };
	return deriveLogin(person, passphrase, ak, fromB64(from.salt, 16), cost);
}

function openReply(begun: Begun, reply: LoggedIn) {
	const { challenge, genesis } = begun;
	const context = {
		g: genesis.g,
		uid: fromB64(reply.uid, 16),
		kbver: reply.kbver,
		ipkS: fromB64(reply.ipk_s, 32),
		ipkE: fromB64(reply.ipk_e, 32),
		ops: challenge.ops,
		mem: challenge.mem,
	};
	try {
		return openBundle(begun.kw, context, fromB64(reply.kb));
	} catch (error) {
		if (error instanceof OpenError) throw new VaultError("wrong_passphrase");
		throw error;
	}
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

/** The account key for the sheet, once the passphrase has proved to be the one of this login. */
export async function accountKeyAgain(
	device: Device,
	session: Session,
	passphrase: string,
): Promise<string> {
	const { record } = session;
	const known = await device.account(record.username);
	if (known === null) throw new VaultError("no_account_key");
	const ak = fromB64(known.ak, 16);
	const keys = derive(session.g, record, record.username, passphrase, ak);
	wipe(keys.kw, keys.login.sk);
	if (!equal(keys.login.pk, fromB64(record.loginPk, 32))) throw new VaultError("wrong_passphrase");
	const text = formatAccountKey(ak).replaceAll(" ", "");
	wipe(ak);
	return text;
}
