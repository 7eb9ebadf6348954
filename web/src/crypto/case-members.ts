// Rules of a case's members and keys (PROTOCOL §5): who comes in and goes, which key was committed to, who was given it on
// what ground, and who by now holds a key they should not hold. Holds no key itself.
import { equal, toB64 } from "./bytes.ts";
import { type Act, fail, type Ground, isContact, isZero, pairOf } from "./case-act.ts";
import type { CaseBody, MemberComps } from "./case-body.ts";
import { basisAround } from "./case-consent.ts";
import { newestEpoch } from "./case-state.ts";
import { type Certified, CLOCK_SLACK_MS } from "./directory.ts";
import { COMPS, type Comp, type Grant } from "./grants.ts";
import type { Statement } from "./statement.ts";

type Body<K extends CaseBody["kind"]> = Extract<CaseBody, { kind: K }>;

/** `author` holds all keys of a case that it creates. */
export function addCreate({ state }: Ground, { s, author }: Act, body: Body<"create">): void {
	const uid = toB64(s.author);
	state.pair = body.pair;
	state.lane = body.lane;
	state.created = { by: uid, at: s.time };
	state.members.set(uid, "PSC");
	state.everMembers.add(uid);
	for (const comp of COMPS) {
		state.commitments[comp].set(1, body.kc[comp]);
		state.holders[comp] = [{ uid, ipkE: author.ipkE }];
	}
}

export function addMember(ground: Ground, { s }: Act, body: Body<"member-add">): void {
	const { state, directory } = ground;
	const [person] = directory.versionsAround(body.uid, s.time);
	if (person === undefined) return fail("not certified", s);
	const uid = toB64(body.uid);
	if (state.members.has(uid)) fail("member already", s);
	if (isContact(person)) {
		if (body.comps !== "SC" || !person.roles.includes("contact")) fail("compartments", s);
		if (!directory.contactOf(pairOf(state), body.uid, s.time)) fail("not the pair's contact", s);
		if (basisAround(ground, s.time, CLOCK_SLACK_MS) === null) fail("no consent in force", s);
	} else {
		const ofPair = directory.inPair(pairOf(state), body.uid, s.time);
		if (body.comps !== "PSC" || !ofPair) fail("not of the pair", s);
	}
	state.members.set(uid, body.comps);
	state.everMembers.add(uid);
}

/** Who leaves has no grant any more; coming back they start anew. Nobody who has a part is put out. */
export function removeMember(ground: Ground, { s }: Act, body: Body<"member-remove">): void {
	const { state } = ground;
	const uid = toB64(body.uid);
	if (!state.members.has(uid)) fail("no member", s);
	if (equal(body.uid, s.author)) fail("oneself", s);
	// Whatever the clocks: in part of the slack they had none.
	if (standsIn(ground, body.uid, s.time, -CLOCK_SLACK_MS)) fail("has a part", s);
	state.members.delete(uid);
	for (const [seq, grant] of state.grants) {
		if (equal(grant.recipient, body.uid)) state.grants.delete(seq);
	}
}

export function addRotate({ state }: Ground, { s, author }: Act, body: Body<"rotate">): void {
	const uid = toB64(s.author);
	if (!state.members.get(uid)?.includes(body.comp)) fail("author lacks it", s);
	if (body.epoch !== newestEpoch(state, body.comp) + 1) fail("epoch", s);
	state.commitments[body.comp].set(body.epoch, body.kc);
	state.holders[body.comp] = [{ uid, ipkE: author.ipkE }];
}

export function addGrant(ground: Ground, { s, author }: Act, grant: Grant): void {
	const { state } = ground;
	const { members, commitments, grants } = state;
	const kc = commitments[grant.comp].get(grant.epoch);
	if (kc === undefined || !equal(kc, grant.kc)) fail("key commitment", s);
	if (!equal(grant.granter, s.author) || grant.time !== s.time) fail("granter or time", s);
	if (!members.get(toB64(author.uid))?.includes(grant.comp)) fail("granter lacks it", s);
	const uid = toB64(grant.recipient);
	if (!members.get(uid)?.includes(grant.comp)) fail("recipient no member", s);
	const recipient = certifiedRecipient(ground, grant, s);
	if (isContact(recipient)) {
		const basis = basisAround(ground, s.time, CLOCK_SLACK_MS);
		if (basis === null || !equal(basis, grant.basis)) fail("no consent", s);
		state.shared = true;
	} else if (!isZero(grant.basis)) fail("basis", s);
	grants.set(s.seq, grant);
	if (grant.epoch === newestEpoch(state, grant.comp)) {
		state.holders[grant.comp].push({ uid, ipkE: grant.recipientIpkE });
	}
}

/** The recipient under the very key that was granted to, and still in the pair, or its contact. */
function certifiedRecipient({ directory, state }: Ground, grant: Grant, s: Statement): Certified {
	const versions = directory.versionsAround(grant.recipient, s.time);
	if (versions.length === 0) fail("recipient not certified", s);
	const person = versions.find((one) => equal(one.ipkE, grant.recipientIpkE));
	if (person === undefined) return fail("not the certified key", s);
	if (!standsIn({ directory, state }, grant.recipient, s.time, CLOCK_SLACK_MS)) {
		fail("recipient has left the pair", s);
	}
	return person;
}

/** Of the pair, or its contact. A slack below 0: for longer than that before and after. */
function standsIn(
	{ directory, state }: Pick<Ground, "directory" | "state">,
	uid: Uint8Array,
	timeMs: number,
	slackMs: number,
): boolean {
	const pair = pairOf(state);
	const person = directory.person(uid);
	return person !== null && isContact(person)
		? directory.contactOf(pair, uid, timeMs, slackMs)
		: directory.inPair(pair, uid, timeMs, slackMs);
}

