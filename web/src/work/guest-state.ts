// Guests of one case, as the screens know them: the readable state and the actions of both sides. Types only; everyone
// imports it through work.ts.

import type { GuestRole } from "./call-state.ts";
import type { Id, Ms, WorkError } from "./work.ts";

/** Somebody without an account who was invited to a case. */
export interface CaseGuest {
	readonly guest: Id;
	readonly by: Id;
	readonly at: Ms;
	readonly expiresAt: Ms;
	/** Null: not read yet, or no key of mine opens it. */
	readonly name: string | null;
	readonly role: GuestRole | null;
	/** open: may be let in; admitted: into the session that is open now; over: neither any more. */
	readonly state: "open" | "admitted" | "over";
}

/** A guest of the case in my room is at the door. */
export interface Knock {
	readonly case: Id;
	readonly guest: Id;
	readonly name: string;
	readonly role: GuestRole;
	/** false: whoever it is does not hold the link of that invite; the broker should not have let it through. */
	readonly genuine: boolean;
}

/** Who a case's consent lets take part besides the pair and Kela. */
export type Covered =
	/** In the client's own consent, word for word. */
	| { readonly kind: "named"; readonly others: string }
	| { readonly kind: "nobody" }
	/** A question without a client. */
	| { readonly kind: "general" };

/** What a guest reads in their link. */
export interface GuestGreeting {
	readonly guest: Id;
	readonly by: string;
	readonly org: string;
	readonly name: string;
	readonly role: GuestRole;
	readonly expiresAt: Ms;
}

/** Somebody in the room, as a guest knows them. */
export interface RosterPerson {
	readonly uid: Id;
	readonly name: string;
	readonly org: string;
	/** Another guest: their role. */
	readonly guest: GuestRole | null;
}

/** A guest's visit in this tab. */
export type Visit =
	/** No link was opened here, or it cannot be read. */
	| { readonly kind: "none"; readonly error: WorkError | null }
	/**
	 * shown    nothing has been asked of the pair yet: knock()
	 * knocking waits to be let in
	 * in       let in: state.room follows
	 * left     out of the room by oneself; knock() goes back as long as the case is in turn
	 * gone     the link opens nothing (any more): used by somebody else, taken back, run out, or the case is over
	 * moved    the guest is in the room on another tab or device
	 */
	| {
			readonly kind: "shown" | "knocking" | "in" | "left" | "gone" | "moved";
			readonly greeting: GuestGreeting;
			readonly roster: readonly RosterPerson[];
	  };

/** The pair's side. */
export interface GuestActions {
	/** Reads the consent in force; that is on the log. no_consent. */
	covered(id: Id): Promise<Covered>;
	/** The link is given once and kept nowhere. not_covered: the consent names nobody; no_consent. */
	invite(
		id: Id,
		guest: { readonly name: string; readonly role: GuestRole; readonly days: number },
	): Promise<{ readonly link: string; readonly expiresAt: Ms }>;
	/** Who knocks, into the session that is open. not_found: nobody knocks by that invite any more. */
	admit(guest: Id): Promise<void>;
	/** The invite is dead; who was let in by it is out at once. */
	remove(id: Id, guest: Id): Promise<void>;
}

/** A guest's side; state.visit follows. */
export interface VisitActions {
	/** `secret` is what stood after `#/guest/`; null: what a reload finds of this tab's visit. bad_link. */
	open(secret: string | null): Promise<void>;
	/** Asks the pair to be let in; from then on by itself, with the devices of state.devices. */
	knock(): Promise<void>;
	leave(): Promise<void>;
	/** Drops link and keys from this device. */
	forget(): Promise<void>;
}
