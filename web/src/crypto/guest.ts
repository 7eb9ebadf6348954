// A guest of one case (PROTOCOL §5, §6): the link that invites them and its keys, the proof at the door, and the wrap by
// which the pair lets them in. Bytes and keys only: knows no chain, and decides nothing.
import { EncodingError, equal, fromB64, toB64 } from "./bytes.ts";
import { type LpReader, lp, lpOpen } from "./lp.ts";
import {
	boxOpen,
	boxSeal,
	hash,
	type KeyPair,
	kdf,
	OpenError,
	open,
	pad,
	seal,
	sign,
	signSeedPair,
	unpad,
	verify,
	wipe,
} from "./sodium.ts";

export const GUEST_ROLES = ["interpreter", "doctor", "employment", "other"] as const;
export type GuestRole = (typeof GUEST_ROLES)[number];
/** An invite stands so long at the most. */
export const GUEST_SPAN_MAX_MS = 14 * 86_400_000;
/** Open at a time, a case. */
export const GUESTS_MAX = 4;
export const GUEST_NAME_MAX = 120;
const SECRET_BLOCK = 256;

// ------------------------------------------------------------ the link

/** What a link carries after `#/guest/`: whose invite, of which deployment, and a greeting for whoever opens it. */
export interface GuestLink {
	readonly guest: Uint8Array;
	readonly secret: Uint8Array;
	readonly g: Uint8Array;
	readonly greeting: Uint8Array;
}

/** Said by who made the link, to who opens it, before anybody is asked for anything. */
export interface GuestGreeting {
	readonly by: string;
	readonly org: string;
	readonly name: string;
	readonly role: GuestRole;
	readonly expiresAt: number;
}

const PREFIX = "#/guest/";

export const guestFragment = (link: GuestLink): string =>
	`${PREFIX}${[link.guest, link.secret, link.g, link.greeting].map(toB64).join(".")}`;

/** EncodingError for a link that is cut or mistyped. */
export function parseGuestFragment(fragment: string): GuestLink {
	const [guest, secret, g, greeting, ...more] = fragment.replace(PREFIX, "").split(".");
	if (greeting === undefined || more.length > 0) throw new EncodingError("guest link: parts");
	return {
		guest: fromB64(guest ?? "", 16),
		secret: fromB64(secret ?? "", 32),
		g: fromB64(g ?? "", 32),
		greeting: fromB64(greeting),
	};
}

const fromSecret = (label: string, g: Uint8Array, guest: Uint8Array, secret: Uint8Array) =>
	hash(lp(label, g, guest), secret);

/** Who holds the link's secret can sign with this; the chain holds its public half. */
export function guestLinkPair(g: Uint8Array, guest: Uint8Array, secret: Uint8Array): KeyPair {
	const seed = fromSecret("ET1/guest-link", g, guest, secret);
	const keys = signSeedPair(seed);
	wipe(seed);
	return keys;
}

const wrapKey = (g: Uint8Array, guest: Uint8Array, secret: Uint8Array): Uint8Array =>
	fromSecret("ET1/guest-wrap", g, guest, secret);

const greetingKey = (g: Uint8Array, guest: Uint8Array, secret: Uint8Array): Uint8Array =>
	fromSecret("ET1/guest-greeting", g, guest, secret);

export function sealGreeting(at: Omit<GuestLink, "greeting">, greeting: GuestGreeting): Uint8Array {
	const { by, org, name, role, expiresAt } = greeting;
	const plain = lp("ET1/guest-greeting", by, org, name, role, expiresAt);
	return seal(greetingKey(at.g, at.guest, at.secret), plain, lp("ET1/guest-link", at.g, at.guest));
}

export function openGreeting(link: GuestLink): GuestGreeting {
	const key = greetingKey(link.g, link.guest, link.secret);
	const reader = lpOpen(
		open(key, link.greeting, lp("ET1/guest-link", link.g, link.guest)),
		"ET1/guest-greeting",
	);
	const greeting = {
		by: reader.text(),
		org: reader.text(),
		name: reader.text(),
		role: reader.oneOf(GUEST_ROLES),
		expiresAt: reader.u64(),
	};
	reader.end();
	return greeting;
}

// ------------------------------------------------------------ what the pair keeps of an invite, under the key of S

export interface GuestPlace {
	readonly g: Uint8Array;
	readonly caseId: Uint8Array;
	readonly epoch: number;
	readonly guest: Uint8Array;
}

export interface GuestSecret {
	readonly name: string;
	readonly role: GuestRole;
	readonly secret: Uint8Array;
}

const secretAd = (at: GuestPlace): Uint8Array =>
	lp("ET1/guest", at.g, at.caseId, at.epoch, at.guest);

