// A verified chain as the rest of the client sees it: plain data at one moment. Holds no key and decides nothing.
import { fromB64, toB64 } from "../bytes.ts";
import { isZero } from "../case-act.ts";
import { takenByRule } from "../case-after.ts";
import type { CaseChain } from "../case-chain.ts";
import { consentFacts } from "../case-consent.ts";
import { entitledNow, owedNow, staleComps } from "../case-members.ts";
import type { ConsentRecord } from "../case-state.ts";
import { consentState } from "../consent.ts";
import type { Comp } from "../grants.ts";
import type { CaseLogRow } from "../log-rows.ts";
import type { CaseView, ConsentView, LogRow } from "./api.ts";
import { VaultError } from "./errors.ts";
import { type Guests, guestViews } from "./guests.ts";
import { headRef } from "./session.ts";

export interface Looking {
	/** Compartments whose newest key is here. */
	readonly keys: readonly Comp[];
	/** Names and secrets that are here. */
	readonly guests: Guests;
	readonly me: Uint8Array;
	readonly now: number;
}

export function caseView(id: string, chain: CaseChain, looking: Looking): CaseView {
	const { keys, me, now } = looking;
	const { state } = chain;
	const inForce = chain.consentNow(now);
	if (state.pair === null || state.created === null) throw new VaultError("not_found", "case");
	const { queued, session, closed } = state;
	return {
		case: id,
		head: headRef(chain.head),
		pair: toB64(state.pair),
		lane: state.lane,
		created: state.created,
		members: [...state.members].map(([uid, comps]) => ({
			uid,
			comps,
			entitled: entitledNow(chain, fromB64(uid, 16), now) !== null,
		})),
		keys,
		stale: staleComps(chain, now),
		owed: owedByMe(chain, keys, me, now),
		objects: [...state.objects.values()].map(({ object, type, comp, revs }) => ({
			object,
			type,
			comp,
			revs: revs.map(({ rev, author, at, size, chunks }) => ({ rev, author, at, size, chunks })),
		})),
		consents: state.consents.map((consent) => consentView(chain, consent, now)),
		inForce: inForce === null ? null : toB64(inForce.body.consent),
		open: chain.basisNow(now) !== null,
		queued,
		answered: state.answered,
		session: session && { hour: session.hour, session: session.session, at: session.at },
		confirms: [...state.confirms],
		guests: guestViews(chain, looking.guests, now),
		followUps: [...state.followUps].map(([what, said]) => ({ what, ...said })),
		hold: state.hold,
		closed,
		erased: state.erased ?? byRule(chain, now),
	};
}

function byRule(chain: CaseChain, now: number): CaseView["erased"] {
	const at = takenByRule(chain, now);
	return at === null ? null : { by: null, at, reason: "" };
}

/** Keys are the pair's to give, and only those that one has. */
function owedByMe(
	chain: CaseChain,
	keys: readonly Comp[],
	me: Uint8Array,
	now: number,
): CaseView["owed"] {
	const own = chain.memberWith(me, "P", now);
	if (own === null) return [];
	return owedNow(chain, now)
		.filter(({ uid, comps }) => uid !== toB64(me) && comps.every((comp) => keys.includes(comp)))
		.map(({ uid, why }) => ({ uid, why }));
}

function consentView(chain: CaseChain, consent: ConsentRecord, now: number): ConsentView {
	const { body } = consent;
	return {
		consent: toB64(body.consent),
		state: consentState(consentFacts(chain, consent, now), now),
		validFrom: body.validFrom,
		validTo: body.validTo,
		template: body.template,
		capture: body.capture,
		docObject: toB64(body.docObject),
		fileObject: isZero(body.fileObject) ? null : toB64(body.fileObject),
		by: consent.by,
		at: consent.at,
		acknowledged: consent.acknowledged,
		seen: [...consent.seen],
		withdrawn: consent.withdrawn,
		replaced: consent.replacedAt !== null,
	};
}

const idOrNull = (id: Uint8Array): string | null => (isZero(id) ? null : toB64(id));

export const logRowView = (row: CaseLogRow, consent: ConsentRecord | null): LogRow => ({
	seq: row.seq,
	at: row.at,
	actor: idOrNull(row.actor),
	actorOrg: idOrNull(row.actorOrg),
	action: row.action,
	object: idOrNull(row.object),
	comp: row.comp,
	purpose: row.purpose,
	recipientOrg: idOrNull(row.recipientOrg),
	result: row.result,
	consent: consent === null ? null : toB64(consent.body.consent),
});
