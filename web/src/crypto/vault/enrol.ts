// Enrolment (ET1 §2): from an invite link to the signed request that makes a person. Holds the new keys until the
// broker has taken them; afterwards only the account key stays, on the device.
import { formatAccountKey, newAccountKey } from "../account-key.ts";
import { concat, EncodingError, equal, fromB64, toB64 } from "../bytes.ts";
import {
	type FoundBody,
	foundBody,
	foundingBytes,
	type InviteBody,
	inviteSaid,
	readInvite,
} from "../directory-body.ts";
import { type Enrolment, enrolmentBytes } from "../enrolment-body.ts";
import {
	type Genesis,
	genesisMatches,
	type InviteLink,
	type Org,
	parseInviteFragment,
	readGenesis,
} from "../genesis.ts";
import {
	deriveLogin,
	fingerprint,
	type Identity,
	invitedPair,
	invitePair,
	type KdfCost,
	kdfCostOk,
	newIdentity,
	sealBundle,
} from "../keys.ts";
import { lpOpen } from "../lp.ts";
import { passphraseProblem } from "../passphrase.ts";
import { hash, type KeyPair, randomBytes, sign, wipe } from "../sodium.ts";
import { signStatement } from "../statement.ts";
import type { EnrolRequest, HeadRef, InviteShown, InviteView, NewKeys } from "./api.ts";
import type { Device } from "./device.ts";
import { holding, VaultError } from "./errors.ts";
import type { Clock } from "./session.ts";

const FOUNDER_CERTIFICATE_MS = 365 * 86_400_000;

interface Invited {
	readonly link: InviteLink;
	readonly genesis: Genesis;
	readonly org: Org;
	readonly inviteKeys: KeyPair;
	/** Null: founding. */
	readonly invite: InviteBody | null;
	readonly serverSalt: Uint8Array;
	readonly cost: KdfCost;
	readonly logPk: Uint8Array;
	readonly expires: number;
	/** Whose new keys these will be; null: a newcomer's. */
	readonly uid: Uint8Array | null;
}

interface Newcomer {
	readonly uid: Uint8Array;
	readonly username: string;
	readonly display: string;
	readonly ak: Uint8Array;
	readonly identity: Identity;
	readonly lpk: Uint8Array;
	readonly kb: Uint8Array;
}

export class Enrolling {
	readonly #device: Device;
	readonly #now: Clock;
	#invited: Invited | null = null;
	#newcomer: Newcomer | null = null;

	constructor(device: Device, now: Clock) {
		this.#device = device;
		this.#now = now;
	}

	async open(fragment: string, shown: InviteShown): Promise<InviteView> {
		this.clear();
		const invited = readInvited(parseLink(fragment), shown);
		await this.#checkKnown(invited);
		this.#invited = invited;
		return {
			founding: invited.invite === null,
			org: toB64(invited.org.id),
			orgName: invited.org.name,
			orgKind: invited.org.kind,
			username: invited.invite?.username ?? null,
			display: invited.invite?.display ?? null,
			roles: invited.invite?.roles ?? ["coordinator"],
			expiresAt: invited.expires,
			rekey: invited.uid !== null,
		};
	}

