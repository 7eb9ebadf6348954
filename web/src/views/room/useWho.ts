// Names of those in a call: people by the directory, guests as the pair has named them.
import type { Hearer } from "../../state/hearing.ts";
import { list } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Id, Participant } from "../../work/work.ts";
import { useNames, useWork } from "../context.ts";

export interface Who {
	name(uid: Id): string;
	names(uids: readonly Id[]): string;
	/** With their role, if they are a guest. */
	guestOr(one: Pick<Participant, "uid" | "guest">): string;
	hearers(who: readonly Hearer[]): string;
}

export function useWho(): Who {
	const known = useNames();
	const others = useWork().state.room.value?.others ?? [];
	const text = t().call;
	const guestOr: Who["guestOr"] = ({ uid, guest }) =>
		guest === null ? known(uid) : text.hearer.guest(guest.name, text.guestRole[guest.role]);
	// A guest stands in no directory: who pauses or fails is named all the same.
	const name = (uid: Id) => guestOr(others.find((one) => one.uid === uid) ?? { uid, guest: null });
	return {
		name,
		names: (uids) => list(uids.map((uid) => name(uid))),
		guestOr,
		hearers: (who) =>
			list(
				who.map((one) =>
					one.at === null ? guestOr(one) : text.hearer.beside(name(one.uid), name(one.at)),
				),
			),
	};
}
