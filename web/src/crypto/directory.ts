// The directory chain (PROTOCOL §3): who is certified with which keys, by whom, and who makes up which pair.
// Verifies every statement from the genesis on by itself; knows neither server nor store.
import { equal, toB64 } from "./bytes.ts";
import {
	type FoundBody,
	foundingBytes,
	type InviteBody,
	type PairSetBody,
	type Role,
	readBeacon,
	readFound,
	readInvite,
	readPairSet,
	readUserAdd,
	type UserAddBody,
} from "./directory-body.ts";
import type { Genesis, Org } from "./genesis.ts";
import { verify } from "./sodium.ts";
import {
	ChainError,
	type Head,
	type Prefix,
	readStatement,
	type Signed,
	type Statement,
	startOf,
	statementHash,
	verifySignature,
} from "./statement.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
export const INVITE_MAX_MS = 72 * HOUR_MS;
/** 13 months, and a few days so that no client computes itself out (as in the server). */
export const CERTIFICATE_MAX_MS = 400 * DAY_MS;
export const PAIR_MAX = 6;
/** Two people's clocks may each be 120 s off the server's; old statements are judged with this slack. */
export const CLOCK_SLACK_MS = 240_000;

export interface Certified {
	readonly uid: Uint8Array;
	readonly username: string;
	readonly display: string;
	readonly org: Org;
	readonly roles: readonly Role[];
	readonly ipkS: Uint8Array;
	readonly ipkE: Uint8Array;
	readonly notAfter: number;
	readonly since: number;
}

export interface PairVersion {
	readonly name: string;
	readonly org: Org;
	/** Ids in base64url. */
	readonly workers: readonly string[];
	readonly since: number;
}

const fail = (why: string, statement: Statement): never => {
	throw new ChainError(`${statement.kind}: ${why}`, statement.seq);
};

const nameOk = (name: string, max: number): boolean => name.length > 0 && name.length <= max;

export class Directory {
	readonly genesis: Genesis;
	readonly prefix: Prefix;
	/** Hash of each statement; [0] is G. */
	readonly history: Uint8Array[];
	readonly people = new Map<string, Certified>();
	/** Invites whose person is not certified yet, by id. */
	readonly invites = new Map<string, InviteBody>();
	/** Every version of each pair, oldest first. */
	readonly pairs = new Map<string, PairVersion[]>();
	logPk: Uint8Array | null = null;
	#head: Head;
	readonly #founded = new Set<string>();
	readonly #inviteIds = new Set<string>();

	constructor(genesis: Genesis) {
		this.genesis = genesis;
		this.prefix = ["ET1/dir", genesis.g];
		this.history = [genesis.g];
		this.#head = startOf(genesis.g);
	}

	get head(): Head {
		return this.#head;
	}

	/** A copy to try a statement on. */
	clone(): Directory {
		const copy = new Directory(this.genesis);
		copy.history.push(...this.history.slice(1));
		for (const [uid, person] of this.people) copy.people.set(uid, person);
		for (const [id, invite] of this.invites) copy.invites.set(id, invite);
		for (const [id, versions] of this.pairs) copy.pairs.set(id, versions);
		for (const org of this.#founded) copy.#founded.add(org);
		for (const id of this.#inviteIds) copy.#inviteIds.add(id);
		copy.logPk = this.logPk;
		copy.#head = this.#head;
		return copy;
	}

	/** Takes the next statement in, or throws ChainError (EncodingError for malformed bytes) and changes nothing. */
	add(signed: Signed): Statement {
		const statement = readStatement(this.prefix, this.#head, signed);
		if (statement.kind === "found") this.#found(signed, statement);
		else this.#byCoordinator(signed, statement);
		const hash = statementHash(signed);
		this.history.push(hash);
		this.#head = { seq: statement.seq, hash, time: statement.time };
		return statement;
	}

	person(uid: Uint8Array): Certified | null {
		return this.people.get(toB64(uid)) ?? null;
	}

	/** The person, if certified and not run out at `timeMs`. */
	certifiedAt(uid: Uint8Array, timeMs: number): Certified | null {
		const person = this.person(uid);
		return person !== null && timeMs < person.notAfter ? person : null;
	}

	org(id: Uint8Array): Org | null {
		return this.genesis.orgs.find((org) => equal(org.id, id)) ?? null;
	}

	/** Was `uid` a worker of the pair at `timeMs`, as far as two clocks can tell? */
	inPair(pair: Uint8Array, uid: Uint8Array, timeMs: number): boolean {
		const versions = this.pairs.get(toB64(pair)) ?? [];
		return versions.some((version, i) => {
			const until = versions[i + 1]?.since ?? Number.POSITIVE_INFINITY;
			const overlaps = version.since <= timeMs + CLOCK_SLACK_MS && timeMs - CLOCK_SLACK_MS < until;
			return overlaps && version.workers.includes(toB64(uid));
		});
	}

	#found(signed: Signed, s: Statement): void {
		const { found, sigF } = readFound(s.body);
		const org = this.org(found.org) ?? fail("unknown organisation", s);
		if (this.#founded.has(toB64(found.org))) fail("founded already", s);
		if (!equal(s.author, found.uid)) fail("not by the founder", s);
		const founding = foundingBytes(this.genesis.g, found);
		if (!verify(sigF, founding, org.founderInvitePk)) fail("founding signature", s);
		verifySignature(signed, found.ipkS, s.seq);
		if (this.logPk !== null && !equal(this.logPk, found.logPk)) fail("another log key", s);
		this.#certify(org, found, ["coordinator"], s);
		this.logPk = found.logPk;
		this.#founded.add(toB64(found.org));
	}

	#byCoordinator(signed: Signed, s: Statement): void {
		const issuer = this.certifiedAt(s.author, s.time) ?? fail("issuer not certified", s);
		if (!issuer.roles.includes("coordinator")) fail("issuer no coordinator", s);
		verifySignature(signed, issuer.ipkS, s.seq);
		switch (s.kind) {
			case "invite":
				return this.#invite(issuer, readInvite(s.body), s);
			case "user-add":
				return this.#userAdd(issuer, readUserAdd(s.body), s);
			case "pair-set":
				return this.#pairSet(issuer, readPairSet(s.body), s);
			case "beacon":
				return readBeacon(s.body);
			default:
				return fail("unknown kind", s);
		}
	}

	#ownOrg(issuer: Certified, org: Uint8Array, s: Statement): Org {
		return equal(issuer.org.id, org) ? issuer.org : fail("another organisation", s);
	}

	#rolesFit(org: Org, roles: readonly Role[], s: Statement): void {
		const wrong: Role = org.kind === "county" ? "contact" : "worker";
		if (roles.includes(wrong)) fail("role of another kind of organisation", s);
	}

