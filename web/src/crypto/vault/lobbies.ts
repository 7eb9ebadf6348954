// Lines in the lobby of an hour: sealed to one certified person each, opened from one. Nothing in them is of a case, so no
// consent is asked for; an alarm silences them like everything else.
import { equal, fromB64, toB64 } from "../bytes.ts";
import { LOBBY_TEXT_MAX, openLobbyLine, sealLobbyLine } from "../lobby.ts";
import { OpenError } from "../sodium.ts";
import type { LobbyLineIn, VaultApi } from "./api.ts";
import { holding, VaultError } from "./errors.ts";
import { type Clock, type Session, SKEW_MAX_MS } from "./session.ts";

type Input<K extends keyof VaultApi> = Parameters<VaultApi[K]>[0];

export class Lobbies {
	readonly #session: Session;
	readonly #now: Clock;
	#ctr = 0;
	/** The newest counter of each connection, and whose it is. */
	readonly #seen = new Map<string, { readonly uid: string; readonly ctr: number }>();

	constructor(session: Session, now: Clock) {
		this.#session = session;
		this.#now = now;
	}

	seal({ hour, to, conn, text }: Input<"lobbySeal">): Uint8Array {
		const session = this.#session;
		session.calm();
		const length = Array.from(text).length;
		if (length === 0 || length > LOBBY_TEXT_MAX) throw new VaultError("bad_param", "text");
		const now = this.#now();
		const person = session.directory.certifiedAt(fromB64(to, 16), now);
		if (person === null) throw new VaultError("refused", "not certified");
		this.#ctr += 1;
		const line = {
			hour: fromB64(hour, 16),
			fromUid: session.uid,
			fromConn: fromB64(conn, 16),
			toUid: person.uid,
			ctr: this.#ctr,
			timeMs: now,
			text,
		};
		return sealLobbyLine(session.g, line, session.identity.sign.sk, person.ipkE);
	}

	open(input: Input<"lobbyOpen">): LobbyLineIn {
		return holding("signal", () => this.#read(input));
	}

	#read({ hour, from, body }: Input<"lobbyOpen">): LobbyLineIn {
		const session = this.#session;
		const now = this.#now();
		const keyOf = (uid: Uint8Array) => session.directory.certifiedAt(uid, now)?.ipkS ?? null;
		const line = openLobbyLine(session.g, body, session.identity.enc, keyOf);
		if (!equal(line.hour, fromB64(hour, 16))) throw new OpenError("lobby: of another hour");
		if (!equal(line.toUid, session.uid)) throw new OpenError("lobby: for somebody else");
		if (!equal(line.fromConn, fromB64(from, 16))) throw new OpenError("lobby: misplaced");
		if (Math.abs(now - line.timeMs) > SKEW_MAX_MS) throw new OpenError("lobby: clock");
		if (Array.from(line.text).length > LOBBY_TEXT_MAX) throw new OpenError("lobby: too long");
		const uid = toB64(line.fromUid);
		const before = this.#seen.get(from);
		if (before !== undefined && (before.uid !== uid || line.ctr <= before.ctr))
			throw new OpenError("lobby: repeated");
		this.#seen.set(from, { uid, ctr: line.ctr });
		return { uid, at: line.timeMs, text: line.text };
	}
}
