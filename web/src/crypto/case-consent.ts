// Rules of a case's consents (PROTOCOL §5): evidence, four eyes, one at a time, and what ends with one. Answers for the
// chain whether a consent is in force; what its dates mean is in consent.ts.
import { equal, toB64 } from "./bytes.ts";
import { type Act, fail, type Ground, isContact, isZero, pairOf } from "./case-act.ts";
import type { CaseBody, ConsentBody } from "./case-body.ts";
import type { ConsentRecord } from "./case-state.ts";
import { CONSENT_SPAN_MAX_MS, type ConsentFacts, inForceAround } from "./consent.ts";
import { CLOCK_SLACK_MS } from "./directory.ts";
import type { Statement } from "./statement.ts";

/** The facts of a consent as they stand now, judged by the policy of `atMs`. */
export function consentFacts(
	{ directory, state }: Ground,
	c: ConsentRecord,
	atMs: number,
	slackMs = 0,
): ConsentFacts {
	const org = directory.orgOfPair(pairOf(state));
	const ackNeeded = org === null || directory.consentAckRequired(org.id, atMs, slackMs);
	return {
		validFrom: c.body.validFrom,
		validTo: c.body.validTo,
		acknowledged: c.acknowledged !== null || !ackNeeded,
		withdrawn: c.withdrawn !== null,
		replaced: c.replacedAt !== null,
	};
}

/** The consent in force at some instant of atMs ± slackMs. Only the newest counts: what came before it ended with it. */
export function consentAround(ground: Ground, atMs: number, slackMs: number): ConsentRecord | null {
	const newest = ground.state.consents.at(-1);
	if (newest === undefined) return null;
	const facts = consentFacts(ground, newest, atMs, slackMs);
	return inForceAround(facts, atMs, slackMs) ? newest : null;
}

/** In the general lane nothing needs a consent. */
const NO_BASIS = new Uint8Array(16);

/**
 * On what ground Kela's contact has a part in the case at some instant of atMs ± slackMs, as grants name it: the consent
 * in force, or zeros in the general lane. Null: none.
 */
export function basisAround(ground: Ground, atMs: number, slackMs: number): Uint8Array | null {
	if (ground.state.lane === "general") return NO_BASIS;
	return consentAround(ground, atMs, slackMs)?.body.consent ?? null;
}

/** The consent that was in force at a moment gone by, with what had been signed until then. */
export function consentThen(ground: Ground, atMs: number): ConsentRecord | null {
	const newest = ground.state.consents.findLast((one) => one.at <= atMs);
	if (newest === undefined) return null;
	const before = (at: number | null | undefined) => at !== null && at !== undefined && at <= atMs;
	const facts = {
		...consentFacts(ground, { ...newest, acknowledged: null }, atMs),
		withdrawn: before(newest.withdrawn?.at),
		replaced: before(newest.replacedAt),
	};
	const acknowledged = facts.acknowledged || before(newest.acknowledged?.at);
	return inForceAround({ ...facts, acknowledged }, atMs, 0) ? newest : null;
}

/** The consent of that id, if neither withdrawn nor replaced. */
export function openConsent({ state }: Ground, id: Uint8Array): ConsentRecord | undefined {
	return state.consents.find(
		(c) => equal(c.body.consent, id) && c.withdrawn === null && c.replacedAt === null,
	);
}

export function addConsent(ground: Ground, { s, hash }: Act, body: ConsentBody): void {
	if (ground.state.lane === "general") fail("a question without a client", s);
	const { consents } = ground.state;
	if (consents.some((c) => equal(c.body.consent, body.consent))) fail("id used before", s);
	if (body.validTo <= s.time - CLOCK_SLACK_MS || body.validTo <= body.validFrom) fail("dates", s);
	if (body.validTo > body.validFrom + CONSENT_SPAN_MAX_MS) fail("longer than a year", s);
	evidence(ground, s, body.docObject, body.docHash, "consent-doc");
	const hasFile = !isZero(body.fileObject);
	if (hasFile) evidence(ground, s, body.fileObject, body.fileHash, "consent-file");
	else if (!isZero(body.fileHash)) fail("a hash without a file", s);
	if ((body.capture !== "drawn") !== hasFile) fail("capture and file do not fit", s);
	replace(ground, s, body.replaces);
	consents.push({
		body,
		statement: hash,
		by: toB64(s.author),
		at: s.time,
		acknowledged: null,
		seen: [],
		withdrawn: null,
		replacedAt: null,
	});
}

/** What it replaces ends as by a withdrawal, but the place is kept. One that stands cannot be passed over. */
function replace(ground: Ground, s: Statement, replaces: Uint8Array): void {
	if (!isZero(replaces)) {
		const replaced = openConsent(ground, replaces) ?? fail("replaces no open consent", s);
		replaced.replacedAt = s.time;
		return endAccess(ground, s.time);
	}
	const newest = ground.state.consents.at(-1);
	if (newest === undefined || openConsent(ground, newest.body.consent) === undefined) return;
	if (newest.body.validTo > s.time + CLOCK_SLACK_MS) fail("another one stands", s);
}

function evidence(
	{ state }: Ground,
	s: Statement,
	object: Uint8Array,
	hash: Uint8Array,
	type: string,
): void {
	const record = state.objects.get(toB64(object));
	const first = record?.revs[0];
	if (record?.type !== type || first === undefined || !equal(first.ctHash, hash)) {
		fail(`${type} is not on the record`, s);
	}
}

export function addConsentPoint(
	ground: Ground,
	{ s }: Act,
	body: Extract<CaseBody, { kind: "consent-ack" | "consent-seen" }>,
): void {
	const consent = openConsent(ground, body.consent) ?? fail("no such open consent", s);
	if (!equal(consent.statement, body.statement)) fail("another statement", s);
	const note = { by: toB64(s.author), at: s.time };
	if (body.kind === "consent-seen") consent.seen.push(note);
	else if (note.by === consent.by) fail("by the witness", s);
	else consent.acknowledged ??= note;
}

export function addRevoke(
	ground: Ground,
	{ s }: Act,
	body: Extract<CaseBody, { kind: "revoke" }>,
): void {
	const consent = openConsent(ground, body.consent) ?? fail("no such open consent", s);
	if (body.effective !== s.time) fail("effective", s);
	consent.withdrawn = { by: toB64(s.author), who: body.who, how: body.how, at: s.time };
	ground.state.queued = null;
	endAccess(ground, s.time);
}

/** The room closes, guests are out and Kela's grants of S are gone; those of C stay as the ground of its own disclosures. */
function endAccess({ state, directory }: Ground, atMs: number): void {
	state.session = null;
	for (const one of state.guests.values()) one.endedAt ??= atMs;
	for (const [seq, grant] of state.grants) {
		const recipient = directory.person(grant.recipient);
		if (grant.comp === "S" && recipient !== null && isContact(recipient)) state.grants.delete(seq);
	}
}
