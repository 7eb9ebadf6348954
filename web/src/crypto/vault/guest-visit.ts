// A guest's own small vault: one link, keys of its own, one room. It knows no account, no directory and no case; whose
// word counts in the room is what the pair said when it let the guest in, or says there later. A reload of the tab finds
// link and keys again, and nothing else of a room.
import { EncodingError, fromB64, toB64 } from "../bytes.ts";
import type { SignalType } from "../envelope.ts";
import {
	type GuestLink,
	guestLinkPair,
	knockBytes,
	openAdmission,
	openGreeting,
	parseGuestFragment,
	type RosterEntry,
	readRoster,
	signKnock,
} from "../guest.ts";
import { type Identity, newIdentity } from "../keys.ts";
import { OpenError, wipe } from "../sodium.ts";
import type { GuestRoom, GuestShown, SignalIn, VaultApi } from "./api.ts";
import type { Device } from "./device.ts";
import { holding, VaultError } from "./errors.ts";
import { newCounters, RoomTalk } from "./room-talk.ts";
import type { RoomsApi } from "./rooms.ts";
import type { Clock } from "./session.ts";

type Input<K extends keyof VaultApi> = Parameters<VaultApi[K]>[0];

interface Let {
	readonly session: string;
	readonly caseId: Uint8Array;
	readonly ksess: Uint8Array;
	/** By uid. */
	readonly roster: Map<string, RosterEntry>;
	readonly counters: ReturnType<typeof newCounters>;
}

interface Visit {
	readonly link: GuestLink;
	readonly identity: Identity;
	/** Whom the pair let in, and into what. */
	let: Let | null;
	talk: RoomTalk | null;
}

export class GuestVisit implements RoomsApi {
	readonly #device: Device;
	readonly #now: Clock;
	#visit: Visit | null = null;

	constructor(device: Device, now: Clock) {
		this.#device = device;
		this.#now = now;
	}

	/** Is this the room of the guest here? */
	has(session: string): boolean {
		return this.#visit?.let?.session === session;
	}

	/** bad_link for one that is cut or mistyped. */
	async openLink(fragment: string): Promise<GuestShown> {
		const link = parsed(fragment);
		const shown = this.#shown(link);
		const kept = await this.#device.guest(this.#now());
		if (kept !== null && toB64(kept.link.guest) === shown.guest) return this.#begin(kept);
		const identity = newIdentity();
		await this.#device.keepGuest({ touchedAt: this.#now(), link, identity });
		return this.#begin({ link, identity });
	}

	/** What a reload finds; null: the link has to be opened again. */
	async restore(): Promise<GuestShown | null> {
		const kept = await this.#device.guest(this.#now());
		return kept === null ? null : this.#begin(kept);
	}

	async forget(): Promise<void> {
		this.clear();
		await this.#device.dropGuest();
	}

	clear(): void {
		const visit = this.#visit;
		this.#visit = null;
		if (visit === null) return;
		const { seed, sign, enc } = visit.identity;
		visit.talk?.wipe();
		if (visit.let !== null) wipe(visit.let.ksess);
		wipe(seed, sign.sk, enc.sk, visit.link.secret);
	}

	/** Signed by the link's key and by the guest's own. */
	knock(challenge: string): Awaited<ReturnType<VaultApi["guestKnock"]>> {
		const { link, identity } = this.#here;
		const keys = { pkS: identity.sign.pk, pkE: identity.enc.pk };
		const bytes = knockBytes(link.g, link.guest, keys, fromB64(challenge, 32));
		const pair = guestLinkPair(link.g, link.guest, link.secret);
		const linkSig = signKnock(bytes, pair);
		wipe(pair.sk);
		return {
			pkS: toB64(keys.pkS),
			pkE: toB64(keys.pkE),
			linkSig: toB64(linkSig),
			sig: toB64(signKnock(bytes, identity.sign)),
		};
	}

