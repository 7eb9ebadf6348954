// The device in the client's hands: what the screens see of it, and what they may ask. Types only.
import type { HandedMark, HandedPage } from "../state/handing.ts";
import type { Language } from "./work-state.ts";

export type { HandedPage } from "../state/handing.ts";

export interface Handed extends HandedMark {
	/**
	 * The vault of this tab is open behind the client's page: a PIN or the passphrase takes the device back. False: it has
	 * locked itself, the page was loaded anew, or this is another tab: signing in takes it back.
	 */
	readonly here: boolean;
	/** Tries that the PIN has left; null: the passphrase alone opens. */
	readonly tries: number | null;
}

export interface HandingActions {
	/**
	 * From now on this browser shows that page alone: other tabs lock themselves, and a reload finds no session. `pin`: null,
	 * or what state/handing.ts takes for one. conflict: I am in a call. bad_param: no PIN.
	 */
	give(page: HandedPage, language: Language, pin: string | null): Promise<void>;
	/** The client reads that language. */
	speak(language: Language): void;
	/** wrong_pin, wrong_passphrase. denied: the vault is locked; signing in takes the device back. */
	takeBack(by: { readonly pin: string } | { readonly passphrase: string }): Promise<void>;
}
