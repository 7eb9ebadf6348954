// The vault's operations about guests of one case: those of members, and those of a guest's own small vault in the same
// worker. Types only; the rest of the vault's operations is in api.ts.
import type { GuestRole } from "../guest.ts";
import type { Id, Ms } from "./api-people.ts";

export type { GuestRole } from "../guest.ts";

/** A knock as the broker brings it to the pair. */
export interface GuestKnock {
	readonly guest: Id;
	readonly pkS: string;
	readonly pkE: string;
	readonly challenge: string;
	readonly linkSig: string;
}

/** A guest of a case as its members see them. */
export interface GuestView {
	readonly guest: Id;
	readonly by: Id;
	readonly at: Ms;
	readonly expiresAt: Ms;
	/** Null: no key of mine opens it. */
	readonly name: string | null;
	readonly role: GuestRole | null;
	/** open: may be let in; admitted: into the session that is open now; over: neither any more. */
	readonly state: "open" | "admitted" | "over";
}

/** What a guest reads in their link. */
export interface GuestShown {
	readonly guest: Id;
	readonly by: string;
	readonly org: string;
	readonly name: string;
	readonly role: GuestRole;
	readonly expiresAt: Ms;
}

/** The room that a guest was let into, as the pair says. */
export interface GuestRoom {
	readonly case: Id;
	/** The others whose word counts there. `org`: the role's code, of another guest. */
	readonly roster: readonly {
		readonly uid: Id;
		readonly name: string;
		readonly org: string;
		readonly guest: boolean;
	}[];
}

export interface GuestApi {
	/** The fragment of the link of a guest invited here just now: given once, kept nowhere. not_found. */
	guestLink(guest: Id): Promise<string>;
	/** Who knocks: whoever has that link, by the name and role in the pair's own invite. not_verified, refused. */
	guestKnocked(input: {
		readonly case: Id;
		readonly knock: GuestKnock;
	}): Promise<{ readonly name: string; readonly role: GuestRole }>;
	/** For a guest in the room: whose word counts there by now. */
	rosterSeal(input: { readonly session: Id; readonly to: Id }): Promise<Uint8Array>;

	/** A guest's side: takes the link, makes keys of its own for it. bad_link. */
	guestOpen(fragment: string): Promise<GuestShown>;
	/** What a reload of the tab finds; null: the link has to be opened again. */
	guestRestore(): Promise<GuestShown | null>;
	/** Wipes link and keys, here and on the device. */
	guestForget(): Promise<void>;
	/** Proof for guest-knock. */
	guestKnock(challenge: string): Promise<{
		readonly pkS: string;
		readonly pkE: string;
		readonly linkSig: string;
		readonly sig: string;
	}>;
	/** Let in: opens what the pair has sealed for this link, these keys and this session. not_verified. */
	guestAdmitted(input: { readonly session: Id; readonly wrap: Uint8Array }): Promise<GuestRoom>;
	/** As it stands by now: members may have said more. */
	guestRoom(session: Id): Promise<GuestRoom>;
}

export const GUEST_METHODS = {
	guestLink: 1,
	guestKnocked: 1,
	rosterSeal: 1,
	guestOpen: 1,
	guestRestore: 1,
	guestForget: 1,
	guestKnock: 1,
	guestAdmitted: 1,
	guestRoom: 1,
} as const satisfies Record<keyof GuestApi, 1>;
