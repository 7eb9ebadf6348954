// A case's guests as its members' vaults have them: the link is made here, a knock is checked here against what the chain
// says of its invite, and the wrap that lets somebody in is made here. The rules themselves are the chain's.
import { equal, fromB64, toB64 } from "../bytes.ts";
import type { CaseChain } from "../case-chain.ts";
import { guestInSession, guestOpen } from "../case-guest.ts";
import { type GuestRecord, newestEpoch } from "../case-state.ts";
import { sessionKey } from "../envelope.ts";
import {
	checkKnock,
	GUEST_NAME_MAX,
	GUEST_SPAN_MAX_MS,
	type GuestSecret,
	guestFragment,
	guestLinkPair,
	openGuest,
	type RosterEntry,
	sealAdmission,
	sealGreeting,
	sealGuest,
} from "../guest.ts";
import { hash, OpenError, randomBytes, wipe } from "../sodium.ts";
import type { CaseAct, GuestKnock, GuestView } from "./api.ts";
import type { Cases } from "./cases.ts";
import { holding, VaultError } from "./errors.ts";
import type { Signing } from "./signing.ts";

type Make<K extends CaseAct["kind"]> = Extract<CaseAct, { kind: K }>;

/** Names and secrets of guests, by guest; and links that nobody has been shown yet. */
export class Guests {
	readonly #known = new Map<string, GuestSecret>();
	readonly #links = new Map<string, string>();

	/** What came with the chain, checked against it and opened with the key of S: "" without one. */
	take(cases: Cases, caseId: string, chain: CaseChain, ct: Uint8Array): void {
		const ctHash = hash(ct);
		const one = [...chain.state.guests.values()].find((guest) => equal(guest.ctHash, ctHash));
		if (one === undefined) throw new OpenError("guest: not on the record");
		if (!cases.holds(caseId, "S", one.epoch)) return;
		const place = { ...chain.place, epoch: one.epoch, guest: fromB64(one.guest, 16) };
		this.#known.set(one.guest, openGuest(cases.key(caseId, "S", one.epoch), place, ct));
	}

	keep(guest: string, secret: GuestSecret, link: string): void {
		this.#known.set(guest, secret);
		this.#links.set(guest, link);
	}

	/** Once. */
	link(guest: string): string {
		const link = this.#links.get(guest);
		if (link === undefined) throw new VaultError("not_found", "guest link");
		this.#links.delete(guest);
		return link;
	}

	secret(guest: string): GuestSecret | null {
		return this.#known.get(guest) ?? null;
	}

	/** The case that they were invited to is gone. */
	forget(guests: Iterable<string>): void {
		for (const guest of guests) {
			const known = this.#known.get(guest);
			if (known !== undefined) wipe(known.secret);
			this.#known.delete(guest);
			this.#links.delete(guest);
		}
	}

