// A person's keys (ET1 §2): passphrase and account key → login key and Kw; the key bundle; invite keys; the
// 30-digit fingerprint; what is signed at login and reconnect. Holds no state and decides nothing.
import { equal, toHex } from "./bytes.ts";
import { lp, lpOpen } from "./lp.ts";
import {
	argon2id,
	boxPair,
	hash,
	hashLen,
	type KeyPair,
	kdf,
	OpenError,
	open,
	passphraseBytes,
	randomBytes,
	seal,
	signSeedPair,
	wipe,
} from "./sodium.ts";

const MIB = 1024 * 1024;
/** What a server may ask of a client's KDF: the floor keeps it from weakening, the cap from hanging it. */
export const KDF_LIMITS = {
	ops: { min: 3, max: 10, usual: 3 },
	memBytes: { min: 64 * MIB, max: 1024 * MIB, usual: 128 * MIB },
} as const;

export interface KdfCost {
	readonly ops: number;
	readonly mem: number;
}

export function kdfCostOk(cost: KdfCost): boolean {
	const { ops, memBytes } = KDF_LIMITS;
	return (
		Number.isSafeInteger(cost.ops) &&
		Number.isSafeInteger(cost.mem) &&
		cost.ops >= ops.min &&
		cost.ops <= ops.max &&
		cost.mem >= memBytes.min &&
		cost.mem <= memBytes.max
	);
}

export const kdfSalt = (g: Uint8Array, username: string, serverSalt: Uint8Array): Uint8Array =>
	hashLen(16, lp("ET1/salt", g, username, serverSalt));

/** K0: some hundred milliseconds of argon2id; call it in the worker only. */
export function passphraseKey(passphrase: string, salt: Uint8Array, cost: KdfCost): Uint8Array {
	const bytes = passphraseBytes(passphrase);
	const k0 = argon2id(bytes, salt, cost.ops, cost.mem);
	wipe(bytes);
	return k0;
}

export const masterKey = (
	ak: Uint8Array,
	g: Uint8Array,
	uid: Uint8Array,
	k0: Uint8Array,
): Uint8Array => hash(lp("ET1/mk", g, uid, k0), ak);

function seedPairOf(context: string, key: Uint8Array): KeyPair {
	const seed = kdf(1, context, key);
	const keys = signSeedPair(seed);
	wipe(seed);
	return keys;
}

export const loginPair = (mk: Uint8Array): KeyPair => seedPairOf("ET1auth_", mk);
export const wrapKey = (mk: Uint8Array): Uint8Array => kdf(2, "ET1wrap_", mk);
export const invitePair = (secret: Uint8Array): KeyPair => seedPairOf("ET1invS_", secret);

/**
 * The key of an invite that a coordinator signs: it follows from the link's secret and from all that the invite says
 * (its body with a zero key), so that a statement that says something else no longer fits the link.
 */
export const invitedPair = (secret: Uint8Array, g: Uint8Array, said: Uint8Array): KeyPair =>
	invitePair(hash(lp("ET1/link", g, said), secret));

export interface Person {
	readonly g: Uint8Array;
	readonly uid: Uint8Array;
	readonly username: string;
}

export interface LoginKeys {
	readonly login: KeyPair;
	readonly kw: Uint8Array;
}

/** The whole way from what a person knows and holds to the login key and Kw; leaves no K0 or MK behind. */
export function deriveLogin(
	person: Person,
	passphrase: string,
	ak: Uint8Array,
	serverSalt: Uint8Array,
	cost: KdfCost,
): LoginKeys {
	const k0 = passphraseKey(passphrase, kdfSalt(person.g, person.username, serverSalt), cost);
	const mk = masterKey(ak, person.g, person.uid, k0);
	const keys = { login: loginPair(mk), kw: wrapKey(mk) };
	wipe(k0, mk);
	return keys;
}

/** The long-lived identity: signs statements, opens wraps. */
export interface Identity {
	readonly seed: Uint8Array;
	readonly sign: KeyPair;
	readonly enc: KeyPair;
}

