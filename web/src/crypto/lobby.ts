// One line in a lobby, from one person to another (contract of the lobby): signed, then sealed to the recipient alone.
// Gets keys; knows neither the directory nor the socket.
import { equal } from "./bytes.ts";
import { LpReader, lp, lpOpen } from "./lp.ts";
import { boxOpen, boxSeal, type KeyPair, OpenError, pad, sign, unpad, verify } from "./sodium.ts";

/** Two hundred characters and the rest fit into one or two of these: the length says little. */
const BLOCK = 512;
export const LOBBY_TEXT_MAX = 200;
const BODY_MAX = 8 * BLOCK;

export interface LobbyLine {
	readonly hour: Uint8Array;
	readonly fromUid: Uint8Array;
	readonly fromConn: Uint8Array;
	readonly toUid: Uint8Array;
	/** Grows with every line of that connection. */
	readonly ctr: number;
	readonly timeMs: number;
	readonly text: string;
}

const inner = (g: Uint8Array, line: LobbyLine): Uint8Array =>
	lp(
		"ET1/lobby",
		g,
		line.hour,
		line.fromUid,
		line.fromConn,
		line.toUid,
		line.ctr,
		line.timeMs,
		line.text,
	);

export function sealLobbyLine(
	g: Uint8Array,
	line: LobbyLine,
	signSk: Uint8Array,
	recipientIpkE: Uint8Array,
): Uint8Array {
	const bytes = inner(g, line);
	return boxSeal(pad(lp(bytes, sign(bytes, signSk)), BLOCK), recipientIpkE);
}

/** OpenError names the first thing wrong; `keyOf` gives the certified signing key of a person, or null. */
export function openLobbyLine(
	g: Uint8Array,
	body: Uint8Array,
	keys: KeyPair,
	keyOf: (uid: Uint8Array) => Uint8Array | null,
): LobbyLine {
	if (body.length > BODY_MAX) throw new OpenError("lobby: size");
	const outer = new LpReader(unpad(boxOpen(body, keys), BLOCK));
	const bytes = outer.bytes();
	const sig = outer.bytes(64);
	outer.end();
	const reader = lpOpen(bytes, "ET1/lobby");
	if (!equal(reader.b32(), g)) throw new OpenError("lobby: another deployment");
	const line: LobbyLine = {
		hour: reader.id(),
		fromUid: reader.id(),
		fromConn: reader.id(),
		toUid: reader.id(),
		ctr: reader.u64(),
		timeMs: reader.u64(),
		text: reader.text(),
	};
	reader.end();
	const key = keyOf(line.fromUid);
	if (key === null || !verify(sig, bytes, key)) throw new OpenError("lobby: signature");
	return line;
}
