// Bodies of the statement kinds about a case's guests (PROTOCOL §5): bytes ↔ typed fields. Decides nothing.
import { type LpReader, lp } from "./lp.ts";

export type GuestBody =
	| {
			readonly kind: "guest-invite";
			readonly guest: Uint8Array;
			readonly linkPk: Uint8Array;
			/** Zeros in the general lane. */
			readonly consent: Uint8Array;
			/** Of S, which the guest's name and secret are sealed under. */
			readonly epoch: number;
			readonly expiresAt: number;
			readonly ctHash: Uint8Array;
	  }
	| {
			readonly kind: "guest-admit";
			readonly guest: Uint8Array;
			readonly session: Uint8Array;
			readonly pkS: Uint8Array;
			readonly pkE: Uint8Array;
			readonly wrapHash: Uint8Array;
	  }
	| { readonly kind: "guest-remove"; readonly guest: Uint8Array };

export function guestBytes(b: GuestBody): Uint8Array {
	const label = `ET1/${b.kind}`;
	switch (b.kind) {
		case "guest-invite":
			return lp(label, b.guest, b.linkPk, b.consent, b.epoch, b.expiresAt, b.ctHash);
		case "guest-admit":
			return lp(label, b.guest, b.session, b.pkS, b.pkE, b.wrapHash);
		case "guest-remove":
			return lp(label, b.guest);
	}
}

type Readers = {
	[K in GuestBody["kind"]]: (r: LpReader) => GuestBody & { readonly kind: K };
};

export const guestReaders: Readers = {
	"guest-invite": (r) => ({
		kind: "guest-invite",
		guest: r.id(),
		linkPk: r.b32(),
		consent: r.id(),
		epoch: r.u64(),
		expiresAt: r.u64(),
		ctHash: r.b32(),
	}),
	"guest-admit": (r) => ({
		kind: "guest-admit",
		guest: r.id(),
		session: r.id(),
		pkS: r.b32(),
		pkE: r.b32(),
		wrapHash: r.b32(),
	}),
	"guest-remove": (r) => ({ kind: "guest-remove", guest: r.id() }),
};
