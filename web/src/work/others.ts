// Who else is in a room, by connection, and what follows from them all: whether everyone is verified, who asks for a
// pause, who hears. Knows no signalling and no media.
import type { RemoteMedia } from "../media/media.ts";
import { readState, type Said, stateText } from "./room-say.ts";
import { stranger } from "./room-state.ts";
import type { Colleague } from "./same-room.ts";
import type { Id, Participant } from "./work.ts";

export interface PeerListed {
	readonly conn: Id;
	readonly uid: Id;
}

/** What is known of people apart from the room. */
export interface Known {
	/** My own id. */
	readonly me: Id;
	/** Has the number of this person been compared? */
	compared(uid: Id): Participant["compared"];
	/** Of this case, and entitled to it now. */
	isMember(uid: Id): boolean;
	/** Of my own house: perhaps in the same room as I. */
	isColleague(uid: Id): boolean;
	/** Not a member but admitted to this case for this session; null: no guest. */
	guest(uid: Id): Participant["guest"];
}

interface Other {
	state: Participant;
	said: Said | null;
	/** My picture does not go to them: the network does not carry it. */
	withheld: boolean;
	/** What they know of me, so that nothing is said twice. */
	told: string;
}

export class Others {
	readonly #known: Known;
	readonly #others = new Map<Id, Other>();

	constructor(known: Known) {
		this.#known = known;
	}

	get list(): readonly Participant[] {
		return [...this.#others.values()].map(({ state }) => ({
			...state,
			beside: this.#besideOf(state),
		}));
	}

	get conns(): readonly Id[] {
		return [...this.#others.keys()];
	}

	/** Connections of guests who are verified. */
	get guests(): readonly Id[] {
		const guests = this.list.filter((one) => one.guest !== null && one.verified === "verified");
		return guests.map(({ conn }) => conn);
	}

	get allVerified(): boolean {
		return this.#every((state) => state.verified === "verified");
	}

	get someVerified(): boolean {
		return this.#some((state) => state.verified === "verified");
	}

	get someConnected(): boolean {
		return this.#some((state) => state.link === "connected");
	}

	/** Somebody is here, verified, and every connection has gone. */
	get allLost(): boolean {
		const verified = this.list.filter((state) => state.verified === "verified");
		return verified.length > 0 && verified.every((state) => state.link === "lost");
	}

	get pausing(): readonly Id[] {
		const asking = this.list.filter((one) => one.verified === "verified" && one.pausing);
		return [...new Set(asking.map((one) => one.uid))];
	}

	/** Who hears what goes out now: whoever is connected, and who sits with them. Where all is hidden nothing plays. */
	get hearing(): readonly Id[] {
		const connected = this.list.filter((one) => one.link === "connected" && !one.hidden);
		return [...new Set(connected.flatMap((one) => [one.uid, ...one.beside]))];
	}

	/** Devices of my own house whose people are verified and have told of themselves. */
	get colleagues(): readonly Colleague[] {
		return [...this.#others.values()].flatMap(({ state, said }) => {
			const { uid, conn, verified } = state;
			const here = verified === "verified" && uid !== this.#known.me && said !== null;
			if (!here || !this.#known.isColleague(uid)) return [];
			const { sameRoom, enteredAt, openedAt } = said;
			return [{ uid, conn, microphone: said.microphone === "on", sameRoom, enteredAt, openedAt }];
		});
	}

	get(conn: Id): Participant | null {
		return this.#others.get(conn)?.state ?? null;
	}

	add({ conn, uid }: PeerListed): void {
		const { compared, guest } = this.#known;
		this.#others.set(conn, {
			state: stranger(conn, uid, compared(uid), guest(uid)),
			said: null,
			withheld: false,
			told: "",
		});
	}

	remove(conn: Id): void {
		this.#others.delete(conn);
	}

	clear(): void {
		this.#others.clear();
	}

	/** False: not here any more. */
	patch(conn: Id, change: Partial<Participant>): boolean {
		const other = this.#others.get(conn);
		if (other === undefined) return false;
		other.state = { ...other.state, ...change };
		return true;
	}

	/** What the call tells of them. */
	remote(conn: Id, { withheld, ...media }: RemoteMedia): boolean {
		const other = this.#others.get(conn);
		if (other !== undefined) other.withheld = withheld;
		return this.patch(conn, media);
	}

	/** My picture is on its way to nobody of those who are connected: the network carries it nowhere. */
	get allWithheld(): boolean {
		const connected = [...this.#others.values()].filter(({ state }) => state.link === "connected");
		return connected.length > 0 && connected.every(({ withheld }) => withheld);
	}

	/** Who is to be told what of me, being verified and not knowing it. */
	untold(
		said: (withheld: boolean) => Said,
	): readonly { readonly conn: Id; readonly text: string }[] {
		return [...this.#others.values()].flatMap((other) => {
			if (other.state.verified !== "verified") return [];
			const text = stateText(said(other.withheld));
			if (text === other.told) return [];
			other.told = text;
			return [{ conn: other.state.conn, text }];
		});
	}

	/** They have not heard what they were told. */
	forgetTold(conn: Id): void {
		const other = this.#others.get(conn);
		if (other !== undefined) other.told = "";
	}

	/** What they tell of themselves. */
	heard(conn: Id, payload: string): boolean {
		const said = readState(payload);
		const other = this.#others.get(conn);
		if (said === null || other === undefined) return false;
		other.said = said;
		const { microphone, camera, videoOff, hidden, pausing, beside, field } = said;
		return this.patch(conn, { microphone, camera, videoOff, hidden, pausing, beside, field });
	}

	recompared(): void {
		for (const other of this.#others.values())
			other.state = {
				...other.state,
				compared: this.#known.compared(other.state.uid),
				guest: this.#known.guest(other.state.uid),
			};
	}

	/** Named by them, a member of the case, and not in the room on a device of their own: nobody else can be beside. */
	#besideOf({ uid, beside }: Participant): readonly Id[] {
		const here = new Set([this.#known.me, ...this.#uids()]);
		return beside.filter((one) => one !== uid && !here.has(one) && this.#known.isMember(one));
	}

	/** The same for whom I name. */
	mayBeBeside(uids: readonly Id[]): readonly Id[] {
		const here = new Set([this.#known.me, ...this.#uids()]);
		return [...new Set(uids)].filter((one) => !here.has(one) && this.#known.isMember(one));
	}

	#uids(): Id[] {
		return [...this.#others.values()].map(({ state }) => state.uid);
	}

	#some(is: (state: Participant) => boolean): boolean {
		return [...this.#others.values()].some(({ state }) => is(state));
	}

	#every(is: (state: Participant) => boolean): boolean {
		return !this.#some((state) => !is(state));
	}
}