	/** Let in: the room's key and roster, for this link, these keys and this session only. not_verified. */
	admitted({ session, wrap }: Input<"guestAdmitted">): GuestRoom {
		const visit = this.#here;
		const { link, identity } = visit;
		const at = {
			...{ g: link.g, guest: link.guest, session: fromB64(session, 16) },
			...{ pkS: identity.sign.pk, pkE: identity.enc.pk },
		};
		const opened = holding("grant", () => openAdmission(link.secret, at, identity.enc, wrap));
		const before = visit.let?.session === session ? visit.let : null;
		if (visit.let !== null) wipe(visit.let.ksess);
		visit.let = {
			session,
			caseId: opened.caseId,
			ksess: opened.ksess,
			roster: before?.roster ?? new Map(),
			counters: before?.counters ?? newCounters(),
		};
		this.#learn(visit.let, opened.roster);
		return this.room(session);
	}

	room(session: string): GuestRoom {
		const { caseId, roster } = this.#let(session);
		const others = [...roster.values()].filter(({ uid }) => toB64(uid) !== this.#uid);
		return {
			case: toB64(caseId),
			roster: others.map(({ uid, name, org, guest }) => ({ uid: toB64(uid), name, org, guest })),
		};
	}

	enter(input: Input<"roomEnter">): void {
		const visit = this.#here;
		const { caseId, ksess, roster, counters } = this.#let(input.session);
		if (visit.talk?.conn === input.conn) return;
		const { link, identity } = visit;
		visit.talk = new RoomTalk(
			{ uid: link.guest, signSk: identity.sign.sk, now: this.#now },
			{
				ksess: ksess.slice(),
				kmembers: null,
				at: { g: link.g, caseId, sessionId: fromB64(input.session, 16) },
				ownConn: fromB64(input.conn, 16),
				keyOf: (uid) => roster.get(toB64(uid))?.ipkS ?? null,
			},
			counters,
		);
	}

	leave(session: string): void {
		if (!this.has(session) || this.#visit === null) return;
		this.#visit.talk?.wipe();
		this.#visit.talk = null;
	}

	seal(session: string, to: string | null, type: SignalType, payload: Uint8Array): Uint8Array {
		return this.#talk(session).seal(to, type, payload);
	}

	sealHello(input: Input<"helloSeal">): Uint8Array {
		return this.#talk(input.session).sealHello(input, null);
	}

	async open(input: Input<"signalOpen">): Promise<SignalIn> {
		const { roster } = this.#let(input.session);
		const guest = (uid: string) => roster.get(uid)?.guest ?? false;
		const { signal, theirs } = this.#talk(input.session).read(input, (uid) => guest(toB64(uid)));
		if (signal.type === "roster") {
			holding("signal", () => {
				if (guest(signal.uid)) throw new OpenError("roster: by a guest");
				this.#learn(this.#let(input.session), readRoster(signal.payload));
			});
		}
		if (theirs === null) return signal;
		return {
			...signal,
			hello: { fingerprints: theirs.fingerprints, heads: "agree", theirs: null },
		};
	}

	get #here(): Visit {
		if (this.#visit === null) throw new VaultError("locked");
		return this.#visit;
	}

	get #uid(): string {
		return toB64(this.#here.link.guest);
	}

	#let(session: string): Let {
		const room = this.#visit?.let;
		if (room === null || room === undefined || room.session !== session) {
			throw new VaultError("no_room");
		}
		return room;
	}

	#talk(session: string): RoomTalk {
		const talk = this.has(session) ? this.#visit?.talk : null;
		if (talk === null || talk === undefined) throw new VaultError("no_room");
		return talk;
	}

	#begin({ link, identity }: Pick<Visit, "link" | "identity">): GuestShown {
		this.clear();
		this.#visit = { link, identity, let: null, talk: null };
		return this.#shown(link);
	}

	#shown(link: GuestLink): GuestShown {
		try {
			return { guest: toB64(link.guest), ...openGreeting(link) };
		} catch (error) {
			if (error instanceof OpenError || error instanceof EncodingError) {
				throw new VaultError("bad_link");
			}
			throw error;
		}
	}

	/** Nobody's key changes under their name. */
	#learn({ roster }: Let, said: readonly RosterEntry[]): void {
		for (const one of said) if (!roster.has(toB64(one.uid))) roster.set(toB64(one.uid), one);
	}
}

function parsed(fragment: string): GuestLink {
	try {
		return parseGuestFragment(fragment);
	} catch (error) {
		if (error instanceof EncodingError) throw new VaultError("bad_link");
		throw error;
	}
}
