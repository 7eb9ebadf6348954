// A small world for the vault's tests: people with a vault each, and a store of statements that keeps what it is given
// and checks nothing, so that what holds is held by the vaults alone. Time stands still until it is moved.
import { fromB64, toB64 } from "../src/crypto/bytes.ts";
import { readEnrolment } from "../src/crypto/enrolment-body.ts";
import { formatInviteFragment, genesisBytes } from "../src/crypto/genesis.ts";
import { invitePair, KDF_LIMITS } from "../src/crypto/keys.ts";
import { hash, randomBytes, signSeedPair } from "../src/crypto/sodium.ts";
import { type Signed, statementHash } from "../src/crypto/statement.ts";
import {
	type CaseAct,
	type CaseSigned,
	type CaseView,
	type DirectoryAct,
	type DirectorySigned,
	type DirectoryView,
	type EnrolRequest,
	type InviteShown,
	type LoggedIn,
	MemoryStore,
	openVault,
	type PendingEntry,
	type TrustReason,
	type Vault,
	type VaultError,
	type VaultErrorCode,
} from "../src/crypto/vault.ts";

export const ORIGIN = "https://localhost:8443";
export const DAY_MS = 86_400_000;
/** The floor, so that tests are quick. */
const COST = { ops: KDF_LIMITS.ops.min, mem: KDF_LIMITS.memBytes.min };

export interface Member {
	readonly username: string;
	readonly passphrase: string;
	readonly accountKey: string;
	readonly uid: string;
	readonly store: MemoryStore;
	vault: Vault;
	/** The reply that its login got. */
	reply: LoggedIn;
	/** What the broker holds to check a login with. */
	salt: string;
	/** The session's public key, as the login sent it. */
	spk: string;
}

interface StoredCase {
	readonly statements: Signed[];
	/** By seq of the grant: the wrap and whose it is. */
	readonly data: Map<number, Uint8Array>;
	/** Ciphertexts of objects by their hash. */
	readonly blobs: Map<string, Uint8Array>;
}

const headOf = (g: Uint8Array, statements: readonly Signed[]) => {
	const last = statements.at(-1);
	return { seq: statements.length, hash: toB64(last === undefined ? g : statementHash(last)) };
};

export class World {
	nowMs = 1_764_000_000_000;
	readonly founderSecrets = [randomBytes(32), randomBytes(32)] as const;
	readonly orgIds = [randomBytes(16), randomBytes(16)] as const;
	readonly logKeys = signSeedPair(randomBytes(32));
	readonly genesis: Uint8Array;
	readonly g: Uint8Array;
	readonly directory: Signed[] = [];
	readonly cases = new Map<string, StoredCase>();

	constructor() {
		const [county, kela] = this.orgIds;
		const [a, b] = this.founderSecrets;
		this.genesis = genesisBytes(randomBytes(16), this.nowMs, [
			{ id: county, kind: "county", name: "Ikaalinen", founderInvitePk: invitePair(a).pk },
			{ id: kela, kind: "kela", name: "Kela", founderInvitePk: invitePair(b).pk },
		]);
		this.g = hash(this.genesis);
	}

	readonly now = (): number => this.nowMs;

	readonly #members: { vault: Vault }[] = [];

