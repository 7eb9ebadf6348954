// The directory chain (PROTOCOL §3): who is certified with which keys, by whom, and who makes up which pair.
// Verifies every statement from the genesis on by itself; knows neither server nor store. What follows from them is in
// directory-state.ts, the rules of pairs, series, substitutes and policies in directory-places.ts, those of templates,
// teams and cards in directory-org.ts.
import { equal, toB64 } from "./bytes.ts";
import {
	foundingBytes,
	type InviteBody,
	type Role,
	readBeacon,
	readFound,
	readHourSet,
	readInvite,
	readPairSet,
	readPolicy,
	readSeriesSet,
	readSubstitute,
	readUserAdd,
	readUserRekey,
	readUserRevoke,
	type UserAddBody,
	type UserRevokeBody,
} from "./directory-body.ts";
import { card, cardDrop, recordTemplate, retention, team } from "./directory-org.ts";
import {
	readCard,
	readCardDrop,
	readRecordTemplate,
	readRetention,
	readTeam,
} from "./directory-org-body.ts";
import { hourSet, nameOk, pairSet, policy, seriesSet, substitute } from "./directory-places.ts";
import { type Certified, DirectoryState, sameKeys } from "./directory-state.ts";
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
const fail = (why: string, statement: Statement): never => {
	throw new ChainError(`${statement.kind}: ${why}`, statement.seq);
};

export { type Certified, CLOCK_SLACK_MS, type PairVersion } from "./directory-state.ts";

export class Directory extends DirectoryState {
	readonly prefix: Prefix;
	/** Hash of each statement; [0] is G. */
	readonly history: Uint8Array[];
	logPk: Uint8Array | null = null;
	#head: Head;
	readonly #founded = new Set<string>();
	readonly #inviteIds = new Set<string>();

	constructor(genesis: Genesis) {
		super(genesis);
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
		this.copyInto(copy);
		copy.history.push(...this.history.slice(1));
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
		else this.#byCertified(signed, statement);
		if (!isOfSides(statement.kind)) this.freshAt = statement.time;
		const hash = statementHash(signed);
		this.history.push(hash);
		this.#head = { seq: statement.seq, hash, time: statement.time };
		return statement;
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
		if (!nameOk(found.username, 64) || !nameOk(found.display, 128)) fail("name", s);
		if (this.person(found.uid) !== null) fail("uid taken", s);
		if (this.byName(found.username) !== null) fail("user name taken", s);
		this.#certify({ ...found, org, roles: ["coordinator"] }, s);
		this.logPk = found.logPk;
		this.#founded.add(toB64(found.org));
	}

