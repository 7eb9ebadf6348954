// A guest at a browser of their own, whose tab can be reloaded; and a case whose consent names others. For tests that live
// a guest's way through the clients.
import { MemoryStore, openVault } from "../../web/src/crypto/vault.ts";
import { type Device, newDevice, until } from "../../web/src/demo/person.ts";
import type { WorkClient } from "../../web/src/work/create.ts";
import type { Knock, Visit } from "../../web/src/work/work.ts";
import { SpokenMedia } from "./kit-call.ts";
import type { Server } from "./kit-server.ts";
import { acknowledge, CASES, inventedConsent, type Member, openCase, siteOf } from "./kit-work.ts";

export const OTHERS = "Tulkki ja työvoimapalvelujen asiantuntija";
export const TULKKI = { name: "Tuula Tulkki", role: "interpreter", days: 1 } as const;

export interface Guest extends Device {
	readonly media: SpokenMedia;
	/** The same tab again. */
	reload(): Promise<Guest>;
}

export async function guestAt(
	server: Server,
	store = new MemoryStore(),
	tab: string = crypto.randomUUID(),
): Promise<Guest> {
	const vault = await openVault({ store, tab });
	const media = new SpokenMedia();
	const device = await newDevice(siteOf(server), {}, () => vault, media);
	const reload = () => {
		device.stop();
		return guestAt(server, store, tab);
	};
	return { ...device, media, reload };
}

/** A case of the pair with a consent in force by which others may take part. */
export async function caseNaming(
	pair: readonly [Member, Member],
	pairId: string,
	one = CASES.sickLeave,
): Promise<string> {
	const [first, second] = pair;
	const id = await openCase(first, pairId, one, "none");
	const today = new Date(first.work.now()).toISOString().slice(0, 10);
	const doc = inventedConsent(one, first.account.display, today);
	await first.work.consent.record(id, { ...doc, v: 2, others: OTHERS }, null);
	await acknowledge(second, id);
	return id;
}

/** What stands after `#/guest/` in the link of a new invite. */
export async function inviteTo(by: Member, id: string): Promise<string> {
	const { link } = await by.work.guests.invite(id, TULKKI);
	const [, secret] = link.split("/#/guest/");
	if (secret === undefined) throw new Error(link);
	return secret;
}

/** With the link, at the door. */
export async function knocksWith(server: Server, secret: string): Promise<Guest> {
	const guest = await guestAt(server);
	await guest.work.visit.open(secret);
	await guest.work.visit.knock();
	return guest;
}

export const visitIs = (guest: Guest, kind: Visit["kind"]): Promise<Visit> =>
	until(guest.work.state.visit, (visit) => visit.kind === kind, `the guest to be ${kind}`);

/** Who knocks at the room of this member. */
export async function knockAt(
	{ work }: { readonly work: WorkClient },
	passes: (knock: Knock) => boolean = () => true,
): Promise<Knock> {
	const find = (all: readonly Knock[]) => all.find(passes);
	const knock = find(await until(work.state.knocks, (all) => find(all) !== undefined, "a knock"));
	if (knock === undefined) throw new Error("a knock");
	return knock;
}

/** Everybody in the room is verified, so many others there are. */
export const verifiedIn = (who: { readonly work: WorkClient }, count: number) =>
	until(
		who.work.state.room,
		(room) =>
			room?.phase === "open" &&
			room.others.length === count &&
			room.others.every((one) => one.verified === "verified"),
		`${count} verified in the room`,
	);
