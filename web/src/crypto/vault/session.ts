// One signed-in person inside the vault: the identity, the verified directory, and what this device pins. Everything
// secret of a session hangs here, so that one wipe ends it.
import { fromB64, toB64 } from "../bytes.ts";
import { Directory } from "../directory.ts";
import { type Genesis, readGenesis } from "../genesis.ts";
import { fingerprint, type Identity, identityOf } from "../keys.ts";
import { type KeyPair, signSeedPair, wipe } from "../sodium.ts";
import type { HeadRef, Me } from "./api.ts";
import type { Device, Pins, TabRecord } from "./device.ts";
import { VaultError } from "./errors.ts";

export type Clock = () => number;

export class Session {
	readonly genesis: Genesis;
	readonly directory: Directory;
	readonly uid: Uint8Array;
	readonly identity: Identity;
	readonly sessionKey: KeyPair;
	readonly record: TabRecord;
	readonly pins: Pins;
	readonly #device: Device;

	private constructor(device: Device, record: TabRecord, genesis: Genesis, pins: Pins) {
		this.#device = device;
		this.record = record;
		this.genesis = genesis;
		this.pins = pins;
		this.directory = new Directory(genesis);
		this.uid = fromB64(record.uid, 16);
		this.identity = identityOf(fromB64(record.seed, 32), fromB64(record.encSk, 32));
		this.sessionKey = signSeedPair(fromB64(record.sessionSeed, 32));
	}

	static async open(device: Device, record: TabRecord): Promise<Session> {
		const genesis = readGenesis(fromB64(record.genesis));
		const pins = await device.pins(toB64(genesis.g), record.uid);
		return new Session(device, record, genesis, pins);
	}

	get g(): Uint8Array {
		return this.genesis.g;
	}

	get me(): Me {
		const { uid, sid, username } = this.record;
		const { sign, enc } = this.identity;
		return { uid, sid, username, number: fingerprint(this.g, this.uid, sign.pk, enc.pk) };
	}

	/**
	 * `marked`: who has just been compared. Other tabs' marks come back into this one; their heads do not, for an answer
	 * that was under way here may be older than what they have seen.
	 */
	async keepPins(marked: string | null = null): Promise<void> {
		const kept = await this.#device.keepPins(toB64(this.g), this.record.uid, this.pins, marked);
		Object.assign(this.pins.verified, kept.verified);
	}

	wipe(): void {
		const { seed, sign, enc } = this.identity;
		wipe(seed, sign.sk, enc.sk, this.sessionKey.sk);
	}
}

/**
 * Compares a verified chain with what this device saw of it before: a chain that is shorter, or that differs at the
 * remembered place, is a rollback or a fork.
 */
export function checkPin(
	history: readonly Uint8Array[],
	pin: HeadRef | null | undefined,
	what: string,
): void {
	if (pin === null || pin === undefined) return;
	const own = history[pin.seq];
	if (own === undefined) throw new VaultError("not_verified", `${what}: rolled back`);
	if (toB64(own) !== pin.hash) throw new VaultError("not_verified", `${what}: another history`);
}

/** The head as it travels. */
export const headRef = (head: { readonly seq: number; readonly hash: Uint8Array }): HeadRef => ({
	seq: head.seq,
	hash: toB64(head.hash),
});