export const identityOf = (seed: Uint8Array, encSk: Uint8Array): Identity => ({
	seed,
	sign: signSeedPair(seed),
	enc: boxPair(encSk),
});

export const newIdentity = (): Identity => identityOf(randomBytes(32), randomBytes(32));

export interface BundleContext extends KdfCost {
	readonly g: Uint8Array;
	readonly uid: Uint8Array;
	readonly kbver: number;
	readonly ipkS: Uint8Array;
	readonly ipkE: Uint8Array;
}

const bundleAd = (at: BundleContext): Uint8Array =>
	lp("ET1/kbad", at.g, at.uid, at.kbver, at.ipkS, at.ipkE, at.ops, at.mem);

export function sealBundle(
	kw: Uint8Array,
	at: BundleContext,
	identity: Identity,
	createdMs: number,
	nonce?: Uint8Array,
): Uint8Array {
	const plain = lp("ET1/kb", at.uid, identity.seed, identity.enc.sk, createdMs);
	const bundle = seal(kw, plain, bundleAd(at), nonce);
	wipe(plain);
	return bundle;
}

/** Opens the bundle and recomputes both public keys; OpenError unless all of it fits `at`. */
export function openBundle(kw: Uint8Array, at: BundleContext, bundle: Uint8Array): Identity {
	const plain = open(kw, bundle, bundleAd(at));
	const reader = lpOpen(plain, "ET1/kb");
	wipe(plain);
	const uid = reader.id();
	const identity = identityOf(reader.b32(), reader.b32());
	reader.u64();
	reader.end();
	if (
		!equal(uid, at.uid) ||
		!equal(identity.sign.pk, at.ipkS) ||
		!equal(identity.enc.pk, at.ipkE)
	) {
		throw new OpenError("bundle: other keys");
	}
	return identity;
}

export interface LoginProof {
	readonly g: Uint8Array;
	readonly origin: string;
	readonly username: string;
	readonly conn: Uint8Array;
	readonly ch: Uint8Array;
	readonly cn: Uint8Array;
	readonly spk: Uint8Array;
	readonly now: number;
}

export const loginBytes = (p: LoginProof): Uint8Array =>
	lp("ET1/login", p.g, p.origin, p.username, p.conn, p.ch, p.cn, p.spk, p.now);

export interface ReconnectProof {
	readonly g: Uint8Array;
	readonly origin: string;
	readonly uid: Uint8Array;
	readonly sid: Uint8Array;
	readonly conn: Uint8Array;
	readonly ch: Uint8Array;
}

export const reconnectBytes = (p: ReconnectProof): Uint8Array =>
	lp("ET1/re", p.g, p.origin, p.uid, p.sid, p.conn, p.ch);

const fingerprintFields = (...keys: readonly [Uint8Array, Uint8Array, Uint8Array, Uint8Array]) =>
	lp("ET1/fp", ...keys);

/** What a mark names: these keys of this person. */
export const fingerprintHash = (
	g: Uint8Array,
	uid: Uint8Array,
	ipkS: Uint8Array,
	ipkE: Uint8Array,
): Uint8Array => hash(fingerprintFields(g, uid, ipkS, ipkE));

/** What a mark names when the number did not match: that these keys are not theirs. */
export const differsHash = (
	g: Uint8Array,
	uid: Uint8Array,
	ipkS: Uint8Array,
	ipkE: Uint8Array,
): Uint8Array => hash(lp("ET1/fp-differs", g, uid, ipkS, ipkE));

/** The safety number of one person: 30 digits in six groups, to be read over the phone. */
export function fingerprint(
	g: Uint8Array,
	uid: Uint8Array,
	ipkS: Uint8Array,
	ipkE: Uint8Array,
): string {
	const digest = hashLen(64, fingerprintFields(g, uid, ipkS, ipkE));
	return [0, 1, 2, 3, 4, 5]
		.map((i) => BigInt(`0x${toHex(digest.slice(i * 5, i * 5 + 5))}`) % 100000n)
		.map((group) => group.toString().padStart(5, "0"))
		.join(" ");
}
