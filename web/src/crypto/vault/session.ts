// One signed-in person inside the vault: the identity, the verified directory, and what this device pins. Everything
// secret of a session hangs here, so that one wipe ends it. Says when keys may be given away, and when nothing may.
import { fromB64, toB64 } from "../bytes.ts";
import { type Certified, Directory } from "../directory.ts";
import { type Genesis, readGenesis } from "../genesis.ts";
import { differsHash, fingerprint, fingerprintHash, type Identity, identityOf } from "../keys.ts";
import { type KeyPair, signSeedPair, wipe } from "../sodium.ts";
import type { Alarm, DirectoryView, HeadRef, Me, PersonView } from "./api.ts";
import type { Device } from "./device.ts";
import { AlarmError, VaultError } from "./errors.ts";
import type { Pins, TabRecord } from "./records.ts";

const DAY_MS = 86_400_000;
const OLD_MS = 7 * DAY_MS;
const STALE_MS = 14 * DAY_MS;

export type Clock = () => number;

/** How far a clock may be off the server's. */
export const SKEW_MAX_MS = 120_000;

export class Session {
	readonly genesis: Genesis;
	readonly directory: Directory;
	readonly uid: Uint8Array;
	readonly identity: Identity;
	readonly sessionKey: KeyPair;
	readonly pins: Pins;
	readonly #device: Device;
	#record: TabRecord;
	/** Of this session only: it would not survive the next sign-in, nor has it to. */
	#distrust: Alarm | null = null;
	#over = false;

	private constructor(device: Device, record: TabRecord, genesis: Genesis, pins: Pins) {
		this.#device = device;
		this.#record = record;
		this.genesis = genesis;
		this.pins = pins;
		this.directory = new Directory(genesis);
		this.uid = fromB64(record.uid, 16);
		this.identity = identityOf(record.seed, record.encSk);
		this.sessionKey = signSeedPair(record.sessionSeed);
	}

	static async open(device: Device, record: TabRecord): Promise<Session> {
		const genesis = readGenesis(fromB64(record.genesis));
		const pins = await device.pins(toB64(genesis.g), record.uid);
		return new Session(device, record, genesis, pins);
	}

	get g(): Uint8Array {
		return this.genesis.g;
	}

	get record(): TabRecord {
		return this.#record;
	}

	/** The passphrase was changed. */
	renew(login: Pick<TabRecord, "loginPk" | "salt" | "kbver">): void {
		this.#record = { ...this.#record, ...login };
	}

	get me(): Me {
		const { uid, sid, username } = this.#record;
		const { sign, enc } = this.identity;
		return { uid, sid, username, number: fingerprint(this.g, this.uid, sign.pk, enc.pk) };
	}

	/**
	 * Other tabs' marks and alarm come back into this one; their heads do not, for an answer that was under way here may
	 * be older than what they have seen. After the end nothing is written: pins that were forgotten stay so.
	 */
	async keepPins(): Promise<void> {
		if (this.#over) return;
		this.#learn(await this.#device.keepPins(toB64(this.g), this.#record.uid, this.pins));
	}

	// ---- the alarm

	get alarm(): Alarm | null {
		return this.pins.alarm ?? this.#distrust;
	}

	/** As `alarm`, with what other tabs have met. */
	async alarmAnywhere(): Promise<Alarm | null> {
		this.#learn(await this.#device.pins(toB64(this.g), this.#record.uid));
		return this.alarm;
	}

	/** Keeps it on this device; the first one stands. */
	async raise(alarm: Alarm): Promise<void> {
		this.pins.alarm ??= alarm;
		await this.keepPins();
	}

	/** Nothing that goes out in trust from this session any more. */
	distrust(alarm: Alarm): void {
		this.#distrust ??= alarm;
	}

	/** Throws while an alarm stands. */
	calm(): void {
		const { alarm } = this;
		if (alarm !== null) throw new VaultError("not_verified", "alarm", alarm.reason);
	}

	/** Throws unless keys may be given to people now: no alarm, and a directory that is fresh enough. */
	mayGrant(nowMs: number): void {
		this.calm();
		const known = this.pins.directory?.seq ?? 0;
		if (known > this.directory.head.seq) {
			throw new VaultError("not_verified", "directory: older than known", "directory-rollback");
		}
		if (this.fresh(nowMs) === "stale") throw new VaultError("stale_directory");
	}

	fresh(nowMs: number): DirectoryView["fresh"] {
		const age = nowMs - this.directory.freshAt;
		if (age > STALE_MS) return "stale";
		return age > OLD_MS ? "old" : "fresh";
	}

	/** Have I compared the number of these keys, and was it theirs? */
	compared(person: Certified): PersonView["verified"] {
		const mark = this.pins.marks[toB64(person.uid)];
		if (mark === undefined) return "no";
		const { uid, ipkS, ipkE } = person;
		if (mark.fp === toB64(fingerprintHash(this.g, uid, ipkS, ipkE))) return "yes";
		return mark.fp === toB64(differsHash(this.g, uid, ipkS, ipkE)) ? "differs" : "changed";
	}

	wipe(): void {
		this.#over = true;
		const { seed, sign, enc } = this.identity;
		wipe(seed, sign.sk, enc.sk, this.sessionKey.sk, this.#record.sessionSeed);
	}

	#learn(pins: Pins): void {
		Object.assign(this.pins.marks, pins.marks);
		this.pins.alarm ??= pins.alarm;
	}
}

/**
 * Compares a verified chain with what was seen of it before, here or by somebody else: a chain that is shorter, or that
 * differs at the remembered place, is a rollback or a fork.
 */
export function checkPin(
	history: readonly Uint8Array[],
	pin: HeadRef | null | undefined,
	what: "directory" | "case",
	caseId: string | null = null,
): void {
	if (pin === null || pin === undefined) return;
	const own = history[pin.seq];
	if (own === undefined) throw new AlarmError(`${what}-rollback`, `${what}: rolled back`, caseId);
	if (toB64(own) !== pin.hash) {
		throw new AlarmError(`${what}-fork`, `${what}: another history`, caseId);
	}
}

/** The head as it travels. */
export const headRef = (head: { readonly seq: number; readonly hash: Uint8Array }): HeadRef => ({
	seq: head.seq,
	hash: toB64(head.hash),
});