	/** Whom this device knows by that name must be who gets the new keys. The directory decides when it is confirmed. */
	async #checkKnown({ genesis, invite, uid }: Invited): Promise<void> {
		if (invite === null || uid === null) return;
		const known = await this.#device.account(invite.username);
		if (known === null) return;
		wipe(known.ak);
		if (known.g === toB64(genesis.g) && known.uid !== toB64(uid)) {
			throw new VaultError("not_verified", "invite: another person", "invite");
		}
	}

	keys(input: { username: string; display: string; passphrase: string }): NewKeys {
		const invited = this.#invited ?? missing();
		const username = invited.invite?.username ?? input.username.normalize("NFC");
		const display = invited.invite?.display ?? input.display.normalize("NFC");
		if (username === "" || display === "") throw new VaultError("bad_param", "name");
		if (passphraseProblem(input.passphrase, username) !== null) {
			throw new VaultError("weak_passphrase");
		}
		const { g } = invited.genesis;
		const uid = invited.uid ?? randomBytes(16);
		const ak = newAccountKey();
		const identity = newIdentity();
		const person = { g, uid, username };
		const derived = deriveLogin(person, input.passphrase, ak, invited.serverSalt, invited.cost);
		const { sign: signKeys, enc } = identity;
		const context = { g, uid, kbver: 1, ipkS: signKeys.pk, ipkE: enc.pk, ...invited.cost };
		const kb = sealBundle(derived.kw, context, identity, this.#now());
		wipe(derived.kw, derived.login.sk);
		this.#newcomer = { uid, username, display, ak, identity, lpk: derived.login.pk, kb };
		return {
			uid: toB64(uid),
			username,
			display,
			orgName: invited.org.name,
			accountKey: formatAccountKey(ak).replaceAll(" ", ""),
			number: fingerprint(g, uid, signKeys.pk, enc.pk),
		};
	}

	request(head: HeadRef): EnrolRequest {
		const invited = this.#invited ?? missing();
		const newcomer = this.#newcomer ?? missing();
		const { g } = invited.genesis;
		const enrolment: Enrolment = {
			invite: fromB64(invited.link.invite, 16),
			uid: newcomer.uid,
			username: newcomer.username,
			ipkS: newcomer.identity.sign.pk,
			ipkE: newcomer.identity.enc.pk,
			lpk: newcomer.lpk,
			serverSalt: invited.serverSalt,
			...invited.cost,
			kbHash: hash(newcomer.kb),
			time: this.#now(),
		};
		const e = enrolmentBytes(g, enrolment);
		const sigId = sign(e, newcomer.identity.sign.sk);
		const sigInv = sign(e, invited.inviteKeys.sk);
		const request = { e, sigId, sigInv, kb: newcomer.kb };
		if (invited.invite !== null) return { ...request, found: null, foundSig: null };
		const eh = hash(concat(e, sigId, sigInv));
		const found = this.#found(invited, newcomer, eh, head);
		return { ...request, found: found.stmt, foundSig: found.sig };
	}

	async done(): Promise<void> {
		const { genesis } = this.#invited ?? missing();
		const { username, ak, uid } = this.#newcomer ?? missing();
		await this.#device.keepAccount(username, { g: toB64(genesis.g), uid: toB64(uid), ak });
		this.clear();
	}

	clear(): void {
		if (this.#newcomer !== null) {
			const { ak, identity } = this.#newcomer;
			wipe(ak, identity.seed, identity.sign.sk, identity.enc.sk);
		}
		if (this.#invited !== null) wipe(this.#invited.inviteKeys.sk, this.#invited.link.secret);
		this.#newcomer = null;
		this.#invited = null;
	}

	/** The founder's own certificate, signed with the founding key inside and the new identity outside. */
	#found(invited: Invited, newcomer: Newcomer, eh: Uint8Array, head: HeadRef) {
		const { g } = invited.genesis;
		const now = this.#now();
		const body: FoundBody = {
			org: invited.org.id,
			uid: newcomer.uid,
			username: newcomer.username,
			display: newcomer.display,
			ipkS: newcomer.identity.sign.pk,
			ipkE: newcomer.identity.enc.pk,
			notAfter: now + FOUNDER_CERTIFICATE_MS,
			logPk: invited.logPk,
			eh,
		};
		const sigF = sign(foundingBytes(g, body), invited.inviteKeys.sk);
		const after = { seq: head.seq, hash: fromB64(head.hash, 32), time: 0 };
		const what = { time: now, author: newcomer.uid, kind: "found", body: foundBody(body, sigF) };
		return signStatement(["ET1/dir", g], after, what, newcomer.identity.sign.sk);
	}
}

function missing(): never {
	throw new VaultError("bad_param", "enrolment: out of order");
}

function parseLink(fragment: string): InviteLink {
	try {
		return parseInviteFragment(fragment);
	} catch (error) {
		if (error instanceof EncodingError) throw new VaultError("bad_link");
		throw error;
	}
}

/** Checks what the server shows of the invite against the link that came from a person. */
function readInvited(link: InviteLink, shown: InviteShown): Invited {
	const genesis = holding("genesis", () => readGenesis(fromB64(shown.genesis)));
	if (!genesisMatches(genesis, link.g20)) {
		throw new VaultError("other_deployment", "invite: genesis", "genesis");
	}
	const cost = { ops: shown.ops, mem: shown.mem };
	if (!kdfCostOk(cost)) throw new VaultError("weak_kdf", "kdf", "kdf");
	const invite = shown.founding
		? null
		: holding("invite", () => readShownInvite(genesis, link, shown));
	const orgId = toB64(invite?.org ?? fromB64(link.invite, 16));
	const org = genesis.orgs.find((candidate) => toB64(candidate.id) === orgId);
	if (org === undefined) throw new VaultError("not_verified", "invite: organisation", "invite");
	const inviteKeys = linkKeys(link, genesis, invite);
	if (invite === null && !equal(org.founderInvitePk, inviteKeys.pk)) {
		throw new VaultError("bad_link");
	}
	if (invite !== null && !equal(invite.invitePk, inviteKeys.pk)) {
		throw new VaultError("not_verified", "invite: says something else than the link", "invite");
	}
	return {
		link,
		genesis,
		org,
		inviteKeys,
		invite,
		serverSalt: fromB64(shown.salt, 16),
		cost,
		logPk: fromB64(shown.log_pk, 32),
		expires: invite?.expires ?? shown.expires,
		uid: invite === null || shown.uid === undefined ? null : fromB64(shown.uid, 16),
	};
}

const linkKeys = (link: InviteLink, { g }: Genesis, invite: InviteBody | null): KeyPair =>
	invite === null ? invitePair(link.secret) : invitedPair(link.secret, g, inviteSaid(invite));

/**
 * The signed invite. Its issuer cannot be looked up yet (the directory is for members), but its key follows from the
 * link's secret and from all that it says: who made the link has written just this.
 */
function readShownInvite(genesis: Genesis, link: InviteLink, shown: InviteShown): InviteBody {
	const reader = lpOpen(fromB64(shown.stmt ?? ""), "ET1/dir");
	if (!equal(reader.b32(), genesis.g)) throw new EncodingError("invite: deployment");
	reader.u64();
	reader.b32();
	reader.u64();
	reader.id();
	reader.oneOf(["invite"]);
	const invite = readInvite(reader.bytes());
	reader.end();
	if (toB64(invite.invite) !== link.invite) throw new EncodingError("invite: id");
	return invite;
}