export function sealGuest(ck: Uint8Array, at: GuestPlace, guest: GuestSecret): Uint8Array {
	const plain = lp("ET1/guest", guest.name, guest.role, guest.secret);
	return seal(kdf(3, "ET1guest", ck), pad(plain, SECRET_BLOCK), secretAd(at));
}

export function openGuest(ck: Uint8Array, at: GuestPlace, ct: Uint8Array): GuestSecret {
	const plain = unpad(open(kdf(3, "ET1guest", ck), ct, secretAd(at)), SECRET_BLOCK);
	const reader = lpOpen(plain, "ET1/guest");
	const guest = { name: reader.text(), role: reader.oneOf(GUEST_ROLES), secret: reader.b32() };
	reader.end();
	return guest;
}

// ------------------------------------------------------------ the knock

export interface KnockKeys {
	readonly pkS: Uint8Array;
	readonly pkE: Uint8Array;
}

/** Signed by the link's key and by the guest's own. */
export const knockBytes = (
	g: Uint8Array,
	guest: Uint8Array,
	keys: KnockKeys,
	challenge: Uint8Array,
): Uint8Array => lp("ET1/guest-knock", g, guest, keys.pkS, keys.pkE, challenge);

export interface Knock extends KnockKeys {
	readonly challenge: Uint8Array;
	readonly linkSig: Uint8Array;
}

export const signKnock = (knocked: Uint8Array, keys: KeyPair): Uint8Array => sign(knocked, keys.sk);

/** Whoever knocked with these keys holds the link's secret: OpenError otherwise. */
export function checkKnock(
	g: Uint8Array,
	guest: Uint8Array,
	linkPk: Uint8Array,
	knock: Knock,
): void {
	if (!verify(knock.linkSig, knockBytes(g, guest, knock, knock.challenge), linkPk)) {
		throw new OpenError("guest: not by the link's key");
	}
}

// ------------------------------------------------------------ the admission

/** Somebody whose word counts in the room, as the pair says. */
export interface RosterEntry {
	readonly uid: Uint8Array;
	readonly ipkS: Uint8Array;
	readonly name: string;
	readonly org: string;
	/** Another guest. */
	readonly guest: boolean;
}

export function rosterBytes(roster: readonly RosterEntry[]): Uint8Array {
	const fields = roster.flatMap((one) => [one.uid, one.ipkS, one.name, one.org, one.guest ? 1 : 0]);
	return lp("ET1/roster", ...fields);
}

export function readRoster(bytes: Uint8Array): RosterEntry[] {
	const reader = lpOpen(bytes, "ET1/roster");
	const roster: RosterEntry[] = [];
	while (reader.left > 0) roster.push(rosterEntry(reader));
	return roster;
}

const rosterEntry = (r: LpReader): RosterEntry => ({
	uid: r.id(),
	ipkS: r.b32(),
	name: r.text(),
	org: r.text(),
	guest: r.u64() !== 0,
});

/** For which link, session and keys of the guest a wrap is. */
export interface AdmissionPlace extends KnockKeys {
	readonly g: Uint8Array;
	readonly guest: Uint8Array;
	readonly session: Uint8Array;
}

export interface Admission {
	readonly caseId: Uint8Array;
	readonly ksess: Uint8Array;
	readonly roster: readonly RosterEntry[];
}

const admissionAd = (at: AdmissionPlace): Uint8Array =>
	lp("ET1/guest-admission", at.g, at.guest, at.session, at.pkS, at.pkE);

/** Opens for who has both the link's secret and the secret key of pkE. */
export function sealAdmission(
	secret: Uint8Array,
	at: AdmissionPlace,
	admission: Admission,
): Uint8Array {
	const { caseId, ksess, roster } = admission;
	const plain = lp("ET1/guest-room", at.session, caseId, ksess, rosterBytes(roster));
	const key = wrapKey(at.g, at.guest, secret);
	const sealed = seal(key, boxSeal(plain, at.pkE), admissionAd(at));
	wipe(plain, key);
	return sealed;
}

export function openAdmission(
	secret: Uint8Array,
	at: AdmissionPlace,
	enc: KeyPair,
	wrap: Uint8Array,
): Admission {
	const key = wrapKey(at.g, at.guest, secret);
	const plain = boxOpen(open(key, wrap, admissionAd(at)), enc);
	const reader = lpOpen(plain, "ET1/guest-room");
	wipe(plain, key);
	if (!equal(reader.id(), at.session)) throw new OpenError("guest: of another session");
	const admission = {
		caseId: reader.id(),
		ksess: reader.b32(),
		roster: readRoster(reader.bytes()),
	};
	reader.end();
	return admission;
}
