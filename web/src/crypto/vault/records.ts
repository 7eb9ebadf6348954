// The forms of what the vault keeps on a device: the account key of a person, the session of a tab, and pins (how far
// each chain was seen, whose numbers were compared, the log's last checkpoints, the alarm). Bytes only; stores nothing.
import { bytesText, textBytes } from "../bytes.ts";
import type { GuestLink } from "../guest.ts";
import { type Identity, identityOf } from "../keys.ts";
import { lp, lpOpen } from "../lp.ts";
import type { Alarm, HeadRef } from "./api.ts";

export const CHECKPOINTS_KEPT = 50;

export interface AccountRecord {
	readonly g: string;
	readonly uid: string;
	readonly ak: Uint8Array;
}

/** Secrets stand beside the JSON as bytes, so that they can be wiped: a string can't. */
export const accountBytes = ({ ak, ...rest }: AccountRecord): Uint8Array =>
	lp("ET1/account", JSON.stringify(rest), ak);

export function readAccount(bytes: Uint8Array): AccountRecord {
	const reader = lpOpen(bytes, "ET1/account");
	const rest = JSON.parse(reader.text()) as Omit<AccountRecord, "ak">;
	const record = { ...rest, ak: reader.bytes(16) };
	reader.end();
	return record;
}

/** The session of one tab: enough to go on after a reload without the passphrase. */
export interface TabRecord {
	readonly touchedAt: number;
	readonly genesis: string;
	readonly uid: string;
	readonly sid: string;
	readonly username: string;
	/** To check the passphrase again, and to change it. */
	readonly loginPk: string;
	readonly salt: string;
	readonly ops: number;
	readonly mem: number;
	readonly kbver: number;
	readonly seed: Uint8Array;
	readonly encSk: Uint8Array;
	readonly sessionSeed: Uint8Array;
}

export const tabBytes = ({ seed, encSk, sessionSeed, ...rest }: TabRecord): Uint8Array =>
	lp("ET1/tab", JSON.stringify(rest), seed, encSk, sessionSeed);

export function readTab(bytes: Uint8Array): TabRecord {
	const reader = lpOpen(bytes, "ET1/tab");
	const rest = JSON.parse(reader.text()) as Omit<TabRecord, "seed" | "encSk" | "sessionSeed">;
	const record = { ...rest, seed: reader.b32(), encSk: reader.b32(), sessionSeed: reader.b32() };
	reader.end();
	return record;
}

/** A guest's visit in one tab: the link that brought them, and the keys that the pair has let in or may let in. */
export interface GuestTab {
	readonly touchedAt: number;
	readonly link: GuestLink;
	readonly identity: Identity;
}

export const guestTabBytes = ({ touchedAt, link, identity }: GuestTab): Uint8Array =>
	lp(
		"ET1/guest-tab",
		touchedAt,
		link.guest,
		link.secret,
		link.g,
		link.greeting,
		identity.seed,
		identity.enc.sk,
	);

export function readGuestTab(bytes: Uint8Array): GuestTab {
	const r = lpOpen(bytes, "ET1/guest-tab");
	const touchedAt = r.u64();
	const link = { guest: r.id(), secret: r.b32(), g: r.b32(), greeting: r.bytes() };
	const identity = identityOf(r.b32(), r.b32());
	r.end();
	return { touchedAt, link, identity };
}

/** A number that was compared. */
export interface Mark {
	/** The hash of the keys behind it, base64url. */
	readonly fp: string;
	readonly at: number;
}

export interface Pins {
	readonly v: 1;
	directory: HeadRef | null;
	readonly cases: Record<string, HeadRef>;
	/** By uid. */
	readonly marks: Record<string, Mark>;
	/** Newest last, at most CHECKPOINTS_KEPT. */
	checkpoints: (HeadRef & { readonly at: number })[];
	/** The newest key bundle seen of these keys. */
	bundle: { readonly ipkS: string; readonly kbver: number } | null;
	/** When the memory was forgotten last: heads on records from before are of what was forgotten with it. 0: never. */
	forgotAt: number;
	/** The first that came; goes only with all pins. */
	alarm: Alarm | null;
}

export const noPins = (): Pins => ({
	v: 1,
	directory: null,
	cases: {},
	marks: {},
	checkpoints: [],
	bundle: null,
	forgotAt: 0,
	alarm: null,
});

export const pinsBytes = (pins: Pins): Uint8Array => textBytes(JSON.stringify(pins));

export const readPins = (bytes: Uint8Array): Pins => ({
	...noPins(),
	...(JSON.parse(bytesText(bytes)) as Partial<Pins>),
});

/**
 * The farthest that either has seen, and the marks of both; of two heads of one length the stored one, so that a fork
 * shows at the next look.
 */
export function mergePins(stored: Pins, own: Pins): Pins {
	const cases = { ...own.cases };
	for (const [id, head] of Object.entries(stored.cases)) cases[id] = farther(head, cases[id]);
	const bySeq = new Map(own.checkpoints.map((one) => [one.seq, one]));
	for (const one of stored.checkpoints) bySeq.set(one.seq, one);
	const checkpoints = [...bySeq.values()].sort((a, b) => a.seq - b.seq).slice(-CHECKPOINTS_KEPT);
	const directory =
		stored.directory === null
			? own.directory
			: farther(stored.directory, own.directory ?? undefined);
	const sameKeys = stored.bundle?.ipkS === own.bundle?.ipkS;
	const storedNewer = sameKeys && (stored.bundle?.kbver ?? 0) > (own.bundle?.kbver ?? 0);
	return {
		v: 1,
		directory,
		cases,
		marks: mergeMarks(stored.marks, own.marks),
		checkpoints,
		bundle: storedNewer || own.bundle === null ? stored.bundle : own.bundle,
		forgotAt: Math.max(stored.forgotAt, own.forgotAt),
		alarm: stored.alarm ?? own.alarm,
	};
}

/** Each person's newest mark; a mark never goes. */
export function mergeMarks(
	a: Readonly<Record<string, Mark>>,
	b: Readonly<Record<string, Mark>>,
): Record<string, Mark> {
	const merged = { ...a };
	for (const [uid, mark] of Object.entries(b)) {
		const before = merged[uid];
		if (before === undefined || mark.at > before.at) merged[uid] = mark;
	}
	return merged;
}

const farther = (stored: HeadRef, own: HeadRef | undefined): HeadRef =>
	own !== undefined && own.seq > stored.seq ? own : stored;