	#byCertified(signed: Signed, s: Statement): void {
		const issuer = this.person(s.author) ?? fail("issuer not certified", s);
		if (this.stateOf(issuer, s.time) !== "active") fail("issuer not certified any more", s);
		if (!isOfSides(s.kind) && !issuer.roles.includes("coordinator"))
			fail("issuer no coordinator", s);
		verifySignature(signed, issuer.ipkS, s.seq);
		switch (s.kind) {
			case "card":
				return card(this, issuer, readCard(s.body), s);
			case "card-drop":
				return cardDrop(this, issuer, readCardDrop(s.body), s);
			default:
				return this.#byCoordinator(issuer, s);
		}
	}

	#byCoordinator(issuer: Certified, s: Statement): void {
		switch (s.kind) {
			case "invite":
				return this.#invite(issuer, readInvite(s.body), s);
			case "user-add":
				return this.#userAdd(issuer, readUserAdd(s.body), s);
			case "user-rekey":
				return this.#userRekey(issuer, readUserRekey(s.body), s);
			case "user-revoke":
				return this.#userRevoke(issuer, readUserRevoke(s.body), s);
			case "pair-set":
				return pairSet(this, issuer, readPairSet(s.body), s);
			case "series-set":
				return seriesSet(this, issuer, readSeriesSet(s.body), s);
			case "hour-set":
				return hourSet(this, issuer, readHourSet(s.body), s);
			case "substitute":
				return substitute(this, issuer, readSubstitute(s.body), s);
			case "policy":
				return policy(this, issuer, readPolicy(s.body), s);
			case "record-template":
				return recordTemplate(this, issuer, readRecordTemplate(s.body), s);
			case "retention":
				return retention(this, issuer, readRetention(s.body), s);
			case "team":
				return team(this, issuer, readTeam(s.body), s);
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

	/** An invite for a free name, or to new keys for who has it; it takes the place of the name's earlier invite. */
	#invite(issuer: Certified, invite: InviteBody, s: Statement): void {
		const org = this.#ownOrg(issuer, invite.org, s);
		this.#rolesFit(org, invite.roles, s);
		if (!nameOk(invite.username, 64) || !nameOk(invite.display, 128)) fail("name", s);
		if (invite.expires <= s.time || invite.expires > s.time + INVITE_MAX_MS) fail("expires", s);
		if (this.#inviteIds.has(toB64(invite.invite))) fail("id used before", s);
		const holder = this.byName(invite.username);
		if (holder !== null && !sameEntry(holder, invite)) fail("name of somebody else", s);
		this.#dropInvites(invite.username, org);
		this.invites.set(toB64(invite.invite), invite);
		this.#inviteIds.add(toB64(invite.invite));
	}

	#userAdd(issuer: Certified, user: UserAddBody, s: Statement): void {
		const org = this.#ownOrg(issuer, user.org, s);
		this.#rolesFit(org, user.roles, s);
		const invite = this.#inviteOf(user, s);
		if (!nameOk(user.username, 64) || !nameOk(user.display, 128)) fail("name", s);
		if (this.person(user.uid) !== null) fail("uid taken", s);
		if (this.byName(user.username) !== null) fail("user name taken", s);
		this.#certify({ ...user, org }, s);
		this.invites.delete(invite);
	}

	#userRekey(issuer: Certified, user: UserAddBody, s: Statement): void {
		const org = this.#ownOrg(issuer, user.org, s);
		const before = this.person(user.uid) ?? fail("uid not certified before", s);
		if (before.username !== user.username || !sameEntry(before, user)) {
			fail("name, organisation or roles changed", s);
		}
		const same = equal(before.ipkS, user.ipkS) && equal(before.ipkE, user.ipkE);
		if (same) {
			if (!equal(before.eh, user.eh)) fail("another enrolment of the same keys", s);
			if (before.notAfter === user.notAfter) fail("renews nothing", s);
			if (this.stateOf(before, s.time) === "revoked") fail("renewal of a revoked person", s);
			return this.#certify({ ...user, org }, s);
		}
		if (equal(issuer.uid, user.uid)) fail("new keys for oneself", s);
		const invite = this.#inviteOf(user, s);
		this.#certify({ ...user, org }, s);
		this.invites.delete(invite);
	}

	#userRevoke(issuer: Certified, revoke: UserRevokeBody, s: Statement): void {
		this.#ownOrg(issuer, revoke.org, s);
		const person = this.person(revoke.uid) ?? fail("uid not certified", s);
		if (!equal(person.org.id, revoke.org)) fail("another organisation", s);
		if (equal(issuer.uid, revoke.uid)) fail("oneself", s);
		if (this.stateOf(person, s.time) === "revoked") fail("revoked already", s);
		this.endKeys(person, s.time);
		// What was on its way to new keys began before: it may be in the wrong hands too.
		this.#dropInvites(person.username, person.org);
	}

	#dropInvites(username: string, org: Org): void {
		for (const [id, invite] of this.invites) {
			if (invite.username === username && equal(invite.org, org.id)) this.invites.delete(id);
		}
	}

	/** The id of the invite that says the same of the person. */
	#inviteOf(user: UserAddBody, s: Statement): string {
		const found = [...this.invites].find(
			([, invite]) =>
				invite.username === user.username &&
				invite.display === user.display &&
				equal(invite.org, user.org) &&
				invite.roles.join() === user.roles.join(),
		);
		return found === undefined ? fail("never invited", s) : found[0];
	}

	/** The next key version of a person; no two people, and no two versions, may share a key. */
	#certify(who: Omit<UserAddBody, "org"> & { readonly org: Org }, s: Statement): void {
		if (who.notAfter <= s.time || who.notAfter > s.time + CERTIFICATE_MAX_MS) fail("not_after", s);
		const present = this.person(who.uid);
		for (const version of this.everyVersion()) {
			const renewed = present !== null && sameKeys(version, present) && sameKeys(version, who);
			const taken = equal(version.ipkS, who.ipkS) || equal(version.ipkE, who.ipkE);
			if (taken && !(renewed && equal(version.uid, who.uid))) fail("key taken", s);
		}
		if (present !== null) this.endKeys(present, s.time);
		const { uid, username, display, org, roles, ipkS, ipkE, eh, notAfter } = who;
		this.newKeys({
			uid,
			username,
			display,
			org,
			roles,
			ipkS,
			ipkE,
			eh,
			notAfter,
			since: s.time,
			until: Number.POSITIVE_INFINITY,
		});
	}
}

/** What others than coordinators sign: each rule says who. */
const isOfSides = (kind: string): boolean => kind === "card" || kind === "card-drop";

/** Display name, organisation and roles as they stand. */
const sameEntry = (
	person: Certified,
	entry: Pick<UserAddBody, "display" | "org" | "roles">,
): boolean =>
	person.display === entry.display &&
	equal(person.org.id, entry.org) &&
	person.roles.join() === entry.roles.join();