	#invite(issuer: Certified, invite: InviteBody, s: Statement): void {
		const org = this.#ownOrg(issuer, invite.org, s);
		this.#rolesFit(org, invite.roles, s);
		if (!nameOk(invite.username, 64) || !nameOk(invite.display, 128)) fail("name", s);
		if (invite.expires <= s.time || invite.expires > s.time + INVITE_MAX_MS) fail("expires", s);
		if (this.#inviteIds.has(toB64(invite.invite))) fail("id used before", s);
		this.invites.set(toB64(invite.invite), invite);
		this.#inviteIds.add(toB64(invite.invite));
	}

	#userAdd(issuer: Certified, user: UserAddBody, s: Statement): void {
		const org = this.#ownOrg(issuer, user.org, s);
		this.#rolesFit(org, user.roles, s);
		const invited = [...this.invites].find(
			([, invite]) =>
				invite.username === user.username &&
				invite.display === user.display &&
				equal(invite.org, user.org) &&
				invite.roles.join() === user.roles.join(),
		);
		if (invited === undefined) return fail("never invited", s);
		this.#certify(org, user, user.roles, s);
		this.invites.delete(invited[0]);
	}

	#certify(org: Org, who: FoundBody | UserAddBody, roles: readonly Role[], s: Statement): void {
		if (!nameOk(who.username, 64) || !nameOk(who.display, 128)) fail("name", s);
		if (who.notAfter <= s.time || who.notAfter > s.time + CERTIFICATE_MAX_MS) fail("not_after", s);
		for (const other of this.people.values()) {
			if (equal(other.uid, who.uid)) fail("uid taken", s);
			if (other.username === who.username) fail("user name taken", s);
			if (equal(other.ipkS, who.ipkS) || equal(other.ipkE, who.ipkE)) fail("key taken", s);
		}
		const { uid, username, display, ipkS, ipkE, notAfter } = who;
		const person = { uid, username, display, org, roles, ipkS, ipkE, notAfter, since: s.time };
		this.people.set(toB64(uid), person);
	}

	#pairSet(issuer: Certified, pair: PairSetBody, s: Statement): void {
		const org = this.#ownOrg(issuer, pair.org, s);
		if (org.kind !== "county") fail("not of a county", s);
		if (!nameOk(pair.name, 128)) fail("name", s);
		const workers = pair.workers.map(toB64);
		if (workers.length < 1 || workers.length > PAIR_MAX) fail("number of workers", s);
		if (new Set(workers).size !== workers.length) fail("a worker twice", s);
		for (const uid of pair.workers) {
			const person = this.person(uid) ?? fail("worker not certified", s);
			if (!person.roles.includes("worker") || !equal(person.org.id, org.id)) {
				fail("not a worker of this organisation", s);
			}
		}
		const versions = this.pairs.get(toB64(pair.pair)) ?? [];
		if (versions.some((version) => !equal(version.org.id, org.id))) fail("pair of another", s);
		const next = { name: pair.name, org, workers, since: s.time };
		this.pairs.set(toB64(pair.pair), [...versions, next]);
	}
}
