// The rooms of a member (ET1 §4): keys derived here and used here. A room opens only for a session that is open in the
// verified chain with a consent in force, and every single message asks that again. Guests whom the chain let into this
// very session are heard; what is for members only never reaches them.
import { fromB64, toB64 } from "../bytes.ts";
import type { CaseChain } from "../case-chain.ts";
import { membersKey, type SignalType, sessionKey } from "../envelope.ts";
import { rosterBytes } from "../guest.ts";
import { type Relation, relate } from "../statement.ts";
import type { HeadRef, Hello, SignalIn, VaultApi } from "./api.ts";
import type { Cases } from "./cases.ts";
import { VaultError } from "./errors.ts";
import { rosterOf } from "./guests.ts";
import { type Counters, newCounters, RoomTalk } from "./room-talk.ts";
import { headRef } from "./session.ts";

type Input<K extends keyof VaultApi> = Parameters<VaultApi[K]>[0];
type Heads = NonNullable<Hello["theirs"]>;

interface Room {
	readonly caseId: string;
	readonly talk: RoomTalk;
}

/** What the vault asks of a room, whoever is in it. */
export interface RoomsApi {
	enter(input: Input<"roomEnter">): void;
	leave(session: string): void;
	seal(session: string, to: string | null, type: SignalType, payload: Uint8Array): Uint8Array;
	sealHello(input: Input<"helloSeal">): Uint8Array;
	open(input: Input<"signalOpen">): Promise<SignalIn>;
}

export class Rooms implements RoomsApi {
	readonly #cases: Cases;
	readonly #rooms = new Map<string, Room>();
	/** By session. */
	readonly #counters = new Map<string, Counters>();

	constructor(cases: Cases) {
		this.#cases = cases;
	}

	enter(input: Input<"roomEnter">): void {
		const cases = this.#cases;
		const chain = cases.chain(input.case);
		const { g, uid, identity } = cases.session;
		const { epoch } = this.#mayTalk(chain, input.session);
		if (this.#rooms.get(input.session)?.talk.conn === input.conn) return;
		const ck = cases.key(input.case, "S", epoch);
		const at = {
			g,
			caseId: fromB64(input.case, 16),
			sessionId: fromB64(input.session, 16),
		};
		const counters = this.#counters.get(input.session) ?? newCounters();
		this.#counters.set(input.session, counters);
		this.leave(input.session);
		const talk = new RoomTalk(
			{ uid, signSk: identity.sign.sk, now: cases.now },
			{
				ksess: sessionKey(ck, at),
				kmembers: membersKey(ck, at),
				at,
				ownConn: fromB64(input.conn, 16),
				keyOf: (who) => {
					const now = cases.now();
					const known = cases.chain(input.case);
					return known.memberWith(who, "S", now)?.ipkS ?? known.guestKey(who, now);
				},
			},
			counters,
		);
		this.#rooms.set(input.session, { caseId: input.case, talk });
	}

	leave(session: string): void {
		this.#rooms.get(session)?.talk.wipe();
		this.#rooms.delete(session);
	}

	seal(session: string, to: string | null, type: SignalType, payload: Uint8Array): Uint8Array {
		return this.#room(session).talk.seal(to, type, payload);
	}

	sealHello(input: Input<"helloSeal">): Uint8Array {
		const { caseId, talk } = this.#room(input.session);
		const directory = headRef(this.#cases.session.directory.head);
		const heads = { directory, case: headRef(this.#cases.chain(caseId).head) };
		return talk.sealHello(input, heads);
	}

	/** For a guest of this session: whose word counts here by now. */
	sealRoster({ session, to }: Input<"rosterSeal">): Uint8Array {
		const { caseId, talk } = this.#room(session);
		return talk.seal(to, "roster", rosterBytes(rosterOf(this.#cases, this.#cases.chain(caseId))));
	}

	async open(input: Input<"signalOpen">): Promise<SignalIn> {
		const { caseId, talk } = this.#room(input.session);
		const { guests } = this.#cases.chain(caseId).state;
		const byGuest = (uid: Uint8Array) => guests.has(toB64(uid));
		const { signal, theirs } = talk.read(input, byGuest);
		if (theirs === null) return signal;
		const heads = theirs.theirs === null ? "agree" : await this.#compare(caseId, theirs.theirs);
		return { ...signal, hello: { ...theirs, heads } };
	}

	/** The heads of an earlier hello again. */
	compare(session: string, theirs: Heads): Promise<Relation> {
		return this.#compare(this.#room(session).caseId, theirs);
	}

	/** A fork is an alarm of this device, not only of this call: somebody has been shown another history. */
	async #compare(caseId: string, theirs: Heads): Promise<Relation> {
		const relation = this.#relate(caseId, theirs);
		if (relation !== "fork") return relation;
		const { directory } = this.#cases.session;
		const forked = relateRef(directory.history, theirs.directory) === "fork";
		await this.#cases.session.raise({
			reason: forked ? "directory-fork" : "case-fork",
			at: this.#cases.now(),
			case: forked ? null : caseId,
		});
		return relation;
	}

	#relate(caseId: string, theirs: Heads): Relation {
		const { directory } = this.#cases.session;
		const both = [
			relateRef(directory.history, theirs.directory),
			relateRef(this.#cases.chain(caseId).history, theirs.case),
		] as const;
		if (both.includes("fork")) return "fork";
		return both.includes("ahead") ? "ahead" : "agree";
	}

	wipe(): void {
		for (const session of [...this.#rooms.keys()]) this.leave(session);
		this.#counters.clear();
	}

	#room(session: string): Room {
		const room = this.#rooms.get(session);
		if (room === undefined) throw new VaultError("no_room");
		try {
			this.#mayTalk(this.#cases.chain(room.caseId), session);
		} catch (error) {
			this.leave(session);
			throw error;
		}
		return room;
	}

	/** Of the case and its pair, with a consent in force, in the session that is open; and no word while an alarm stands. */
	#mayTalk(chain: CaseChain, session: string): NonNullable<CaseChain["state"]["session"]> {
		const { session: own } = this.#cases;
		const now = this.#cases.now();
		own.calm();
		if (chain.memberWith(own.uid, "S", now) === null) throw new VaultError("refused", "no member");
		if (chain.basisNow(now) === null) throw new VaultError("no_consent");
		const open = chain.state.session;
		if (open?.session !== session) throw new VaultError("no_room");
		return open;
	}
}

function relateRef(history: readonly Uint8Array[], head: HeadRef): Relation {
	return relate(history, { seq: head.seq, hash: fromB64(head.hash, 32) });
}