	wipe(): void {
		for (const { secret } of this.#known.values()) wipe(secret);
		this.#known.clear();
		this.#links.clear();
	}
}

function stateOf(chain: CaseChain, one: GuestRecord, now: number): GuestView["state"] {
	if (guestInSession(chain.state, fromB64(one.guest, 16)) !== null) return "admitted";
	const basis = chain.basisNow(now);
	return guestOpen(one, now) && basis !== null && equal(basis, one.consent) ? "open" : "over";
}

export function guestViews(chain: CaseChain, guests: Guests, now: number): GuestView[] {
	return [...chain.state.guests.values()].map((one) => {
		const secret = guests.secret(one.guest);
		return {
			guest: one.guest,
			by: one.by,
			at: one.at,
			expiresAt: one.expiresAt,
			name: secret?.name ?? null,
			role: secret?.role ?? null,
			state: stateOf(chain, one, now),
		};
	});
}

/** Everybody whose word counts in the room of the open session: members who are entitled, and guests let in. */
export function rosterOf(cases: Cases, chain: CaseChain): RosterEntry[] {
	const now = cases.now();
	const members = [...chain.state.members.keys()].flatMap((uid) => {
		const person = chain.memberWith(fromB64(uid, 16), "S", now);
		if (person === null) return [];
		const { ipkS, display, org } = person;
		return [{ uid: person.uid, ipkS, name: display, org: org.name, guest: false }];
	});
	const guests = [...chain.state.guests.keys()].flatMap((guest) => {
		const uid = fromB64(guest, 16);
		const ipkS = chain.guestKey(uid, now);
		const secret = cases.guests.secret(guest);
		if (ipkS === null || secret === null) return [];
		return [{ uid, ipkS, name: secret.name, org: secret.role, guest: true }];
	});
	return [...members, ...guests];
}

/** The invite that was knocked on, with the knock checked: by who holds its link, while it stands. */
function knocked(cases: Cases, chain: CaseChain, knock: GuestKnock) {
	const one = chain.state.guests.get(knock.guest);
	if (one === undefined) throw new VaultError("not_found", "guest");
	if (stateOf(chain, one, cases.now()) !== "open") throw new VaultError("refused", "guest: over");
	const secret = cases.guests.secret(knock.guest);
	if (secret === null) throw new VaultError("no_key", "S");
	const { g } = chain.place;
	const guest = fromB64(knock.guest, 16);
	const keys = { pkS: fromB64(knock.pkS, 32), pkE: fromB64(knock.pkE, 32) };
	const challenge = fromB64(knock.challenge, 32);
	const linkSig = fromB64(knock.linkSig, 64);
	holding("signal", () => checkKnock(g, guest, one.linkPk, { ...keys, challenge, linkSig }));
	return { guest, keys, secret };
}

/** Who knocks, by what the pair itself wrote in the invite. not_verified, refused, not_found. */
export function guestKnocked(
	cases: Cases,
	input: { readonly case: string; readonly knock: GuestKnock },
): Pick<GuestSecret, "name" | "role"> {
	const { name, role } = knocked(cases, cases.chain(input.case), input.knock).secret;
	return { name, role };
}

export class GuestActs {
	readonly #signing: Signing;

	constructor(signing: Signing) {
		this.#signing = signing;
	}

	act(act: Make<"guest-invite" | "guest-admit" | "guest-remove">): string {
		switch (act.kind) {
			case "guest-invite":
				return this.#invite(act);
			case "guest-admit":
				return this.#admit(act.knock);
			case "guest-remove":
				this.#signing.sign(() => ({ kind: "guest-remove", guest: fromB64(act.guest, 16) }));
				return act.guest;
		}
	}

	#invite({ name, role, expiresAt }: Make<"guest-invite">): string {
		const { cases, chain } = this.#signing;
		const { session, guests } = cases;
		const consent = chain.basisNow(cases.now());
		if (consent === null) throw new VaultError("no_consent");
		if (expiresAt > cases.now() + GUEST_SPAN_MAX_MS) throw new VaultError("bad_param", "expires");
		if (name === "" || name.length > GUEST_NAME_MAX) throw new VaultError("bad_param", "name");
		const { g } = chain.place;
		const [guest, secret] = [randomBytes(16), randomBytes(32)];
		const epoch = newestEpoch(chain.state, "S");
		const ck = this.#signing.key("S", epoch);
		const known = { name, role, secret };
		const ct = sealGuest(ck, { ...chain.place, epoch, guest }, known);
		const { pk: linkPk } = guestLinkPair(g, guest, secret);
		const ctHash = hash(ct);
		const what = { guest, linkPk, consent, epoch, expiresAt, ctHash };
		this.#signing.sign(() => ({ kind: "guest-invite", ...what }), [ct]);
		const me = session.directory.person(session.uid);
		const greeting = sealGreeting(
			{ g, guest, secret },
			{ by: me?.display ?? "", org: me?.org.name ?? "", name, role, expiresAt },
		);
		guests.keep(toB64(guest), known, guestFragment({ g, guest, secret, greeting }));
		return toB64(guest);
	}

	#admit(knock: GuestKnock): string {
		const { cases, chain } = this.#signing;
		cases.session.calm();
		const { guest, keys, secret } = knocked(cases, chain, knock);
		const open = chain.state.session;
		if (open === null) throw new VaultError("no_room");
		const { g, caseId } = chain.place;
		const session = fromB64(open.session, 16);
		const ck = this.#signing.key("S", open.epoch);
		const ksess = sessionKey(ck, { g, caseId, sessionId: session });
		const roster = rosterOf(cases, chain);
		const wrap = sealAdmission(
			secret.secret,
			{ g, guest, session, ...keys },
			{ caseId, ksess, roster },
		);
		wipe(ksess);
		const wrapHash = hash(wrap);
		this.#signing.sign(() => ({ kind: "guest-admit", guest, session, ...keys, wrapHash }), [wrap]);
		return knock.guest;
	}
}