	/** Time goes on (or back) with everybody at work: nobody's idle time runs out. */
	async pass(ms: number): Promise<void> {
		for (const { vault } of this.#members) await vault.setInCall(true);
		this.nowMs += ms;
		for (const { vault } of this.#members) await vault.setInCall(false);
	}

	/** A weekly hour of a pair with a contact. */
	async series(by: Member, pair: string, contact: Member, changes: object = {}): Promise<string> {
		const signed = await this.signDirectory(by, {
			kind: "series-set",
			series: null,
			name: "Maanantai",
			contact: contact.uid,
			weekday: 1,
			start: "09:00",
			first: "2025-11-03",
			last: null,
			capacity: 3,
			every: 1,
			onHolidays: false,
			phone: "+358 2 123 4567",
			pairs: [pair],
			...changes,
		});
		return signed.id ?? "";
	}

	vault(store: MemoryStore, onLocked: () => void = () => {}): Promise<Vault> {
		return openVault({ store, tab: "tab-1", now: this.now, onLocked });
	}

	head() {
		return headOf(this.g, this.directory);
	}

	shown(org: Uint8Array, invite: Signed | null): InviteShown {
		return {
			founding: invite === null,
			genesis: toB64(this.genesis),
			...(invite === null ? {} : { stmt: toB64(invite.stmt), sig: toB64(invite.sig) }),
			org: toB64(org),
			expires: this.nowMs + DAY_MS,
			salt: toB64(randomBytes(16)),
			...COST,
			head: this.head(),
			log_pk: toB64(this.logKeys.pk),
			now: this.nowMs,
		};
	}

	async founder(n: 0 | 1, username: string): Promise<Member> {
		const org = this.orgIds[n];
		const secret = this.founderSecrets[n].slice();
		const shown = this.shown(org, null);
		const { member, request } = await this.enrol(
			username,
			shown,
			formatInviteFragment(org, secret, this.g),
		);
		if (request.found === null || request.foundSig === null) throw new Error("no found");
		this.directory.push({ stmt: request.found, sig: request.foundSig });
		return this.#firstLogin(member, request, shown);
	}

	/** Invited, enrolled and confirmed by `coordinator`, by way of the compared number. */
	async person(coordinator: Member, username: string, role: "worker" | "contact"): Promise<Member> {
		const enrolled = await this.newcomer(coordinator, username, role);
		const { pending, number } = enrolled;
		await this.signDirectory(coordinator, { kind: "user-add", pending, number });
		return this.#firstLogin(enrolled.member, enrolled.request, enrolled.shown);
	}

	/** Invited and enrolled, and waits. `uid`: whose new keys these are. */
	async newcomer(
		coordinator: Member,
		username: string,
		role: "worker" | "contact",
		uid?: string,
		store?: MemoryStore,
	) {
		const invite = await this.signDirectory(coordinator, {
			kind: "invite",
			username,
			display: `Display ${username}`,
			roles: [role],
		});
		const org = this.orgIds[role === "worker" ? 0 : 1];
		const shown = { ...this.shown(org, invite), ...(uid === undefined ? {} : { uid }) };
		const enrolled = await this.enrol(username, shown, invite.fragment ?? "", store);
		const { request } = enrolled;
		const pending: PendingEntry = {
			invite: invite.id ?? "",
			e: toB64(request.e),
			sig_id: toB64(request.sigId),
			sig_inv: toB64(request.sigInv),
		};
		return { ...enrolled, shown, pending };
	}

	/** New keys for a person, on a device of their own: asked for, compared, certified; signed in with them. */
	async rekey(coordinator: Member, member: Member, role: "worker" | "contact"): Promise<Member> {
		const enrolled = await this.newcomer(coordinator, member.username, role, member.uid);
		const { pending, number } = enrolled;
		await this.signDirectory(coordinator, { kind: "user-rekey", pending, number });
		return this.#firstLogin(enrolled.member, enrolled.request, enrolled.shown);
	}

	async enrol(
		username: string,
		shown: InviteShown,
		fragment: string,
		store: MemoryStore = new MemoryStore(this.now),
	) {
		const vault = await this.vault(store);
		await vault.inviteOpen(fragment, shown);
		const passphrase = `${username} soutaa kolmella airolla`;
		const display = `Display ${username}`;
		const keys = await vault.enrolKeys({ username, display, passphrase });
		const request = await vault.enrolRequest(shown);
		await vault.enrolDone();
		const { uid, accountKey, number } = keys;
		const member = { username, passphrase, accountKey, uid, store, vault };
		return { member, request, number };
	}

	async #firstLogin(
		member: Omit<Member, "reply" | "spk" | "salt">,
		{ e, kb }: EnrolRequest,
		{ salt }: InviteShown,
	): Promise<Member> {
		const { enrolment } = readEnrolment(e);
		const reply: LoggedIn = {
			uid: member.uid,
			sid: toB64(randomBytes(16)),
			username: member.username,
			ipk_s: toB64(enrolment.ipkS),
			ipk_e: toB64(enrolment.ipkE),
			kb: toB64(kb),
			kbver: 1,
			head: this.head(),
			log_pk: toB64(this.logKeys.pk),
		};
		const full = { ...member, reply, salt, spk: "" };
		await this.login(full);
		await this.syncDirectory(full);
		return full;
	}

	/** Signs in, as hi and login would: with the salt and the bundle that the broker holds. */
	async login(member: Member): Promise<void> {
		const { spk } = await member.vault.login(this.loginInput(member));
		member.spk = spk;
		this.#members.push(member);
		await member.vault.loggedIn(member.reply);
		this.#seen.delete(member.vault);
	}

	loginInput(member: Pick<Member, "username" | "passphrase" | "uid" | "salt">) {
		return {
			genesis: toB64(this.genesis),
			origin: ORIGIN,
			username: member.username,
			passphrase: member.passphrase,
			accountKey: null,
			challenge: this.challenge(member.uid, member.salt),
		};
	}

	/** The same person on a device of their own that knows nothing but the account key. */
	async newDevice(member: Member): Promise<Member> {
		const store = new MemoryStore(this.now);
		const vault = await this.vault(store);
		const { accountKey } = member;
		await vault.login({ ...this.loginInput(member), accountKey });
		await vault.loggedIn(member.reply);
		const there = { ...member, store, vault };
		this.#members.push(there);
		return there;
	}

	challenge(uid: string, salt: string) {
		return {
			ch: toB64(randomBytes(32)),
			conn: toB64(randomBytes(16)),
			uid,
			salt,
			...COST,
			now: this.nowMs,
		};
	}

	readonly #seen = new WeakMap<Vault, number>();

	async syncDirectory(member: Member): Promise<DirectoryView> {
		const from = this.#seen.get(member.vault) ?? 0;
		const view = await member.vault.directoryAdd(this.directory.slice(from), this.head());
		this.#seen.set(member.vault, this.directory.length);
		return view;
	}

	async signDirectory(member: Member, act: DirectoryAct): Promise<DirectorySigned> {
		await this.syncDirectory(member);
		const signed = await member.vault.directorySign(act);
		this.directory.push({ stmt: signed.stmt, sig: signed.sig });
		await this.syncDirectory(member);
		return signed;
	}

	/** Signs, stores unchecked, and takes in what was stored. */
	async act(member: Member, caseId: string | null, ...acts: CaseAct[]) {
		const signed = await member.vault.caseSign({ case: caseId, acts });
		this.keep(signed);
		return { signed, id: signed.case, view: await this.sync(member, signed.case) };
	}

	keep(signed: CaseSigned): void {
		const stored: StoredCase = this.cases.get(signed.case) ?? {
			statements: [],
			data: new Map(),
			blobs: new Map(),
		};
		this.cases.set(signed.case, stored);
		for (const { stmt, sig, data } of signed.statements) {
			stored.statements.push({ stmt, sig });
			const [blob] = data;
			if (blob === undefined) continue;
			stored.data.set(stored.statements.length, blob);
			stored.blobs.set(toB64(hash(blob)), blob);
		}
	}

	stored(id: string): StoredCase {
		const stored = this.cases.get(id);
		if (stored === undefined) throw new Error("no such case");
		return stored;
	}

	caseHead(id: string) {
		return headOf(this.g, this.stored(id).statements);
	}

	/** What case-get would give: the statements that are new to this vault, and this person's wraps of the grants among them. */
	async sync(member: Member, id: string): Promise<CaseView> {
		await this.syncDirectory(member);
		const { statements } = this.stored(id);
		const next = await member.vault.caseNext(id);
		return member.vault.caseAdd({
			case: id,
			statements: statements.slice(next - 1),
			wraps: this.wrapsFor(member, id).filter(({ seq }) => seq >= next),
			guests: this.dataOf(id, "guest-invite", next),
			head: headOf(this.g, statements),
		});
	}

	/** What statements of a kind carry, from a seq on. */
	dataOf(id: string, kind: string, from = 1): Uint8Array[] {
		const { statements, data } = this.stored(id);
		return [...data]
			.filter(([seq]) => {
				const { stmt } = statements[seq - 1] ?? { stmt: "" };
				return seq >= from && Buffer.from(stmt).includes(`ET1/${kind}`);
			})
			.map(([, blob]) => blob);
	}

	/** The n-th ciphertext of an object in a case, in the order in which they were stored. */
	ct(id: string, n: number): Uint8Array {
		const found = this.dataOf(id, "object")[n];
		if (found === undefined) throw new Error("no such ciphertext");
		return found;
	}

	wrapsFor(member: Member, id: string) {
		const { statements, data } = this.stored(id);
		const uid = fromB64(member.uid);
		return [...data]
			.filter(([seq]) => {
				const stmt = Buffer.from(statements[seq - 1]?.stmt ?? []);
				const grant = stmt.indexOf("ET1/grant");
				// The recipient is the only place of a uid behind the grant's label but the granter's.
				return grant > 0 && grantRecipient(stmt.subarray(grant - 4)).equals(uid);
			})
			.map(([seq, wrap]) => ({ seq, wrap }));
	}
}

/** Field 6 of a grant body: label, G, case, comp, epoch, kc, recipient. */
function grantRecipient(body: Buffer): Buffer {
	let at = 0;
	for (let field = 0; field < 6; field++) at += 4 + body.readUInt32BE(at);
	return body.subarray(at + 4, at + 4 + body.readUInt32BE(at));
}

/** `bytes` with the bit `bit` of the byte `at` flipped. */
export function flip(bytes: Uint8Array, at: number, bit = 0): Uint8Array {
	const copy = bytes.slice();
	copy[at] = (copy[at] ?? 0) ^ (1 << bit);
	return copy;
}

/** The same person after a reload: a new vault over the same store. */
export async function reloaded(world: World, member: Member): Promise<Member> {
	const vault = await world.vault(member.store);
	if ((await vault.restore())?.uid !== member.uid) throw new Error("no session to go on with");
	return { ...member, vault };
}

/** For assert.rejects: the vault's own code and, where it is given, the reason. */
export const code =
	(wanted: VaultErrorCode, reason?: TrustReason) =>
	(error: unknown): true => {
		const { code: got, reason: why } = error as Partial<VaultError>;
		if (got !== wanted || (reason !== undefined && why !== reason)) {
			throw new Error(`${wanted}/${reason} expected, not ${got}/${why}: ${String(error)}`);
		}
		return true;
	};
