// Rules of a case's guests (PROTOCOL §5): who was invited, let in for which session, and sent away. The invite, the
// admission and the end of each stand in the chain; names and secrets do not.
import { equal, toB64 } from "./bytes.ts";
import { type Act, fail, type Ground } from "./case-act.ts";
import { basisAround } from "./case-consent.ts";
import { type CaseState, type GuestRecord, newestEpoch } from "./case-state.ts";
import { CLOCK_SLACK_MS } from "./directory.ts";
import { GUEST_SPAN_MAX_MS, GUESTS_MAX } from "./guest.ts";
import type { GuestBody } from "./guest-body.ts";

/** Can they still be let in? */
export const guestOpen = (one: GuestRecord, atMs: number, slackMs = 0): boolean =>
	one.admitted === null &&
	one.removed === null &&
	one.endedAt === null &&
	atMs - slackMs < one.expiresAt;

/** The keys of a guest who has a part in the session that is open; null: nobody who has. */
export function guestInSession(
	{ session, guests }: Pick<CaseState, "session" | "guests">,
	guest: Uint8Array,
): GuestRecord["admitted"] {
	const one = guests.get(toB64(guest));
	if (one === undefined || one.removed !== null || one.endedAt !== null) return null;
	const { admitted } = one;
	return admitted !== null && admitted.session === session?.session ? admitted : null;
}

export function addOfGuest(ground: Ground, act: Act, body: GuestBody): void {
	switch (body.kind) {
		case "guest-invite":
			return addInvite(ground, act, body);
		case "guest-admit":
			return addAdmission(ground, act, body);
		case "guest-remove": {
			const one = known(ground, act, body.guest);
			if (one.removed !== null) fail("removed already", act.s);
			one.removed = { by: toB64(act.s.author), at: act.s.time };
		}
	}
}

function addInvite(
	ground: Ground,
	{ s }: Act,
	body: Extract<GuestBody, { kind: "guest-invite" }>,
): void {
	const { state } = ground;
	const guest = toB64(body.guest);
	if (state.guests.has(guest)) fail("id used before", s);
	// In a room it stands where members have their uid.
	if (ground.directory.versionsAround(body.guest, s.time).length > 0) fail("id of a person", s);
	const basis = basisAround(ground, s.time, CLOCK_SLACK_MS);
	if (basis === null || !equal(basis, body.consent)) fail("no consent", s);
	if (body.epoch !== newestEpoch(state, "S")) fail("epoch", s);
	if (body.expiresAt <= s.time - CLOCK_SLACK_MS) fail("expired", s);
	if (body.expiresAt > s.time + GUEST_SPAN_MAX_MS + CLOCK_SLACK_MS) fail("too long", s);
	const open = [...state.guests.values()].filter((one) => guestOpen(one, s.time, -CLOCK_SLACK_MS));
	if (open.length >= GUESTS_MAX) fail("too many", s);
	state.guests.set(guest, {
		guest,
		by: toB64(s.author),
		at: s.time,
		linkPk: body.linkPk,
		consent: body.consent,
		expiresAt: body.expiresAt,
		ctHash: body.ctHash,
		epoch: body.epoch,
		admitted: null,
		removed: null,
		endedAt: null,
	});
}

function addAdmission(
	ground: Ground,
	{ s }: Act,
	body: Extract<GuestBody, { kind: "guest-admit" }>,
): void {
	const one = known(ground, { s }, body.guest);
	if (one.removed !== null || one.endedAt !== null) fail("invite over", s);
	if (one.admitted !== null) fail("admitted already", s);
	if (s.time - CLOCK_SLACK_MS >= one.expiresAt) fail("expired", s);
	const basis = basisAround(ground, s.time, CLOCK_SLACK_MS);
	if (basis === null || !equal(basis, one.consent)) fail("no consent", s);
	// That key is in other hands too: in those of all who hold S.
	if (equal(body.pkS, one.linkPk)) fail("the key of the link", s);
	const session = toB64(body.session);
	if (ground.state.session?.session !== session) fail("not the open session", s);
	const { pkS, pkE, wrapHash } = body;
	one.admitted = { session, pkS, pkE, wrapHash, by: toB64(s.author), at: s.time };
}

const known = ({ state }: Ground, { s }: Pick<Act, "s">, guest: Uint8Array): GuestRecord =>
	state.guests.get(toB64(guest)) ?? fail("no such invite", s);
