// A change of passphrase (ET1 §2): the same identity under a new login key and a bundle sealed anew; the account key
// stays. Signed with the identity and with the login key that goes. Takes no parameter of the broker's.
import { toB64 } from "../bytes.ts";
import { reloginBytes } from "../enrolment-body.ts";
import { sealBundle } from "../keys.ts";
import { passphraseProblem } from "../passphrase.ts";
import { hash, randomBytes, sign, wipe } from "../sodium.ts";
import type { ReloginRequest } from "./api.ts";
import type { Device } from "./device.ts";
import { VaultError } from "./errors.ts";
import { derive, deriveAgain, ownAccount } from "./login.ts";
import type { TabRecord } from "./records.ts";
import type { Clock, Session } from "./session.ts";

export class Relogin {
	readonly #device: Device;
	readonly #session: Session;
	readonly #now: Clock;
	#next: Pick<TabRecord, "loginPk" | "salt" | "kbver"> | null = null;

	constructor(device: Device, session: Session, now: Clock) {
		this.#device = device;
		this.#session = session;
		this.#now = now;
	}

	async request(passphrase: string, newPassphrase: string): Promise<ReloginRequest> {
		const { record } = this.#session;
		if (passphraseProblem(newPassphrase, record.username) !== null) {
			throw new VaultError("weak_passphrase");
		}
		const { ak } = await ownAccount(this.#device, this.#session);
		try {
			return this.#signed(passphrase, newPassphrase, ak);
		} finally {
			wipe(ak);
		}
	}

	/** The broker has taken it: from now on this is the login. */
	async done(): Promise<void> {
		const next = this.#next;
		if (next === null) throw new VaultError("bad_param", "relogin: out of order");
		this.#next = null;
		this.#session.renew(next);
		const ipkS = toB64(this.#session.identity.sign.pk);
		this.#session.pins.bundle = { ipkS, kbver: next.kbver };
		await this.#session.keepPins();
	}

	#signed(passphrase: string, newPassphrase: string, ak: Uint8Array): ReloginRequest {
		const { record, identity, uid, g } = this.#session;
		const old = deriveAgain(this.#session, passphrase, ak);
		const salt = randomBytes(16);
		const who = { uid: record.uid, salt: toB64(salt) };
		const keys = derive(g, who, record.username, newPassphrase, ak, record);
		const { ops, mem } = record;
		const kbver = record.kbver + 1;
		const time = this.#now();
		const context = { g, uid, kbver, ipkS: identity.sign.pk, ipkE: identity.enc.pk, ops, mem };
		const kb = sealBundle(keys.kw, context, identity, time);
		const lpk = keys.login.pk;
		const stmt = reloginBytes(g, { uid, kbver, lpk, salt, ops, mem, kbHash: hash(kb), time });
		const sigId = sign(stmt, identity.sign.sk);
		const sigOld = sign(stmt, old.login.sk);
		wipe(old.kw, old.login.sk, keys.kw, keys.login.sk);
		this.#next = { loginPk: toB64(lpk), salt: who.salt, kbver };
		return { stmt, sigId, sigOld, kb };
	}
}
