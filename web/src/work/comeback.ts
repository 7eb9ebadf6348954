// What this browser keeps of the room that somebody is in, so that a reload, a closed tab or a crash leads back into it:
// ids and which devices were on, no secrets. Decides nothing about the room.
import type { Keepsake } from "./deps.ts";
import type { DeviceChoice, Devices, Id } from "./work.ts";

/** A session of a person lasts no longer. */
const KEPT_MAX_MS = 12 * 3_600_000;
const ID = /^[\w-]{22}$/;
const DEVICES = "devices";

export interface Kept {
	readonly hour: Id;
	readonly case: Id;
	readonly session: Id;
	readonly devices: Devices;
	readonly beside: readonly Id[];
	/** Everything was hidden: it stays so. */
	readonly hidden: boolean;
	readonly at: number;
}

export class Comeback {
	readonly #keepsake: Keepsake | null;
	#uid: Id | null = null;
	#written = "";
	/** As it stands in the keepsake, if nobody else has written since. */
	#stored: string | null = null;

	constructor(keepsake: Keepsake | null) {
		this.#keepsake = keepsake;
	}

	/** In that room from now on, or with other devices. A tab that was in it before gives it up. */
	keep(uid: Id, kept: Kept): void {
		if (this.#uid !== uid) void this.#keepsake?.hold(nameOf(uid), true);
		this.#uid = uid;
		const { at: _at, ...rest } = kept;
		const text = JSON.stringify(rest);
		if (text === this.#written) return;
		this.#written = text;
		this.#stored = JSON.stringify({ v: 1, ...kept });
		this.#keepsake?.write(nameOf(uid), this.#stored);
	}

	/** Left, or over. What another tab has written since, being in the room instead of this one, is that tab's. */
	forget(): void {
		const uid = this.#uid;
		if (uid === null) return;
		this.#uid = null;
		this.#written = "";
		if (this.#keepsake?.read(nameOf(uid)) === this.#stored) this.#keepsake.write(nameOf(uid), null);
		this.#keepsake?.release(nameOf(uid));
	}

	/** The room that this person was in on this browser, and that no other tab of theirs is in; null: none. */
	async find(uid: Id, now: number): Promise<Kept | null> {
		const text = this.#keepsake?.read(nameOf(uid)) ?? null;
		const kept = readKept(text);
		if (kept === null || Math.abs(now - kept.at) > KEPT_MAX_MS) return null;
		const alone = this.#uid === uid || (await this.#keepsake?.hold(nameOf(uid), false));
		if (alone !== true) return null;
		this.#uid = uid;
		this.#stored = text;
		return kept;
	}

	get choice(): DeviceChoice | null {
		return readChoice(this.#keepsake?.read(DEVICES) ?? null);
	}

	keepChoice(choice: DeviceChoice): void {
		this.#keepsake?.write(DEVICES, JSON.stringify(choice));
	}
}

const nameOf = (uid: Id): string => `room/${uid}`;

const isId = (value: unknown): value is Id => typeof value === "string" && ID.test(value);
const idOrNull = (value: unknown): string | null =>
	typeof value === "string" && value.length > 0 && value.length <= 256 ? value : null;

function objectOf(text: string | null): Record<string, unknown> | null {
	try {
		const value: unknown = JSON.parse(text ?? "null");
		const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
		return isObject ? (value as Record<string, unknown>) : null;
	} catch {
		return null;
	}
}

export function readKept(text: string | null): Kept | null {
	const value = objectOf(text);
	if (value === null) return null;
	const { hour, case: id, session, devices, beside, hidden, at } = value;
	if (!isId(hour) || !isId(id) || !isId(session) || typeof at !== "number") return null;
	const on = objectOf(JSON.stringify(devices ?? null));
	return {
		...{ hour, case: id, session, at },
		devices: { microphone: on?.microphone === true, camera: on?.camera === true },
		beside: Array.isArray(beside) ? beside.filter(isId) : [],
		hidden: hidden === true,
	};
}

export function readChoice(text: string | null): DeviceChoice | null {
	const value = objectOf(text);
	if (value === null) return null;
	return {
		microphone: value.microphone !== false,
		camera: value.camera !== false,
		microphoneId: idOrNull(value.microphoneId),
		cameraId: idOrNull(value.cameraId),
		speakerId: idOrNull(value.speakerId),
	};
}