/** Who closed a case does not erase it, while somebody else is in the pair. Slack as in standsIn. */
export function mustBeErasedByAnother(
	{ directory, state }: Ground,
	author: Uint8Array,
	timeMs: number,
	slackMs: number,
): boolean {
	if (state.closed?.by !== toB64(author)) return false;
	const pair = pairOf(state);
	return [...directory.people.values()].some(
		({ uid }) => !equal(uid, author) && directory.inPair(pair, uid, timeMs, slackMs),
	);
}

/** The person's present keys, if they are of the pair or its contact now: judged strictly, for one's own acts. */
export function placeNow(
	{ directory, state }: Ground,
	uid: Uint8Array,
	nowMs: number,
): Certified | null {
	const person = directory.certifiedAt(uid, nowMs);
	if (person === null || state.pair === null) return null;
	return standsIn({ directory, state }, uid, nowMs, 0) ? person : null;
}

/** As placeNow, and for Kela's contact with a consent in force (or in the general lane). */
export function entitledNow(ground: Ground, uid: Uint8Array, nowMs: number): Certified | null {
	const person = placeNow(ground, uid, nowMs);
	if (person === null || !isContact(person)) return person;
	return basisAround(ground, nowMs, 0) === null ? null : person;
}

/** Compartments whose newest key somebody holds who should not, or under keys of theirs that no longer count. */
export function staleComps(ground: Ground, nowMs: number): Comp[] {
	const { state } = ground;
	if (state.closed !== null) return [];
	return COMPS.filter((comp) =>
		state.holders[comp].some(({ uid, ipkE }) => {
			const person = ground.directory.people.get(uid);
			const now = person === undefined ? null : entitledNow(ground, person.uid, nowMs);
			return now === null || !equal(now.ipkE, ipkE) || !state.members.has(uid);
		}),
	);
}

export interface KeyOf {
	readonly comp: Comp;
	readonly epoch: number;
}

/** What an entitled person lacks: every epoch of every compartment of theirs that has no grant to their present key. */
export function missingKeys(ground: Ground, person: Certified, basis: Uint8Array): KeyOf[] {
	const { commitments, grants } = ground.state;
	const standing = [...grants.values()].filter(
		(one) => equal(one.recipient, person.uid) && equal(one.recipientIpkE, person.ipkE),
	);
	return compsOf(person).flatMap((comp) =>
		[...commitments[comp].keys()]
			.filter((epoch) => {
				const given = standing.some(
					(one) =>
						one.comp === comp &&
						one.epoch === epoch &&
						// Evidence stays readable whichever consent it was given on.
						(comp === "C" || equal(one.basis, basis)),
				);
				return !given;
			})
			.map((epoch) => ({ comp, epoch })),
	);
}

export const memberComps = (person: Certified): MemberComps => (isContact(person) ? "SC" : "PSC");

const compsOf = (person: Certified): Comp[] =>
	COMPS.filter((comp) => memberComps(person).includes(comp));

export interface OwedTo {
	readonly uid: string;
	readonly why: "colleague" | "substitute" | "contact" | "new-keys";
	/** Compartments whose newest key they lack. */
	readonly comps: readonly Comp[];
}

const NO_BASIS = new Uint8Array(16);

/**
 * Who is entitled now and lacks the newest key of a compartment of theirs. Of Kela's contacts those of the series that the
 * case has been queued to, and whom it was shared with without any; while a consent is in force.
 */
export function owedNow(ground: Ground, nowMs: number): OwedTo[] {
	const { state, directory } = ground;
	if (state.closed !== null || state.pair === null) return [];
	const basis = basisAround(ground, nowMs, 0);
	const owed: OwedTo[] = [];
	for (const { uid } of directory.people.values()) {
		const person = entitledNow(ground, uid, nowMs);
		if (person === null || (isContact(person) && !isAwaited(ground, person, nowMs))) continue;
		const lacks = missingKeys(ground, person, isContact(person) ? (basis ?? NO_BASIS) : NO_BASIS);
		const newest = lacks.filter(({ comp, epoch }) => epoch === newestEpoch(state, comp));
		if (newest.length === 0) continue;
		const comps = newest.map(({ comp }) => comp);
		owed.push({ uid: toB64(uid), why: whyOwed(ground, person), comps });
	}
	return owed;
}

/** The contact with whom the case goes into its hour, or went, themselves or as a substitute. Others of the pair's have no need. */
function isAwaited({ state, directory }: Ground, { uid }: Certified, nowMs: number): boolean {
	if (state.queuedTo.size === 0) return state.shared && state.everMembers.has(toB64(uid));
	return directory.contactOf(pairOf(state), uid, nowMs, 0, state.queuedTo);
}

function whyOwed({ state, directory }: Ground, person: Certified): OwedTo["why"] {
	const uid = toB64(person.uid);
	if (directory.rekeyed(person.uid) && state.everMembers.has(uid)) return "new-keys";
	const pair = pairOf(state);
	if (isContact(person)) {
		const own = [...directory.series].some(([series, versions]) => {
			const one = versions.at(-1);
			const meant = state.queuedTo.size === 0 || state.queuedTo.has(series);
			return meant && one !== undefined && equal(one.contact, person.uid);
		});
		return own ? "contact" : "substitute";
	}
	const workers = directory.pairs.get(toB64(pair))?.at(-1)?.workers ?? [];
	return workers.includes(uid) ? "colleague" : "substitute";
}
