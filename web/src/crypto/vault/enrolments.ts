// Who waits to be confirmed: an enrolment as the person's own browser signed it, under an invite that stands in the
// verified directory. What a coordinator compares the number of, and certifies.
import { concat, equal, fromB64, toB64 } from "../bytes.ts";
import type { InviteBody } from "../directory-body.ts";
import { type Enrolment, readEnrolment } from "../enrolment-body.ts";
import { fingerprint } from "../keys.ts";
import { hash, verify } from "../sodium.ts";
import type { PendingEntry, PendingView } from "./api.ts";
import { holding, VaultError } from "./errors.ts";
import type { Session } from "./session.ts";

export interface Waiting {
	readonly enrolment: Enrolment;
	readonly invite: InviteBody;
	readonly eh: Uint8Array;
	/** New keys of somebody certified before. */
	readonly rekey: boolean;
	readonly number: string;
}

export function readWaiting(session: Session, entry: PendingEntry): Waiting {
	const { directory } = session;
	return holding("invite", () => {
		const e = fromB64(entry.e);
		const sigId = fromB64(entry.sig_id, 64);
		const sigInv = fromB64(entry.sig_inv, 64);
		const { g, enrolment } = readEnrolment(e);
		const invite = directory.invites.get(toB64(enrolment.invite));
		if (invite === undefined) throw new VaultError("not_found", "invite");
		const holder = directory.byName(invite.username);
		const holds =
			equal(g, session.g) &&
			toB64(enrolment.invite) === entry.invite &&
			enrolment.username === invite.username &&
			verify(sigInv, e, invite.invitePk) &&
			verify(sigId, e, enrolment.ipkS) &&
			// A name belongs to its uid for ever.
			(holder === null
				? directory.person(enrolment.uid) === null
				: equal(holder.uid, enrolment.uid));
		if (!holds) throw new VaultError("not_verified", "enrolment", "invite");
		return {
			enrolment,
			invite,
			eh: hash(concat(e, sigId, sigInv)),
			rekey: holder !== null,
			number: fingerprint(session.g, enrolment.uid, enrolment.ipkS, enrolment.ipkE),
		};
	});
}

export function pendingView(session: Session, entry: PendingEntry): PendingView {
	const { enrolment, invite, rekey, number } = readWaiting(session, entry);
	return {
		invite: entry.invite,
		uid: toB64(enrolment.uid),
		username: invite.username,
		display: invite.display,
		roles: invite.roles,
		at: enrolment.time,
		number,
		rekey,
	};
}

/** Five-digit groups, however they were typed. */
export function digits(number: string): string {
	return (number.replace(/\D/g, "").match(/.{1,5}/g) ?? []).join(" ");
}
